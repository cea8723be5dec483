"""What every driver offers, and the ways in which a massager can fail."""

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from ..core.massager import (
    Capabilities,
    MassagerIdentity,
    MassagerState,
    MassageSettings,
)


class DriverError(Exception):
    """A massager could not do what it was asked to."""


class CannotConnectError(DriverError):
    """The massager cannot be reached, or did not answer in time."""


class NotAuthorisedError(DriverError):
    """The massager does not accept our token or PIN."""


class BusyError(DriverError):
    """The massager is running another session."""


class RefusedError(DriverError):
    """The massager understood the command and will not do it."""


class ProtocolError(DriverError):
    """The massager answered with something that makes no sense."""


class MassagerDriver(Protocol):
    """A way to reach one massager.

    ``state`` is the latest report, or ``None`` while the massager cannot be
    reached; ``problem`` then says why. Commands return once the massager has
    accepted them and raise a DriverError otherwise; what became of them is in the
    reports that follow. Starting the same session id twice starts it once.
    """

    @property
    def identity(self) -> MassagerIdentity:
        """Who the massager is."""

    @property
    def capabilities(self) -> Capabilities:
        """What the massager has."""

    @property
    def state(self) -> MassagerState | None:
        """The latest report, or None while the massager cannot be reached."""

    @property
    def problem(self) -> DriverError | None:
        """Why the massager cannot be reached, or None while it can."""

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` after each change of state; returns how to end that."""

    async def connect(self) -> None:
        """Keep a connection from now on; returns when the first attempt has ended.

        Never raises a DriverError: whether it worked is in ``state``.
        """

    async def disconnect(self) -> None:
        """End the connection and every task that kept it; safe to call twice.

        No listener is called: that it is gone is no news to whoever asks for this.
        """

    async def start(
        self, session_id: str, settings: MassageSettings, duration: timedelta
    ) -> None:
        """Start a session that the massager ends by itself after ``duration``."""

    async def apply(
        self,
        session_id: str,
        *,
        settings: MassageSettings | None = None,
        duration: timedelta | None = None,
    ) -> None:
        """Change a session's settings, or its whole massage time, or both."""

    async def pause(self, session_id: str) -> None:
        """Hold the session; its clock stands still."""

    async def resume(self, session_id: str) -> None:
        """Go on with a paused session."""

    async def stop(self) -> None:
        """Stop whatever is running; doing so when nothing runs is no error."""
