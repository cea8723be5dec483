"""A massager in a process of its own that speaks the Device API, on the bench."""

import aiohttp

from custom_components.foot_massage.core.massager import (
    Capabilities,
    Heat,
    MassagerIdentity,
    MassagerState,
    MassageSettings,
    Technique,
    Zone,
)
from custom_components.foot_massage.drivers.base import MassagerDriver
from custom_components.foot_massage.drivers.device_api import (
    read_report,
    write_settings,
)
from custom_components.foot_massage.drivers.http import HttpDriver
from custom_components.foot_massage.drivers.http_link import HttpLink
from tests.drivers.waiting import until, until_back, until_lost
from tests.emulator.process import EmulatorProcess

from .cable import Cable
from .rig import Rig


class HttpRig(Rig):
    """The emulator; its clock stands still unless it is put forward."""

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
    starts_in = 0.1

    def __init__(
        self, session: aiohttp.ClientSession, emulator: EmulatorProcess, token: str
    ) -> None:
        super().__init__()
        self._session = session
        self._emulator = emulator
        self._token = token
        self._cable = Cable(emulator.port)
        self._now = 0.0

    async def set_up(self) -> None:
        await self._emulator.admin("stop_clock")
        await self._cable.plug()
        await self.connect()

    async def tear_down(self) -> None:
        await self.driver.disconnect()
        await self._cable.pull()

    def make_driver(self) -> MassagerDriver:
        return HttpDriver(
            HttpLink(self._session, "127.0.0.1", self._cable.port, self._token),
            MassagerIdentity(serial="EMU1", name="Foot massager"),
            Capabilities(),
        )

    def now(self) -> float:
        return self._now

    async def passes(self, seconds: float = 0, *, minutes: float = 0) -> None:
        seconds += minutes * 60
        self._now += seconds
        await self._do("advance", {"seconds": seconds})

    async def runs(self) -> bool:
        return bool((await self._emulator.state())["motor"])

    async def shows(self) -> MassageSettings:
        return (await self._truth()).settings

    async def hand_starts(self) -> None:
        await self._do("button", {"button": "power"})

    async def hand_stops(self) -> None:
        await self._do("button", {"button": "power"})

    async def hand_turns(self, settings: MassageSettings) -> None:
        await self._do("settings", write_settings(settings))

    async def lose(self) -> None:
        await self._cable.pull()
        await until_lost(self.driver)

    async def find(self) -> None:
        await self._cable.plug()
        await until_back(self.driver)
        await self._catch_up()

    async def _do(self, action: str, body: object) -> None:
        await self._emulator.admin(action, body)
        await self._catch_up()

    async def _catch_up(self) -> None:
        """Wait until the driver has heard how things are."""
        if self.driver.state is None:
            return
        truth = _gist(await self._truth())
        await until(self.driver, lambda: _gist(self.driver.state) == truth)

    async def _truth(self) -> MassagerState:
        return read_report(await self._emulator.state()).state


def _gist(state: MassagerState | None) -> object:
    """Return what does not change by itself as time goes by."""
    if state is None:
        return None
    session, last = state.session, state.last_session
    return (
        state.activity,
        state.settings,
        session and (session.session_id, session.duration),
        last and (last.session_id, last.reason),
    )
