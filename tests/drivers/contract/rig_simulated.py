"""The demo massager on the bench."""

import asyncio
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory

from custom_components.foot_massage.core.massager import (
    Activity,
    EndReason,
    Heat,
    MassageSettings,
    Technique,
    Zone,
)
from custom_components.foot_massage.drivers.base import MassagerDriver
from custom_components.foot_massage.drivers.simulated import SimulatedDriver
from custom_components.foot_massage.drivers.simulated_machine import STARTING_TAKES_S

from .rig import Rig

STEP_S = 5


class SimulatedRig(Rig):
    """It lives in its driver's memory, so that a restart is a new connection."""

    wanted = MassageSettings(
        technique=Technique.KNEADING,
        intensity=4,
        zones=frozenset({Zone.BALL}),
        heat=Heat.LOW,
    )
    other = MassageSettings(
        technique=Technique.EFFLEURAGE,
        intensity=2,
        zones=frozenset({Zone.ARCH_AND_HEEL, Zone.CALVES_AND_ACHILLES}),
        heat=Heat.HIGH,
    )
    starts_in = STARTING_TAKES_S

    def __init__(self, clock: FrozenDateTimeFactory) -> None:
        super().__init__()
        self._clock = clock
        self._demo = SimulatedDriver()
        self._machine = self._demo._machine

    def make_driver(self) -> MassagerDriver:
        return self._demo

    async def passes(self, seconds: float = 0, *, minutes: float = 0) -> None:
        left = minutes * 60 + seconds
        while True:
            # Fractions are rounded on their way through the clocks.
            step = min(left, STEP_S) + 1e-5
            self._clock.tick(timedelta(seconds=step))
            for _ in range(3):
                await asyncio.sleep(0)
            left -= STEP_S
            if left <= 0:
                break

    async def runs(self) -> bool:
        activity = self._machine.state().activity
        return activity in (Activity.STARTING, Activity.RUNNING)

    async def shows(self) -> MassageSettings:
        return self._machine.state().settings

    async def hand_starts(self) -> None:
        assert not await self.runs()
        self._demo.press_button()

    async def hand_stops(self) -> None:
        self._machine.stop(EndReason.STOPPED_DEVICE)

    async def hand_turns(self, settings: MassageSettings) -> None:
        running = self._machine.state().session
        assert running is not None
        self._machine.apply(running.session_id, settings, None)

    async def lose(self) -> None:
        self._demo.set_reachable(False)

    async def find(self) -> None:
        self._demo.set_reachable(True)
