"""One massage session: its record, and how a massager's reports move it on.

Every function is given the moment it happens at; nothing here reads a clock.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from .massager import (
    Activity,
    DeviceSession,
    EndedSession,
    EndReason,
    MassagerState,
    MassageSettings,
)
from .metrics import Readings
from .programs import ProgramKey

# A massager's clock and ours never agree to the second: a session that ended this
# close to its planned time has run its time.
END_TOLERANCE = timedelta(seconds=2)


class Outcome(StrEnum):
    """How a session ended."""

    COMPLETED = "completed"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"


class StartedBy(StrEnum):
    """What started a session."""

    HOME_ASSISTANT = "home_assistant"
    WIND_DOWN = "wind_down"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant on both clocks: the calendar's (UTC) and one that never jumps (s)."""

    utc: datetime
    monotonic: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session from its request to its end.

    ``planned`` and ``massaged`` are massage time, pauses left out. ``massaged`` was
    true at ``seen_at``; while the session runs, ``mark`` is that instant on the
    monotonic clock. A session whose ``outcome`` is set has ended. ``calm`` (1 to 5)
    and ``pain`` (0 to 10) are what the person said of it afterwards. ``before`` and
    ``after`` are what was measured of them then, in the units of the readings.
    """

    session_id: str
    massager_id: str
    program: ProgramKey
    settings: MassageSettings
    planned: timedelta
    started_by: StartedBy
    seen_at: datetime
    state: Activity = Activity.STARTING
    sleeper: str | None = None
    user_id: str | None = None
    started_at: datetime | None = None
    massaged: timedelta = timedelta()
    ended_at: datetime | None = None
    outcome: Outcome | None = None
    calm: int | None = None
    pain: int | None = None
    before: Readings = field(default_factory=dict, hash=False)
    after: Readings = field(default_factory=dict, hash=False)
    mark: float | None = field(default=None, compare=False)

    @property
    def begun_at(self) -> datetime:
        """Return when it began, or was last seen if it never did."""
        return self.started_at or self.seen_at

    @property
    def over_at(self) -> datetime:
        """Return when it ended, or was last seen if it has not."""
        return self.ended_at or self.seen_at

    def massaged_at(self, now: Moment) -> timedelta:
        """Return the massage time so far."""
        if self.mark is None:
            return self.massaged
        return self.massaged + timedelta(seconds=now.monotonic - self.mark)

    def remaining_at(self, now: Moment) -> timedelta:
        """Return the massage time that is left, never negative."""
        return max(self.planned - self.massaged_at(now), timedelta())

    def seen(self, now: Moment) -> Session:
        """Return the session with its massage time brought up to date."""
        return replace(
            self,
            massaged=self.massaged_at(now),
            seen_at=now.utc,
            mark=None if self.mark is None else now.monotonic,
        )

    def expected(self, now: Moment) -> MassagerState:
        """Return what the massager should be doing, going by the record of it.

        Its times were right when the session was last seen, by the calendar's clock:
        no other goes on while Home Assistant is off.
        """
        running = DeviceSession(
            session_id=self.session_id,
            elapsed=self.massaged,
            duration=self.planned,
            started_by_device=self.started_by is StartedBy.DEVICE,
        )
        away = max((now.utc - self.seen_at).total_seconds(), 0)
        return MassagerState(
            activity=self.state,
            settings=self.settings,
            session=running,
            received=now.monotonic - away,
        )

    def held(self) -> Session:
        """Return the session as last seen, its massage time standing still."""
        return replace(self, mark=None)

    def stopping(self, now: Moment) -> Session:
        """Return the session with its stop asked for."""
        return replace(self.seen(now), state=Activity.STOPPING)

    def end(self, outcome: Outcome, at: datetime, massaged: timedelta) -> Session:
        """Return the ended session, as it goes into the log.

        A calendar clock set back meanwhile must not make it end before it began.
        """
        started_at = self.started_at or at - massaged
        return replace(
            self,
            state=Activity.IDLE,
            outcome=outcome,
            massaged=massaged,
            started_at=started_at,
            ended_at=max(at, started_at + massaged),
            mark=None,
        )


def adopt(
    massager_id: str, running: DeviceSession, settings: MassageSettings, now: Moment
) -> Session:
    """Return the session for one that was begun on the massager itself."""
    return Session(
        session_id=running.session_id,
        massager_id=massager_id,
        program=ProgramKey.CUSTOM,
        settings=settings,
        planned=running.duration,
        started_by=StartedBy.DEVICE,
        seen_at=now.utc,
    )


def adopt_ended(
    massager_id: str, ended: EndedSession, report: MassagerState, now: Moment
) -> Session:
    """Return the record of a session that began and ended while nobody looked."""
    running = DeviceSession(
        session_id=ended.session_id, elapsed=ended.elapsed, duration=ended.elapsed
    )
    session = adopt(massager_id, running, report.settings, now)
    at = _ended_at(ended, report, now)
    return session.end(_OUTCOMES[ended.reason], at, ended.elapsed)


def follow(
    session: Session, report: MassagerState, now: Moment, *, unbroken: bool
) -> Session:
    """Return what a session has become, going by the massager's own report.

    ``unbroken`` says that no report can have been missed since the last one.
    """
    running = report.session
    if (
        running is None
        or running.session_id != session.session_id
        or report.activity is Activity.IDLE
    ):
        return _judge(session, report, now, unbroken=unbroken)
    moves = report.activity is Activity.RUNNING
    massaged = running.elapsed + (_age(report, now) if moves else timedelta())
    return replace(
        session,
        state=_state_of(session, report.activity, running),
        started_at=session.started_at or (now.utc - massaged if moves else None),
        planned=running.duration,
        massaged=massaged,
        seen_at=now.utc,
        mark=now.monotonic if moves else None,
    )


def _state_of(session: Session, activity: Activity, running: DeviceSession) -> Activity:
    """Return what to call what a massager does in a session."""
    if session.state is Activity.STOPPING:
        return session.state
    if activity is Activity.STOPPING and running.remaining <= END_TOLERANCE:
        # It comes to rest after its full time: nobody is stopping it.
        return Activity.RUNNING
    return activity


_OUTCOMES = {
    EndReason.COMPLETED: Outcome.COMPLETED,
    EndReason.STOPPED_REMOTE: Outcome.STOPPED,
    EndReason.STOPPED_DEVICE: Outcome.STOPPED,
    EndReason.FAULT: Outcome.INTERRUPTED,
    EndReason.POWER_LOST: Outcome.INTERRUPTED,
}


def _judge(
    session: Session, report: MassagerState, now: Moment, *, unbroken: bool
) -> Session:
    """Return the session ended: by the massager's record of it, else by what we saw."""
    last = report.last_session
    ended_at = now.utc if unbroken else session.seen_at
    if last is not None and last.session_id == session.session_id:
        outcome = _OUTCOMES[last.reason]
        massaged = last.elapsed
        # After a power cut it cannot know for how long it was off.
        if last.ended_ago is not None:
            ended_at = _ended_at(last, report, now)
    elif unbroken:
        outcome = Outcome.STOPPED
        massaged = session.massaged_at(now)
    else:
        outcome = Outcome.INTERRUPTED
        massaged = session.massaged
    if massaged >= session.planned - END_TOLERANCE:
        outcome = Outcome.COMPLETED
    return session.end(outcome, ended_at, massaged)


def _age(report: MassagerState, now: Moment) -> timedelta:
    return timedelta(seconds=now.monotonic - report.received)


def _ended_at(ended: EndedSession, report: MassagerState, now: Moment) -> datetime:
    return now.utc - _age(report, now) - (ended.ended_ago or timedelta())
