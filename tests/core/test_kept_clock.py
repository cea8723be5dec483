"""The session clock of a massager that has none."""

from datetime import timedelta

import pytest

from custom_components.foot_massage.core.kept_clock import LONGEST_PAUSE_S, KeptClock
from custom_components.foot_massage.core.massager import (
    Activity,
    DeviceSession,
    EndedSession,
    EndReason,
    MassagerState,
)

from .sights import NOTHING, TEN_MINUTES


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def last(clock: KeptClock, now: float) -> EndedSession:
    ended = clock.report(NOTHING, now).last_session
    assert ended
    return ended


def test_at_rest(clock: KeptClock) -> None:
    assert clock.report(NOTHING, 7) == MassagerState(
        activity=Activity.IDLE, settings=NOTHING, received=7
    )
    assert not clock.is_on
    assert clock.ending is None
    assert clock.ends_at is None
    assert not clock.started_by_device
    assert clock.elapsed(7) == clock.remaining(7) == timedelta()
    # Without a session there is nothing to do any of this to.
    clock.run(7)
    clock.hold(7)
    clock.change(TEN_MINUTES, 7)
    clock.end(EndReason.STOPPED_REMOTE, 7)
    clock.lose(7)
    clock.rest(EndReason.STOPPED_REMOTE, 7)
    assert clock.report(NOTHING, 7).last_session is None


def test_it_counts_once_it_runs(clock: KeptClock) -> None:
    clock.begin("one", TEN_MINUTES)
    assert clock.report(NOTHING, 50).activity is Activity.STARTING
    assert clock.elapsed(50) == timedelta()
    assert clock.ends_at is None
    clock.run(100)
    clock.run(130)
    assert clock.report(NOTHING, 160) == MassagerState(
        activity=Activity.RUNNING,
        settings=NOTHING,
        session=DeviceSession(
            session_id="one", elapsed=seconds(60), duration=TEN_MINUTES
        ),
        received=160,
    )
    assert clock.report(NOTHING, 160).received == 160
    assert clock.ends_at == 700
    assert clock.remaining(160) == timedelta(minutes=9)


def test_it_counts_no_more_than_the_duration_and_never_backwards(
    running: KeptClock,
) -> None:
    assert running.elapsed(5000) == TEN_MINUTES
    assert running.remaining(5000) == timedelta()
    assert running.elapsed(90) == timedelta()


def test_pauses_are_left_out(running: KeptClock) -> None:
    running.hold(160)
    assert running.report(NOTHING, 500).activity is Activity.PAUSED
    assert running.elapsed(500) == seconds(60)
    running.holding = True
    running.run(500)
    assert not running.holding
    assert running.elapsed(510) == seconds(70)
    assert running.ends_at == 500 + 540


def test_a_pause_has_an_end(running: KeptClock) -> None:
    running.hold(160)
    running.hold(170)
    assert running.ends_at == 160 + LONGEST_PAUSE_S
    running.end_by_itself(160 + LONGEST_PAUSE_S)
    assert running.ends_at is None
    assert running.activity is Activity.STOPPING
    assert running.ending is EndReason.STOPPED_DEVICE
    assert running.elapsed(9999) == seconds(60)


def test_what_is_being_ended_neither_runs_nor_pauses(running: KeptClock) -> None:
    running.end(EndReason.STOPPED_REMOTE, 160)
    running.run(170)
    assert running.activity is Activity.STOPPING
    running.hold(180)
    assert running.activity is Activity.STOPPING
    assert running.ends_at is None
    assert running.elapsed(200) == seconds(60)


def test_a_pause_that_a_restart_cut_off_has_an_end(clock: KeptClock) -> None:
    before = DeviceSession(
        session_id="one",
        elapsed=seconds(60),
        duration=TEN_MINUTES,
        started_by_device=False,
    )
    clock.take_up(before, Activity.PAUSED, 50)
    assert clock.ends_at == 50 + LONGEST_PAUSE_S


def test_time_that_is_up_has_been_completed(running: KeptClock) -> None:
    running.end_by_itself(700)
    assert running.ending is EndReason.COMPLETED


