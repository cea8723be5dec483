"""Runs one session at a time on one massager, and confirms all that it tells it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback

from .core.massager import Activity
from .core.panel import Panel
from .core.programs import ProgramKey
from .core.session import Session, StartedBy
from .drivers.base import (
    CannotConnectError,
    DriverError,
    MassagerDriver,
    ProtocolError,
)
from .session_settings import SessionSettings
from .session_tracker import SessionTracker, this_moment
from .session_watch import SessionWatch

# How long each attempt to stop waits for the massager to say that it has.
STOP_CONFIRM_SECONDS = (2.0, 4.0, 6.0)


class WrongStateError(Exception):
    """The session cannot do this now; ``reason`` is the key of its message."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        self.reason = reason
        super().__init__(reason)


class StopNotConfirmedError(DriverError):
    """The massager was told to stop and does not say that it has."""


class SessionRunner:
    """Runs the session that the tracker knows, on the driver.

    ``on_change`` is called whenever anything may have changed. ``unconfirmed`` is
    set while a stop has failed and the massager has not been seen idle since.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        driver: MassagerDriver,
        tracker: SessionTracker,
        on_change: Callable[[], None],
    ) -> None:
        """Set up; ``async_listen`` begins the work."""
        self._entry = entry
        self._driver = driver
        self._tracker = tracker
        self._on_change = on_change
        self._lock = asyncio.Lock()
        self._watch = SessionWatch(
            hass,
            entry,
            tracker,
            self._lock,
            stop=self._async_stop,
            enter_phase=self._async_enter_phase,
            then=self._on_report,
        )
        self._idle = asyncio.Event()
        self._starting = False
        self._closed = False
        self._settings = SessionSettings(driver)
        # A stop that a restart has cut off is not confirmed either.
        session = tracker.session
        self.unconfirmed = bool(session and session.state is Activity.STOPPING)

    @property
    def session(self) -> Session | None:
        """The session that is starting, running, paused or stopping."""
        return self._tracker.session

    @callback
    def async_listen(self) -> CALLBACK_TYPE:
        """Follow the massager from now on; returns how to end that."""
        unsubscribe = self._driver.subscribe(self._on_report)
        self._watch.arm(self._driver.capabilities)

        @callback
        def close() -> None:
            unsubscribe()
            self._closed = True
            self._watch.disarm()
            self._tracker.leave()

        return close

    async def async_start(
        self,
        panel: Panel,
        *,
        started_by: StartedBy,
        sleeper: str | None,
        user_id: str | None,
    ) -> Session:
        """Start a session, or bring the running one to these settings.

        Returns once the massager has accepted; raises DriverError if it does not
        and WrongStateError while a session is being stopped.
        """
        async with self._lock:
            if self.session:
                return await self._async_change(self.session, panel)
            if self._driver.state is None:
                raise self._driver.problem or CannotConnectError
            session = Session(
                session_id=uuid4().hex,
                massager_id=self._entry.entry_id,
                program=panel.program,
                settings=panel.settings,
                planned=panel.duration,
                started_by=started_by,
                sleeper=sleeper,
                user_id=user_id,
                seen_at=this_moment().utc,
            )
            answered = False
            self._starting = True
            try:
                await self._async_begin(session)
                answered = True
            finally:
                self._starting = False
                self._take_in(answered=answered)
            return self.session or session

    async def _async_begin(self, session: Session) -> None:
        """Write the session down, then tell the massager."""
        await self._tracker.async_begin(session)
        self._on_change()
        try:
            await self._settings.async_start(session)
        except (CannotConnectError, ProtocolError):
            # It may have begun all the same. Whoever asked hears that it failed,
            # so it has to be stopped as soon as the massager is heard.
            self._tracker.update(session.stopping(this_moment()))
            raise
        except DriverError:
            self._tracker.discard()
            raise

    async def async_change(self, panel: Panel) -> None:
        """Bring the running session, if there is one, to these settings."""
        async with self._lock:
            if self.session:
                await self._async_change(self.session, panel)

    async def _async_change(self, session: Session, panel: Panel) -> Session:
        if session.state is Activity.STOPPING:
            raise WrongStateError("stopping")
        wanted = replace(
            session,
            program=panel.program,
            settings=panel.settings,
            planned=panel.duration,
        )
        if wanted == session:
            return session
        duration = panel.duration if panel.duration != session.planned else None
        await self._settings.async_apply(wanted, duration)
        if self.session:
            self._tracker.update(
                replace(self.session, program=panel.program, settings=panel.settings)
            )
        self._take_in(answered=True)
        return self.session or session

    async def _async_enter_phase(self) -> None:
        """Bring the massager to the phase that the session is in."""
        if self.session:
            await self._settings.async_apply(self.session)

    async def async_pause(self) -> None:
        """Pause the running session."""
        async with self._lock:
            session = self._session_that_is(Activity.RUNNING, "not_running")
            await self._driver.pause(session.session_id)
            self._take_in(answered=True)

    async def async_resume(self) -> None:
        """Go on with the paused session."""
        async with self._lock:
            session = self._session_that_is(Activity.PAUSED, "not_paused")
            await self._driver.resume(session.session_id)
            self._take_in(answered=True)

    async def async_extend(self, duration: timedelta) -> None:
        """Lengthen the session by ``duration``."""
        async with self._lock:
            session = self.session
            if session is None or session.state is Activity.STOPPING:
                raise WrongStateError("not_running")
            await self._async_change(
                session,
                Panel(
                    program=session.program,
                    settings=session.settings,
                    duration=session.planned + duration,
                ),
            )

    async def async_stop(self) -> None:
        """Stop whatever runs; returns once the massager says that it has stopped.

        Raises CannotConnectError or StopNotConfirmedError; either way it is tried
        again until it succeeds.
        """
        async with self._lock:
            await self._async_stop()

    async def _async_stop(self) -> None:
        if self.session:
            self._tracker.update(self.session.stopping(this_moment()))
            self._on_change()
        try:
            await self._async_insist_on_stop()
        except DriverError:
            self.unconfirmed = self.session is not None or self._tracker.stray
            raise
        finally:
            self._watch.stop_tried()
            self._take_in(answered=True)

    async def _async_insist_on_stop(self) -> None:
        """Tell the massager to stop until it says that it has."""
        for seconds in STOP_CONFIRM_SECONDS:
            if self._closed:
                # What runs by now may be another session, under another runner.
                break
            self._idle.clear()
            await self._driver.stop()
            if self._is_idle():
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._idle.wait()
                    return
        raise StopNotConfirmedError

    def _is_idle(self) -> bool:
        report = self._driver.state
        return report is not None and report.activity is Activity.IDLE

    def _session_that_is(self, state: Activity, otherwise: str) -> Session:
        session = self.session
        if session is None or session.state is not state:
            raise WrongStateError(otherwise)
        return session

    @callback
    def _on_report(self) -> None:
        """Take in what the massager says, unless it cannot know of our start yet."""
        if not self._starting:
            self._take_in(answered=False)

    def _take_in(self, *, answered: bool) -> None:
        if self._closed:
            return
        report = self._driver.state
        self._tracker.report(report, answered=answered)
        if report and report.activity is Activity.STOPPING:
            # It comes to rest, maybe by itself: there is no need to tell it so.
            self._watch.stop_tried()
        self._notice_hands()
        if self._is_idle():
            self.unconfirmed = False
            self._idle.set()
        self._watch.arm(self._driver.capabilities)
        self._on_change()

    def _notice_hands(self) -> None:
        """Let settings that a person chose at the massager stay as they are."""
        session = self.session
        if session and (settings := self._settings.chosen_by_hand(session)):
            self._tracker.update(
                replace(session, program=ProgramKey.CUSTOM, settings=settings)
            )
