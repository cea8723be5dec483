"""How often the comparison of nights is wrong, on records that are made up."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from scipy.special import stdtr

from custom_components.foot_massage.core.comparison import CLEAR
from custom_components.foot_massage.core.statistics.circular import shifts
from custom_components.foot_massage.core.statistics.estimate import REACH

from .records import Array, Habit, Records, draw, lose

# In standard deviations.
EFFECT = 0.8
NIGHTS = (60, 90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A kind of record; ``missing`` is the share of nights without a value."""

    habit: Habit
    nights: int
    memory: float = 0.5
    wander: float = 0.0
    missing: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Shares of records, and what we say is the smallest difference to be seen.

    ``welch`` and ``false_positives`` are differences that are not there, found by
    Welch's t test and by ours; ``coverage`` is intervals that hold the truth; the
    powers are differences that were found, of EFFECT and of ``smallest`` (the median).
    """

    welch: float
    false_positives: float
    coverage: float
    power: float
    smallest: float
    power_at_smallest: float


# Those that the bars are for.
CASES = [
    Case(habit=habit, nights=nights, memory=memory)
    for habit in Habit
    for memory in (0.3, 0.5)
    for nights in NIGHTS
    if habit is not Habit.AFTER_BAD_NIGHTS
]
# What else real records have, and what no statistic can make good.
HARDER_CASES = [
    Case(habit=Habit.WEEKDAY, nights=365),
    Case(habit=Habit.STICKY_WEEKDAY, nights=365),
    *(
        Case(habit=Habit.STICKY_WEEKDAY, nights=nights, missing=0.25)
        for nights in NIGHTS
    ),
    *(
        Case(habit=Habit.STICKY_WEEKDAY, nights=nights, wander=0.15)
        for nights in NIGHTS
    ),
    *(Case(habit=Habit.AFTER_BAD_NIGHTS, nights=nights) for nights in NIGHTS),
]


def simulate(rng: Generator, case: Case, runs: int) -> Shares:
    """Return the shares of so many records, each with and without an effect."""
    records = draw(
        rng, runs, case.nights, case.habit, memory=case.memory, wander=case.wander
    )
    records = lose(rng, records, case.missing)
    p, low, high = judge(records)
    smallest = float(np.median(REACH * (high - low) / 2))
    more_p, more_low, more_high = judge(records.with_effect(EFFECT))
    least_p, _, _ = judge(records.with_effect(smallest))
    held = [(low <= 0) & (high >= 0), (more_low <= EFFECT) & (more_high >= EFFECT)]
    return Shares(
        welch=float((welch(records) <= CLEAR).mean()),
        false_positives=float((p <= CLEAR).mean()),
        coverage=float(np.min(np.mean(held, axis=-1))),
        power=float((more_p <= CLEAR).mean()),
        smallest=smallest,
        power_at_smallest=float((least_p <= CLEAR).mean()),
    )


def judge(records: Records) -> tuple[Array, Array, Array]:
    """Return p and both ends of the interval of each record, by our own arithmetic."""
    parts = [_judge(part) for part in _split(records)]
    p, low, high = (np.concatenate(one) for one in zip(*parts, strict=True))
    return p, low, high


def welch(records: Records) -> Array:
    """Return the p of each record by Welch's t test."""
    means, squared_errors, freedoms = [], [], []
    for kind in (0, 1):
        values = np.where(records.massage == kind, records.value, np.nan)
        count = np.isfinite(values).sum(axis=-1)
        means.append(np.nanmean(values, axis=-1))
        squared_errors.append(np.nanvar(values, axis=-1, ddof=1) / count)
        freedoms.append(squared_errors[-1] ** 2 / (count - 1))
    squared_error = sum(squared_errors)
    t = np.abs(means[1] - means[0]) / np.sqrt(squared_error)
    p: Array = 2 * stdtr(squared_error**2 / sum(freedoms), -t)
    return p


def _judge(records: Records) -> tuple[Array, Array, Array]:
    found = shifts(records.value, records.massage, [records.weekend, records.trend])
    return found.p(), *found.interval()


def _split(records: Records) -> Iterator[Records]:
    """Yield some records at a time, so that they stay near the processor."""
    for first in range(0, len(records.value), 100):
        part = slice(first, first + 100)
        yield Records(records.massage[part], records.value[part], records.weekend[part])
