"""The session clock of a massager that has none: its id, its time, how it ended.

Whoever holds it says what is told to the massager and what is seen of it. Moments
are monotonic seconds; nothing here reads a clock.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from .massager import (
    Activity,
    DeviceSession,
    EndedSession,
    EndReason,
    MassagerState,
    MassageSettings,
)

# Whoever pauses for longer has forgotten it, or has got up.
LONGEST_PAUSE_S = 3600.0


@dataclass(slots=True, kw_only=True)
class _Kept:
    """A session; its time counts while ``since`` is set.

    ``held_at`` is when its last pause began.
    """

    session_id: str
    duration: timedelta
    started_by_device: bool
    massaged: timedelta = timedelta()
    since: float | None = None
    held_at: float = 0.0
    reason: EndReason | None = None


class KeptClock:
    """Follows one session at a time, and reports it as a massager would.

    ``holding`` is set while the massager has been asked to pause: that it comes to
    rest is no end then. ``doubted_at`` is the moment since which a running session
    does not look like it, and ``timer`` what the massager's own timer last said, and
    when. ``lost_at`` is the moment since which a running session is out of reach.
    ``unheard`` is set while a session is being ended in a pause: that the massager
    stands still does not say that it has heard of the end.
    """

    def __init__(self) -> None:
        """Start at rest, with nothing remembered."""
        self.activity = Activity.IDLE
        self.holding = False
        self.doubted_at: float | None = None
        self.lost_at: float | None = None
        self.unheard = False
        self.timer: tuple[timedelta, float] | None = None
        self._session: _Kept | None = None
        self._last: EndedSession | None = None
        self._last_ended_at = 0.0

    @property
    def is_on(self) -> bool:
        """Whether there is a session."""
        return self._session is not None

    @property
    def ending(self) -> EndReason | None:
        """Why the session is being brought to its end, if it is."""
        return self._session.reason if self._session else None

    @property
    def started_by_device(self) -> bool:
        """Whether the session was begun at the massager."""
        return self._session is not None and self._session.started_by_device

    @property
    def ends_at(self) -> float | None:
        """When it has to end by itself: by then it has had its time, or paused long."""
        session = self._session
        if session is None:
            return None
        if session.since is not None:
            return session.since + (session.duration - session.massaged).total_seconds()
        return session.held_at + LONGEST_PAUSE_S if self._is_held else None

    @property
    def _is_held(self) -> bool:
        return self.activity is Activity.PAUSED

    def is_in(self, session_id: str) -> bool:
        """Return whether this session is there, if only to be ended."""
        session = self._session
        return session is not None and session.session_id == session_id

    def goes_on(self, session_id: str) -> bool:
        """Return whether this session is there and is not being ended."""
        return self.is_in(session_id) and self.ending is None

    def has_ended(self, session_id: str) -> bool:
        """Return whether this session was the last one, and is over."""
        return self._last is not None and self._last.session_id == session_id

    def elapsed(self, now: float) -> timedelta:
        """Return the massage time of the session so far, without the pauses."""
        if (session := self._session) is None:
            return timedelta()
        if session.since is None:
            return session.massaged
        counting = timedelta(seconds=max(now - session.since, 0))
        return min(session.massaged + counting, session.duration)

    def remaining(self, now: float) -> timedelta:
        """Return the massage time that is left."""
        if (session := self._session) is None:
            return timedelta()
        return session.duration - self.elapsed(now)

    def begin(
        self, session_id: str, duration: timedelta, *, by_device: bool = False
    ) -> None:
        """Begin a session; its time counts once the massager is seen to run."""
        self._session = _Kept(
            session_id=session_id, duration=duration, started_by_device=by_device
        )
        self.activity = Activity.STARTING

    def take_up(self, session: DeviceSession, activity: Activity, since: float) -> None:
        """Go on with a session that was begun before a restart.

        ``since`` is from when it counts as running or paused.
        """
        self._session = _Kept(
            session_id=session.session_id,
            duration=session.duration,
            started_by_device=session.started_by_device,
            massaged=min(session.elapsed, session.duration),
            since=since if activity is Activity.RUNNING else None,
            held_at=since,
        )
        self.activity = activity
        self.holding = activity is Activity.PAUSED

    def drop(self) -> None:
        """Forget a session that did not begin."""
        self._session = None
        self.activity = Activity.IDLE
        self.holding = self.unheard = False
        self.doubted_at = self.timer = None

    def run(self, now: float) -> None:
        """Count from now on: the massager runs. One that is being ended does not."""
        session = self._session
        if session and session.since is None and session.reason is None:
            session.since = now
            self.activity = Activity.RUNNING
            self.holding = False
            self.doubted_at = self.timer = None

    def hold(self, now: float) -> None:
        """Stand still: the massager pauses. One that is being ended does not."""
        if (session := self._session) and session.reason is None:
            self._stand(now)
            if not self._is_held:
                session.held_at = now
            self.activity = Activity.PAUSED

    def lose(self, now: float) -> None:
        """Note that the massager is out of reach, from when it was first so."""
        if self.activity is Activity.RUNNING and self.lost_at is None:
            self.lost_at = now

    def change(self, duration: timedelta, now: float) -> None:
        """Give the session another whole massage time, no less than it has had."""
        if session := self._session:
            session.duration = max(duration, self.elapsed(now))

    def end(self, reason: EndReason, now: float) -> None:
        """Bring the session to its end; the first reason stands."""
        if (session := self._session) and session.reason is None:
            self._stand(now)
            session.reason = reason
            self.unheard = self._is_held
            self.activity = Activity.STOPPING

    def end_by_itself(self, now: float) -> None:
        """Bring the session to its end at ``ends_at``, for the reason of that."""
        forgotten = EndReason.STOPPED_DEVICE
        self.end(forgotten if self._is_held else EndReason.COMPLETED, now)

    def rest(self, reason: EndReason, now: float) -> None:
        """Note that the massager is at rest; ``reason`` unless it was being ended."""
        if (session := self._session) is None:
            return
        elapsed = self.elapsed(now)
        if session.since is None and session.reason is None and not elapsed:
            # It has never begun, and so it cannot have ended.
            self.drop()
            return
        self._last = EndedSession(
            session_id=session.session_id,
            reason=session.reason or reason,
            elapsed=elapsed,
            started_by_device=session.started_by_device,
        )
        self._last_ended_at = now
        self.drop()

    def was(self, session: DeviceSession, reason: EndReason, ended_at: float) -> None:
        """Remember a session that ended while nobody looked."""
        self._last = EndedSession(
            session_id=session.session_id,
            reason=reason,
            elapsed=session.elapsed,
            started_by_device=session.started_by_device,
        )
        self._last_ended_at = ended_at

    def report(self, settings: MassageSettings, now: float) -> MassagerState:
        """Return how things are at ``now``, which is this very moment."""
        running, last = None, self._last
        if session := self._session:
            running = DeviceSession(
                session_id=session.session_id,
                elapsed=self.elapsed(now),
                duration=session.duration,
                started_by_device=session.started_by_device,
            )
        if last is not None:
            ago = timedelta(seconds=max(now - self._last_ended_at, 0))
            last = replace(last, ended_ago=ago)
        return MassagerState(
            activity=self.activity,
            settings=settings,
            session=running,
            last_session=last,
            received=now,
        )

    def _stand(self, now: float) -> None:
        if session := self._session:
            session.massaged, session.since = self.elapsed(now), None
