"""How often a randomised trial is wrong, on sleep that is made up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from custom_components.foot_massage.core.comparison import (
    CLEAR,
    Estimate,
    NightPoint,
)
from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.statistics.analyse import analyse
from custom_components.foot_massage.core.trial import draw_trial

from .records import WEEKEND_EFFECT, noise_of

EFFECT = 0.8
_MONDAY = date(2026, 11, 2)
_MEMORY = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialCase:
    """A kind of trial; ``missing`` is the share of nights without a value."""

    days: int
    block: int
    missing: float = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialShares:
    """Shares of trials.

    ``false_positives`` are effects that are not there, ``coverage`` is intervals that
    hold the truth, ``power`` effects of EFFECT that were found.
    """

    false_positives: float
    coverage: float
    power: float


# The shortest is worked out in full, from the others draws are taken.
TRIAL_CASES = [
    TrialCase(days=16, block=4, missing=0.0),
    TrialCase(days=28, block=4),
    TrialCase(days=56, block=4),
]


def simulate_trials(rng: Generator, case: TrialCase, runs: int) -> TrialShares:
    """Return the shares of so many trials without an effect, and a quarter with one."""
    without = [*_estimates(rng, case, runs, 0.0)]
    with_effect = [*_estimates(rng, case, runs // 4, EFFECT)]
    held = [_holds(one, 0.0) for one in without]
    held += [_holds(one, EFFECT) for one in with_effect]
    return TrialShares(
        false_positives=_found(without),
        coverage=float(np.mean(held)),
        power=_found(with_effect),
    )


def _estimates(
    rng: Generator, case: TrialCase, runs: int, effect: float
) -> Iterator[Estimate]:
    """Yield what each of so many trials shows when a massage has this effect."""
    days = np.arange(case.days)
    sleep = noise_of(rng, (runs, case.days), _MEMORY) + WEEKEND_EFFECT * (days % 7 >= 5)
    lost: NDArray[np.bool_] = rng.random((runs, case.days)) < case.missing
    for seed in range(runs):
        plan = draw_trial(
            _MONDAY,
            days=case.days,
            block=case.block,
            seed=seed,
            primary=Metric.DEEP_SLEEP,
        )
        points = [
            NightPoint(
                night=_MONDAY + timedelta(days=day),
                massage=massage,
                value=None
                if lost[seed, day]
                else float(sleep[seed, day] + effect * massage),
            )
            for day, massage in enumerate(plan.schedule)
        ]
        yield analyse(plan, points).estimate


def _found(estimates: Sequence[Estimate]) -> float:
    found = [one.p is not None and one.p <= CLEAR for one in estimates]
    return sum(found) / len(found)


def _holds(estimate: Estimate, truth: float) -> bool:
    """Return whether an interval holds the truth; one without ends does."""
    if estimate.low is None or estimate.high is None:
        return True
    return estimate.low <= truth <= estimate.high
