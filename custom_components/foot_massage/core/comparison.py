"""What is compared, and what came out: nights after a massage against other nights.

Only the words; ``statistics.compare`` works it out.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .metrics import Better, Metric

# A difference that chance alone shows at most this often is called clear.
CLEAR = 0.05

# Of either kind; with fewer nights a difference is not even looked at.
FEWEST = 5


class Stage(StrEnum):
    """How far a comparison has come, by the nights that can be used.

    COLLECTING: fewer than 5 of either kind. TOO_EARLY: fewer than 10 of either kind,
    or than 28 in all. SOLID: 20 or more of each kind, and 60 or more in all.
    EARLY_SIGNAL is in between.
    """

    COLLECTING = "collecting"
    TOO_EARLY = "too_early"
    EARLY_SIGNAL = "early_signal"
    SOLID = "solid"


# Only then it is said whether a difference is clear.
JUDGED = (Stage.EARLY_SIGNAL, Stage.SOLID)


class Adjustment(StrEnum):
    """What a difference is adjusted for."""

    WEEKEND = "weekend"
    TREND = "trend"


class Obstacle(StrEnum):
    """Why a part of a comparison cannot be told.

    TIED_TO_WEEKEND: massage nights are exactly the weekend's, or all but those; there
    is no difference to tell. NO_VARIATION: nothing but the massage tells the values
    apart. NO_BOUND: massage nights recur in step, or there are too few nights to move
    them; the interval has no end.
    """

    TIED_TO_WEEKEND = "tied_to_weekend"
    NO_VARIATION = "no_variation"
    NO_BOUND = "no_bound"


# How many nights a stage needs, of either kind and in all.
_NEEDED = (
    (Stage.SOLID, 20, 60),
    (Stage.EARLY_SIGNAL, 10, 28),
    (Stage.TOO_EARLY, FEWEST, 0),
)


@dataclass(frozen=True, slots=True)
class NightPoint:
    """One night of one metric; the date is that of waking.

    ``massage`` is None where nobody knows whether there was one, ``value`` where the
    wearable measured nothing.
    """

    night: date
    massage: bool | None
    value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A difference in the metric's own unit: massage nights less other nights.

    ``low`` to ``high`` is its 95 % interval, and ``p`` how often chance alone shows as
    much. ``hedges_g`` is the difference in standard deviations, and ``smallest`` the
    size of one that would have shown in four records of five. What is not defined, or
    not to be told yet, is None.
    """

    difference: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    hedges_g: float | None = None
    smallest: float | None = None
    adjusted_for: tuple[Adjustment, ...] = ()
    obstacle: Obstacle | None = None


NOTHING = Estimate()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Massage nights against other nights; a mean is None where there is no night.

    ``p_corrected`` is the estimate's p after looking at several metrics; that of the
    primary metric needs no correction.
    """

    metric: Metric
    stage: Stage
    massage_nights: int
    other_nights: int
    massage_mean: float | None
    other_mean: float | None
    estimate: Estimate = NOTHING
    p_corrected: float | None = None

    @property
    def clear(self) -> bool:
        """Whether there is a difference that chance alone rarely shows."""
        return (
            self.stage in JUDGED
            and self.p_corrected is not None
            and self.p_corrected <= CLEAR
        )

    def massage_was_better(self, better: Better) -> bool | None:
        """Return whether massage nights were the better ones; None if not clear."""
        difference = self.estimate.difference
        if not self.clear or not difference or better is Better.NEITHER:
            return None
        return (difference > 0) is (better is Better.HIGHER)


def by_ratio(metric: Metric) -> bool:
    """Return whether a metric is compared as a ratio, on the scale of its logarithm.

    Heart rate variability is: its ups are much wider than its downs. Its means are
    geometric then, and a difference is that from the mean of the other nights.
    """
    return metric is Metric.HRV


def stage_of(massage_nights: int, other_nights: int) -> Stage:
    """Return how far a comparison of so many nights has come."""
    fewer, nights = min(massage_nights, other_nights), massage_nights + other_nights
    for stage, of_either, in_all in _NEEDED:
        if fewer >= of_either and nights >= in_all:
            return stage
    return Stage.COLLECTING
