"""The lights of a wind-down: fades them, minds who touches them, puts them back."""

import asyncio
from collections.abc import Awaitable, Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import zip_longest
import logging
from math import inf
from typing import Any

from homeassistant.components.light import (
    ATTR_BRIGHTNESS,
    ATTR_COLOR_TEMP_KELVIN,
    ATTR_TRANSITION,
    DOMAIN as LIGHT_DOMAIN,
)
from homeassistant.const import ATTR_ENTITY_ID, SERVICE_TURN_OFF, SERVICE_TURN_ON
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

from .core.fade import (
    LONGEST_SEGMENT,
    SHORTEST_STEP,
    FadeStep,
    LightLevel,
    level_between,
    plan_fade,
)
from .light_state import can_dim, goal_of, has_transitions, in_reach, is_on, level_of
from .light_touch import Told, is_touch, looks_same

_LOGGER = logging.getLogger(__name__)

# Going off, or coming back, gently but soon.
END_TRANSITION = timedelta(seconds=5)
# Bulbs may report a brightness this long after they had it.
REPORT_LAG = timedelta(seconds=5)
# A light that takes longer to do as it is told is not waited for. Some only answer
# when they have arrived.
PATIENCE = LONGEST_SEGMENT + timedelta(seconds=10)


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
        self._told: dict[str, Told] = {}
        self._failed: set[str] = set()
        self.before = {state.entity_id: state for state in before}
        self.touched: set[str] = set()

    @callback
    def async_watch(self) -> CALLBACK_TYPE:
        """Notice from now on who touches a light; returns how to end that."""
        return async_track_state_change_event(
            self._hass, list(self.before), self._on_change
        )

    @property
    def ours(self) -> list[State]:
        """The lights, as they are, that nobody has touched and that are in reach."""
        states = (
            self._hass.states.get(entity_id)
            for entity_id in self.before
            if entity_id not in self.touched
        )
        return [state for state in states if state and in_reach(state)]

    async def async_fade(
        self, target: LightLevel, length: timedelta, *, only_on: bool
    ) -> None:
        """Bring the lights to ``target`` within ``length``.

        A light that is dimmer already keeps its brightness. One that cannot be
        dimmed goes off when the others have arrived.
        """
        # Each light takes its own steps, and none goes on if one of them breaks.
        async with asyncio.TaskGroup() as fades:
            for state in self.ours:
                if _takes_part(state, only_on=only_on):
                    goal = goal_of(state, target)
                    fades.create_task(self._async_fade_one(state, goal, length))

    async def async_turn_off(self) -> None:
        """Turn off the lights that are ours."""
        await asyncio.gather(
            *(self._async_turn_off(state) for state in self.ours if is_on(state))
        )

    async def async_restore(self) -> None:
        """Put the lights that are ours back to where they were."""
        await asyncio.gather(
            *(self._async_restore(self.before[state.entity_id]) for state in self.ours)
        )

    @callback
    def take_up(self, target: LightLevel, *, only_on: bool) -> None:
        """After a restart, take a light that has left its fade as touched."""
        for state in self.ours:
            before = self.before[state.entity_id]
            start = level_of(before)
            fades = _takes_part(before, only_on=only_on)
            goal = goal_of(before, target) if fades else start
            on_its_way = Told(start=start.brightness, goal=goal.brightness, arrived=inf)
            if on_its_way.allows(state, self._hass.loop.time()):
                # How far it was told to go is not known any more.
                level = level_of(state).brightness
                told = Told(start=level, goal=goal.brightness, arrived=inf)
                self._told[state.entity_id] = told
            else:
                self.touched.add(state.entity_id)

    async def _async_fade_one(
        self, state: State, goal: LightLevel, length: timedelta
    ) -> None:
        """Fade one light, step by step, until it is touched."""
        began, start = self._hass.loop.time(), level_of(state)
        steps: tuple[FadeStep, ...] = ()
        if can_dim(state):
            steps = plan_fade(start, goal, length, transitions=has_transitions(state))
        may_go = arrived = timedelta()
        for step, following in zip_longest(steps, steps[1:]):
            await self._async_until(began, max(step.at, may_go))
            sent = self._since(began)
            if following and sent >= following.at:
                # A slow light leaves steps out: it has to be there in time.
                continue
            lately = max(min(step.at, arrived) - REPORT_LAG, timedelta())
            done = lately / length if length else 0
            await self._async_step(state, level_between(start, goal, done), step)
            may_go = sent + SHORTEST_STEP
            # The later it began to move, the farther behind it is.
            arrived = step.at + step.transition - (self._since(began) - sent)
        await self._async_until(began, length)
        if not can_dim(state) and self._is_ours(state):
            await self._async_turn_off(state)

    async def _async_step(
        self, state: State, lately: LightLevel, step: FadeStep
    ) -> None:
        """Have a light, which may still report where it was lately, take a step."""
        if not self._is_ours(state):
            return
        level = step.level
        work = self._async_turn_on(state, level, step.transition)
        await self._async_send(
            state, work, lately.brightness, level.brightness, step.transition
        )

    async def _async_turn_on(
        self, state: State, level: LightLevel, transition: timedelta
    ) -> None:
        data: dict[str, Any] = {ATTR_BRIGHTNESS: level.brightness}
        if level.kelvin is not None:
            data[ATTR_COLOR_TEMP_KELVIN] = level.kelvin
        if has_transitions(state):
            data[ATTR_TRANSITION] = transition.total_seconds()
        await self._async_call(state, SERVICE_TURN_ON, data)

    async def _async_turn_off(self, state: State) -> None:
        data = {}
        if has_transitions(state):
            data[ATTR_TRANSITION] = END_TRANSITION.total_seconds()
        work = self._async_call(state, SERVICE_TURN_OFF, data)
        await self._async_send(state, work, None, 0, END_TRANSITION)

    async def _async_restore(self, before: State) -> None:
        await self._async_call_back(before)
        work = async_reproduce_state(
            self._hass,
            before,
            context=self._context,
            reproduce_options={ATTR_TRANSITION: END_TRANSITION.total_seconds()},
        )
        goal = level_of(before).brightness
        await self._async_send(before, work, None, goal, END_TRANSITION)

    async def _async_call_back(self, before: State) -> None:
        """Turn a light round that has set out but still looks as before.

        Many a bulb reports only when it has arrived. Home Assistant does not put back
        what looks as it should.
        """
        level, told = level_of(before), self._told.get(before.entity_id)
        state = self._hass.states.get(before.entity_id)
        has_set_out = told is not None and told.goal != level.brightness
        if not has_set_out or state is None or not looks_same(before, state):
            return
        if is_on(before):
            work = self._async_turn_on(before, level, END_TRANSITION)
            await self._async_send(before, work, None, level.brightness, END_TRANSITION)
        else:
            await self._async_turn_off(before)

    async def _async_call(
        self, state: State, service: str, data: dict[str, Any]
    ) -> None:
        await self._hass.services.async_call(
            LIGHT_DOMAIN,
            service,
            {ATTR_ENTITY_ID: state.entity_id, **data},
            blocking=True,
            context=self._context,
        )

    async def _async_send(
        self,
        state: State,
        work: Awaitable[object],
        start: int | None,
        goal: int,
        length: timedelta,
    ) -> None:
        """Send a light to a brightness, and know its reports from a person's hand."""
        light = state.entity_id
        told = self._told[light] = Told(start=start, goal=goal, arrived=inf)
        await self._async_attempt(state, work)
        if self._told[light] is told:
            # Only now has it surely heard.
            arrived = self._hass.loop.time() + (length + REPORT_LAG).total_seconds()
            self._told[light] = replace(told, arrived=arrived)

    async def _async_attempt(self, state: State, work: Awaitable[object]) -> None:
        """Have a light do something; that it fails is said once."""
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                await work
        except Exception as err:
            # Whatever a light's own code does wrong, the others go on.
            once = state.entity_id not in self._failed
            expected = isinstance(err, (HomeAssistantError, TimeoutError))
            _LOGGER.log(
                logging.WARNING if once else logging.DEBUG,
                "%s does not follow the wind-down: %s",
                state.name,
                str(err) or "it does not answer",
                exc_info=not expected,
            )
            self._failed.add(state.entity_id)

    def _since(self, began: float) -> timedelta:
        return timedelta(seconds=self._hass.loop.time() - began)

    async def _async_until(self, began: float, at: timedelta) -> None:
        """Wait until ``at`` after ``began``, however long each step took so far."""
        left = at - self._since(began)
        if left > timedelta():
            await asyncio.sleep(left.total_seconds())

    def _is_ours(self, state: State) -> bool:
        return any(one.entity_id == state.entity_id for one in self.ours)

    @callback
    def _on_change(self, event: Event[EventStateChangedData]) -> None:
        """Leave a light alone once a person has touched it."""
        before, after = event.data["old_state"], event.data["new_state"]
        if before is None or after is None or after.entity_id in self.touched:
            return
        told = self._told.get(after.entity_id)
        now = self._hass.loop.time()
        if is_touch(before, after, told, ours=self._context, now=now):
            _LOGGER.debug("%s was touched, leaving it alone", after.entity_id)
            self.touched.add(after.entity_id)


def _takes_part(state: State, *, only_on: bool) -> bool:
    """Return whether a light is part of a fade."""
    return is_on(state) or (can_dim(state) and not only_on)
