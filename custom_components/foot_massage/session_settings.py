"""What a massager is set to during a session: by its phases, or by somebody's hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from homeassistant.core import callback

from .core.massager import Activity, MassageSettings
from .core.panel import phase_at, phases_of
from .core.session import Session
from .drivers.base import MassagerDriver
from .session_tracker import this_moment


class SessionSettings:
    """Tells a massager its settings, and knows what a person at it has changed."""

    def __init__(self, driver: MassagerDriver) -> None:
        """Set up, with nothing told yet."""
        self._driver = driver
        self._telling = False
        # What we last told the massager, and what it showed in answer. Anything
        # else in a later report was chosen by a person at the massager.
        self._told: MassageSettings | None = None
        self._shown: MassageSettings | None = None

    async def async_start(self, session: Session) -> None:
        """Start a session; raises DriverError if the massager does not."""
        settings = self._at_this_point(session)
        with self._tell(settings):
            await self._driver.start(session.session_id, settings, session.planned)

    async def async_apply(
        self, session: Session, duration: timedelta | None = None
    ) -> None:
        """Bring the massager to where a session is, if it is not, and to a duration.

        Raises DriverError if the massager does not follow.
        """
        settings: MassageSettings | None = self._at_this_point(session)
        if settings == self._told:
            settings = None
        if settings or duration:
            with self._tell(settings):
                await self._driver.apply(
                    session.session_id, settings=settings, duration=duration
                )

    @contextmanager
    def _tell(self, settings: MassageSettings | None) -> Iterator[None]:
        """Note what the massager is told, if anything, and shows in answer."""
        self._telling = True
        try:
            yield
        finally:
            self._telling = False
        self._told = settings or self._told
        if report := self._driver.state:
            self._shown = report.settings

    @callback
    def chosen_by_hand(self, session: Session) -> MassageSettings | None:
        """Return what a person has newly chosen at the massager, if so: it stays."""
        report = self._driver.state
        if self._telling or report is None or report.settings == self._shown:
            return None
        if report.activity not in (Activity.RUNNING, Activity.PAUSED):
            # As it begins and comes to rest, it may do as it likes.
            return None
        self._shown = report.settings
        if report.settings == self._told:
            return None
        is_first, self._told = self._told is None, report.settings
        if report.settings == self._at_this_point(session):
            # It has done what we told it, although no answer came.
            return None
        phases = phases_of(session.program, session.settings, self._driver.capabilities)
        if is_first and report.settings in [one.settings for one in phases]:
            # After a restart: this is our own program's doing.
            return None
        return report.settings

    def _at_this_point(self, session: Session) -> MassageSettings:
        """Return what the massager should be set to at this point of a session."""
        phases = phases_of(session.program, session.settings, self._driver.capabilities)
        done = session.massaged_at(this_moment()) / session.planned
        return phase_at(phases, done).settings
