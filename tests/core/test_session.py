"""What becomes of a session, going by a massager's reports and two clocks."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.foot_massage.core.massager import (
    Activity,
    DeviceSession,
    EndedSession,
    EndReason,
    MassagerState,
    MassageSettings,
    Technique,
)
from custom_components.foot_massage.core.programs import ProgramKey
from custom_components.foot_massage.core.session import (
    END_TOLERANCE,
    Moment,
    Outcome,
    Session,
    StartedBy,
    adopt,
    adopt_ended,
    follow,
)

EVENING = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
BOOT = 1000.0
SETTINGS = MassageSettings(technique=Technique.KNEADING)
NEW = Session(
    session_id="one",
    massager_id="massager",
    program=ProgramKey.BALANCE,
    settings=SETTINGS,
    planned=timedelta(minutes=10),
    started_by=StartedBy.HOME_ASSISTANT,
    seen_at=EVENING,
)


def at(minutes: float, *, clock_set_back: timedelta = timedelta()) -> Moment:
    """Return the moment so many minutes into the evening."""
    later = timedelta(minutes=minutes)
    return Moment(EVENING + later - clock_set_back, BOOT + later.total_seconds())


def report(
    activity: Activity,
    minutes: float,
    *,
    elapsed: float | None = None,
    planned: float = 10,
    session_id: str = "one",
    ended: EndReason | None = None,
    ended_ago: float | None = 0,
) -> MassagerState:
    """Return what the massager says so many minutes into the evening.

    It runs the session that has ``elapsed``, unless that has ``ended``.
    """
    spent = timedelta(minutes=elapsed or 0)
    ago = None if ended_ago is None else timedelta(minutes=ended_ago)
    running = DeviceSession(
        session_id=session_id, elapsed=spent, duration=timedelta(minutes=planned)
    )
    return MassagerState(
        activity=activity,
        settings=SETTINGS,
        session=running if elapsed is not None and ended is None else None,
        last_session=EndedSession(
            session_id=session_id, reason=ended, elapsed=spent, ended_ago=ago
        )
        if ended
        else None,
        received=at(minutes).monotonic,
    )


def running(since: float = 0) -> Session:
    """Return the session, running since so many minutes into the evening."""
    said = report(Activity.RUNNING, since, elapsed=0)
    return follow(NEW, said, at(since), unbroken=True)


def test_it_begins_when_the_massager_runs() -> None:
    starting = report(Activity.STARTING, 0, elapsed=0)
    assert follow(NEW, starting, at(0), unbroken=True) == NEW
    assert NEW.massaged_at(at(5)) == timedelta()
    assert NEW.remaining_at(at(5)) == timedelta(minutes=10)

    session = running(since=1)

    assert session.state is Activity.RUNNING
    assert session.started_at == at(1).utc
    assert session.massaged_at(at(4)) == timedelta(minutes=3)
    assert session.remaining_at(at(4)) == timedelta(minutes=7)
    assert session.remaining_at(at(40)) == timedelta()


def test_a_report_that_took_its_time() -> None:
    said = report(Activity.RUNNING, 3, elapsed=3)

    session = follow(NEW, said, at(3.5), unbroken=True)

    assert session.started_at == EVENING
    assert session.massaged_at(at(3.5)) == timedelta(minutes=3.5)


def test_a_pause_is_no_massage() -> None:
    paused = follow(
        running(), report(Activity.PAUSED, 4, elapsed=4), at(4), unbroken=True
    )
    assert paused.state is Activity.PAUSED
    assert paused.massaged_at(at(9)) == timedelta(minutes=4)
    assert paused.seen(at(9)).massaged == timedelta(minutes=4)

    resumed = follow(
        paused, report(Activity.RUNNING, 9, elapsed=4), at(9), unbroken=True
    )

    assert resumed.started_at == EVENING
    assert resumed.remaining_at(at(10)) == timedelta(minutes=5)


def test_the_massager_says_how_long_it_will_run() -> None:
    said = report(Activity.RUNNING, 4, elapsed=4, planned=20)

    session = follow(running(), said, at(4), unbroken=True)

    assert session.planned == timedelta(minutes=20)


def test_seen_and_held() -> None:
    seen = running().seen(at(4))
    assert seen.massaged == timedelta(minutes=4)
    assert seen.seen_at == at(4).utc
    assert seen.massaged_at(at(6)) == timedelta(minutes=6)

    held = seen.held()
    assert held.massaged_at(at(6)) == timedelta(minutes=4)
    assert held == seen, "the mark of a clock that never jumps is not stored"


def test_a_stop_that_was_asked_for_is_not_forgotten() -> None:
    stopping = running().stopping(at(4))
    assert stopping.state is Activity.STOPPING
    assert stopping.massaged == timedelta(minutes=4)

    said = report(Activity.RUNNING, 4.1, elapsed=4.1)
    assert follow(stopping, said, at(4.1), unbroken=True).state is Activity.STOPPING


@pytest.mark.parametrize(
    ("reason", "outcome"),
    [
        (EndReason.COMPLETED, Outcome.COMPLETED),
        (EndReason.STOPPED_REMOTE, Outcome.STOPPED),
        (EndReason.STOPPED_DEVICE, Outcome.STOPPED),
        (EndReason.FAULT, Outcome.INTERRUPTED),
        (EndReason.POWER_LOST, Outcome.INTERRUPTED),
    ],
)
def test_the_massager_remembers_how_it_ended(
    reason: EndReason, outcome: Outcome
) -> None:
    said = report(Activity.IDLE, 8, elapsed=4, ended=reason, ended_ago=3)

    ended = follow(running(), said, at(8), unbroken=False)

    assert ended.outcome is outcome
    assert ended.state is Activity.IDLE
    assert ended.started_at == EVENING
    assert ended.massaged == timedelta(minutes=4)
    assert ended.ended_at == at(5).utc


@pytest.mark.parametrize(("unbroken", "ended_at"), [(False, 4), (True, 600)])
def test_the_massager_does_not_know_when_it_ended(
    unbroken: bool, ended_at: float
) -> None:
    """After a power cut: not when it came back, hours later, but when last seen."""
    seen = running().seen(at(4)).held()
    said = report(
        Activity.IDLE, 600, elapsed=4, ended=EndReason.POWER_LOST, ended_ago=None
    )

    ended = follow(seen, said, at(600), unbroken=unbroken)

    assert ended.outcome is Outcome.INTERRUPTED
    assert ended.massaged == timedelta(minutes=4)
    assert ended.ended_at == at(ended_at).utc


def test_the_massager_forgot_while_we_watched() -> None:
    ended = follow(running(), report(Activity.IDLE, 4), at(4), unbroken=True)

    assert ended.outcome is Outcome.STOPPED
    assert ended.massaged == timedelta(minutes=4)
    assert ended.ended_at == at(4).utc


def test_the_massager_forgot_while_we_were_away() -> None:
    seen = running().seen(at(4)).held()

    ended = follow(seen, report(Activity.IDLE, 30), at(30), unbroken=False)

    assert ended.outcome is Outcome.INTERRUPTED
    assert ended.massaged == timedelta(minutes=4)
    assert ended.ended_at == at(4).utc


@pytest.mark.parametrize("other", [Activity.RUNNING, Activity.PAUSED])
def test_another_session_took_its_place(other: Activity) -> None:
    said = report(other, 4, elapsed=1, session_id="two")

    ended = follow(running(), said, at(4), unbroken=True)

    assert ended.session_id == "one"
    assert ended.outcome is Outcome.STOPPED


@pytest.mark.parametrize(
    ("short_of", "outcome"),
    [
        (timedelta(), Outcome.COMPLETED),
        (END_TOLERANCE, Outcome.COMPLETED),
        (END_TOLERANCE + timedelta(seconds=1), Outcome.STOPPED),
    ],
)
def test_clocks_differ_a_little(short_of: timedelta, outcome: Outcome) -> None:
    end = 10 - short_of / timedelta(minutes=1)

    ended = follow(running(), report(Activity.IDLE, end), at(end), unbroken=True)

    assert ended.outcome is outcome


@pytest.mark.parametrize(
    ("elapsed", "state"), [(4, Activity.STOPPING), (10, Activity.RUNNING)]
)
def test_coming_to_rest(elapsed: float, state: Activity) -> None:
    """After its full time the massager is not being stopped by anybody."""
    said = report(Activity.STOPPING, elapsed, elapsed=elapsed)

    assert follow(running(), said, at(elapsed), unbroken=True).state is state


def test_begun_at_the_massager() -> None:
    said = report(Activity.RUNNING, 0, elapsed=2, session_id="button")
    assert said.session is not None

    session = adopt("massager", said.session, said.settings, at(0))
    assert session.started_by is StartedBy.DEVICE
    assert session.program is ProgramKey.CUSTOM
    assert session.settings == SETTINGS
    assert session.planned == timedelta(minutes=10)
    assert session.started_at is None

    session = follow(session, said, at(0), unbroken=True)
    assert session.started_at == EVENING - timedelta(minutes=2)


@pytest.mark.parametrize(
    ("ended_ago", "ended_at"), [(20, at(10).utc), (None, at(30).utc)]
)
def test_begun_and_ended_while_nobody_looked(
    ended_ago: float | None, ended_at: datetime
) -> None:
    said = report(
        Activity.IDLE,
        30,
        elapsed=6,
        ended=EndReason.STOPPED_DEVICE,
        ended_ago=ended_ago,
    )
    assert said.last_session is not None

    session = adopt_ended("massager", said.last_session, said, at(30))

    assert session.outcome is Outcome.STOPPED
    assert session.started_by is StartedBy.DEVICE
    assert session.massaged == session.planned == timedelta(minutes=6)
    assert session.ended_at == ended_at
    assert session.started_at == ended_at - timedelta(minutes=6)


def test_the_calendar_is_set_back_an_hour() -> None:
    now = at(10, clock_set_back=timedelta(hours=1))
    session = running()
    assert session.remaining_at(now) == timedelta()

    ended = follow(session, report(Activity.IDLE, 10), now, unbroken=True)

    assert ended.outcome is Outcome.COMPLETED
    assert ended.massaged == timedelta(minutes=10)
    assert ended.started_at == EVENING
    assert ended.ended_at == at(10).utc
