"""Tells a person's hand on a light from what a wind-down does to it."""

from dataclasses import dataclass

from homeassistant.components.light import (
    ATTR_BRIGHTNESS,
    ATTR_COLOR_MODE,
    ATTR_COLOR_TEMP_KELVIN,
    ATTR_HS_COLOR,
)
from homeassistant.core import Context, State

from .light_state import in_reach, is_on, level_of

# Bulbs round, and report a moment late: this is no person's doing (of 255).
_TOLERANCE = 8

_SEEN = (ATTR_BRIGHTNESS, ATTR_COLOR_MODE, ATTR_COLOR_TEMP_KELVIN, ATTR_HS_COLOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a light was last told: to go to a brightness (0–255, 0 is off).

    Before ``arrived`` (s, on the event loop's clock) it may report anything from
    ``start`` to ``goal``, and anything at all if ``start`` is None.
    """

    start: int | None
    goal: int
    arrived: float

    def allows(self, state: State, now: float) -> bool:
        """Return whether a light that does as it was told may stand like this."""
        lowest = highest = self.goal
        if now < self.arrived:
            if self.start is None:
                return True
            lowest, highest = sorted((self.start, self.goal))
        if not is_on(state):
            return lowest == 0
        brightness = level_of(state).brightness
        return lowest - _TOLERANCE <= brightness <= highest + _TOLERANCE


def is_touch(
    before: State, after: State, told: Told | None, *, ours: Context, now: float
) -> bool:
    """Return whether a change of a light was somebody else's doing.

    What Home Assistant was told carries the context of who told it; what a bulb
    reports by itself carries none, or still the one of the last command. Then the
    brightness has to tell.
    """
    if not (in_reach(before) and in_reach(after)) or looks_same(before, after):
        return False
    context = after.context
    if context.parent_id == ours.id:
        # A script or scene of the wind-down itself.
        return False
    goes_on = context.id in (ours.id, before.context.id)
    if not goes_on and (context.user_id or context.parent_id):
        return True
    if told is None:
        return not goes_on
    return not told.allows(after, now)


def looks_same(before: State, after: State) -> bool:
    """Return whether a light looks as it did."""
    return before.state == after.state and all(
        before.attributes.get(name) == after.attributes.get(name) for name in _SEEN
    )
