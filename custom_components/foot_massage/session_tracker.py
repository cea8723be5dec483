"""Knows which session a massager is in, from the log and from its own reports."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
import time

from homeassistant.core import callback
from homeassistant.util import dt as dt_util

from .core.massager import Activity, MassagerState
from .core.session import (
    Moment,
    Outcome,
    Session,
    adopt,
    adopt_ended,
    follow,
)
from .session_log import SessionLog
from .session_readings import SessionReadings

# What ran for less was never felt, and is not a session.
SHORTEST_RECORD = timedelta(seconds=1)


class SessionEvent(StrEnum):
    """What can happen to a session."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    COMPLETED = "completed"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"
    REFUSED = "refused"


def this_moment() -> Moment:
    """Return this instant."""
    return Moment(dt_util.utcnow(), time.monotonic())


class SessionTracker:
    """The session of one massager, written down at every turn.

    ``session`` is ``None`` while there is none. ``lost_at`` is the moment since
    which the massager is out of reach. ``stray`` is set when the massager runs a
    session that the log has already closed, so that it has to be stopped.
    """

    def __init__(
        self,
        log: SessionLog,
        massager_id: str,
        on_event: Callable[[SessionEvent, Session], None],
        readings: Mapping[str, SessionReadings],
        sleeper: str | None,
    ) -> None:
        """Take up the session that the log says is running, if any.

        ``readings`` measure people around their sessions, by sleeper. ``sleeper`` is
        whose a session is that was begun on the massager itself.
        """
        self._readings = readings
        self._sleeper = sleeper
        self._log = log
        self._massager_id = massager_id
        self._on_event = on_event
        self._unbroken = False
        self._ran_out: str | None = None
        # The last session that was given up before it began. A massager that begins
        # it after all, because our start was long on its way, has to be stopped.
        self._dropped: Session | None = None
        self.session = log.running(massager_id)
        self.lost_at: Moment | None = this_moment()
        self.stray = False

    async def async_begin(self, session: Session) -> None:
        """Write down a session that the massager will be told of next."""
        self.session = session
        await self._log.async_keep(session)

    @callback
    def discard(self) -> None:
        """Forget a session that the massager refused to begin."""
        self.session = None
        self._log.discard(self._massager_id)

    @callback
    def update(self, session: Session) -> None:
        """Write down a change that we made ourselves."""
        self.session = session
        self._log.keep(session)

    @callback
    def leave(self) -> None:
        """Write down how far the session is, before nobody follows it any more."""
        if self.session and self.lost_at is None:
            self.update(self.session.seen(this_moment()))

    @callback
    def run_out(self) -> None:
        """Note that the session has had all its time by our clock: it is complete."""
        if self.session:
            self._ran_out = self.session.session_id

    @callback
    def give_up(self) -> None:
        """End the session of a massager that stays out of reach, as last seen."""
        if session := self.session:
            self._finish(
                session,
                session.end(Outcome.INTERRUPTED, session.seen_at, session.massaged),
            )

    @callback
    def report(self, report: MassagerState | None, *, answered: bool) -> None:
        """Take in a report; ``None`` says that the massager is out of reach.

        ``answered`` says that it is the massager's answer to a command of ours.
        """
        now = this_moment()
        session = self.session
        if report is None:
            self._unbroken = False
            if self.lost_at is None:
                self.lost_at = now
                if session:
                    self.update(session.seen(now).held())
            return
        self.lost_at = None
        unbroken, self._unbroken = self._unbroken, True
        if session:
            if unbroken and not answered and _not_there_yet(session, report):
                return
            followed = follow(session, report, now, unbroken=unbroken)
            if followed.outcome is None:
                self._move(session, followed)
                return
            self._finish(session, followed)
        self._take_up(report, now)

    def _move(self, before: Session, after: Session) -> None:
        """Go on with a running session, and say what happened to it."""
        begins = after.started_at and not before.started_at
        if begins and (readings := self._readings.get(after.sleeper or "")):
            after = readings.begun(after)
        self.session = after
        if before == after:
            return
        self._log.keep(after)
        if begins:
            self._on_event(SessionEvent.STARTED, after)
        elif after.state is Activity.PAUSED and before.state is Activity.RUNNING:
            self._on_event(SessionEvent.PAUSED, after)
        elif after.state is Activity.RUNNING and before.state is Activity.PAUSED:
            self._on_event(SessionEvent.RESUMED, after)
        if before.started_at and after.planned > before.planned:
            self._on_event(SessionEvent.EXTENDED, after)

    def _finish(self, before: Session, ended: Session) -> None:
        """Record the end of a session, unless it never began."""
        self.session = None
        if before.started_at is None and ended.massaged < SHORTEST_RECORD:
            self._dropped = before
            self._log.discard(self._massager_id)
            return
        if ended.session_id == self._ran_out:
            massaged = max(ended.massaged, ended.planned)
            ended = ended.end(Outcome.COMPLETED, ended.over_at, massaged)
        self._log.finish(ended)
        if readings := self._readings.get(ended.sleeper or ""):
            readings.ended(ended)
        if ended.outcome:
            self._on_event(SessionEvent(ended.outcome), ended)

    def _take_up(self, report: MassagerState, now: Moment) -> None:
        """Take up what the massager did, or does, without having been told by us."""
        last = report.last_session
        if (
            last is not None
            and last.ended_ago is not None
            and last.elapsed >= SHORTEST_RECORD
            and not self._log.knows(last.session_id)
        ):
            dropped = self._dropped
            if dropped and dropped.session_id == last.session_id:
                ended = follow(dropped, report, now, unbroken=False)
            else:
                adopted = adopt_ended(self._massager_id, last, report, now)
                ended = replace(adopted, sleeper=self._sleeper)
            self._finish(ended, ended)
        running = report.session
        if running is None or report.activity is Activity.IDLE:
            self.stray = False
            return
        self.stray = self._log.knows(running.session_id)
        if self.stray:
            return
        found = self._dropped
        if found is None or found.session_id != running.session_id:
            adopted = adopt(self._massager_id, running, report.settings, now)
            found = replace(adopted, sleeper=self._sleeper)
        self._move(found, follow(found, report, now, unbroken=True))


def _not_there_yet(session: Session, report: MassagerState) -> bool:
    """Return whether a report is older than the massager's knowing of a session."""
    if session.started_at or session.state is Activity.PAUSED:
        return False
    known = (report.session, report.last_session)
    return all(one is None or one.session_id != session.session_id for one in known)
