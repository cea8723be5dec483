"""Massagers on the network that speak the Device API (docs/device-api.md)."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
import logging
import random
from typing import Never, override

import aiohttp

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
)
from .device_api import (
    Report,
    read_capabilities,
    read_identity,
    read_message,
    read_report,
    read_token,
    write_settings,
)
from .http_link import HttpLink, receive, receive_first

_LOGGER = logging.getLogger(__name__)

CLIENT_NAME = "Home Assistant"
FIRST_DELAY_S = 1.0
LONGEST_DELAY_S = 60.0
# A connection that lasted this long was a good one: try again soon.
STEADY_S = 5.0


async def fetch_info(
    session: aiohttp.ClientSession, host: str, port: int
) -> MassagerIdentity:
    """Return who answers at this address."""
    return read_identity(await HttpLink(session, host, port).request("GET", "info"))


async def open_pairing(session: aiohttp.ClientSession, host: str, port: int) -> None:
    """Have the massager show its PIN."""
    await HttpLink(session, host, port).request("POST", "pairing")


async def confirm_pairing(
    session: aiohttp.ClientSession, host: str, port: int, pin: str
) -> str:
    """Return a token; NotAuthorisedError for a wrong PIN, RefusedError if too late."""
    body: dict[str, object] = {"pin": pin, "client_name": CLIENT_NAME}
    link = HttpLink(session, host, port)
    return read_token(await link.request("POST", "pairing/confirm", body))


async def fetch_capabilities(
    session: aiohttp.ClientSession, host: str, port: int, token: str
) -> Capabilities:
    """Return what the massager has."""
    link = HttpLink(session, host, port, token)
    return read_capabilities(await link.request("GET", "capabilities"))


async def unpair(
    session: aiohttp.ClientSession, host: str, port: int, token: str
) -> None:
    """Have the massager forget the token."""
    await HttpLink(session, host, port, token).request("DELETE", "pairing")


class HttpDriver(MassagerDriver):
    """Commands over HTTP, and reports over a WebSocket that is kept open."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        host: str,
        port: int,
        token: str,
        *,
        identity: MassagerIdentity,
        capabilities: Capabilities,
    ) -> None:
        """Start from what was known last; each connection reads it anew."""
        self._link = HttpLink(session, host, port, token)
        self._identity = identity
        self._capabilities = capabilities
        self._state: MassagerState | None = None
        self._problem: DriverError | None = CannotConnectError("Not connected yet")
        self._listeners: list[Callable[[], None]] = []
        self._latest: Report | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._attempted = asyncio.Event()
        self._seen = asyncio.Event()
        self._loss_logged = False
        self._nonsense_logged = False

    @property
    @override
    def identity(self) -> MassagerIdentity:
        return self._identity

    @property
    @override
    def capabilities(self) -> Capabilities:
        return self._capabilities

    @property
    @override
    def state(self) -> MassagerState | None:
        return self._state

    @property
    @override
    def problem(self) -> DriverError | None:
        return self._problem

    @override
    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @override
    async def connect(self) -> None:
        if self._keeper is None:
            self._attempted.clear()
            self._keeper = asyncio.create_task(self._keep_connected())
        await self._attempted.wait()

    @override
    async def disconnect(self) -> None:
        keeper, self._keeper = self._keeper, None
        if keeper is not None:
            keeper.cancel()
            await asyncio.wait([keeper])
            self._update(None, CannotConnectError("Disconnected"))
            self._attempted.set()

    @override
    async def start(
        self, session_id: str, settings: MassageSettings, duration: timedelta
    ) -> None:
        seconds = duration.total_seconds()
        body = {"duration_s": seconds, "settings": write_settings(settings)}
        path = f"session/{session_id}"
        await self._take_answer(self._link.command("PUT", path, body, insist=True))

    @override
    async def apply(
        self,
        session_id: str,
        *,
        settings: MassageSettings | None = None,
        duration: timedelta | None = None,
    ) -> None:
        body: dict[str, object] = {}
        if settings:
            body["settings"] = write_settings(settings)
        if duration is not None:
            body["duration_s"] = duration.total_seconds()
        path = f"session/{session_id}"
        await self._take_answer(self._link.command("PATCH", path, body))

    @override
    async def pause(self, session_id: str) -> None:
        path = f"session/{session_id}/pause"
        await self._take_answer(self._link.command("POST", path))

    @override
    async def resume(self, session_id: str) -> None:
        path = f"session/{session_id}/resume"
        await self._take_answer(self._link.command("POST", path))

    @override
    async def stop(self) -> None:
        await self._take_answer(self._link.command("DELETE", "session", insist=True))

    async def _take_answer(self, command: Awaitable[object]) -> None:
        """Wait for the answer to a command, and take in the state in it."""
        try:
            report = read_report(await command)
        except ProtocolError as err:
            self._log_nonsense(err)
            raise
        self._nonsense_logged = False
        if self._state is None:
            self._seen.set()
        else:
            self._accept(report)

    async def _keep_connected(self) -> None:
        """Follow the massager; come back with growing pauses whenever it is lost."""
        clock = asyncio.get_running_loop()
        delay = FIRST_DELAY_S
        while True:
            began = clock.time()
            self._seen.clear()
            try:
                await self._follow()
            except DriverError as err:
                self._lose(err)
            self._attempted.set()
            if clock.time() - began > STEADY_S:
                delay = FIRST_DELAY_S
            if isinstance(self._problem, NotAuthorisedError):
                delay = LONGEST_DELAY_S
            with suppress(TimeoutError):
                # A command that got through means that trying again is worth it.
                async with asyncio.timeout(delay * random.uniform(0.5, 1)):
                    await self._seen.wait()
            delay = min(delay * 2, LONGEST_DELAY_S)

    async def _follow(self) -> Never:
        """Connect, and take in what the massager reports until it is lost."""
        link = self._link
        identity = read_identity(await link.request("GET", "info"))
        if identity.serial != self._identity.serial:
            # It must not see the token either.
            raise CannotConnectError("Another massager answers at this address")
        capabilities = read_capabilities(await link.request("GET", "capabilities"))
        socket = await link.open_events()
        try:
            report = await receive_first(socket)
            self._find(identity, capabilities, report)
            while True:
                self._take_pushed(await receive(socket))
        finally:
            await socket.close()

    def _find(
        self, identity: MassagerIdentity, capabilities: Capabilities, report: Report
    ) -> None:
        self._identity = identity
        self._capabilities = capabilities
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
            _LOGGER.info("%s is unavailable: %s", self._identity.name, err)
        self._loss_logged = True
        self._update(None, err)

    def _take_pushed(self, message: str | bytes) -> None:
        """Take in a pushed message; one that makes no sense is dropped."""
        try:
            report = read_message(message)
        except ProtocolError as err:
            self._log_nonsense(err)
            return
        self._nonsense_logged = False
        if report is not None:
            self._accept(report)

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

    def _update(self, state: MassagerState | None, problem: DriverError | None) -> None:
        is_news = state != self._state or type(problem) is not type(self._problem)
        self._state = state
        self._problem = problem
        if is_news:
            for listener in tuple(self._listeners):
                try:
                    listener()
                except Exception:
                    # Whoever listens must not end the connection.
                    _LOGGER.exception("A listener of %s failed", self._identity.name)

    def _log_nonsense(self, err: ProtocolError) -> None:
        if not self._nonsense_logged:
            self._nonsense_logged = True
            _LOGGER.warning("%s makes no sense: %s", self._identity.name, err)
