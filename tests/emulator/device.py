"""The massager itself: what it does, by its own clock, whoever asks for it."""

import asyncio
from collections.abc import Callable
import secrets
from typing import Any

from .clock import Clock, Session
from .flash import Flash
from .profile import Profile, Refusal, unsupported

SAVE_EVERY_S = 2.0
BUTTON_SESSION_S = 600.0


class Device:
    """The machine: its activity, its settings, its session and its memory."""

    def __init__(
        self,
        profile: Profile,
        flash: Flash,
        clock: Clock,
        start_delay: float,
        stop_delay: float,
    ) -> None:
        """Boot; must be called with the event loop running."""
        self.profile = profile
        self.motor_starts = 0
        self.ended: list[dict[str, Any]] = []
        self.listeners: list[Callable[[], None]] = []
        self._flash = flash
        self._clock = clock
        self._start_delay = start_delay
        self._stop_delay = stop_delay
        self._alarm: asyncio.TimerHandle | None = None
        self.boot()

    def boot(self) -> None:
        """Come up idle after a power cut, whatever was going on before it."""
        self.boot_id = secrets.token_hex(8)
        self.sequence = 0
        self.fault = False
        self.activity = "idle"
        self.settings = self.profile.default_settings()
        self.session: Session | None = None
        self._phase_ends_at = 0.0
        self._last_ended_at: float | None = None
        if (lost := self._flash.running) is not None:
            self._flash.last_session = {**lost, "reason": "power_lost"}
        self._changed()

    def state(self) -> dict[str, Any]:
        """Return the State of the Device API."""
        now = self._clock.now()
        session = last = None
        if (running := self.session) is not None:
            session = self._describe(running, now)
            session["duration_s"] = running.duration_s
        if self._flash.last_session is not None:
            ended_at = self._last_ended_at
            ago = None if ended_at is None else round(now - ended_at, 3)
            last = {**self._flash.last_session, "ended_ago_s": ago}
        return {
            "boot_id": self.boot_id,
            "sequence": self.sequence,
            "activity": self.activity,
            "settings": self.settings,
            "session": session,
            "last_session": last,
        }

    def start(
        self, session_id: str, duration_s: float, wanted: object, by: str = "remote"
    ) -> bool:
        """Start a session; returns False if this very session is running already."""
        running, last = self.session, self._flash.last_session
        if running is not None and running.id == session_id and not running.end_reason:
            return False
        if session_id in (running and running.id, last and last["id"]):
            raise Refusal(409, "session_ended", "This session has ended")
        if running is not None:
            raise Refusal(409, "busy", "Another session is running")
        if self.fault:
            raise Refusal(503, "fault", "The massager reports a fault")
        self._check_duration(duration_s)
        self.settings = self.profile.merge(self.settings, wanted)
        self.session = Session(id=session_id, duration_s=duration_s, started_by=by)
        self.motor_starts += 1
        self._enter("starting", self._clock.now() + self._start_delay)
        return True

    def change(self, session_id: str, duration_s: float | None, wanted: object) -> None:
        """Change the session's whole massage time or its settings; None leaves them."""
        session = self._session_called(session_id)
        if duration_s is not None:
            self._check_duration(duration_s)
        self.settings = self.profile.merge(
            self.settings, {} if wanted is None else wanted
        )
        now = self._clock.now()
        if duration_s is not None and duration_s <= session.elapsed(now):
            self._end("completed", now)
            return
        session.duration_s = duration_s or session.duration_s
        self._changed()

    def pause(self, session_id: str) -> None:
        """Hold the session; pausing a paused one changes nothing."""
        session = self._session_called(session_id)
        if not self.profile.pause:
            raise Refusal(409, "not_possible", "This massager cannot pause")
        if self.activity != "paused":
            session.hold(self._clock.now())
            self._enter("paused")

    def resume(self, session_id: str) -> None:
        """Go on; resuming a session that is not paused changes nothing."""
        session = self._session_called(session_id)
        if self.activity == "paused":
            session.counting_since = self._clock.now()
            self._enter("running")

    def stop(self, reason: str) -> None:
        """Stop whatever is running; stopping when nothing runs changes nothing."""
        if self.session is not None and not self.session.end_reason:
            self._end(reason, self._clock.now())

    def press(self, button: str) -> None:
        """Do what the ``power`` or the ``pause`` button on the massager does."""
        session = self.session
        if button == "power" and session is None:
            name = f"button-{secrets.token_hex(4)}"
            self.start(name, BUTTON_SESSION_S, {}, by="device")
        elif button == "power":
            self.stop("stopped_device")
        elif session is not None and self.activity == "paused":
            self.resume(session.id)
        elif session is not None:
            self.pause(session.id)

    def turn_dial(self, wanted: object) -> None:
        """Change settings by hand, running or not."""
        self.settings = self.profile.merge(self.settings, wanted)
        self._changed()

    def break_down(self) -> None:
        """Have a fault: stop, and refuse to start until the next boot."""
        self.fault = True
        self.stop("fault")

    def forget_session(self) -> None:
        """Lose every trace of a session, as no massager should."""
        self.session = self._flash.last_session = None
        self._enter("idle")

    def tick(self) -> None:
        """Do everything that is due by now; the alarm calls it, and anyone may."""
        while (due := self._due_at()) is not None and due <= self._clock.now():
            self._go_on(due)
        self._save_and_set_alarm()

    def _due_at(self) -> float | None:
        """Return when the massager will next do something by itself, if it will."""
        if self.activity in ("starting", "stopping"):
            return self._phase_ends_at
        return self.session.completes_at() if self.session else None

    def _go_on(self, now: float) -> None:
        session = self.session
        if session is None:
            return
        if self.activity == "starting":
            session.counting_since = now
            self._enter("running")
        elif self.activity == "running":
            self._end("completed", now)
        else:
            last = self._describe(session, now) | {"reason": session.end_reason}
            self.ended.append(last | {"duration_s": session.duration_s})
            self._flash.last_session = last
            self._last_ended_at = session.ended_at
            self.session = None
            self._enter("idle")

    def _end(self, reason: str, now: float) -> None:
        """Switch the motor off; the session lasts until the massager is at rest."""
        if self.session is not None:
            self.session.hold(now)
            self.session.end_reason = reason
            self.session.ended_at = now
            self._enter("stopping", now + self._stop_delay)

    def _enter(self, activity: str, ends_at: float = 0.0) -> None:
        self.activity = activity
        self._phase_ends_at = ends_at
        self._changed()

    def _changed(self) -> None:
        self.sequence += 1
        self._save_and_set_alarm()
        for listener in self.listeners:
            listener()

    def _save_and_set_alarm(self) -> None:
        now = self._clock.now()
        session = self.session
        self._flash.running = self._describe(session, now) if session else None
        self._flash.save()
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if (due := self._due_at()) is not None:
            wait = min(max(due - now, 0.0), SAVE_EVERY_S)
            self._alarm = asyncio.get_running_loop().call_later(wait, self.tick)

    def _describe(self, session: Session, now: float) -> dict[str, Any]:
        return {
            "id": session.id,
            "elapsed_s": round(session.elapsed(now), 3),
            "started_by": session.started_by,
        }

    def _session_called(self, session_id: str) -> Session:
        """Return the session in progress if it has this id and is not ending."""
        session = self.session
        if session is None or session.id != session_id:
            raise Refusal(404, "no_such_session", "No session with this id is running")
        if session.end_reason:
            raise Refusal(409, "not_possible", "The session is being stopped")
        return session

    def _check_duration(self, duration_s: float) -> None:
        if duration_s > self.profile.longest_s:
            raise unsupported("duration_s", duration_s)
