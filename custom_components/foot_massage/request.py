"""Reads what a person or an automation asks for, and says what is wrong with it."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from math import isfinite
from typing import Any, Final

from .const import CONF_DURATION, CONF_PROGRAM, LONGEST_SESSION
from .core.massager import Heat, Technique, Zone
from .core.panel import SessionRequest
from .core.programs import ProgramKey
from .errors import unknown_value
from .limits import check_duration

ATTR_TECHNIQUE: Final = "technique"
ATTR_INTENSITY: Final = "intensity"
ATTR_ZONES: Final = "zones"
ATTR_HEAT: Final = "heat"

REQUEST_FIELDS: Final = (
    CONF_PROGRAM,
    CONF_DURATION,
    ATTR_TECHNIQUE,
    ATTR_INTENSITY,
    ATTR_ZONES,
    ATTR_HEAT,
)

# No field takes such a number, and it would not fit a timedelta.
_TOO_LARGE = 1e6
_LONGEST_TRANSITION = timedelta(hours=1)


def request_from(data: Mapping[str, Any]) -> SessionRequest:
    """Return what the data of an action asks for.

    Raises ServiceValidationError for a value that does not exist. Whether a
    massager has it is for the massager to say.
    """
    duration, intensity = data.get(CONF_DURATION), data.get(ATTR_INTENSITY)
    return SessionRequest(
        program=_word(ProgramKey, CONF_PROGRAM, data),
        duration=None if duration is None else minutes(duration),
        technique=_word(Technique, ATTR_TECHNIQUE, data),
        intensity=None if intensity is None else _level(intensity),
        zones=_zones(data.get(ATTR_ZONES)),
        heat=_word(Heat, ATTR_HEAT, data),
    )


def minutes(value: object) -> timedelta:
    """Return a length given in minutes; any that is no session's length is refused."""
    length = timedelta(minutes=_number(value) or 0)
    check_duration(length, LONGEST_SESSION)
    return length


def seconds(field: str, value: object) -> timedelta:
    """Return the length of a transition given in seconds, up to an hour."""
    number = _number(value)
    longest = _LONGEST_TRANSITION.total_seconds()
    if number is None or not 0 <= number <= longest:
        raise unknown_value(field, value, [f"0–{longest:.0f} seconds"])
    return timedelta(seconds=number)


def whole_number(field: str, value: object, lowest: int, highest: int) -> int:
    """Return a whole number in a range; anything else is refused."""
    number = _number(value)
    if number is None or number != int(number) or not lowest <= number <= highest:
        raise unknown_value(field, value, [f"{lowest}–{highest}"])
    return int(number)


def _number(value: object) -> float | None:
    """Return a number, also one that is written as text; None if it is neither."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if isfinite(number) and abs(number) < _TOO_LARGE else None


def _level(value: object) -> int:
    number = _number(value)
    if number is None or number != int(number):
        raise unknown_value(ATTR_INTENSITY, value, ["1, 2, 3 and so on"])
    return int(number)


def _word[WordT: StrEnum](
    words: type[WordT], field: str, data: Mapping[str, Any]
) -> WordT | None:
    """Return the word that a field holds; None if the field is not given."""
    value = data.get(field)
    if value is None:
        return None
    try:
        return words(value)
    except ValueError:
        raise unknown_value(field, value, words) from None


def _zones(value: object) -> frozenset[Zone] | None:
    """Return the zones of a list, or of a single name."""
    if value is None:
        return None
    names = value if isinstance(value, (list, tuple)) else [value]
    return frozenset(
        zone for name in names if (zone := _word(Zone, ATTR_ZONES, {ATTR_ZONES: name}))
    )
