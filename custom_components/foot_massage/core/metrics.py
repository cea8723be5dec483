"""What is measured of a night and of a session: units, limits, and reading values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite


class Unit(StrEnum):
    """The unit that values are kept in, whatever they were told in."""

    MINUTES = "min"
    COUNT = "count"
    MILLISECONDS = "ms"
    BPM = "bpm"
    POINTS = "points"
    PERCENT = "%"
    MMHG = "mmHg"

    @property
    def symbol(self) -> str | None:
        """Return how it is written behind a value; counts and points have no unit."""
        return None if self in (Unit.COUNT, Unit.POINTS) else self.value


class Better(StrEnum):
    """Which way is better; a scale has what is usual, a person may see it otherwise.

    ``NEITHER`` is for light sleep: more of it may be more sleep, or less of the rest.
    """

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Refusal(StrEnum):
    """Why a value is not taken."""

    MISSING = "missing"
    NOT_SYNCED = "not_synced"
    NOT_A_NUMBER = "not_a_number"
    WRONG_UNIT = "wrong_unit"
    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How something is measured: its unit, and what can be true.

    A zero is believed only if ``zero_is_real``; elsewhere it stands for a wearable
    that has not been read out yet.
    """

    unit: Unit
    lowest: float
    highest: float
    better: Better
    zero_is_real: bool = False

    def accepts(self, unit: str | None) -> bool:
        """Return whether values in somebody else's unit can be read at all."""
        return _factor(self.unit, unit) is not None

    def read(self, raw: object, unit: str | None) -> float | Refusal:
        """Return a value as somebody else shows it, in our unit."""
        number = _number(raw)
        if isinstance(number, Refusal):
            return number
        factor = _factor(self.unit, unit)
        if factor is None:
            return Refusal.WRONG_UNIT
        if number == 0 and not self.zero_is_real:
            return Refusal.NOT_SYNCED
        # Six digits: hours from a display must give the minutes they were made of.
        value = round(number * factor, 6)
        if value < self.lowest:
            return Refusal.TOO_LOW
        return value if value <= self.highest else Refusal.TOO_HIGH

    def stored(self, value: object) -> float:
        """Return a stored value; raises ValueError if it was never read."""
        number = _number(value)
        if isinstance(number, Refusal) or not self.lowest <= number <= self.highest:
            raise ValueError(f"{value} cannot have been measured in {self.unit}")
        return number


class Metric(StrEnum):
    """What a wearable measures in a night."""

    SLEEP_DURATION = "sleep_duration"
    DEEP_SLEEP = "deep_sleep"
    REM_SLEEP = "rem_sleep"
    LIGHT_SLEEP = "light_sleep"
    AWAKENINGS = "awakenings"
    SLEEP_LATENCY = "sleep_latency"
    HRV = "hrv"
    RESTING_HEART_RATE = "resting_heart_rate"
    SLEEP_SCORE = "sleep_score"

    @property
    def scale(self) -> Scale:
        """Return how it is measured."""
        return _METRICS[self]


class Reading(StrEnum):
    """What is measured just before and just after a session."""

    HEART_RATE = "heart_rate"
    HRV = "hrv"
    SPO2 = "spo2"
    SYSTOLIC = "systolic"
    DIASTOLIC = "diastolic"

    @property
    def scale(self) -> Scale:
        """Return how it is measured."""
        return _READINGS[self]


# What was measured at one time, in the units of the readings.
type Readings = Mapping[Reading, float]


def _scale(
    unit: Unit, lowest: float, highest: float, better: Better, *, zero: bool = False
) -> Scale:
    return Scale(
        unit=unit, lowest=lowest, highest=highest, better=better, zero_is_real=zero
    )


