"""What is seen of a massager that keeps no sessions, and what it means for one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.foot_massage.core.kept_clock import KeptClock
from custom_components.foot_massage.core.massager import (
    Activity,
    EndReason,
)
from custom_components.foot_massage.core.sight import (
    PATIENCE_S,
    Sight,
)

from .sights import (
    HOUR,
    PAUSES,
    RESTS,
    RUNS,
    STANDS,
    TEN_MINUTES,
    last,
    left,
    look,
    session,
)


@pytest.fixture
def paused(running: KeptClock) -> KeptClock:
    running.hold(160)
    return running


def test_it_begins_once_it_is_seen_to_run(clock: KeptClock) -> None:
    clock.begin("one", TEN_MINUTES)
    assert look(clock, RESTS, 100, settled=False) is Activity.STARTING
    assert look(clock, RUNS, 103, settled=False) is Activity.RUNNING
    assert clock.elapsed(104) == timedelta(seconds=1)


@pytest.mark.parametrize("holding", [False, True])
def test_it_may_be_paused_before_it_runs(clock: KeptClock, holding: bool) -> None:
    clock.begin("one", TEN_MINUTES)
    clock.holding = holding
    assert look(clock, RESTS if holding else PAUSES, 100) is Activity.PAUSED


def test_what_cannot_be_seen_changes_nothing(running: KeptClock) -> None:
    assert look(running, Sight(time_left=HOUR), 5000) is Activity.RUNNING
    assert session(running, 5000).duration == TEN_MINUTES


def test_begun_by_hand(clock: KeptClock) -> None:
    assert look(clock, RUNS, 50, settled=False) is Activity.IDLE
    look(clock, RUNS, 60)
    theirs = session(clock, 60)
    assert theirs.started_by_device
    assert theirs.duration == HOUR
    look(clock, RESTS, 90)
    first = last(clock)
    assert first.session_id == theirs.session_id
    assert first.reason is EndReason.STOPPED_DEVICE
    assert first.elapsed == timedelta(seconds=30)
    look(clock, RUNS, 100)
    assert session(clock, 100).session_id != theirs.session_id


def test_begun_by_hand_it_says_for_how_long(clock: KeptClock) -> None:
    look(clock, left(RUNS, 15), 50)
    assert session(clock, 50).duration == timedelta(minutes=15)


def test_begun_by_hand_it_may_say_so_a_moment_later(clock: KeptClock) -> None:
    look(clock, RUNS, 50)
    look(clock, left(RUNS, 15), 52)
    assert session(clock, 52).duration == timedelta(minutes=15, seconds=2)


@pytest.mark.parametrize(
    ("at", "reason"),
    [(690, EndReason.STOPPED_DEVICE), (697, EndReason.COMPLETED)],
)
def test_switched_off_at_the_massager(
    running: KeptClock, at: float, reason: EndReason
) -> None:
    look(running, RESTS, at)
    assert last(running).reason is reason
    assert last(running).elapsed == timedelta(seconds=at - 100)


def test_a_motor_may_stand_still_for_a_moment(running: KeptClock) -> None:
    look(running, STANDS, 200)
    assert running.doubted_at == 200
    look(running, STANDS, 200 + PATIENCE_S - 1)
    look(running, RUNS, 200 + PATIENCE_S - 0.5)
    assert running.doubted_at is None
    assert running.elapsed(300) == timedelta(seconds=200)


@pytest.mark.parametrize("stands", [STANDS, Sight(running=False)])
def test_a_motor_that_stands_still_has_stopped_when_it_began_to(
    running: KeptClock, stands: Sight
) -> None:
    look(running, stands, 200)
    look(running, stands, 200 + PATIENCE_S)
    assert last(running).reason is EndReason.STOPPED_DEVICE
    assert last(running).elapsed == timedelta(seconds=100)


def test_it_pauses_and_goes_on(running: KeptClock) -> None:
    assert look(running, PAUSES, 160) is Activity.PAUSED
    assert look(running, replace(PAUSES, paused=False), 300) is Activity.PAUSED
    assert look(running, replace(RUNS, paused=False), 301) is Activity.RUNNING
    assert running.elapsed(302) == timedelta(seconds=61)


def test_asked_to_pause_it_comes_to_rest(running: KeptClock) -> None:
    running.holding = True
    assert look(running, RUNS, 150) is Activity.RUNNING
    look(running, RESTS, 160)
    assert look(running, RESTS, 900) is Activity.PAUSED
    look(running, RUNS, 901)
    assert running.elapsed(902) == timedelta(seconds=61)


def test_switched_off_in_a_pause(paused: KeptClock) -> None:
    look(paused, PAUSES, 170)
    look(paused, replace(PAUSES, on=False), 200)
    assert last(paused).reason is EndReason.STOPPED_DEVICE
    assert last(paused).elapsed == timedelta(seconds=60)


def test_a_pause_that_is_seen_to_leave_it_on(running: KeptClock) -> None:
    running.holding = True
    look(running, STANDS, 160, settled=False)
    assert running.holding
    look(running, STANDS, 165)
    look(running, RESTS, 200)
    assert last(running).reason is EndReason.STOPPED_DEVICE


def test_it_is_at_rest_when_nothing_says_otherwise(running: KeptClock) -> None:
    running.end(EndReason.STOPPED_REMOTE, 160)
    look(running, replace(RUNS, on=False), 161)
    assert look(running, STANDS, 162) is Activity.STOPPING
    look(running, RESTS, 163)
    assert last(running).reason is EndReason.STOPPED_REMOTE
    assert last(running).elapsed == timedelta(seconds=60)
