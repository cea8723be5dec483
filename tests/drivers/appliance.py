"""A massager that other integrations have brought in: entities, and what they do.

Home Assistant's own helpers stand for them: they are real entities with real actions.
"""

import asyncio
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import async_fire_time_changed_exact

from custom_components.foot_massage.core.massager import (
    Heat,
    MassagerIdentity,
    MassagerState,
    Technique,
)
from custom_components.foot_massage.core.roles import Role
from custom_components.foot_massage.core.source_map import SourceMap
from custom_components.foot_massage.drivers.entities import EntitiesDriver

POWER = "input_boolean.massager"
PAUSE = "input_boolean.hold"
METER = "sensor.massager_power"
RUNNING = "binary_sensor.massager_running"
TECHNIQUE = "input_select.mode"
INTENSITY = "input_number.strength"
HEAT = "input_select.heat"
BALL = "input_boolean.ball"
HEEL = "input_boolean.heel"
TIMER = "input_number.timer"
LEFT = "sensor.massager_time_left"

PLUG = SourceMap(entities={Role.POWER: POWER})
METERED = SourceMap(
    entities={Role.POWER: POWER, Role.POWER_METER: METER}, threshold=5.0
)
FULL = SourceMap(
    entities={
        Role.POWER: POWER,
        Role.PAUSE: PAUSE,
        Role.RUNNING: RUNNING,
        Role.TECHNIQUE: TECHNIQUE,
        Role.INTENSITY: INTENSITY,
        Role.HEAT: HEAT,
        Role.BALL: BALL,
        Role.ARCH_AND_HEEL: HEEL,
        Role.DURATION: TIMER,
        Role.TIME_LEFT: LEFT,
    },
    techniques={Technique.KNEADING: "Knead", Technique.ROLLING: "Roll"},
    levels=("1", "2", "3"),
    heats={Heat.OFF: "Off", Heat.MEDIUM: "Warm"},
    timer_is_whole=True,
)
IDENTITY = MassagerIdentity(serial="appliance", name="Old massager")

_HELPERS: dict[str, dict[str, Any]] = {
    "input_boolean": {"massager": {}, "hold": {}, "ball": {}, "heel": {}},
    "input_select": {
        "mode": {"options": ["Knead", "Roll", "Party"]},
        "heat": {"options": ["Off", "Warm"]},
    },
    "input_number": {
        "strength": {"min": 0, "max": 3, "step": 1, "initial": 1},
        "timer": {"min": 0, "max": 60, "unit_of_measurement": "min", "initial": 15},
    },
}


class Appliance:
    """The entities, the driver that uses them, and the hands of a person."""

    def __init__(
        self, hass: HomeAssistant, clock: FrozenDateTimeFactory | None
    ) -> None:
        self.hass = hass
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self._clock = clock

    @classmethod
    async def plugged_in(
        cls, hass: HomeAssistant, clock: FrozenDateTimeFactory | None = None
    ) -> Appliance:
        for domain, config in _HELPERS.items():
            assert await async_setup_component(hass, domain, {domain: config})
        appliance = cls(hass, clock)
        hass.bus.async_listen("call_service", appliance._note)
        return appliance

    def motor_follows(self) -> None:
        """Have the motor's sensor follow the switches, as a real machine does."""
        self.sense(RUNNING, "off")

        @callback
        def follow(_event: Event[EventStateChangedData]) -> None:
            runs = self.shows(POWER) == "on" and self.shows(PAUSE) == "off"
            self.sense(RUNNING, "on" if runs else "off")

        async_track_state_change_event(self.hass, [POWER, PAUSE], follow)

    async def driver(
        self, source: SourceMap, expected: MassagerState | None = None
    ) -> EntitiesDriver:
        driver = EntitiesDriver(self.hass, IDENTITY, source)
        await driver.connect(expected)
        return driver

    def shows(self, entity_id: str) -> str:
        state = self.hass.states.get(entity_id)
        assert state
        return state.state

    def sense(self, entity_id: str, value: object, **attributes: Any) -> None:
        """Have a sensor say something."""
        self.hass.states.async_set(entity_id, str(value), attributes)

    def lose(self, *entity_ids: str) -> None:
        """Have entities become unavailable."""
        for entity_id in entity_ids:
            self.sense(entity_id, "unavailable")

    async def hand(self, entity_id: str, action: str, **data: Any) -> None:
        """Do something as a person does, or somebody's automation."""
        domain = entity_id.partition(".")[0]
        data["entity_id"] = entity_id
        await self.hass.services.async_call(domain, action, data, blocking=True)
        await self.hass.async_block_till_done()

    async def passes(self, seconds: float = 0, *, minutes: float = 0) -> None:
        """Let time pass, and whatever comes due happen."""
        assert self._clock
        left = minutes * 60 + seconds
        while left > 0:
            step = min(left, 5)
            left -= step
            self._clock.tick(timedelta(seconds=step))
            async_fire_time_changed_exact(self.hass)
            for _ in range(10):
                await asyncio.sleep(0)

    @callback
    def _note(self, event: Event) -> None:
        data = dict(event.data["service_data"])
        self.calls.append((f"{event.data['domain']}.{event.data['service']}", data))
