"""Holds one massager together: its driver, its session and what its entities show."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
import logging
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_track_time_change
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .core.massager import Activity
from .core.panel import Panel, SessionRequest
from .core.programs import ProgramKey
from .core.session import Session, StartedBy
from .drivers.base import MassagerDriver
from .errors import invalid, translated
from .limits import check_duration, held_back, longest_session
from .lookout import Lookout
from .panel_store import PanelStore
from .session_log import SessionLog
from .session_news import SessionNews, told_of
from .session_readings import readings_of
from .session_runner import SessionRunner
from .session_tracker import SessionEvent, SessionTracker, this_moment
from .sleep_people import attributed, sleeper_by_default
from .view import MassagerView, session_times, shown_panel

_LOGGER = logging.getLogger(__name__)

# A start that the massager confirms within this long shows as a single change, and
# whoever asked for it finds the session running.
CONFIRM_SECONDS = 2.0


class FootMassageCoordinator(DataUpdateCoordinator[MassagerView]):
    """One massager: entities read ``data`` and call the ``async_…`` methods.

    Those raise translated errors: ServiceValidationError for what was asked
    wrongly, HomeAssistantError for what the massager did not do.
    """

    config_entry: ConfigEntry[Any]

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        driver: MassagerDriver,
        log: SessionLog,
    ) -> None:
        """Set up, from the log; ``async_start`` connects."""
        super().__init__(hass, _LOGGER, config_entry=entry, name=entry.title)
        self.driver = driver
        self.log = log
        self._tracker = SessionTracker(
            log,
            entry.entry_id,
            self._on_session_event,
            readings_of(hass),
            sleeper_by_default(hass, entry),
        )
        self.runner = SessionRunner(hass, entry, driver, self._tracker, self._refresh)
        self._panel = self._read_panel()
        self.news = SessionNews()
        self._setting = asyncio.Lock()
        self._confirming = 0
        self._moved = asyncio.Event()
        self._left = False
        self._lookout = Lookout(hass, entry, driver)
        self.data = self._view()

    async def async_start(self) -> None:
        """Connect, and keep following the massager until the entry is unloaded."""
        entry = self.config_entry
        entry.async_on_unload(self.runner.async_listen())
        entry.async_on_unload(self._lookout.close)
        entry.async_on_unload(self.leave)
        entry.async_on_unload(
            async_track_time_change(
                self.hass, self._on_midnight, hour=0, minute=0, second=0
            )
        )
        session = self.runner.session
        expected = session.expected(this_moment()) if session else None
        await self.driver.connect(expected)
        # It may have other controls by now than when it was last reached.
        self._panel = self._read_panel()
        self._refresh()

    def _read_panel(self) -> PanelStore:
        return PanelStore(
            self.log, self.config_entry, self.driver.capabilities, self.longest
        )

    @property
    def longest(self) -> timedelta:
        """The longest session that owner and massager allow."""
        return longest_session(self.config_entry, self.driver.capabilities)

    async def async_start_session(
        self,
        request: SessionRequest | None = None,
        *,
        context: Context | None = None,
        sleeper: str | None = None,
        started_by: StartedBy = StartedBy.HOME_ASSISTANT,
    ) -> Session:
        """Start a session, or bring the running one to what is asked for."""
        self._confirming += 1
        try:
            with self._refusing():
                async with self._setting:
                    if self._panel.hold:
                        raise held_back(self.hass, self.config_entry)
                    request = request or SessionRequest()
                    panel = self._asked(request)
                    session = await self.runner.async_start(
                        panel,
                        started_by=started_by,
                        sleeper=sleeper
                        or attributed(self.hass, self.config_entry, context),
                        user_id=context.user_id if context else None,
                    )
                    self._keep(panel, request)
            await self._async_confirm()
        finally:
            self._confirming -= 1
            self._refresh()
        return self.runner.session or session

    async def _async_confirm(self) -> None:
        """Wait a moment for the massager to begin."""
        with suppress(TimeoutError):
            async with asyncio.timeout(CONFIRM_SECONDS):
                while self._is_starting() and not self._left:
                    self._moved.clear()
                    await self._moved.wait()

    @callback
    def leave(self) -> None:
        """Have nobody wait for the massager any longer."""
        self._left = True
        self._moved.set()

    def _is_starting(self) -> bool:
        session = self.runner.session
        return session is not None and session.state is Activity.STARTING

    async def async_set(self, request: SessionRequest) -> None:
        """Change what the massager is set to, and the running session with it."""
        with translated(self.name):
            async with self._setting:
                panel = self._asked(request)
                await self.runner.async_change(panel)
                self._keep(panel, request)
        self._refresh()

    async def async_set_hold(self, hold: bool) -> None:
        """Hold back every session, or allow them again."""
        self._panel.set_hold(hold)
        self._refresh()
        if not hold:
            return
        async with self._setting:
            # By now a start that was let through before has begun, if it could.
            running = self.runner.session is not None
        if running:
            await self.async_stop_session()

    async def async_stop_session(self) -> None:
        """Stop whatever the massager does."""
        with translated(self.name):
            await self.runner.async_stop()

    async def async_pause_session(self) -> None:
        """Pause the running session."""
        if not self.driver.capabilities.pause:
            raise invalid("cannot_pause", name=self.name)
        with translated(self.name):
            await self.runner.async_pause()

    async def async_resume_session(self) -> None:
        """Go on with the paused session."""
        with translated(self.name):
            await self.runner.async_resume()

    async def async_extend_session(self, duration: timedelta) -> None:
        """Lengthen the session by ``duration``."""
        with translated(self.name):
            async with self._setting:
                if session := self.runner.session:
                    check_duration(session.planned + duration, self.longest)
                await self.runner.async_extend(duration)

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """Translate errors, and tell that a session was refused."""
        try:
            with translated(self.name):
                yield
        except HomeAssistantError as err:
            self.news.tell(SessionEvent.REFUSED, {"reason": err.translation_key})
            raise

    def _asked(self, request: SessionRequest) -> Panel:
        """Return the panel that a request leads to."""
        if request.duration is not None:
            check_duration(request.duration, self.longest)
        return shown_panel(self._panel.panel, self.runner.session).asked(
            request, self.driver.capabilities, self.longest
        )

    def _keep(self, panel: Panel, request: SessionRequest) -> None:
        """Keep what was asked for; how long one session happens to be is not."""
        if request.duration is None and request.program in (None, ProgramKey.CUSTOM):
            panel = replace(panel, duration=self._panel.panel.duration)
        self._panel.set(panel)

    @callback
    def _on_session_event(self, event: SessionEvent, session: Session) -> None:
        """Tell the listeners what happened, with the session's own words."""
        self.news.tell(event, told_of(session))
        if (
            event is SessionEvent.STARTED
            and session.started_by is StartedBy.DEVICE
            and self._panel.hold
        ):
            self.news.tell(SessionEvent.REFUSED, {"reason": "safety_hold"})
            self.config_entry.async_create_background_task(
                self.hass, self._async_hold_back(), f"{DOMAIN} safety hold"
            )

    async def _async_hold_back(self) -> None:
        """Stop a session that was begun at the massager in spite of the hold."""
        try:
            await self.async_stop_session()
        except HomeAssistantError as err:
            _LOGGER.warning("The safety hold is on, but %s", err)

    @callback
    def _on_midnight(self, _now: datetime) -> None:
        self._refresh()

    @callback
    def _refresh(self) -> None:
        """Work out anew what is shown, and show it if it differs."""
        if self._is_starting():
            if self._confirming:
                return
        else:
            self._moved.set()
        session = self.runner.session
        if session and session.started_by is not StartedBy.DEVICE:
            # What a person changes at the massager during a session stays chosen.
            panel = self._panel.panel
            self._panel.set(
                replace(shown_panel(panel, session), duration=panel.duration)
            )
        self._lookout.look(stop_unconfirmed=self.runner.unconfirmed)
        view = self._view()
        if view != self.data:
            self.async_set_updated_data(view)

    def _view(self) -> MassagerView:
        now = this_moment()
        entry_id = self.config_entry.entry_id
        session = self.runner.session
        last = next(iter(self.log.recent(entry_id, 1)), None)
        lost = self._tracker.lost_at is not None
        start, end = session_times(session, last, self.data, now, lost=lost)
        panel = shown_panel(self._panel.panel, session)
        paused = session is not None and session.state is Activity.PAUSED
        return MassagerView(
            connected=not lost,
            hold=self._panel.hold,
            activity=session.state if session else Activity.IDLE,
            program=panel.program,
            settings=panel.settings,
            duration=panel.duration,
            session_start=start,
            session_end=end,
            remaining=session.remaining_at(now) if session and paused else None,
            last_session=last,
            massaged_today=self.log.massaged_since(
                entry_id, dt_util.start_of_local_day()
            ),
            massaged=self.log.massaged(entry_id),
        )
