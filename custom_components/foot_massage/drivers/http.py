"""Massagers on the network that speak the Device API (docs/device-api.md)."""

import asyncio
from contextlib import suppress
from datetime import timedelta
import logging
import random
from typing import Never, override

from ..core.massager import (
    Capabilities,
    MassagerIdentity,
    MassagerState,
    MassageSettings,
)
from .base import (
    CannotConnectError,
    DriverError,
    MassagerDriver,
    NotAuthorisedError,
    ProtocolError,
    UntrustedError,
)
from .device_api import Report, read_message, read_report, write_settings
from .http_link import HttpLink, receive, receive_first
from .http_pairing import fetch_capabilities, fetch_info

_LOGGER = logging.getLogger(__name__)

FIRST_DELAY_S = 1.0
LONGEST_DELAY_S = 60.0
# A connection that lasted this long was a good one: try again soon.
STEADY_S = 5.0


class AnotherMassagerError(CannotConnectError):
    """The address belongs to another massager now; ours is somewhere else."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("Another massager answers at this address")


class HttpDriver(MassagerDriver):
    """Commands over HTTP, and reports over a WebSocket that is kept open."""

    def __init__(
        self, link: HttpLink, identity: MassagerIdentity, capabilities: Capabilities
    ) -> None:
        """Start from what was known last; each connection reads it anew."""
        super().__init__(identity, capabilities)
        self._link = link
        self._latest: Report | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._attempted = asyncio.Event()
        self._heard = asyncio.Event()
        self._loss_logged = False
        self._nonsense_logged = False

    @override
    async def connect(self, expected: MassagerState | None = None) -> None:
        if self._keeper is None:
            self._attempted.clear()
            self._keeper = asyncio.create_task(self._keep_connected())
            self._keeper.add_done_callback(lambda _: self._attempted.set())
        await self._attempted.wait()

    @override
    async def disconnect(self) -> None:
        keeper, self._keeper = self._keeper, None
        if keeper is not None:
            keeper.cancel()
            await asyncio.wait([keeper])
            self._leave()

    @override
    async def start(
        self, session_id: str, settings: MassageSettings, duration: timedelta
    ) -> None:
        body = {
            "duration_s": duration.total_seconds(),
            "settings": write_settings(settings),
        }
        await self._command("PUT", f"session/{session_id}", body, insist=True)

    @override
    async def apply(
        self,
        session_id: str,
        *,
        settings: MassageSettings | None = None,
        duration: timedelta | None = None,
    ) -> None:
        body: dict[str, object] = {}
        if settings is not None:
            body["settings"] = write_settings(settings)
        if duration is not None:
            body["duration_s"] = duration.total_seconds()
        await self._command("PATCH", f"session/{session_id}", body)

    @override
    async def pause(self, session_id: str) -> None:
        await self._command("POST", f"session/{session_id}/pause")

    @override
    async def resume(self, session_id: str) -> None:
        await self._command("POST", f"session/{session_id}/resume")

    @override
    async def stop(self) -> None:
        await self._command("DELETE", "session", insist=True)

    async def _command(
        self,
        method: str,
        path: str,
        body: dict[str, object] | None = None,
        *,
        insist: bool = False,
    ) -> None:
        """Have the massager do something, and take in the state it answers with."""
        if isinstance(self.problem, AnotherMassagerError):
            raise AnotherMassagerError
        try:
            report = read_report(
                await self._link.command(method, path, body, insist=insist)
            )
        except ProtocolError as err:
            self._log_nonsense(err)
            raise
        self._nonsense_logged = False
        if self.state is None:
            self._heard.set()
        else:
            self._accept(report)

    async def _keep_connected(self) -> None:
        """Follow the massager; come back with growing pauses whenever it is lost."""
        clock = asyncio.get_running_loop()
        delay = FIRST_DELAY_S
        while True:
            began = clock.time()
            self._heard.clear()
            try:
                await self._follow()
            except DriverError as err:
                if self.state is not None and clock.time() - began > STEADY_S:
                    delay = FIRST_DELAY_S
                self._lose(err)
            self._attempted.set()
            if isinstance(self.problem, (NotAuthorisedError, UntrustedError)):
                delay = LONGEST_DELAY_S
            with suppress(TimeoutError):
                # Once a command gets through there is no need to wait any longer.
                async with asyncio.timeout(delay * random.uniform(0.5, 1)):
                    await self._heard.wait()
            delay = min(delay * 2, LONGEST_DELAY_S)

    async def _follow(self) -> Never:
        """Connect, and take in what the massager reports until it is lost."""
        link = self._link
        identity = await fetch_info(link)
        if identity.serial != self.identity.serial:
            raise AnotherMassagerError
        capabilities = await fetch_capabilities(link)
        socket = await link.open_events()
        try:
            report = await receive_first(socket)
            self._find(identity, capabilities, report)
            while True:
                if not self._take_pushed(await receive(socket)):
                    # It may have told of something that it will not tell again.
                    state = await link.command("GET", "state", insist=True)
                    self._accept(read_report(state))
        finally:
            await socket.close()

    def _find(
        self, identity: MassagerIdentity, capabilities: Capabilities, report: Report
    ) -> None:
        self.identity = identity
        self.capabilities = capabilities
        self._nonsense_logged = False
        if self._loss_logged:
            self._loss_logged = False
            _LOGGER.info("%s is back", identity.name)
        self._latest = None
        self._accept(report)
        self._attempted.set()

    def _lose(self, err: DriverError) -> None:
        if isinstance(err, ProtocolError):
            self._log_nonsense(err)
        elif not self._loss_logged:
            _LOGGER.info("%s is unavailable: %s", self.identity.name, err)
        self._loss_logged = True
        self._update(None, err)

    def _take_pushed(self, message: str | bytes) -> bool:
        """Take in a pushed message; returns whether it made sense."""
        try:
            report = read_message(message)
        except ProtocolError as err:
            self._log_nonsense(err)
            return False
        self._nonsense_logged = False
        if report is not None:
            self._accept(report)
        return True

    def _accept(self, report: Report) -> None:
        """Take in a report unless a later one has overtaken it."""
        latest = self._latest
        if (
            latest is None
            or report.boot_id != latest.boot_id
            or report.sequence > latest.sequence
        ):
            self._latest = report
            self._update(report.state, None)

    def _log_nonsense(self, err: ProtocolError) -> None:
        if not self._nonsense_logged:
            self._nonsense_logged = True
            _LOGGER.warning("%s makes no sense: %s", self.identity.name, err)
