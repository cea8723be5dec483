"""Tells a person's hand on a light from what a wind-down does to it."""

from dataclasses import dataclass
from typing import Self

from homeassistant.components.light import (
    ATTR_BRIGHTNESS,
    ATTR_COLOR_MODE,
    ATTR_COLOR_TEMP_KELVIN,
    ATTR_HS_COLOR,
)
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import Context, Event, EventStateChangedData, State

from .core.fade import LightLevel

# Bulbs round, and report a moment late: this is no person's doing (of 255).
_TOLERANCE = 8

_SEEN = (ATTR_BRIGHTNESS, ATTR_COLOR_MODE, ATTR_COLOR_TEMP_KELVIN, ATTR_HS_COLOR)


@dataclass(frozen=True, slots=True)
class Expected:
    """The brightnesses (0–255) that a light may report on its own, both included."""

    lowest: int
    highest: int

    @classmethod
    def between(cls, one: LightLevel, other: LightLevel) -> Self:
        """Expect anything between two levels."""
        levels = sorted((one.brightness, other.brightness))
        return cls(levels[0], levels[1])

    @classmethod
    def anything(cls) -> Self:
        """Expect the light to go anywhere: it has been told to."""
        return cls(0, 255)

    @classmethod
    def unchanged(cls) -> Self:
        """Expect nothing: the light has been told nothing."""
        return cls(256, -1)

    def allows(self, state: State) -> bool:
        """Return whether a light may stand like this."""
        if state.state == STATE_OFF:
            return self.lowest == 0
        brightness = state.attributes.get(ATTR_BRIGHTNESS) or 255
        return self.lowest - _TOLERANCE <= brightness <= self.highest + _TOLERANCE


def is_touch(
    event: Event[EventStateChangedData], expected: Expected, ours: Context
) -> bool:
    """Return whether a change of a light was somebody's else doing.

    What Home Assistant was told carries the context of who told it. What a bulb
    reports by itself carries none: there the brightness has to tell.
    """
    before, after = event.data["old_state"], event.data["new_state"]
    if before is None or after is None:
        return False
    lit = (STATE_ON, STATE_OFF)
    if before.state not in lit or after.state not in lit or _same(before, after):
        return False
    context = after.context
    if ours.id in (context.id, context.parent_id):
        return False
    if context.user_id or context.parent_id:
        return True
    return not expected.allows(after)


def _same(before: State, after: State) -> bool:
    """Return whether a light looks as it did."""
    return before.state == after.state and all(
        before.attributes.get(name) == after.attributes.get(name) for name in _SEEN
    )
