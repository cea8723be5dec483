"""What live sensors show around a session, and how much of that counts as measured.

A sensor tells of a value when it changes, perhaps again while it does not, and says
nothing when it has been taken off. So a report speaks only for a while, and a value
that stays the same for long is no longer believed, however often it is repeated.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import fmean
from typing import Final

from .metrics import Reading, Readings, Refusal
from .session import Session

_MINUTE: Final = timedelta(minutes=1)
_BEFORE_START: Final = 5 * _MINUTE
_BEFORE_END: Final = 3 * _MINUTE
AFTER_END: Final = 2 * _MINUTE

# How long a report speaks for if no other follows.
_SPEAKS_FOR: Final = 5 * _MINUTE
# How long a value may stay the same. Blood pressure is measured once: if it is told
# again later, it has not been measured again.
_STAYS: Final[Mapping[Reading, timedelta]] = {
    Reading.HEART_RATE: 10 * _MINUTE,
    Reading.HRV: 10 * _MINUTE,
    Reading.SPO2: 30 * _MINUTE,
    Reading.SYSTOLIC: _SPEAKS_FOR,
    Reading.DIASTOLIC: _SPEAKS_FOR,
}
# Enough for a massager that tells of a start or an end some minutes late.
_KEPT_FOR: Final = 20 * _MINUTE
# What comes faster is not kept one by one.
_FINEST: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Window:
    """The time that a reading is of."""

    start: datetime
    end: datetime


def window_before(session: Session) -> Window:
    """Return when to measure how somebody was before a session."""
    begun = session.begun_at
    return Window(begun - _BEFORE_START, begun)


def window_after(session: Session) -> Window:
    """Return when to measure how somebody was after a session, and at its end.

    Not before its start, however short it was.
    """
    ended = session.over_at
    start = max(ended - _BEFORE_END, session.begun_at)
    return Window(start, ended + AFTER_END)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A reading before and after the sessions that have both: the means."""

    before: float
    after: float
    sessions: int

    @property
    def mean(self) -> float:
        """Return by how much it was higher after a session, on average."""
        return self.after - self.before


def changes(sessions: Sequence[Session]) -> dict[Reading, Change]:
    """Return what was measured before and after sessions, as means of both."""
    found = {}
    for reading in Reading:
        pairs = [
            (one.before[reading], one.after[reading])
            for one in sessions
            if reading in one.before and reading in one.after
        ]
        if pairs:
            before, after = (fmean(values) for values in zip(*pairs, strict=True))
            found[reading] = Change(before=before, after=after, sessions=len(pairs))
    return found


@dataclass(slots=True)
class _Stretch:
    """A value that was told at ``since`` and for the last time at ``reported_at``.

    ``None`` stands for nothing that could be used.
    """

    value: float | None
    changed_at: datetime
    since: datetime
    reported_at: datetime


class Course:
    """What one sensor has shown in the last minutes."""

    def __init__(self, reading: Reading) -> None:
        """Start with nothing."""
        self._reading = reading
        self._stretches: deque[_Stretch] = deque()

    def note(
        self, raw: object, unit: str | None, at: datetime, *, changed_at: datetime
    ) -> None:
        """Take in a report of something that is shown since ``changed_at``."""
        read = self._reading.scale.read(raw, unit)
        value = None if isinstance(read, Refusal) else read
        last = self._stretches[-1] if self._stretches else None
        if last is not None and at - last.since < _FINEST:
            last.value, last.changed_at, last.reported_at = value, changed_at, at
        elif (
            last is not None
            and (last.value, last.changed_at) == (value, changed_at)
            and at - last.reported_at <= _SPEAKS_FOR
        ):
            last.reported_at = at
        else:
            self._stretches.append(_Stretch(value, changed_at, at, at))
            self._forget(at - _KEPT_FOR)

    def mean(self, window: Window) -> float | None:
        """Return the mean over the time that is known of; None if nothing was told.

        What was told only before the window is no measurement within it.
        """
        total = weight = 0.0
        told = False
        for one, until in self._spans():
            seconds = (
                min(until, window.end) - max(one.since, window.start)
            ).total_seconds()
            if one.value is None or seconds <= 0:
                continue
            told = told or one.reported_at >= window.start
            total += one.value * seconds
            weight += seconds
        return round(total / weight, 1) if told else None

    def _spans(self) -> Iterator[tuple[_Stretch, datetime]]:
        """Yield what was shown, and until when it counts, the latest first."""
        following = datetime.max.replace(tzinfo=UTC)
        for one in reversed(self._stretches):
            unchanged = one.changed_at + _STAYS[self._reading]
            yield one, min(one.reported_at + _SPEAKS_FOR, unchanged, following)
            following = one.since

    def _forget(self, limit: datetime) -> None:
        while len(self._stretches) > 1 and self._stretches[1].since < limit:
            self._stretches.popleft()


def take(courses: Mapping[Reading, Course], window: Window) -> Readings:
    """Return the mean of everything that was measured in a window."""
    found = {
        reading: mean
        for reading, course in courses.items()
        if (mean := course.mean(window)) is not None
    }
    systolic, diastolic = found.get(Reading.SYSTOLIC), found.get(Reading.DIASTOLIC)
    if systolic is not None and diastolic is not None and systolic <= diastolic:
        # The two are of different sensors, or of different people.
        del found[Reading.SYSTOLIC], found[Reading.DIASTOLIC]
    return found
