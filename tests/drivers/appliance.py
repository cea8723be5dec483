"""A massager that other integrations have brought in: entities, and what they do.

Home Assistant's own helpers stand for them: they are real entities with real actions.
"""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers.entity_component import DATA_INSTANCES
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
START = "input_button.start"
STOP = "input_button.stop"
LEVEL = "input_select.level"
MINUTES = "input_select.minutes"
HOLD = "input_button.hold"

KEYS = {Role.START: START, Role.STOP: STOP, Role.PAUSE: HOLD}
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
    "input_button": {"start": {}, "stop": {}, "hold": {}, "go_on": {}},
    "input_boolean": {"massager": {}, "hold": {}, "ball": {}, "heel": {}},
    "input_select": {
        "mode": {"options": ["Knead", "Roll", "Party"]},
        "heat": {"options": ["Off", "Warm"]},
        "level": {"options": ["Soft", "Firm", "Hard"]},
        "minutes": {"options": ["15 min", "30 min"]},
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
        self._drivers: list[EntitiesDriver] = []

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
        """Have the motor's sensor follow the switches, as a real machine does.

        Once it is off, nothing is paused any more.
        """
        self.sense(RUNNING, "off")

        @callback
        def follow(_event: Event[EventStateChangedData]) -> None:
            if self.is_on(PAUSE) and not self.is_on(POWER):
                self.hass.async_create_task(self.press(PAUSE, on=False))
            runs = self.is_on(POWER) and not self.is_on(PAUSE)
            lost = self.shows(POWER) == "unavailable"
            self.sense(RUNNING, "unavailable" if lost else "on" if runs else "off")

        async_track_state_change_event(self.hass, [POWER, PAUSE], follow)

    async def driver(
        self, source: SourceMap, expected: MassagerState | None = None
    ) -> EntitiesDriver:
        driver = EntitiesDriver(self.hass, IDENTITY, source)
        self._drivers.append(driver)
        await driver.connect(expected)
        return driver

    async def unplug(self) -> None:
        """See off whoever drives it."""
        for driver in self._drivers:
            await driver.disconnect()

    def pressed(self) -> list[str]:
        """Return the keys that were pressed, one after the other."""
        return [data["entity_id"] for name, data in self.calls if "press" in name]

    def shows(self, entity_id: str) -> str:
        state = self.hass.states.get(entity_id)
        assert state
        return state.state

    def sense(self, entity_id: str, value: object, **attributes: Any) -> None:
        """Have a sensor say something."""
        self.hass.states.async_set(entity_id, str(value), attributes)

    def entity(self, entity_id: str) -> Any:
        """Return one of the helpers itself, which knows more than its state."""
        component = self.hass.data[DATA_INSTANCES][entity_id.partition(".")[0]]
        return component.get_entity(entity_id)

    def is_on(self, entity_id: str) -> bool:
        """Return whether a switch is on, even if it is out of reach."""
        return bool(self.entity(entity_id).is_on)

    async def press(self, entity_id: str, *, on: bool) -> None:
        """Press a switch at the device itself, even if it is out of reach."""
        entity = self.entity(entity_id)
        await (entity.async_turn_on() if on else entity.async_turn_off())

    def lose(self, *entity_ids: str) -> None:
        """Have entities become unavailable; what they stand for goes on."""
        self._reach(entity_ids, False)

    def find(self, *entity_ids: str) -> None:
        """Have entities become available again."""
        self._reach(entity_ids, True)

    def _reach(self, entity_ids: Iterable[str], reachable: bool) -> None:
        for entity_id in entity_ids:
            entity = self.entity(entity_id)
            entity._attr_available = reachable
            entity.async_write_ha_state()

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
