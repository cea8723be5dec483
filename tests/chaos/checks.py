"""What must hold at every moment of a walk, and at its end."""

from collections import Counter
from dataclasses import dataclass, field
import json

from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.coordinator import FootMassageCoordinator
from custom_components.foot_massage.core.massager import Activity, MassagerState
from custom_components.foot_massage.core.session import Outcome, Session

from .house import AnyMassager, House
from .ledger import Massage
from .massager import Massager

# Less was never felt, and need not be a session.
SHORTEST_S = 1.0
# A massager writes down how far it is every two seconds.
TOLERANCE_S = 2.5
# How often Home Assistant writes down how far a session is.
KEPT_EVERY_S = 60.0
# A half-open connection is noticed within this, and until then nobody knows.
UNNOTICED_S = 30.0

ENDS = set(Outcome)

_OUTCOMES = {
    "completed": Outcome.COMPLETED,
    "stopped_remote": Outcome.STOPPED,
    "stopped_device": Outcome.STOPPED,
    "power_lost": Outcome.INTERRUPTED,
    "fault": Outcome.INTERRUPTED,
}


@dataclass
class Auditor:
    """Looks at a house between its steps, and remembers what Home Assistant knew."""

    house: House
    known: set[str] = field(default_factory=set)
    """Sessions that Home Assistant surely knows of."""
    recorded: set[str] = field(default_factory=set)
    """Sessions that were in the record when it was last looked at."""
    seen_s: dict[str, float] = field(default_factory=dict)
    """How long each had massaged when Home Assistant last saw it."""

    def look(self) -> list[str]:
        """Return what is wrong at this moment."""
        wrong = list(self.house.wrong)
        for massager in self.house.massagers:
            said = [*self._device(massager)]
            if self.house.is_up:
                said += self._records(massager)
                said += self._agreement(massager)
            wrong += [f"{massager.name}: {one}" for one in said]
        return wrong + self._told()

    def look_at_the_end(self) -> list[str]:
        """Return what is wrong when everything has come to rest."""
        wrong = self.look()
        for massager in self.house.massagers:
            said = [*self._lost(massager), *self._rest(massager)]
            wrong += [f"{massager.name}: {one}" for one in said]
        return wrong + self._files()

    def _device(self, massager: Massager) -> list[str]:
        """A massager never runs past its time, nor longer than anybody asked for."""
        wrong = []
        for massage in massager.ledger.massages.values():
            felt = massage.felt_at(massager.ledger.now)
            if felt > massage.duration_s + TOLERANCE_S:
                wrong.append(f"ran past its time: {massage}")
            if massage.duration_s > massager.asked_s(massage):
                wrong.append(f"runs for longer than anybody asked: {massage}")
        return wrong

    def _records(self, massager: Massager) -> list[str]:
        """Each session is recorded once, and as it was."""
        records = self.house.sessions(massager)
        wrong = recorded_again(records)
        for record in records:
            massage = massager.ledger.massages.get(record.session_id)
            if massage is None:
                wrong.append(f"was never on the massager: {record}")
            elif record.session_id not in self.recorded:
                self.recorded.add(record.session_id)
                wrong += self._record(massager, record, massage)
        total = sum(record.massaged.total_seconds() for record in records) / 3600
        shown = self.house.shows(massager, "sensor", "massage_time_total")
        coordinator = self.house.coordinator(massager)
        if coordinator and (shown is None or abs(float(shown) - total) > 0.002):
            wrong.append(f"massage_time_total shows {shown} h, the log says {total} h")
        if coordinator:
            self._notice(massager)
        return wrong

    def _record(
        self, massager: Massager, record: Session, massage: Massage
    ) -> list[str]:
        """A new record says how long it massaged, and how it ended."""
        felt, said = massage.felt_s, record.massaged.total_seconds()
        note = f"{record} but {massage}"
        if massage.blurred:
            most = max(felt, record.planned.total_seconds()) + UNNOTICED_S
            return [f"too long a record: {note}"] if said > most else []
        if said > felt + TOLERANCE_S:
            return [f"too long a record: {note}"]
        report = self._report(massager)
        last = report.last_session if report else None
        if last is None or last.session_id != record.session_id:
            least = self.seen_s.get(record.session_id, 0) - KEPT_EVERY_S - TOLERANCE_S
            return [f"too short a record: {note}"] if said < least else []
        if abs(said - felt) > TOLERANCE_S:
            return [f"another time: {note}"]
        outcome = _OUTCOMES[massage.reason or ""]
        if felt >= massage.duration_s - TOLERANCE_S:
            return []
        return [f"another end: {note}"] if record.outcome is not outcome else []

    def _notice(self, massager: Massager) -> None:
        """Remember what Home Assistant has been told of by now."""
        report = self._report(massager)
        if report is None:
            return
        if (running := report.session) and running.elapsed.total_seconds() >= 1:
            self.known.add(running.session_id)
        massage = massager.ledger.current
        if running and massage and running.session_id == massage.session_id:
            felt = massage.felt_at(massager.ledger.now)
            if massager.is_steady and felt >= SHORTEST_S:
                self.seen_s[massage.session_id] = felt
                self.known.add(massage.session_id)
        last = report.last_session
        if last and last.ended_ago is not None and last.elapsed.total_seconds() >= 1:
            self.known.add(last.session_id)

    def _told(self) -> list[str]:
        """That a session has begun or ended is told once."""
        told = self.house.life.told
        ends = Counter(one for one, what in told if what in ENDS)
        begins = Counter(one for one, what in told if what == "started")
        return [
            f"told {count} times to have {word}: {one}"
            for word, counts in (("ended", ends), ("begun", begins))
            for one, count in counts.items()
            if count > 1
        ]

    def _agreement(self, massager: Massager) -> list[str]:
        """What Home Assistant shows is what the massager does."""
        if (coordinator := well_informed(self.house, massager)) is None:
            return []
        session, device = coordinator.runner.session, massager.device
        if session and session.state in (Activity.STARTING, Activity.STOPPING):
            # A massager is given half a minute to do as it is told.
            return []
        shown = session.state if session else Activity.IDLE
        if shown != device.activity and not coordinator._tracker.stray:
            return [f"shown as {shown}, but {device.activity}"]
        if coordinator.data.hold and device.activity == "running":
            return ["runs in spite of the safety hold"]
        return []

    def _lost(self, massager: Massager) -> list[str]:
        """What Home Assistant knew of is on record."""
        return [
            f"lost: {massage}"
            for massage in massager.ledger.massages.values()
            if massage.session_id in self.known
            and massage.felt_s >= SHORTEST_S + TOLERANCE_S
            and massage.session_id not in self.recorded
        ]

    def _rest(self, massager: Massager) -> list[str]:
        """Nothing is going on, here or there."""
        wrong = []
        if massager.device.activity != "idle":
            wrong.append(f"is still {massager.device.activity}")
        return wrong + not_at_rest(self.house, massager)

    def _files(self) -> list[str]:
        """What is on disk is what is shown."""
        storage = self.house.life.folder / ".storage"
        files = [
            json.loads(path.read_text(encoding="utf-8"))["data"]
            for name in ("active", "sessions")
            if (path := storage / f"{DOMAIN}.{name}").exists()
        ]
        if len(files) < 2:
            return [f"not on disk: {self.recorded}"] if self.recorded else []
        active, history = files
        ids = Counter(one["session_id"] for one in history["sessions"])
        wrong = [f"left in the small file: {active}"] if active["ended"] else []
        # After a power cut it may hold one for longer that has ended: ids tell.
        going_on = [one["session_id"] for one in active["sessions"].values()]
        if active["wind_downs"] or not ids.keys() >= set(going_on):
            wrong.append(f"still going on, says the small file: {active}")
        if set(ids) != self.recorded or max(ids.values(), default=1) > 1:
            wrong.append(f"on disk are {ids}, seen were {self.recorded}")
        return wrong

    def _report(self, massager: Massager) -> MassagerState | None:
        """Return what Home Assistant has last heard of a massager."""
        coordinator = self.house.coordinator(massager)
        return coordinator.driver.state if coordinator else None


def recorded_again(records: list[Session]) -> list[str]:
    """Return which sessions are on record more than once."""
    counts = Counter(record.session_id for record in records)
    return [f"recorded {n} times: {one}" for one, n in counts.items() if n > 1]


def well_informed(house: House, massager: AnyMassager) -> FootMassageCoordinator | None:
    """Return what holds a massager together, if it must know what that does."""
    coordinator = house.coordinator(massager)
    if house.calls or not massager.is_steady:
        return None
    return coordinator if coordinator and coordinator.driver.state else None


def not_at_rest(house: House, massager: AnyMassager) -> list[str]:
    """Return what Home Assistant says is still going on."""
    wrong = []
    shown = house.shows(massager, "sensor", "session_state")
    if shown != "idle":
        wrong.append(f"is shown as {shown}")
    if house.log.running(house.entry(massager).entry_id):
        wrong.append("is still in a session, says the log")
    return wrong