_METRICS: Mapping[Metric, Scale] = {
    Metric.SLEEP_DURATION: _scale(Unit.MINUTES, 0, 16 * 60, Better.HIGHER),
    Metric.DEEP_SLEEP: _scale(Unit.MINUTES, 0, 8 * 60, Better.HIGHER, zero=True),
    Metric.REM_SLEEP: _scale(Unit.MINUTES, 0, 8 * 60, Better.HIGHER, zero=True),
    Metric.LIGHT_SLEEP: _scale(Unit.MINUTES, 0, 14 * 60, Better.NEITHER),
    Metric.AWAKENINGS: _scale(Unit.COUNT, 0, 100, Better.LOWER, zero=True),
    Metric.SLEEP_LATENCY: _scale(Unit.MINUTES, 0, 4 * 60, Better.LOWER, zero=True),
    Metric.HRV: _scale(Unit.MILLISECONDS, 2, 300, Better.HIGHER),
    Metric.RESTING_HEART_RATE: _scale(Unit.BPM, 25, 130, Better.LOWER),
    Metric.SLEEP_SCORE: _scale(Unit.POINTS, 1, 100, Better.HIGHER),
}
_READINGS: Mapping[Reading, Scale] = {
    Reading.HEART_RATE: _scale(Unit.BPM, 25, 220, Better.LOWER),
    Reading.HRV: _scale(Unit.MILLISECONDS, 2, 300, Better.HIGHER),
    Reading.SPO2: _scale(Unit.PERCENT, 50, 100, Better.HIGHER),
    Reading.SYSTOLIC: _scale(Unit.MMHG, 50, 260, Better.LOWER),
    Reading.DIASTOLIC: _scale(Unit.MMHG, 30, 160, Better.LOWER),
}

_NOTHING = frozenset({"", "unknown", "unavailable", "none"})


def _number(raw: object) -> float | Refusal:
    """Return the number that a state or an attribute stands for."""
    if raw is None or (isinstance(raw, str) and raw.strip().casefold() in _NOTHING):
        return Refusal.MISSING
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return Refusal.NOT_A_NUMBER
    try:
        number = float(raw)
    except (ValueError, OverflowError):
        return Refusal.NOT_A_NUMBER
    return number if isfinite(number) else Refusal.NOT_A_NUMBER


_MINUTES = {
    **dict.fromkeys(("ms", "milliseconds"), 1 / 60_000),
    **dict.fromkeys(("s", "sec", "seconds"), 1 / 60),
    **dict.fromkeys(("min", "mins", "minutes"), 1.0),
    **dict.fromkeys(("h", "hr", "hours"), 60.0),
    "d": 1440.0,
}
_FACTORS: Mapping[Unit, Mapping[str, float]] = {
    Unit.MINUTES: _MINUTES,
    Unit.MILLISECONDS: {word: 60_000 * factor for word, factor in _MINUTES.items()},
    Unit.BPM: dict.fromkeys(("bpm", "beats/min", "count/min"), 1.0),
    Unit.PERCENT: {"%": 1.0},
    # Home Assistant shows pressures in any of these, as its owner likes.
    Unit.MMHG: {
        "mmhg": 1.0,
        "kpa": 7.50062,
        "cbar": 7.50062,
        "hpa": 0.750062,
        "mbar": 0.750062,
        "pa": 0.00750062,
        "bar": 750.062,
        "inhg": 25.4,
        "psi": 51.7149,
    },
}
# Counts and points are called all kinds of things, in every language ("times awaken",
# "Punkte"), but never by the unit of something else.
_NEVER: Mapping[Unit, frozenset[str]] = {
    Unit.COUNT: frozenset({*_MINUTES, *_FACTORS[Unit.BPM], "%"}),
    Unit.POINTS: frozenset({*_MINUTES, *_FACTORS[Unit.BPM]}),
}


def _factor(ours: Unit, unit: str | None) -> float | None:
    """Return what makes our unit of theirs; None if nothing does."""
    theirs = (unit or "").strip().casefold()
    if ours in _NEVER:
        return None if theirs in _NEVER[ours] else 1.0
    return _FACTORS[ours].get(theirs)