def test_which_session_it_is(running: KeptClock) -> None:
    assert running.is_on
    assert running.is_in("one")
    assert running.goes_on("one")
    assert not running.is_in("two")
    assert not running.goes_on("two")
    running.end(EndReason.COMPLETED, 700)
    assert running.is_in("one")
    assert not running.goes_on("one")
    assert not running.has_ended("one")
    running.rest(EndReason.STOPPED_DEVICE, 701)
    assert running.has_ended("one")
    assert not running.has_ended("two")
    assert not running.is_in("one")


def test_another_duration(running: KeptClock) -> None:
    running.change(timedelta(minutes=20), 160)
    assert running.remaining(160) == timedelta(minutes=19)
    assert running.ends_at == 1300
    running.change(timedelta(minutes=1), 400)
    assert running.remaining(400) == timedelta()
    assert running.elapsed(999) == timedelta(minutes=5)


def test_the_first_reason_for_its_end_stands(running: KeptClock) -> None:
    running.end(EndReason.STOPPED_REMOTE, 160)
    running.end(EndReason.COMPLETED, 170)
    assert running.ending is EndReason.STOPPED_REMOTE
    assert running.report(NOTHING, 180).activity is Activity.STOPPING
    running.rest(EndReason.STOPPED_DEVICE, 190)
    assert last(running, 200) == EndedSession(
        session_id="one",
        reason=EndReason.STOPPED_REMOTE,
        elapsed=seconds(60),
        ended_ago=seconds(10),
    )
    assert running.activity is Activity.IDLE


def test_at_rest_without_having_been_ended(clock: KeptClock) -> None:
    clock.begin("theirs", TEN_MINUTES, by_device=True)
    assert clock.started_by_device
    clock.run(100)
    clock.rest(EndReason.STOPPED_DEVICE, 130)
    assert last(clock, 130).reason is EndReason.STOPPED_DEVICE
    assert last(clock, 130).started_by_device
    assert last(clock, 120).ended_ago == timedelta()


def test_what_never_began_has_not_ended(clock: KeptClock) -> None:
    clock.begin("one", TEN_MINUTES)
    clock.rest(EndReason.STOPPED_DEVICE, 100)
    assert clock.report(NOTHING, 100).last_session is None
    assert not clock.has_ended("one")


def test_dropped_nothing_of_it_is_left(running: KeptClock) -> None:
    running.holding = True
    running.doubted_at = 130.0
    running.timer = TEN_MINUTES, 130.0
    running.drop()
    assert not running.is_on
    assert not running.holding
    assert running.doubted_at is None
    assert running.timer is None
    assert running.report(NOTHING, 140).last_session is None


def test_lost_at_the_first_of_many_looks(running: KeptClock) -> None:
    running.lose(160)
    running.lose(170)
    assert running.lost_at == 160
    running.lost_at = None
    running.hold(180)
    running.lose(190)
    assert running.lost_at is None


@pytest.mark.parametrize(
    ("activity", "elapsed_later"),
    [(Activity.RUNNING, seconds(320)), (Activity.PAUSED, seconds(300))],
)
def test_taken_up_after_a_restart(
    clock: KeptClock, activity: Activity, elapsed_later: timedelta
) -> None:
    before = DeviceSession(
        session_id="one",
        elapsed=timedelta(minutes=5),
        duration=TEN_MINUTES,
        started_by_device=True,
    )
    clock.take_up(before, activity, 50)
    assert clock.activity is activity
    assert clock.holding is (activity is Activity.PAUSED)
    assert clock.elapsed(70) == elapsed_later
    assert clock.started_by_device


def test_ended_while_nobody_looked(clock: KeptClock) -> None:
    before = DeviceSession(session_id="one", elapsed=TEN_MINUTES, duration=TEN_MINUTES)
    clock.was(before, EndReason.COMPLETED, 40)
    assert last(clock, 100) == EndedSession(
        session_id="one",
        reason=EndReason.COMPLETED,
        elapsed=TEN_MINUTES,
        ended_ago=seconds(60),
    )
    assert clock.has_ended("one")
    assert not clock.is_on
