"""The lights of a wind-down: fades them, minds who touches them, puts them back.

Called by the wind-down only; calls Home Assistant's light actions and the fade
planner.
"""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
import logging
from typing import Any

from homeassistant.components.light import (
    ATTR_BRIGHTNESS,
    ATTR_COLOR_TEMP_KELVIN,
    ATTR_MAX_COLOR_TEMP_KELVIN,
    ATTR_MIN_COLOR_TEMP_KELVIN,
    ATTR_SUPPORTED_COLOR_MODES,
    ATTR_TRANSITION,
    DOMAIN as LIGHT_DOMAIN,
    LightEntityFeature,
    brightness_supported,
    color_supported,
    color_temp_supported,
)
from homeassistant.const import (
    ATTR_ENTITY_ID,
    ATTR_SUPPORTED_FEATURES,
    SERVICE_TURN_OFF,
    SERVICE_TURN_ON,
    STATE_OFF,
    STATE_ON,
)
from homeassistant.core import (
    CALLBACK_TYPE,
    Context,
    Event,
    EventStateChangedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.helpers.state import async_reproduce_state

from .core.fade import FadeStep, LightLevel, level_between, plan_fade
from .light_touch import Expected, is_touch
from .pause import async_pause

_LOGGER = logging.getLogger(__name__)

# Going off, or coming back, gently but soon.
END_TRANSITION = timedelta(seconds=5)
# Bulbs may report a brightness this long after they had it.
REPORT_LAG = timedelta(seconds=5)


class LightGroup:
    """Some lights, as they were before and as they are meant to be now.

    ``before`` holds each light's state before the wind-down, ``touched`` the lights
    that a person has taken over since: those are left alone.
    """

    def __init__(
        self, hass: HomeAssistant, before: Iterable[State], context: Context
    ) -> None:
        """Start from known states; ``async_watch`` begins the minding."""
        self._hass = hass
        self._context = context
        self._expected: dict[str, Expected] = {}
        self.before = {state.entity_id: state for state in before}
        self.touched: set[str] = set()

    @callback
    def async_watch(self) -> CALLBACK_TYPE:
        """Notice from now on who touches a light; returns how to end that."""
        return async_track_state_change_event(
            self._hass, list(self.before), self._on_change
        )

    @property
    def ours(self) -> list[str]:
        """The lights that nobody has touched and that can be reached."""
        return [
            entity_id
            for entity_id in self.before
            if entity_id not in self.touched
            and (state := self._hass.states.get(entity_id)) is not None
            and state.state in (STATE_ON, STATE_OFF)
        ]

    async def async_fade(
        self, target: LightLevel, length: timedelta, *, only_on: bool
    ) -> None:
        """Bring the lights down to ``target`` within ``length``.

        A light that is dimmer already keeps its brightness. One that cannot be
        dimmed goes off when the others have arrived.
        """
        now = (self._hass.states.get(entity_id) for entity_id in self.ours)
        await asyncio.gather(
            *(
                self._async_fade_one(state, target, length)
                for state in now
                if state and (state.state == STATE_ON or not only_on)
            )
        )

    async def async_turn_off(self) -> None:
        """Turn off the lights that are ours."""
        await asyncio.gather(*(self._async_turn_off(one) for one in self.ours))

    async def async_restore(self) -> None:
        """Put the lights that are ours back to where they were."""
        states = [self.before[entity_id] for entity_id in self.ours]
        for state in states:
            self._expected[state.entity_id] = Expected.anything()
        try:
            await async_reproduce_state(
                self._hass,
                states,
                context=self._context,
                reproduce_options={ATTR_TRANSITION: END_TRANSITION.total_seconds()},
            )
        except HomeAssistantError as err:
            _LOGGER.warning("A light could not be put back: %s", err)

    def expect(self, target: LightLevel) -> None:
        """After a restart, take a light that has left its fade as touched."""
        for entity_id in self.ours:
            before, now = self.before[entity_id], self._hass.states.get(entity_id)
            expected = Expected.between(_level_of(before), target)
            self._expected[entity_id] = expected
            if now is None or not expected.allows(now):
                self.touched.add(entity_id)

    async def _async_fade_one(
        self, state: State, target: LightLevel, length: timedelta
    ) -> None:
        """Fade one light, step by step, until it is touched."""
        modes = state.attributes.get(ATTR_SUPPORTED_COLOR_MODES)
        if not brightness_supported(modes):
            await async_pause(self._hass, length)
            if state.entity_id in self.ours:
                await self._async_turn_off(state.entity_id)
            return
        start = _level_of(state)
        can_color = color_temp_supported(modes) or color_supported(modes)
        goal = LightLevel(
            min(start.brightness, target.brightness)
            if state.state == STATE_ON
            else target.brightness,
            _within_reach(state, target.kelvin) if can_color else None,
        )
        transitions = _has_transitions(state)
        waited = timedelta()
        for step in plan_fade(start, goal, length, transitions=transitions):
            await async_pause(self._hass, step.at - waited)
            waited = step.at
            if state.entity_id not in self.ours:
                continue
            lately = max(step.at - REPORT_LAG, timedelta()) / length if length else 1.0
            self._expected[state.entity_id] = Expected.between(
                level_between(start, goal, lately), step.level
            )
            await self._async_step(state.entity_id, step, transitions=transitions)
        # The last glide still has to arrive.
        await async_pause(self._hass, length - waited)

    async def _async_step(
        self, entity_id: str, step: FadeStep, *, transitions: bool
    ) -> None:
        data: dict[str, Any] = {ATTR_BRIGHTNESS: step.level.brightness}
        if step.level.kelvin is not None:
            data[ATTR_COLOR_TEMP_KELVIN] = step.level.kelvin
        if transitions:
            data[ATTR_TRANSITION] = step.transition.total_seconds()
        await self._async_call(SERVICE_TURN_ON, entity_id, data)

    async def _async_turn_off(self, entity_id: str) -> None:
        self._expected[entity_id] = Expected.anything()
        state = self._hass.states.get(entity_id)
        data = {}
        if state is not None and _has_transitions(state):
            data[ATTR_TRANSITION] = END_TRANSITION.total_seconds()
        await self._async_call(SERVICE_TURN_OFF, entity_id, data)

    async def _async_call(
        self, service: str, entity_id: str, data: dict[str, Any]
    ) -> None:
        """Call a light; one that fails is left behind, the others go on."""
        try:
            await self._hass.services.async_call(
                LIGHT_DOMAIN,
                service,
                {ATTR_ENTITY_ID: entity_id, **data},
                blocking=True,
                context=self._context,
            )
        except HomeAssistantError as err:
            _LOGGER.warning("%s does not follow the wind-down: %s", entity_id, err)

    @callback
    def _on_change(self, event: Event[EventStateChangedData]) -> None:
        """Leave a light alone once a person has touched it."""
        entity_id = event.data["entity_id"]
        expected = self._expected.get(entity_id, Expected.unchanged())
        if is_touch(event, expected, self._context):
            _LOGGER.debug("%s was touched, leaving it alone", entity_id)
            self.touched.add(entity_id)


def _level_of(state: State) -> LightLevel:
    """Return where a light stands; off is no brightness at all."""
    if state.state != STATE_ON:
        return LightLevel(0)
    return LightLevel(
        state.attributes.get(ATTR_BRIGHTNESS) or 255,
        state.attributes.get(ATTR_COLOR_TEMP_KELVIN),
    )


def _within_reach(state: State, kelvin: int | None) -> int | None:
    """Return the nearest colour temperature that a light has."""
    if kelvin is None:
        return None
    warmest = state.attributes.get(ATTR_MIN_COLOR_TEMP_KELVIN) or kelvin
    coldest = state.attributes.get(ATTR_MAX_COLOR_TEMP_KELVIN) or kelvin
    return int(min(max(kelvin, warmest), coldest))


def _has_transitions(state: State) -> bool:
    features = state.attributes.get(ATTR_SUPPORTED_FEATURES, 0)
    return bool(features & LightEntityFeature.TRANSITION)
