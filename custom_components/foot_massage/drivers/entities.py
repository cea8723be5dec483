"""Massagers that another integration has brought into Home Assistant."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from functools import partial
import logging
from math import ceil, isfinite
import time
from typing import override

from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT, STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..core.massager import (
    Activity,
    Heat,
    MassagerIdentity,
    MassageSettings,
    Technique,
    Zone,
)
from ..core.role_sensors import rests
from ..core.roles import Role
from ..core.sight import Sight
from ..core.source_map import SourceMap
from .assumed import AssumedDriver
from .base import DriverError
from .follow import follow
from .source import SourceEntities

_LOGGER = logging.getLogger(__name__)

_SECONDS = {"s": 1, "min": 60, "h": 3600}
_LONGEST_LEFT_S = 86_400
# A key that starts and stops is not pressed again before what it did can be seen.
_TOGGLE_TAKES_S = 10.0


class EntitiesDriver(AssumedDriver):
    """Uses the entities of a device by their roles."""

    def __init__(
        self, hass: HomeAssistant, identity: MassagerIdentity, source: SourceMap
    ) -> None:
        """Set up; the entities may come later."""
        super().__init__(identity, source.capabilities())
        self._hass = hass
        self._source = source
        self._entities = SourceEntities(hass, source.entities)
        self._late: dict[Role, Callable[[], Awaitable[None]]] = {}
        self._choosing: set[asyncio.Task[None]] = set()
        self._toggled_at = 0.0
        self.has_timer = Role.DURATION in source.entities

    @override
    async def disconnect(self) -> None:
        await super().disconnect()
        for task in self._choosing:
            task.cancel()

    @override
    def _follow(self) -> Callable[[], None]:
        return follow(self._hass, lambda: self._entities.entity_ids, self._on_change)

    def _on_change(self) -> None:
        self.look()
        self._catch_up()

    @override
    def _see(self) -> Sight:
        entities = self._entities
        entities.check_there()
        power, pause = entities.state(Role.POWER), entities.state(Role.PAUSE)
        on = power.state == STATE_ON if power else None
        proof = self._proof()
        return Sight(
            on=on,
            running=on if proof is None else proof,
            paused=pause.state == STATE_ON if pause else None,
            settings=MassageSettings(
                technique=self._word(Role.TECHNIQUE, self._source.techniques),
                intensity=self._level(),
                zones=self._zones(),
                heat=self._word(Role.HEAT, self._source.heats),
            ),
            time_left=self._time_left(),
        )

    def _proof(self) -> bool | None:
        """Return whether it is seen to massage, by more than its switch."""
        if running := self._entities.state(Role.RUNNING):
            return not rests(running.state)
        meter = self._entities.state(Role.POWER_METER)
        drawn = _number(meter.state) if meter else None
        if drawn is None or self._source.threshold is None:
            return None
        return drawn >= self._source.threshold

    @override
    async def _async_run(self) -> None:
        if Role.POWER in self._source.entities:
            await self._entities.async_choose(Role.POWER, STATE_ON)
        else:
            await self._entities.async_press(Role.START)

    @override
    async def _async_rest(self) -> None:
        has = self._source.entities
        if Role.STOP not in has:
            await self._entities.async_choose(Role.POWER, STATE_OFF)
        elif has[Role.STOP] != has.get(Role.START) or self._may_run():
            await self._entities.async_press(Role.STOP)

    def _may_run(self) -> bool:
        """Return whether a key that starts and stops would stop it now."""
        running = self._see().running
        if running is None:
            return self._clock.is_on
        now = time.monotonic()
        if not running or now < self._toggled_at + _TOGGLE_TAKES_S:
            return False
        self._toggled_at = now
        return True

    @override
    async def _async_set(
        self, settings: MassageSettings, timer: timedelta | None
    ) -> None:
        source = self._source
        if settings.technique is not None:
            word = source.techniques[settings.technique]
            await self._async_choose(Role.TECHNIQUE, word)
        if settings.intensity is not None:
            level = source.levels[settings.intensity - 1]
            await self._async_choose(Role.INTENSITY, level)
        if settings.heat is not None:
            await self._async_choose(Role.HEAT, source.heats[settings.heat])
        if settings.zones:
            for zone in self.capabilities.zones:
                wanted = STATE_ON if zone in settings.zones else STATE_OFF
                await self._async_choose(Role(zone.value), wanted)
        if timer is not None:
            await self._async_set_timer(timer)

    async def _async_set_timer(self, timer: timedelta) -> None:
        """Set the massager's own timer, to no less than this if it can."""
        self._late.pop(Role.DURATION, None)
        if (state := self._entities.state(Role.DURATION)) is None:
            self._late[Role.DURATION] = partial(self._async_set_timer, timer)
            return
        if options := sorted(self._source.minutes.items()):
            enough = (one for one in options if timedelta(minutes=one[0]) >= timer)
            value = next(enough, options[-1])[1]
        else:
            unit = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT)
            step = float(state.attributes.get("step") or 1)
            count = timer.total_seconds() / _SECONDS.get(str(unit), 60) / step
            least = float(state.attributes.get("min", 0))
            most = float(state.attributes.get("max", 60))
            value = f"{min(max(ceil(round(count, 3)) * step, least), most):g}"
        await self._async_choose(Role.DURATION, value)

    @override
    def _timer(self, duration: timedelta, now: float) -> timedelta:
        if self._source.timer_is_whole:
            return duration
        return super()._timer(duration, now)

    @override
    async def _async_hold(self) -> None:
        if Role.PAUSE in self._source.entities:
            await self._async_switch_pause(STATE_ON)
        else:
            await self._async_rest()

    @override
    async def _async_go_on(self, left: timedelta) -> None:
        has = self._source.entities
        if Role.RESUME in has:
            await self._entities.async_press(Role.RESUME)
        elif Role.PAUSE in has:
            await self._async_switch_pause(STATE_OFF)
        else:
            await self._async_set_timer(left)
            await self._async_run()

    async def _async_switch_pause(self, value: str) -> None:
        if self._entities.is_pressed(Role.PAUSE):
            await self._entities.async_press(Role.PAUSE)
        else:
            await self._entities.async_choose(Role.PAUSE, value)

    async def _async_choose(self, role: Role, value: str) -> None:
        """Bring a setting to a value, as soon as it can be had.

        Many a device has none to be had while it is off.
        """
        self._late.pop(role, None)
        if not self._can_be_had(role):
            self._late[role] = partial(self._async_choose, role, value)
        elif self._entities.value(role) != value:
            await self._entities.async_choose(role, value)

    def _can_be_had(self, role: Role) -> bool:
        if self._entities.value(role) is None:
            return False
        power = self._entities.state(Role.POWER)
        # The speed of a fan would switch it on: in a pause it has to wait.
        wakes = power and self._entities.entity_id(role) == power.entity_id
        pauses = self._clock.activity is Activity.PAUSED
        return not (wakes and pauses)

    def _catch_up(self) -> None:
        """Choose what could not be had when it was asked for."""
        if not self._clock.is_on:
            self._late.clear()
        for role in [role for role in self._late if self._can_be_had(role)]:
            work = self._async_choose_late(role, self._late.pop(role))
            task = self._hass.async_create_background_task(
                work, "foot_massage late setting"
            )
            self._choosing.add(task)
            task.add_done_callback(self._choosing.discard)

    async def _async_choose_late(
        self, role: Role, choose: Callable[[], Awaitable[None]]
    ) -> None:
        try:
            await choose()
        except DriverError as err:
            _LOGGER.debug("%s keeps its %s: %r", self.identity.name, role, err)

    def _word[WordT: (Technique, Heat)](
        self, role: Role, words: Mapping[WordT, str]
    ) -> WordT | None:
        value = self._entities.value(role)
        return next((ours for ours, theirs in words.items() if theirs == value), None)

    def _level(self) -> int | None:
        """Return the level next to what the entity shows."""
        value, levels = self._entities.value(Role.INTENSITY), self._source.levels
        if value in levels:
            return levels.index(value) + 1
        number = _number(value)
        numbers = [one for level in levels if (one := _number(level)) is not None]
        if not number or not numbers:
            return None
        off_by = [abs(number - one) for one in numbers]
        return off_by.index(min(off_by)) + 1

    def _zones(self) -> frozenset[Zone]:
        return frozenset(
            zone
            for zone in self.capabilities.zones
            if self._entities.value(Role(zone.value)) == STATE_ON
        )

    def _time_left(self) -> timedelta | None:
        if (state := self._entities.state(Role.TIME_LEFT)) is None:
            return None
        if (number := _number(state.state)) is not None:
            unit = str(state.attributes.get(ATTR_UNIT_OF_MEASUREMENT))
            left = number * _SECONDS.get(unit, 60)
        elif until := dt_util.parse_datetime(state.state):
            if until.tzinfo is None:
                until = until.replace(tzinfo=dt_util.get_default_time_zone())
            # Not by way of UTC: at the end of the calendar there may be none of it.
            left = (until - dt_util.utcnow()).total_seconds()
        else:
            return None
        return timedelta(seconds=min(max(left, 0), _LONGEST_LEFT_S))


def _number(value: str | None) -> float | None:
    try:
        number = float(value or "")
    except ValueError:
        return None
    return number if isfinite(number) else None
