"""Keeps time for a running session: its phases, its end, and what must be retried."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
import logging
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from .core.massager import Activity, Capabilities
from .core.panel import phases_of
from .core.session import Moment, Session
from .drivers.base import DriverError
from .session_tracker import SessionTracker, this_moment

_LOGGER = logging.getLogger(__name__)

# A massager that has not begun by then will not.
START_TIMEOUT = timedelta(seconds=30)
# A massager that has not come to rest by then, after its time was over, will not.
REST_TIMEOUT = timedelta(seconds=30)
# How long past its planned end a massager may go on by its own clock.
END_GRACE = timedelta(seconds=5)
# How long after its planned end a session waits for a massager out of reach.
GIVE_UP_AFTER = timedelta(minutes=10)
# How often a running session is written down, for the case of a power cut.
KEEP_INTERVAL = timedelta(minutes=1)
STOP_RETRY_INTERVAL = timedelta(seconds=30)


class SessionWatch:
    """One alarm for whatever a session needs next.

    ``stop`` and ``enter_phase`` do what is due; both may raise a DriverError, after
    which they are tried again. They are called while ``lock`` is held, so that what
    was due is still so, and ``then`` when they are done, to set the next alarm.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        tracker: SessionTracker,
        lock: asyncio.Lock,
        *,
        stop: Callable[[], Awaitable[None]],
        enter_phase: Callable[[], Awaitable[None]],
        then: Callable[[], None],
    ) -> None:
        """Set up, with no alarm."""
        self._hass = hass
        self._entry = entry
        self._tracker = tracker
        self._lock = lock
        self._stop = stop
        self._enter_phase = enter_phase
        self._then = then
        self._cancel: CALLBACK_TYPE | None = None
        self._turn: tuple[str, Activity, bool] | None = None
        self._turned_at = 0.0
        self._has_turned = False
        self._stopped: tuple[str | None, float] | None = None

    @callback
    def arm(self, has: Capabilities) -> None:
        """Set the alarm for what is next; called after every change."""
        self.disarm()
        now = this_moment()
        session = self._tracker.session
        turn = (
            (session.session_id, session.state, _is_under_way(session))
            if session
            else None
        )
        if turn != self._turn:
            self._turn, self._turned_at = turn, now.monotonic
            self._has_turned = True
            if turn is None:
                self._stopped = None
        due = self._due(now)
        if due is None:
            return
        if session and _is_under_way(session):
            due = min(due, KEEP_INTERVAL, *_until_phases(session, now, has))
            if self._has_turned:
                # A phase may have begun while it was out of reach.
                due = timedelta()
        self._cancel = async_call_later(self._hass, max(due, timedelta()), self._ring)

    @callback
    def disarm(self) -> None:
        """Take the alarm back."""
        if self._cancel:
            self._cancel()
            self._cancel = None

    @callback
    def stop_tried(self) -> None:
        """Note that the massager has just been told to stop, or is coming to rest."""
        self._stopped = (self._session_id(), this_moment().monotonic)

    def _session_id(self) -> str | None:
        session = self._tracker.session
        return session.session_id if session else None

    def _due(self, now: Moment) -> timedelta | None:
        """Return how long it is until the session has to be ended, if ever."""
        session, lost_at = self._tracker.session, self._tracker.lost_at
        if session is None:
            return self._until_stop(now) if self._tracker.stray else None
        if lost_at is not None:
            gone = timedelta(seconds=now.monotonic - lost_at.monotonic)
            return session.remaining_at(now) + GIVE_UP_AFTER - gone
        waited = timedelta(seconds=now.monotonic - self._turned_at)
        match session.state:
            case Activity.STARTING:
                return START_TIMEOUT - waited
            case Activity.RUNNING if _is_under_way(session):
                return session.planned + END_GRACE - session.massaged_at(now)
            case Activity.RUNNING:
                return REST_TIMEOUT - waited
            case Activity.STOPPING:
                return self._until_stop(now)
        return None

    def _until_stop(self, now: Moment) -> timedelta:
        if self._stopped is None or self._stopped[0] != self._session_id():
            return timedelta()
        waited = timedelta(seconds=now.monotonic - self._stopped[1])
        return STOP_RETRY_INTERVAL - waited

    @callback
    def _ring(self, _now: datetime) -> None:
        """Do what is due, in a task that ends with the config entry."""
        self._cancel = None
        self._entry.async_create_background_task(
            self._hass, self._async_attend(), "foot_massage session watch"
        )

    async def _async_attend(self) -> None:
        """Do what is due; what fails is tried again at the next alarm."""
        async with self._lock:
            try:
                await self._async_do_what_is_due()
            except DriverError as err:
                _LOGGER.debug("Will be tried again: %r", err)
            finally:
                self._then()

    async def _async_do_what_is_due(self) -> None:
        session = self._tracker.session
        due = self._due(this_moment())
        if due is None:
            return
        if due > timedelta():
            if session and _is_under_way(session):
                self._has_turned = False
                await self._enter_phase()
            return
        if session and self._tracker.lost_at:
            self._tracker.give_up()
            return
        if session and session.state is Activity.RUNNING:
            _LOGGER.debug("The massager runs past its time, stopping it")
            self._tracker.run_out()
        await self._stop()


def _is_under_way(session: Session) -> bool:
    """Return whether massage time is passing, as far as we know."""
    return session.state is Activity.RUNNING and session.mark is not None


def _until_phases(session: Session, now: Moment, has: Capabilities) -> list[timedelta]:
    """Return how long it is until each phase that is still to come."""
    done = session.massaged_at(now)
    phases = phases_of(session.program, session.settings, has)
    begins = [session.planned * phase.begins for phase in phases]
    return [at - done for at in begins if at > done]
