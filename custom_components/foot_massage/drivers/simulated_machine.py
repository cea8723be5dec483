"""The works of the demo massager: its session, its motor and its button."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
import time
from uuid import uuid4

from ..core.kept_clock import KeptClock
from ..core.massager import (
    Activity,
    Capabilities,
    EndReason,
    MassagerState,
    MassageSettings,
    UnsupportedSettingError,
)
from ..core.sight import check, mixed
from .base import BusyError, RefusedError

STARTING_TAKES_S = 1.5
STOPPING_TAKES_S = 0.5
# Clocks are rounded: what is due within this time is due.
ROUNDING_S = 0.001
BUTTON_SESSION = timedelta(minutes=10)


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
        self._clock = KeptClock()
        self._motor_due_at = 0.0
        self._alarm: asyncio.TimerHandle | None = None

    def state(self) -> MassagerState:
        """Return how things are at this moment."""
        return self._clock.report(self._settings, time.monotonic())

    def start(
        self,
        session_id: str,
        settings: MassageSettings,
        duration: timedelta,
        *,
        by_device: bool = False,
    ) -> None:
        """Start a session, unless this very one is running already."""
        clock = self._clock
        if clock.goes_on(session_id):
            return
        if clock.is_in(session_id) or clock.has_ended(session_id):
            raise RefusedError("The session has ended")
        if clock.is_on:
            raise BusyError("Another session is running")
        self._settings = self._merged(settings, duration)
        clock.begin(session_id, duration, by_device=by_device)
        self._motor_due_at = time.monotonic() + STARTING_TAKES_S
        self._changed()

    def apply(
        self,
        session_id: str,
        settings: MassageSettings | None,
        duration: timedelta | None,
    ) -> None:
        """Change the session's settings, its whole massage time, or both."""
        clock, now = self._in_session(session_id), time.monotonic()
        self._settings = self._merged(settings or MassageSettings(), duration)
        if duration is not None:
            clock.change(duration, now)
        if clock.remaining(now) <= timedelta():
            self._end(EndReason.COMPLETED, now)
        else:
            self._changed()

    def pause(self, session_id: str) -> None:
        """Hold the session."""
        self._in_session(session_id).hold(time.monotonic())
        self._changed()

    def resume(self, session_id: str) -> None:
        """Go on with the session if it is paused."""
        clock = self._in_session(session_id)
        if clock.activity is Activity.PAUSED:
            clock.run(time.monotonic())
            self._changed()

    def stop(self, reason: EndReason) -> None:
        """Stop whatever is running."""
        if self._clock.is_on and not self._clock.ending:
            self._end(reason, time.monotonic())

    def press_button(self) -> None:
        """Start a session by hand, or stop the one that is running."""
        if self._clock.is_on:
            self.stop(EndReason.STOPPED_DEVICE)
        else:
            session_id = f"button-{uuid4().hex[:8]}"
            self.start(session_id, self._settings, BUTTON_SESSION, by_device=True)

    def run(self) -> None:
        """Do everything that is due by now, and go on by the clock."""
        while (due_at := self._due_at()) is not None:
            if due_at > time.monotonic() + ROUNDING_S:
                break
            self._go_on(due_at)
        self._set_alarm()

    def halt(self) -> None:
        """Take back the alarm; ``run`` will catch up with whatever came due."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def _set_alarm(self) -> None:
        self.halt()
        if (due_at := self._due_at()) is not None:
            # It may ring too early, after which it is simply set again.
            loop = asyncio.get_running_loop()
            self._alarm = loop.call_later(due_at - time.monotonic(), self.run)

    def _due_at(self) -> float | None:
        """Return when (monotonic) something happens by itself, if anything does."""
        if self._clock.activity in (Activity.STARTING, Activity.STOPPING):
            return self._motor_due_at
        return self._clock.ends_at

    def _go_on(self, now: float) -> None:
        match self._clock.activity:
            case Activity.STARTING:
                self._clock.run(now)
                self._changed()
            case Activity.STOPPING:
                # It ended when its motor was switched off.
                self._clock.rest(EndReason.COMPLETED, now - STOPPING_TAKES_S)
                self._changed()
            case _:
                self._clock.end_by_itself(now)
                self._come_to_rest(now)

    def _end(self, reason: EndReason, now: float) -> None:
        """Come to rest; the session lasts until that is done."""
        self._clock.end(reason, now)
        self._come_to_rest(now)

    def _come_to_rest(self, now: float) -> None:
        self._motor_due_at = now + STOPPING_TAKES_S
        self._changed()

    def _changed(self) -> None:
        self._set_alarm()
        self._on_change()

    def _in_session(self, session_id: str) -> KeptClock:
        if not self._clock.goes_on(session_id):
            raise RefusedError("No session with this id is running")
        return self._clock

    def _merged(
        self, new: MassageSettings, duration: timedelta | None
    ) -> MassageSettings:
        """Return the settings as ``new`` changes them, if all of it can be had."""
        merged = mixed(new, self._settings)
        try:
            check(self._has, merged, duration)
        except UnsupportedSettingError as err:
            raise RefusedError(str(err)) from err
        return merged
