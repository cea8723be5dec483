"""A massager of a walk: the emulator's own parts, in the walk's event loop."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any

from aiohttp import web

from custom_components.foot_massage.const import DriverKind
from custom_components.foot_massage.core.massager import MassagerIdentity
from custom_components.foot_massage.massager_entry import entry_data
from tests.emulator.api import DeviceApi
from tests.emulator.clock import Clock
from tests.emulator.device import Device
from tests.emulator.faults import Faults
from tests.emulator.flash import Flash
from tests.emulator.pairing import Pairing
from tests.emulator.profile import PROFILES, Refusal
from tests.massagers import EMULATED

from .ledger import Ledger, Massage
from .wire import HOST, Wire

# Whoever waits for this long after the last change may expect it to be known.
STEADY_S = 3.0
# The longest program, which is what a massager runs for unless somebody says.
DEFAULT_S = 1200.0
# Faults of a number of answers.
COUNTED = (
    "hang_up",
    "hang_up_after",
    "error_500",
    "garbage",
    "wrong_types",
    "garbage_pushes",
    "wrong_type_pushes",
)


class Massager:
    """The emulator, what it has really done, and the wire that leads to it."""

    def __init__(self, name: str, *, delay: float) -> None:
        """Switch it on; it takes ``delay`` seconds to begin, and half to rest."""
        flash, clock = Flash(None), Clock()
        self.name = name
        self.faults = Faults()
        self.device = Device(PROFILES["full"], flash, clock, delay, delay / 2)
        self.ledger = Ledger(self.device)
        self.wire = Wire()
        self.token = ""
        self._asked: list[tuple[float, float, bool]] = []
        self._mended_at = 0.0
        self._mending: dict[str, tuple[asyncio.TimerHandle, Callable[[], object]]] = {}
        self._pairing = Pairing(flash, clock, "246810")
        self._stack = AsyncExitStack()
        info = {"api_version": 1, "id": name, "name": name}
        self.api = DeviceApi(info, self.device, self._pairing, self.faults)

    async def connect(self) -> None:
        """Serve the Device API at the end of the wire."""
        runner = web.AppRunner(
            self.api.application(), access_log=None, shutdown_timeout=0
        )
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, HOST, 0).start()
        await self.wire.lay(runner.addresses[0][1])
        self._stack.push_async_callback(self.wire.take_up)
        self.token = self._pairing.mint()

    def data(self) -> dict[str, Any]:
        """Return what its config entry holds, once it is connected."""
        return entry_data(
            DriverKind.HTTP,
            MassagerIdentity(serial=self.name, name=self.name),
            EMULATED,
            host=HOST,
            port=self.wire.port,
            token=self.token,
        )

    async def disconnect(self) -> None:
        """Serve no more."""
        for timer, _ in self._mending.values():
            timer.cancel()
        self.faults.release()
        await self._stack.aclose()

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong with it, or with the wire."""
        return not self._mending and self.faults == Faults()

    @property
    def is_steady(self) -> bool:
        """Whether all has been well for a while, and it changes nothing by itself."""
        if not self.is_well or self.device.activity in ("starting", "stopping"):
            return False
        changed_at = max(self._mended_at, self.ledger.changed_at)
        return self.ledger.now - changed_at > STEADY_S

    def ask(self, seconds: float, *, more: bool = False) -> None:
        """Note for how long somebody wants it to run, or for how much longer."""
        self._asked.append((self.ledger.now, seconds, more))

    def asked_s(self, massage: Massage) -> float:
        """Return the longest that a session may be, after all that was asked."""
        longest = DEFAULT_S
        for at, seconds, more in self._asked:
            if more:
                longest += seconds if at > massage.began_at - 30 else 0
            else:
                longest = max(longest, seconds)
        return longest

    def press(self, button: str) -> None:
        """Press a button; some do nothing now."""
        try:
            self.device.press(button)
        except Refusal:
            return

    def lose_power(self) -> None:
        """Go off and come back: what ran is over, and nobody knows since when."""
        self.device.boot()
        self.api.events.drop()

    def ail(self, what: str, seconds: float, mend: Callable[[], object]) -> None:
        """Have something be wrong for a while; ``mend`` puts it right."""
        self.blur()
        if what in self._mending:
            self._mending[what][0].cancel()
        timer = asyncio.get_running_loop().call_later(seconds, self._mend, what)
        self._mending[what] = (timer, mend)

    def blur(self) -> None:
        """Note that not all will be known of the session that it is in."""
        self.ledger.is_blurred = True
        if massage := self.ledger.current:
            massage.blurred = True

    def recover(self) -> None:
        """Mend all that is wrong."""
        for what in list(self._mending):
            self._mend(what)
        for name in COUNTED:
            setattr(self.faults, name, 0)
        if self.device.fault:
            self.lose_power()
        self._is_mended()

    def _mend(self, what: str) -> None:
        timer, mend = self._mending.pop(what)
        timer.cancel()
        mend()
        self._is_mended()

    def _is_mended(self) -> None:
        self._mended_at = self.ledger.now
        self.ledger.is_blurred = not self.is_well
