"""What must hold of a massager on a plug, at every moment of a walk and at its end."""

from custom_components.foot_massage.core.massager import Activity
from custom_components.foot_massage.core.session import Session, StartedBy

from .checks import Auditor, not_at_rest, recorded_again, well_informed
from .plug import CAUGHT_UP_S, LONGEST, Plug, now

# Within this it is noticed that a motor stands still, or that it has begun to turn.
NOTICED_S = 15.0
# Whatever runs for less may have gone before it was seen.
SHORTEST_S = 30.0


class PlugAuditor:
    """Looks at the plugs of a house, beside whoever looks at the other massagers."""

    def __init__(self, beside: Auditor) -> None:
        """Share what was recorded."""
        self._house = beside.house
        self._recorded = beside.recorded

    def look(self) -> list[str]:
        """Return what is wrong at this moment."""
        wrong = []
        for plug in self._house.plugs:
            said = self._time(plug)
            if self._house.is_up:
                said += [*self._records(plug), *self._agreement(plug)]
            wrong += [f"{plug.name}: {one}" for one in said]
        return wrong

    def look_at_the_end(self) -> list[str]:
        """Return what is wrong when everything has come to rest."""
        wrong = self.look()
        for plug in self._house.plugs:
            said = self._lost(plug)
            if plug.is_running:
                said.append("still runs")
            said += not_at_rest(self._house, plug)
            wrong += [f"{plug.name}: {one}" for one in said]
        return wrong

    def _time(self, plug: Plug) -> list[str]:
        """It does not run for longer than it may, while that could be prevented."""
        if not plug.is_running or plug.ails:
            return []
        run = plug.runs[-1]
        since = max([run.began_at, *(one.end or 0.0 for one in plug.blurs)])
        by_hand = run.by_hand or self._is_by_hand(plug)
        longest = LONGEST.total_seconds() if by_hand else plug.asked_s
        if now() - since > longest + CAUGHT_UP_S:
            return [f"runs for longer than anybody asked: {run}"]
        return []

    def _is_by_hand(self, plug: Plug) -> bool:
        """Return whether the session was begun at the plug, wherever it went on."""
        coordinator = self._house.coordinator(plug)
        session = coordinator.runner.session if coordinator else None
        return session is not None and session.started_by is StartedBy.DEVICE

    def _records(self, plug: Plug) -> list[str]:
        """Each session is recorded once, and as it was."""
        records = self._house.sessions(plug)
        wrong = recorded_again(records)
        for record in records:
            if record.session_id not in self._recorded:
                self._recorded.add(record.session_id)
                wrong += self._record(plug, record)
        return wrong

    def _record(self, plug: Plug, record: Session) -> list[str]:
        """A new record says how long it massaged, if all could be seen."""
        start, end = record.begun_at.timestamp(), record.over_at.timestamp()
        if _is_blurred(plug, start, end):
            return []
        felt = sum(run.within(start, end) for run in plug.runs)
        said = record.massaged.total_seconds()
        if abs(said - felt) > NOTICED_S:
            return [f"another time: {record} but {felt:.1f} s of {plug.runs[-3:]}"]
        return []

    def _agreement(self, plug: Plug) -> list[str]:
        """What Home Assistant shows is what the massager does."""
        if (coordinator := well_informed(self._house, plug)) is None:
            return []
        session = coordinator.runner.session
        runs = session is not None and session.state is Activity.RUNNING
        if runs != plug.is_running:
            shown = session.state if session else None
            return [f"shown as {shown}, but runs: {plug.is_running}"]
        if coordinator.data.hold and plug.is_running:
            return ["runs in spite of the safety hold"]
        return []

    def _lost(self, plug: Plug) -> list[str]:
        """What could be seen is on record."""
        spans = [
            (record.begun_at.timestamp(), record.over_at.timestamp())
            for record in self._house.sessions(plug)
        ]
        return [
            f"lost: {run}"
            for run in plug.runs
            if run.ended_at is not None
            and run.ended_at - run.began_at >= SHORTEST_S
            and not _is_blurred(plug, run.began_at, run.ended_at)
            and not any(run.within(*span) for span in spans)
        ]


def _is_blurred(plug: Plug, start: float, end: float) -> bool:
    """Return whether not everything between two moments could be known."""
    return any(
        one.start < end + NOTICED_S
        and (one.end is None or one.end + CAUGHT_UP_S > start)
        for one in plug.blurs
    )
