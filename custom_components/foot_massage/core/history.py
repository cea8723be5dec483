"""Every session that has ended: found as fast among ten years of them as among ten."""

from bisect import bisect, bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from operator import attrgetter

from .session import Session

# Sessions are kept in the order of this.
_OVER_AT = attrgetter("over_at")


class SessionHistory:
    """Ended sessions on all massagers, in the order in which they ended."""

    def __init__(self) -> None:
        """Hold none yet."""
        self._sessions: list[Session] = []
        # By who gave it, and by who had it.
        self._by_entry: dict[str, list[Session]] = {}
        self._by_id: dict[str, Session] = {}
        self._totals: dict[str, timedelta] = {}

    def knows(self, session_id: str) -> bool:
        """Return whether the session has ended and is in the history."""
        return session_id in self._by_id

    def find(self, session_id: str) -> Session | None:
        """Return a session that has ended."""
        return self._by_id.get(session_id)

    def sessions(
        self,
        *,
        massager_id: str | None = None,
        sleeper: str | None = None,
        start: datetime | None = None,
        end: datetime | None = None,
    ) -> list[Session]:
        """Return the ended sessions that overlap [start, end), oldest first."""
        entry_id = massager_id or sleeper
        among = self._sessions if entry_id is None else self._of(entry_id)
        first = 0 if start is None else bisect(among, start, key=_OVER_AT)
        found = among[first:]
        if massager_id and sleeper:
            found = [one for one in found if one.sleeper == sleeper]
        return found if end is None else [one for one in found if one.begun_at < end]

    def recent(self, massager_id: str, count: int) -> list[Session]:
        """Return a massager's latest ended sessions, newest first."""
        return self._of(massager_id)[: -count - 1 : -1]

    def massaged_since(self, massager_id: str, start: datetime) -> timedelta:
        """Return the massage time of the sessions that ended since ``start``."""
        among = self._of(massager_id)
        first = bisect_left(among, start, key=_OVER_AT)
        return sum((one.massaged for one in among[first:]), timedelta())

    def massaged(self, massager_id: str) -> timedelta:
        """Return the massage time of all of a massager's sessions."""
        return self._totals.get(massager_id, timedelta())

    def __len__(self) -> int:
        """Return how many sessions have ended."""
        return len(self._sessions)

    def remember(self, session: Session) -> None:
        """Take in a session that is not known yet."""
        for kept in self._with(session):
            insort(kept, session, key=_OVER_AT)
        self._count(session)

    def remember_all(self, sessions: Iterable[Session]) -> None:
        """Take in sessions that are not known yet, however many they are."""
        for session in sessions:
            for kept in self._with(session):
                kept.append(session)
            self._count(session)
        for kept in (self._sessions, *self._by_entry.values()):
            kept.sort(key=_OVER_AT)

    def amend(self, session: Session) -> None:
        """Take in what became known of a session after it had ended."""
        before = self._by_id[session.session_id]
        for kept in self._with(before):
            first = bisect_left(kept, before.over_at, key=_OVER_AT)
            del kept[kept.index(before, first)]
        for kept in self._with(session):
            insort(kept, session, key=_OVER_AT)
        self._by_id[session.session_id] = session

    def reattribute(self, former: str, sleeper_id: str) -> None:
        """Have a sleeper's sessions be another's."""
        for session in self.sessions(sleeper=former):
            self.amend(replace(session, sleeper=sleeper_id))

    def _of(self, entry_id: str) -> list[Session]:
        return self._by_entry.get(entry_id, [])

    def _with(self, session: Session) -> Iterator[list[Session]]:
        """Yield the lists that a session belongs in."""
        yield self._sessions
        yield self._by_entry.setdefault(session.massager_id, [])
        if session.sleeper is not None:
            yield self._by_entry.setdefault(session.sleeper, [])

    def _count(self, session: Session) -> None:
        self._by_id[session.session_id] = session
        self._totals[session.massager_id] = (
            self.massaged(session.massager_id) + session.massaged
        )
