"""A massager that only knows its remote, on the bench; it never answers."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from pytest_homeassistant_custom_component.common import async_fire_time_changed_exact

from custom_components.foot_massage.core.massager import (
    Heat,
    MassagerIdentity,
    MassageSettings,
    Technique,
)
from custom_components.foot_massage.core.remote import RemoteKey
from custom_components.foot_massage.core.remote_controls import InfraredSource
from custom_components.foot_massage.drivers import infrared
from custom_components.foot_massage.drivers.base import MassagerDriver
from custom_components.foot_massage.drivers.infrared import InfraredDriver
from tests.infrared.room import EMITTER, Machine, Room, remote

from .rig import Rig

TECHNIQUES = (Technique.KNEADING, Technique.ROLLING)
HEATS = (Heat.OFF, Heat.LOW, Heat.HIGH)
REMOTE = remote(
    "nec",
    RemoteKey.POWER_ON,
    RemoteKey.POWER_OFF,
    RemoteKey.PAUSE,
    RemoteKey.INTENSITY_UP,
    RemoteKey.INTENSITY_DOWN,
    RemoteKey.TECHNIQUE_NEXT,
    RemoteKey.HEAT,
    intensity_levels=4,
    intensity_start=1,
    technique_order=TECHNIQUES,
    heat_levels=2,
    gap_ms=50,
)
STEP_S = 5.0


@contextmanager
def quick_fingers(clock: FrozenDateTimeFactory) -> Iterator[None]:
    """Have the clock go on by itself between two keys."""

    async def sleep(seconds: float) -> None:
        clock.tick(timedelta(seconds=seconds))
        await asyncio.sleep(0)

    time_goes_on = SimpleNamespace(**vars(asyncio) | {"sleep": sleep})
    with patch.object(infrared, "asyncio", time_goes_on):
        yield


class InfraredRig(Rig):
    """What a person does at it, nobody can know."""

    wanted = MassageSettings(technique=Technique.ROLLING, intensity=3, heat=Heat.HIGH)
    other = MassageSettings(technique=Technique.KNEADING, intensity=2, heat=Heat.LOW)
    sees_hands = False
    tolerance = timedelta(seconds=5)

    def __init__(self, room: Room, clock: FrozenDateTimeFactory) -> None:
        super().__init__()
        self._room = room
        self._clock = clock
        self._machine = room.machine = Machine(REMOTE)

    def make_driver(self) -> MassagerDriver:
        source = InfraredSource(remote=REMOTE, emitter=EMITTER)
        identity = MassagerIdentity(serial="old", name="Old massager")
        return InfraredDriver(self._room.hass, identity, source)

    async def passes(self, seconds: float = 0, *, minutes: float = 0) -> None:
        left = minutes * 60 + seconds
        while True:
            step = min(left, STEP_S)
            left -= step
            self._clock.tick(timedelta(seconds=step))
            async_fire_time_changed_exact(self._room.hass)
            for _ in range(20):
                await asyncio.sleep(0)
            if left <= 0:
                break
        await self._room.hass.async_block_till_done()

    async def runs(self) -> bool:
        return self._machine.runs

    async def shows(self) -> MassageSettings:
        machine = self._machine
        return MassageSettings(
            technique=TECHNIQUES[machine.technique],
            intensity=machine.level,
            heat=HEATS[machine.heat],
        )

    async def hand_starts(self) -> None:
        self._machine.on = True

    async def hand_stops(self) -> None:
        self._machine.on = False

    async def hand_turns(self, settings: MassageSettings) -> None:
        assert settings.technique
        assert settings.intensity
        assert settings.heat
        self._machine.technique = TECHNIQUES.index(settings.technique)
        self._machine.level = settings.intensity
        self._machine.heat = HEATS.index(settings.heat)

    async def lose(self) -> None:
        self._room.emitter.go(away=True)
        await self._room.hass.async_block_till_done()

    async def find(self) -> None:
        self._room.emitter.go(away=False)
        await self._room.hass.async_block_till_done()
