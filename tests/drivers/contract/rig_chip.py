"""Our firmware, through Home Assistant's own ESPHome integration, on the bench."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
import time

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed_exact,
)

from custom_components.foot_massage.core.massager import (
    Heat,
    MassagerIdentity,
    MassageSettings,
    Technique,
)
from custom_components.foot_massage.core.roles import suggest_roles
from custom_components.foot_massage.drivers.base import MassagerDriver
from custom_components.foot_massage.drivers.entities import EntitiesDriver
from custom_components.foot_massage.source_device import entities_of, is_ours, map_of
from tests.firmware.build import FIRMWARE, build
from tests.firmware.chip import Chip
from tests.firmware.owner import Owner
from tests.patience import looks

from .cable import Cable
from .rig import Rig

BENCH_PORT = 16057
STEP_S = 15.0
INSTANT_S = 0.004


def bench_program() -> Path:
    """Return the firmware with real minutes, whose motor never turns round."""
    return build(
        FIRMWARE / "host.yaml",
        "bench",
        name="foot-massager-bench",
        port=str(BENCH_PORT),
        mac_address="06:35:69:AB:F6:7D",
        minute_ms="60000",
        rest_ms="3000",
        motor_turns_every_ms="86400000",
    )


class ChipRig(Rig):
    """A chip with a clock of its own; both clocks only go where they are put."""

    wanted = MassageSettings(technique=Technique.ROLLING, intensity=4, heat=Heat.LOW)
    other = MassageSettings(technique=Technique.KNEADING, intensity=2, heat=Heat.OFF)
    starts_in = 1.0
    settles_in = 5.0
    tolerance = timedelta(seconds=5)

    def __init__(
        self, hass: HomeAssistant, chip: Chip, clock: FrozenDateTimeFactory
    ) -> None:
        super().__init__()
        self._hass = hass
        self._chip = chip
        self._clock = clock
        self._cable = Cable(chip.port)
        self._owner = Owner(chip)
        self._device_id = ""

    async def set_up(self) -> None:
        await self._owner.__aenter__()
        await self._cable.plug()
        assert await async_setup_component(self._hass, "homeassistant", {})
        entry = MockConfigEntry(
            domain="esphome",
            data={"host": "127.0.0.1", "port": self._cable.port, "password": ""},
            unique_id="06:35:69:ab:f6:7d",
        )
        entry.add_to_hass(self._hass)
        assert await self._hass.config_entries.async_setup(entry.entry_id)
        self._entry = entry
        await self._until(self._is_there)
        (device,) = dr.async_entries_for_config_entry(
            dr.async_get(self._hass), entry.entry_id
        )
        self._device_id = device.id
        assert is_ours(self._hass, device.id)
        await self._advance(0)
        await self.connect()

    async def tear_down(self) -> None:
        await self.driver.disconnect()
        await self._hass.config_entries.async_unload(self._entry.entry_id)
        await self._cable.pull()
        await self._owner.leave()

    def make_driver(self) -> MassagerDriver:
        entities = entities_of(self._hass, [self._device_id], ())
        roles = suggest_roles(entities).roles
        source = map_of(roles, entities, whole_timer=True)
        identity = MassagerIdentity(serial="bench", name="Foot massager")
        return EntitiesDriver(self._hass, identity, source)

    async def passes(self, seconds: float = 0, *, minutes: float = 0) -> None:
        # What was just told is on its way, and takes none of this time.
        await self._instants(80)
        left = minutes * 60 + seconds
        while True:
            step = min(left, STEP_S)
            left -= step
            self._clock.tick(timedelta(seconds=step))
            if step:
                await self._advance(step)
            async_fire_time_changed_exact(self._hass)
            await self._instants(20)
            if left <= 0:
                break

    async def runs(self) -> bool:
        await self._instants(60)
        return self._chip.pin("motor_speed") > 0

    async def shows(self) -> MassageSettings:
        await self._instants(60)
        shown = self._owner.states
        return MassageSettings(
            technique=Technique(shown["Technique"]),
            intensity=round(shown["Intensity"]),
            heat=Heat(shown["Heat"]),
        )

    async def hand_starts(self) -> None:
        await self._owner.press("power")
        await self._advance(self.starts_in)

    async def hand_stops(self) -> None:
        await self._owner.press("power")
        await self._instants(80)

    async def hand_turns(self, settings: MassageSettings) -> None:
        assert settings.technique
        assert settings.intensity
        assert settings.heat
        self._owner.select("Technique", settings.technique)
        self._owner.set("Intensity", settings.intensity)
        self._owner.select("Heat", settings.heat)
        await self._instants(80)

    async def lose(self) -> None:
        await self._cable.pull()
        await self._until(lambda: not self._is_there())

    async def find(self) -> None:
        await self._cable.plug()
        for _ in range(60):
            if self._is_there():
                break
            await self.passes(1)
        await self._until(self._is_there)
        await self._instants(60)

    def now(self) -> float:
        return time.monotonic()

    async def _advance(self, seconds: float) -> None:
        """Put the chip's clock forward, whether Home Assistant reaches it or not."""
        await self._owner.advance(seconds)
        # It looks at its clock ten times a second.
        await self._instants(80)

    def _is_there(self) -> bool:
        registry = er.async_get(self._hass)
        ours = er.async_entries_for_config_entry(registry, self._entry.entry_id)
        states = [self._hass.states.get(one.entity_id) for one in ours]
        return bool(states) and all(
            one and one.state != "unavailable" for one in states
        )

    async def _until(self, condition: Callable[[], bool]) -> None:
        for _ in looks():
            if condition():
                return
            await self._instants(1)
        raise AssertionError("It does not happen")

    async def _instants(self, count: int) -> None:
        """Let something real happen, while our clock all but stands."""
        # A sleep of the event loop would last until the clock is moved.
        await asyncio.to_thread(time.sleep, count * INSTANT_S)
