"""A massager that was out of sight for a while, or longer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from custom_components.foot_massage.core.kept_clock import LONGEST_PAUSE_S, KeptClock
from custom_components.foot_massage.core.massager import (
    Activity,
    DeviceSession,
    EndedSession,
    EndReason,
    MassagerState,
)
from custom_components.foot_massage.core.sight import (
    Sight,
    meet,
)

from .sights import (
    NOTHING,
    PAUSES,
    RESTS,
    RUNS,
    STANDS,
    TEN_MINUTES,
    last,
    look,
)


@pytest.mark.parametrize(
    ("has_timer", "at", "reason", "elapsed_s"),
    [
        (False, 400, EndReason.POWER_LOST, 100),
        (True, 400, EndReason.POWER_LOST, 100),
        (False, 900, EndReason.POWER_LOST, 100),
        (True, 900, EndReason.COMPLETED, 600),
    ],
)
def test_lost_and_found_at_rest(
    running: KeptClock, has_timer: bool, at: float, reason: EndReason, elapsed_s: float
) -> None:
    running.lose(200)
    look(running, RESTS, at, has_timer=has_timer)
    assert last(running).reason is reason
    assert last(running).elapsed == timedelta(seconds=elapsed_s)


def test_lost_and_found_running(running: KeptClock) -> None:
    running.lose(200)
    look(running, RUNS, 300)
    assert running.lost_at is None
    assert running.elapsed(300) == timedelta(seconds=200)


def test_lost_and_found_before_its_motor_is_seen_again(running: KeptClock) -> None:
    running.lose(200)
    look(running, STANDS, 300)
    look(running, RUNS, 303)
    assert running.elapsed(304) == timedelta(seconds=204)


def test_lost_and_found_in_a_pause(running: KeptClock) -> None:
    running.lose(200)
    assert look(running, PAUSES, 300) is Activity.PAUSED


def test_lost_as_it_was_asked_to_pause(running: KeptClock) -> None:
    running.holding = True
    running.lose(200)
    assert look(running, RESTS, 300) is Activity.PAUSED


def expected(activity: Activity, **changes: Any) -> MassagerState:
    """Return what was last known, at 100 s: five of ten minutes were over."""
    was = DeviceSession(
        session_id="one", elapsed=timedelta(minutes=5), duration=TEN_MINUTES
    )
    return MassagerState(
        activity=activity, settings=NOTHING, received=100, **{"session": was} | changes
    )


@pytest.mark.parametrize(
    ("was", "sight", "now", "then"),
    [
        (Activity.RUNNING, RUNS, 160, (Activity.RUNNING, 360)),
        (Activity.STARTING, RUNS, 160, (Activity.RUNNING, 360)),
        (Activity.RUNNING, RUNS, 900, (Activity.RUNNING, 600)),
        (Activity.RUNNING, Sight(), 160, (Activity.RUNNING, 360)),
        (Activity.RUNNING, PAUSES, 160, (Activity.PAUSED, 360)),
        (Activity.PAUSED, PAUSES, 900, (Activity.PAUSED, 300)),
        (Activity.PAUSED, RESTS, 900, (Activity.PAUSED, 300)),
        (Activity.PAUSED, Sight(), 900, (Activity.PAUSED, 300)),
        (Activity.PAUSED, RUNS, 900, (Activity.RUNNING, 300)),
        (Activity.PAUSED, replace(RUNS, paused=False), 900, (Activity.RUNNING, 300)),
    ],
)
def test_taken_up_after_a_restart(
    clock: KeptClock,
    was: Activity,
    sight: Sight,
    now: float,
    then: tuple[Activity, float],
) -> None:
    meet(clock, expected(was), sight, now, has_timer=False)
    assert clock.is_in("one")
    assert (clock.activity, clock.elapsed(now).total_seconds()) == then


def test_a_pause_that_a_restart_cut_off_has_its_end(clock: KeptClock) -> None:
    meet(clock, expected(Activity.PAUSED), RESTS, 900, has_timer=False)
    assert clock.ends_at == 100 + LONGEST_PAUSE_S


def test_run_again_long_after_its_pause_it_is_another_session(
    clock: KeptClock,
) -> None:
    now = 200 + LONGEST_PAUSE_S
    meet(clock, expected(Activity.PAUSED), RUNS, now, has_timer=False)
    assert not clock.is_on
    assert last(clock, now) == EndedSession(
        session_id="one",
        reason=EndReason.STOPPED_DEVICE,
        elapsed=timedelta(minutes=5),
        ended_ago=timedelta(seconds=100),
    )


def rests_early(clock: KeptClock) -> None:
    meet(clock, expected(Activity.RUNNING), RESTS, 160, has_timer=True)


def rests_without_a_timer(clock: KeptClock) -> None:
    meet(clock, expected(Activity.RUNNING), RESTS, 900, has_timer=False)


def switched_off_in_its_pause(clock: KeptClock) -> None:
    sight = replace(PAUSES, on=False)
    meet(clock, expected(Activity.PAUSED), sight, 900, has_timer=True)


def was_in_no_session(clock: KeptClock) -> None:
    meet(clock, expected(Activity.IDLE, session=None), RUNS, 160, has_timer=True)


@pytest.mark.parametrize(
    "case",
    [rests_early, rests_without_a_timer, switched_off_in_its_pause, was_in_no_session],
)
def test_after_a_restart_nothing_is_left_of_it(
    clock: KeptClock, case: Callable[[KeptClock], None]
) -> None:
    case(clock)
    assert not clock.is_on
    assert clock.report(NOTHING, 900).last_session is None


def test_ended_by_its_own_timer_during_a_restart(clock: KeptClock) -> None:
    meet(clock, expected(Activity.RUNNING), RESTS, 900, has_timer=True)
    assert last(clock, 900) == EndedSession(
        session_id="one",
        reason=EndReason.COMPLETED,
        elapsed=TEN_MINUTES,
        ended_ago=timedelta(seconds=500),
    )
