"""One difference with all that is known about it, in the metric's own unit."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import exp, expm1, isinf, isnan, sqrt
from statistics import NormalDist

from ..comparison import Estimate, Obstacle
from .arrangements import TINY, Arrangements, Array
from .slots import Slots

# A difference shows in four records of five where it is this many times as far from
# none as the interval reaches to either side.
REACH = 1 + NormalDist().inv_cdf(0.8) / NormalDist().inv_cdf(0.975)

# Given the values in standard deviations, and the covariates.
type Arrange = Callable[[Array, Sequence[Array]], Arrangements]


def mean_of(values: Array, *, logarithm: bool) -> float | None:
    """Return the mean of values; if they are logarithms, the geometric mean."""
    if not values.size:
        return None
    return exp(values.mean()) if logarithm else float(values.mean())


def estimate_of(slots: Slots, arrange: Arrange, *, logarithm: bool) -> Estimate:
    """Return the difference between the kinds of night; there must be both.

    ``arrange`` says which other arrangements of the massage nights it is held against.
    """
    covariates = slots.covariates()
    centre, spread = _centre_and_spread(slots.value[slots.usable])
    found = arrange((slots.value - centre) / spread, [*covariates.values()])
    other_level = slots.values(massage=False).mean()

    def native(difference: float) -> float:
        size = difference * spread
        return exp(other_level) * expm1(size) if logarithm else size

    difference = float(found.difference())
    if isnan(difference):
        return Estimate(obstacle=Obstacle.TIED_TO_WEEKEND)
    estimate = Estimate(difference=native(difference), adjusted_for=tuple(covariates))
    if found.residual_variance() <= TINY:
        return replace(estimate, obstacle=Obstacle.NO_VARIATION)
    estimate = replace(
        estimate, p=float(found.p()), hedges_g=_hedges_g(slots, difference * spread)
    )
    low, high = map(float, found.interval())
    if isinf(low) or isinf(high):
        return replace(estimate, obstacle=Obstacle.NO_BOUND)
    return replace(
        estimate,
        low=native(low),
        high=native(high),
        smallest=native(REACH * (high - low) / 2),
    )


def _centre_and_spread(values: Array) -> tuple[float, float]:
    """Return mean and standard deviation; 1 for the latter if all values are equal."""
    centre, spread = float(values.mean()), float(values.std())
    # The rounding of equal values is no variation.
    return centre, spread if spread > TINY * abs(centre) else 1.0


def _hedges_g(slots: Slots, difference: float) -> float:
    """Return a difference in standard deviations within the kinds of night.

    Hedges' correction takes out what a small number of nights adds to it.
    """
    kinds = slots.values(massage=True), slots.values(massage=False)
    freedom = sum(kind.size for kind in kinds) - 2
    squares = sum(float(((kind - kind.mean()) ** 2).sum()) for kind in kinds)
    return difference / sqrt(squares / freedom) * (1 - 3 / (4 * freedom - 1))
