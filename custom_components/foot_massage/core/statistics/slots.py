"""The nights of a record on the calendar, ready for arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..comparison import Adjustment, NightPoint
from .arrangements import Array

_WEEK = 7
_SATURDAY = 5
# With fewer nights a trend cannot be told from chance, and only costs precision.
_NIGHTS_FOR_A_TREND = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """Calendar slots in order; ``day`` counts from the calendar's first, a Monday.

    ``value`` is NaN where it is missing; ``massage`` is 1, 0, or NaN where unknown.
    """

    day: NDArray[np.int64]
    value: Array
    massage: Array

    @property
    def usable(self) -> NDArray[np.bool_]:
        """Where value and massage are both known."""
        known: NDArray[np.bool_] = np.isfinite(self.value + self.massage)
        return known

    def values(self, *, massage: bool) -> Array:
        """Return the values of one kind of night."""
        values: Array = self.value[self.usable & (self.massage == massage)]
        return values

    def covariates(self) -> dict[Adjustment, Array]:
        """Return what a difference is to be adjusted for, from -1 or 0 to 1."""
        usable = self.usable
        # The mornings of Saturdays and Sundays.
        weekend = (self.day % _WEEK >= _SATURDAY).astype(np.float64)
        covariates = {}
        if np.ptp(weekend[usable]) > 0:
            covariates[Adjustment.WEEKEND] = weekend
        if usable.sum() >= _NIGHTS_FOR_A_TREND:
            since = self.day - self.day[0]
            covariates[Adjustment.TREND] = 2 * since / since[-1] - 1
        return covariates


def slots_of(points: Sequence[NightPoint], *, logarithm: bool) -> Slots:
    """Return the calendar from the first to the last night that can be used.

    Whole weeks without a usable night are closed up, so that no shift sets nights
    against a gap; the days of the week stay in step. With ``logarithm`` a value that is
    not above 0 is missing.
    """
    day = np.array([day_number(point.night) for point in points], dtype=np.int64)
    value = _numbers([point.value for point in points])
    massage = _numbers([point.massage for point in points])
    if logarithm:
        value = np.log(np.where(value > 0, value, np.nan))
    usable = np.unique(day[np.isfinite(value) & np.isfinite(massage)])
    if not usable.size:
        return Slots(day=usable, value=np.empty(0), massage=np.empty(0))
    days = _less_empty_weeks(usable)
    # Where in the calendar each point belongs; a point in a closed gap has no place.
    place = np.searchsorted(days, day)
    here = (place < days.size) & (days[np.minimum(place, days.size - 1)] == day)
    values, massages = np.full((2, days.size), np.nan)
    values[place[here]], massages[place[here]] = value[here], massage[here]
    return Slots(day=days, value=values, massage=massages)


def day_number(night: date) -> int:
    """Return the days since the calendar's first, which was a Monday."""
    return night.toordinal() - 1


def _numbers(values: Sequence[float | None]) -> Array:
    """Return numbers, NaN for what is not there."""
    return np.array([np.nan if one is None else one for one in values], dtype=float)


def _less_empty_weeks(usable: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the calendar days from first to last without whole weeks of none."""
    days = np.arange(usable[0], usable[-1] + 1)
    kept = np.ones(days.size, dtype=np.bool_)
    for before, after in pairwise((usable - usable[0]).tolist()):
        kept[before + 1 + (after - before - 1) % _WEEK : after] = False
    return days[kept]
