"""Made-up sleep records, thousands at a time, with what makes real ones treacherous.

A night is like the night before (AR(1)), weekends are different, and massages come in
runs, or by the day of the week, or both. Values are in standard deviations of a night
with nothing to explain it. Nothing here looks at how the comparison works.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.signal import lfilter

type Array = NDArray[np.float64]

WEEKEND_EFFECT = 0.6
# As with real records, fewer than this of either kind are not judged.
FEWEST_OF_EITHER = 10


class Habit(StrEnum):
    """How somebody comes to use the massager."""

    INDEPENDENT = "independent"
    STICKY = "sticky"
    WEEKDAY = "weekday-driven"
    STICKY_WEEKDAY = "sticky + weekday"
    # No statistic can help here: sleep chooses the massage, not the reverse.
    AFTER_BAD_NIGHTS = "after bad nights"


# The chance of a massage after a night without and after a night with one (or after a
# good and a bad night): on working days, and on weekends. About two of five nights are
# massage nights.
_CHANCES = {
    Habit.INDEPENDENT: ((0.4, 0.4), (0.4, 0.4)),
    Habit.STICKY: ((0.13, 0.8), (0.13, 0.8)),
    Habit.WEEKDAY: ((0.25, 0.25), (0.8, 0.8)),
    Habit.STICKY_WEEKDAY: ((0.1, 0.65), (0.6, 0.95)),
    Habit.AFTER_BAD_NIGHTS: ((0.2, 0.7), (0.2, 0.7)),
}


@dataclass(frozen=True, slots=True)
class Records:
    """Records of the same length, one in each row; a missing value is NaN."""

    massage: Array
    value: Array
    weekend: Array

    @property
    def trend(self) -> Array:
        """Return the place in the record, from -1 to 1."""
        return np.broadcast_to(
            np.linspace(-1, 1, self.value.shape[-1]), self.value.shape
        )

    def with_effect(self, effect: float) -> Records:
        """Return the records with so much more after each massage."""
        return Records(self.massage, self.value + effect * self.massage, self.weekend)


def draw(
    rng: Generator,
    count: int,
    nights: int,
    habit: Habit,
    *,
    memory: float,
    wander: float = 0.0,
) -> Records:
    """Return records of nights on which a massage changes nothing.

    ``memory`` is how much a night is like the one before, ``wander`` how far sleep
    drifts in a night without ever coming back (standard deviations).
    """
    # Twice as many, as some are left out.
    shape = (2 * count, nights)
    weekend = (rng.integers(7, size=(2 * count, 1)) + np.arange(nights)) % 7 >= 5
    noise = noise_of(rng, shape, memory)
    noise += wander * rng.standard_normal(shape).cumsum(axis=-1)
    massage = _massages(rng, weekend, noise, habit)
    used = massage.sum(axis=-1)
    enough = (used >= FEWEST_OF_EITHER) & (nights - used >= FEWEST_OF_EITHER)
    chosen = np.flatnonzero(enough)[:count]
    if chosen.size < count:
        raise RuntimeError(f"only {chosen.size} of {count} records have enough nights")
    weekends = weekend[chosen].astype(np.float64)
    value = noise[chosen] + WEEKEND_EFFECT * weekends
    return Records(massage[chosen], value, weekends)


def lose(rng: Generator, records: Records, share: float) -> Records:
    """Return the records with a share of the values missing."""
    lost = rng.random(records.value.shape) < share
    value = np.where(lost, np.nan, records.value)
    return Records(records.massage, value, records.weekend)


def _massages(
    rng: Generator, weekend: NDArray[np.bool_], noise: Array, habit: Habit
) -> Array:
    """Return massage nights as somebody of that habit has them."""
    chances = np.array(_CHANCES[habit])
    lots = rng.random(noise.shape)
    massage = np.zeros_like(noise)
    before = rng.random(len(noise)) < 0.4
    for night in range(noise.shape[-1]):
        chance = chances[weekend[:, night].astype(int), before.astype(int)]
        massage[:, night] = lots[:, night] < chance
        reacts = habit is Habit.AFTER_BAD_NIGHTS
        before = noise[:, night] < 0 if reacts else massage[:, night] > 0
    return massage


def noise_of(rng: Generator, shape: tuple[int, int], memory: float) -> Array:
    """Return AR(1) noise of variance 1 that has been going on for ever."""
    shocks = rng.standard_normal(shape)
    shocks[:, 1:] *= np.sqrt(1 - memory**2)
    noise: Array = lfilter([1.0], [1.0, -memory], shocks, axis=-1)
    return noise
