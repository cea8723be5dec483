"""What every driver offers, and the ways in which a massager can fail."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import timedelta
import logging

from ..core.massager import (
    Capabilities,
    MassagerIdentity,
    MassagerState,
    MassageSettings,
)

_LOGGER = logging.getLogger(__name__)


class DriverError(Exception):
    """A massager could not do what it was asked to."""


class CannotConnectError(DriverError):
    """The massager cannot be reached, or did not answer in time."""


class SourceGoneError(CannotConnectError):
    """Something that the massager is driven by has been removed or disabled."""


class NotAuthorisedError(DriverError):
    """The massager does not accept our token or PIN."""


class UntrustedError(DriverError):
    """What answers does not prove to be the massager that was paired.

    ``certificate`` is the fingerprint of the one that it shows.
    """

    def __init__(self, certificate: str) -> None:
        """Say so."""
        super().__init__("Its certificate is not the one it was paired with")
        self.certificate = certificate


class BusyError(DriverError):
    """The massager is running another session."""


class RefusedError(DriverError):
    """The massager understood the command and will not do it."""


class ProtocolError(DriverError):
    """The massager answered with something that makes no sense."""


class MassagerDriver(ABC):
    """A way to reach one massager.

    ``state`` is the latest report, or ``None`` while the massager cannot be
    reached; ``problem`` then says why. Commands return once the massager has
    accepted them and raise a DriverError otherwise; what became of them is in the
    reports that follow. Starting the same session id twice starts it once.
    """

    def __init__(self, identity: MassagerIdentity, capabilities: Capabilities) -> None:
        """Start from what is known of the massager; ``connect`` begins the work."""
        self.identity = identity
        self.capabilities = capabilities
        self.state: MassagerState | None = None
        self.problem: DriverError | None = CannotConnectError("Not connected yet")
        self._listeners: list[Callable[[], None]] = []

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` after each change of state; returns how to end that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _update(self, state: MassagerState | None, problem: DriverError | None) -> None:
        """Take in a report, or why there is none, and tell the listeners if it is news.

        Whoever listens must not end what keeps the connection.
        """
        is_news = state != self.state or type(problem) is not type(self.problem)
        self.state, self.problem = state, problem
        for listener in tuple(self._listeners) if is_news else ():
            try:
                listener()
            except Exception:
                _LOGGER.exception("A listener of %s failed", self.identity.name)

    def _leave(self) -> None:
        """Note that the connection was ended; nobody is told what they asked for."""
        self.state, self.problem = None, CannotConnectError("Disconnected")

    @abstractmethod
    async def connect(self, expected: MassagerState | None = None) -> None:
        """Keep a connection from now on; returns when the first attempt has ended.

        ``expected`` is what the massager was doing when it was last heard of, for
        those that cannot tell themselves. Never raises a DriverError: whether it
        worked is in ``state``.
        """

    @abstractmethod
    async def disconnect(self) -> None:
        """End the connection and every task that kept it; safe to call twice.

        No listener is called: that it is gone is no news to whoever asks for this.
        """

    @abstractmethod
    async def start(
        self, session_id: str, settings: MassageSettings, duration: timedelta
    ) -> None:
        """Start a session that the massager ends by itself after ``duration``."""

    @abstractmethod
    async def apply(
        self,
        session_id: str,
        *,
        settings: MassageSettings | None = None,
        duration: timedelta | None = None,
    ) -> None:
        """Change a session's settings, or its whole massage time, or both."""

    @abstractmethod
    async def pause(self, session_id: str) -> None:
        """Hold the session; its clock stands still."""

    @abstractmethod
    async def resume(self, session_id: str) -> None:
        """Go on with a paused session."""

    @abstractmethod
    async def stop(self) -> None:
        """Stop whatever is running; doing so when nothing runs is no error."""

    @property
    def assumes(self) -> bool:
        """Whether what the massager does is only assumed: nothing shows it."""
        return False

    def set_right(self, *, running: bool) -> None:
        """Take a person's word for whether it runs; nothing is sent.

        Raises RefusedError for a massager that shows what it does.
        """
        raise RefusedError("What it does is not assumed")
