"""The demo massager: it lives in memory, and behaves like a real one."""

from datetime import timedelta
from typing import override

from ..core.massager import (
    Capabilities,
    EndReason,
    Heat,
    MassagerIdentity,
    MassagerState,
    MassageSettings,
    Technique,
    Zone,
)
from .base import CannotConnectError, DriverError, MassagerDriver
from .simulated_machine import Machine

SIMULATED_IDENTITY = MassagerIdentity(
    serial="demo",
    name="Demo foot massager",
    manufacturer="Foot Massage",
    model="Demo",
)
SIMULATED_CAPABILITIES = Capabilities(
    techniques=frozenset(
        {
            Technique.EFFLEURAGE,
            Technique.KNEADING,
            Technique.TRIGGER_POINT,
            Technique.AIR_COMPRESSION,
        }
    ),
    zones=frozenset(Zone),
    heat=frozenset(Heat),
    intensity_levels=5,
    pause=True,
    longest=timedelta(minutes=60),
)
_FIRST_SETTINGS = MassageSettings(
    technique=Technique.EFFLEURAGE,
    intensity=3,
    zones=SIMULATED_CAPABILITIES.zones,
    heat=Heat.OFF,
)


class SimulatedDriver(MassagerDriver):
    """The way to a massager that is always near, unless it is told to be away."""

    def __init__(self, identity: MassagerIdentity = SIMULATED_IDENTITY) -> None:
        """Put the massager in its place; ``connect`` switches it on."""
        super().__init__(identity, SIMULATED_CAPABILITIES)
        self._connected = False
        self._reachable = True
        self._next_error: DriverError | None = None
        self._machine = Machine(SIMULATED_CAPABILITIES, _FIRST_SETTINGS, self._report)

    @override
    async def connect(self, expected: MassagerState | None = None) -> None:
        self._connected = True
        self._machine.run()
        self._report()

    @override
    async def disconnect(self) -> None:
        self._connected = False
        self._machine.halt()
        self._leave()

    @override
    async def start(
        self, session_id: str, settings: MassageSettings, duration: timedelta
    ) -> None:
        self._reach().start(session_id, settings, duration)

    @override
    async def apply(
        self,
        session_id: str,
        *,
        settings: MassageSettings | None = None,
        duration: timedelta | None = None,
    ) -> None:
        self._reach().apply(session_id, settings, duration)

    @override
    async def pause(self, session_id: str) -> None:
        self._reach().pause(session_id)

    @override
    async def resume(self, session_id: str) -> None:
        self._reach().resume(session_id)

    @override
    async def stop(self) -> None:
        self._reach().stop(EndReason.STOPPED_REMOTE)

    def fail_next(self, error: DriverError) -> None:
        """Let the next command fail with ``error`` and have no effect."""
        self._next_error = error

    def set_reachable(self, reachable: bool) -> None:
        """Take the massager off the network or back; it goes on regardless."""
        self._reachable = reachable
        self._report()

    def press_button(self) -> None:
        """Press the massager's own button: it starts a session, or stops one."""
        self._machine.press_button()

    def _reach(self) -> Machine:
        """Return the massager, or raise what keeps a command from reaching it."""
        error, self._next_error = self._next_error or self.problem, None
        if error is not None:
            raise error
        return self._machine

    def _report(self) -> None:
        """Pass on how the massager is, as far as it can be reached."""
        if self._connected and self._reachable:
            self._update(self._machine.state(), None)
        elif self.state is not None:
            self._update(None, CannotConnectError("Out of reach"))
