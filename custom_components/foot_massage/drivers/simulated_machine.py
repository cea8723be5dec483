"""The works of the demo massager: its clock, its session and its button."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
import time
from uuid import uuid4

from ..core.massager import (
    Activity,
    Capabilities,
    DeviceSession,
    EndedSession,
    EndReason,
    MassagerState,
    MassageSettings,
    UnsupportedSettingError,
)
from .base import BusyError, RefusedError

STARTING_TAKES_S = 1.5
STOPPING_TAKES_S = 0.5
# Clocks are rounded: what is due within this time is due.
ROUNDING_S = 0.001
BUTTON_SESSION = timedelta(minutes=10)


@dataclass(slots=True, kw_only=True)
class _Session:
    """A session; its time counts while ``since`` (monotonic seconds) is set."""

    session_id: str
    duration: timedelta
    started_by_device: bool
    massaged: timedelta = timedelta()
    since: float | None = None
    end_reason: EndReason | None = None

    def elapsed(self) -> timedelta:
        """Return the massage time, without the pauses."""
        if self.since is None:
            return self.massaged
        counting = timedelta(seconds=max(time.monotonic() - self.since, 0))
        return min(self.massaged + counting, self.duration)

    def hold(self) -> None:
        """Let the massage time stand still."""
        self.massaged, self.since = self.elapsed(), None


class Machine:
    """A massager on its own; ``on_change`` is called after each change of its state.

    Its commands raise BusyError or RefusedError.
    """

    def __init__(
        self,
        has: Capabilities,
        settings: MassageSettings,
        on_change: Callable[[], None],
    ) -> None:
        """Be idle, with these settings to begin with."""
        self._has = has
        self._settings = settings
        self._on_change = on_change
        self._activity = Activity.IDLE
        self._session: _Session | None = None
        self._last: EndedSession | None = None
        self._last_ended_at = 0.0
        self._phase_ends_at = 0.0
        self._alarm: asyncio.TimerHandle | None = None

    def state(self) -> MassagerState:
        """Return how things are at this moment."""
        session, last = None, None
        if (running := self._session) is not None:
            session = DeviceSession(
                session_id=running.session_id,
                elapsed=running.elapsed(),
                duration=running.duration,
                started_by_device=running.started_by_device,
            )
        if self._last is not None:
            ago = timedelta(seconds=time.monotonic() - self._last_ended_at)
            last = replace(self._last, ended_ago=ago)
        return MassagerState(
            activity=self._activity,
            settings=self._settings,
            session=session,
            last_session=last,
        )

    def start(
        self,
        session_id: str,
        settings: MassageSettings,
        duration: timedelta,
        *,
        by_device: bool = False,
    ) -> None:
        """Start a session, unless this very one is running already."""
        running, last = self._session, self._last
        if running is not None and running.session_id == session_id:
            if running.end_reason is None:
                return
            raise RefusedError("The session is being stopped")
        if running is not None:
            raise BusyError("Another session is running")
        if last is not None and last.session_id == session_id:
            raise RefusedError("The session has ended")
        self._settings = self._merged(settings, duration)
        self._session = _Session(
            session_id=session_id, duration=duration, started_by_device=by_device
        )
        self._enter(Activity.STARTING, time.monotonic() + STARTING_TAKES_S)

    def apply(
        self,
        session_id: str,
        settings: MassageSettings | None,
        duration: timedelta | None,
    ) -> None:
        """Change the session's settings, its whole massage time, or both."""
        session = self._session_called(session_id)
        whole = duration if duration is not None else session.duration
        self._settings = self._merged(settings or MassageSettings(), whole)
        if whole <= session.elapsed():
            self._end(session, EndReason.COMPLETED, time.monotonic())
        else:
            session.duration = whole
            self._enter(self._activity, self._phase_ends_at)

    def pause(self, session_id: str) -> None:
        """Hold the session."""
        self._session_called(session_id).hold()
        self._enter(Activity.PAUSED)

    def resume(self, session_id: str) -> None:
        """Go on with the session if it is paused."""
        session = self._session_called(session_id)
        if self._activity is Activity.PAUSED:
            session.since = time.monotonic()
            self._enter(Activity.RUNNING)

    def stop(self, reason: EndReason) -> None:
        """Stop whatever is running."""
        if self._session is not None and self._session.end_reason is None:
            self._end(self._session, reason, time.monotonic())

    def press_button(self) -> None:
        """Start a session by hand, or stop the one that is running."""
        if self._session is None:
            session_id = f"button-{uuid4().hex[:8]}"
            self.start(session_id, self._settings, BUTTON_SESSION, by_device=True)
        else:
            self.stop(EndReason.STOPPED_DEVICE)

    def run(self) -> None:
        """Do everything that is due by now, and go on by the clock."""
        while (session := self._session) is not None:
            due_at = self._due_at(session)
            if due_at is None or due_at > time.monotonic() + ROUNDING_S:
                break
            self._go_on(session, due_at)
        self._set_alarm()

    def halt(self) -> None:
        """Take back the alarm; ``run`` will catch up with whatever came due."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def _set_alarm(self) -> None:
        self.halt()
        due_at = self._due_at(self._session) if self._session else None
        if due_at is not None:
            clock = asyncio.get_running_loop()
            wait = due_at - time.monotonic()
            # It may ring too early, after which it is simply set again.
            self._alarm = clock.call_at(clock.time() + wait, self.run)

    def _due_at(self, session: _Session) -> float | None:
        """Return when (monotonic) something happens by itself, if anything does."""
        if self._activity in (Activity.STARTING, Activity.STOPPING):
            return self._phase_ends_at
        if session.since is None:
            return None
        return session.since + (session.duration - session.massaged).total_seconds()

    def _go_on(self, session: _Session, now: float) -> None:
        if session.end_reason is not None:
            self._last = EndedSession(
                session_id=session.session_id,
                reason=session.end_reason,
                elapsed=session.massaged,
                started_by_device=session.started_by_device,
            )
            self._session = None
            self._enter(Activity.IDLE)
        elif self._activity is Activity.STARTING:
            session.since = now
            self._enter(Activity.RUNNING)
        else:
            session.massaged, session.since = session.duration, None
            self._end(session, EndReason.COMPLETED, now)

    def _end(self, session: _Session, reason: EndReason, now: float) -> None:
        """Come to rest; the session lasts until that is done."""
        session.hold()
        session.end_reason = reason
        self._last_ended_at = now
        self._enter(Activity.STOPPING, now + STOPPING_TAKES_S)

    def _enter(self, activity: Activity, ends_at: float = 0.0) -> None:
        self._activity = activity
        self._phase_ends_at = ends_at
        self._set_alarm()
        self._on_change()

    def _session_called(self, session_id: str) -> _Session:
        session = self._session
        if session is None or session.session_id != session_id or session.end_reason:
            raise RefusedError("No session with this id is running")
        return session

    def _merged(self, new: MassageSettings, duration: timedelta) -> MassageSettings:
        """Return the settings as ``new`` changes them, if all of it can be had."""
        if duration > self._has.longest:
            raise RefusedError(f"{duration} is longer than {self._has.longest}")
        now = self._settings
        merged = MassageSettings(
            technique=new.technique or now.technique,
            intensity=now.intensity if new.intensity is None else new.intensity,
            zones=new.zones or now.zones,
            heat=new.heat or now.heat,
        )
        try:
            self._has.check(merged)
        except UnsupportedSettingError as err:
            raise RefusedError(str(err)) from err
        return merged
