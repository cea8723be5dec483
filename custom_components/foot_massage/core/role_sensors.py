"""What a sensor may tell about a massager."""

from collections.abc import Iterator

from . import role_words as words
from .role_clue import Clue, Fit, Guess
from .role_entity import Role
from .vocabulary import is_off
from .words import plain

TIME_UNITS = frozenset({"s", "min", "h"})
_POWER_UNITS = frozenset({"mW", "W", "kW"})
_CURRENT_UNITS = frozenset({"mA", "A"})


def sensor(clue: Clue) -> Iterator[Guess]:
    """Yield what a sensor may tell: watts, the time that is left, or that it runs."""
    entity = clue.entity
    if words.NOT_NOW.within(clue.text):
        return
    if entity.device_class in {"power", None} and entity.unit in _POWER_UNITS:
        yield Role.POWER_METER, Fit.CLEAR
    elif entity.device_class in {"current", None} and entity.unit in _CURRENT_UNITS:
        yield Role.POWER_METER, Fit.LIKELY
    elif words.LAST.within(clue.text) or words.HEATING.within(clue.text):
        return
    elif entity.device_class == "timestamp":
        if words.LEFT.within(clue.text) or words.ENDS.within(clue.text):
            ours = clue.ours(words.ONLY_ENDS)
            yield Role.TIME_LEFT, Fit.CLEAR if ours else Fit.MAYBE
    elif words.LEFT.within(clue.text):
        if entity.unit in TIME_UNITS or entity.unit is None:
            likely = Fit.CLEAR if entity.unit else Fit.LIKELY
            yield Role.TIME_LEFT, likely if clue.ours(words.ONLY_LEFT) else Fit.MAYBE
    elif entity.unit is None and entity.state_class is None:
        yield from _status(clue)


def rests(state: str) -> bool:
    """Return whether a state means no massage, as "idle" and "off" do.

    "Running, heat off" does not.
    """
    text = plain(state)
    at_rest = words.RESTS.within(text) or is_off(text) or text == "0"
    return at_rest and not words.RUNS.within(text)


def _status(clue: Clue) -> Iterator[Guess]:
    """Yield whether words such as "running" and "idle" are what a sensor tells."""
    options = clue.entity.options
    resting = any(map(rests, options))
    runs = any(words.RUNS.within(plain(one)) for one in options)
    named = clue.only(words.ONLY_STATUS) or words.RUNNING.within(clue.text)
    if runs and resting:
        yield Role.RUNNING, Fit.CLEAR if named else Fit.MAYBE
    elif named:
        yield Role.RUNNING, Fit.MAYBE


def binary_sensor(clue: Clue) -> Iterator[Guess]:
    """Yield whether a binary sensor proves that the massager runs."""
    device_class = clue.entity.device_class
    if device_class == "running":
        yield Role.RUNNING, Fit.CLEAR
    elif device_class in {None, "power"}:
        ours = clue.ours(words.ONLY_RUNNING)
        if words.RUNNING.within(clue.text):
            yield Role.RUNNING, Fit.CLEAR if ours else Fit.MAYBE
        elif clue.only(words.ONLY_RUNNING):
            yield Role.RUNNING, Fit.LIKELY
