"""What a massager is set to during a session: by its phases, or by somebody's hand."""

from homeassistant.core import callback

from .core.massager import MassageSettings
from .core.panel import phase_at, phases_of
from .core.session import Session
from .drivers.base import MassagerDriver
from .session_tracker import this_moment


class SessionSettings:
    """What we told a massager, and what a person at the massager changed since."""

    def __init__(self, driver: MassagerDriver) -> None:
        """Set up, with nothing told yet."""
        self._driver = driver
        # What we last told the massager, and what it showed in answer. Anything
        # else in a later report was chosen by a person at the massager.
        self._told: MassageSettings | None = None
        self._shown: MassageSettings | None = None

    def at_this_point(self, session: Session) -> MassageSettings:
        """Return what the massager should be set to at this point of a session."""
        phases = phases_of(session.program, session.settings, self._driver.capabilities)
        done = session.massaged_at(this_moment()) / session.planned
        return phase_at(phases, done).settings

    def to_tell(self, session: Session) -> MassageSettings | None:
        """Return what the massager still has to be told, if anything."""
        settings = self.at_this_point(session)
        return settings if settings != self._told else None

    @callback
    def tell(self, settings: MassageSettings) -> None:
        """Note what the massager has been told."""
        self._told = settings

    @callback
    def settle(self) -> None:
        """Note what the massager shows in answer to a command."""
        if report := self._driver.state:
            self._shown = report.settings

    @callback
    def chosen_by_hand(self, session: Session) -> MassageSettings | None:
        """Return what a person has newly chosen at the massager, if so: it stays."""
        report = self._driver.state
        if report is None or report.settings == self._shown:
            return None
        self._shown = report.settings
        if report.settings == self._told:
            return None
        is_first, self._told = self._told is None, report.settings
        phases = phases_of(session.program, session.settings, self._driver.capabilities)
        if is_first and report.settings in [one.settings for one in phases]:
            # After a restart: this is our own program's doing.
            return None
        return report.settings
