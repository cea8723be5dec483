"""What every driver owes: how a session ends, and what is remembered of it."""

from datetime import timedelta

import pytest

from custom_components.foot_massage.core.massager import Activity, EndReason
from custom_components.foot_massage.drivers.base import RefusedError

from .rig import TEN_MINUTES, Rig


async def test_it_ends_by_itself_when_its_time_is_up(rig: Rig) -> None:
    await rig.started()
    await rig.passes(minutes=9, seconds=55)
    assert rig.activity() is Activity.RUNNING
    assert await rig.runs()
    await rig.passes(seconds=10)
    assert rig.activity() is Activity.IDLE
    assert rig.report.session is None
    assert rig.last.session_id == "one"
    assert rig.last.reason is EndReason.COMPLETED
    assert rig.is_about(rig.last.elapsed, TEN_MINUTES)
    assert not await rig.runs()


async def test_the_last_session_is_remembered(rig: Rig) -> None:
    await rig.started(duration=timedelta(minutes=2))
    await rig.passes(minutes=10)
    ended = rig.last
    assert ended.session_id == "one"
    assert not ended.started_by_device
    await rig.started("two")
    ago = rig.last.ended_ago
    assert rig.last.session_id == "one"
    assert ago is not None
    assert rig.is_about(ago, timedelta(minutes=8, seconds=rig.starts_in))
    await rig.passes(minutes=1)
    await rig.driver.apply("two", settings=rig.other)
    assert rig.last.ended_ago is not None
    assert rig.is_about(rig.last.ended_ago - ago, timedelta(minutes=1))


async def test_a_stop_ends_it(rig: Rig) -> None:
    await rig.started()
    await rig.passes(minutes=3)
    await rig.driver.stop()
    assert rig.activity() in (Activity.STOPPING, Activity.IDLE)
    await rig.passes(seconds=1)
    assert rig.activity() is Activity.IDLE
    assert rig.report.session is None
    assert rig.last.session_id == "one"
    assert rig.last.reason is EndReason.STOPPED_REMOTE
    assert rig.is_about(rig.last.elapsed, timedelta(minutes=3))
    assert not await rig.runs()
    await rig.passes(minutes=15)
    assert rig.last.reason is EndReason.STOPPED_REMOTE
    assert not await rig.runs()


async def test_a_stop_with_nothing_to_stop_is_no_error(rig: Rig) -> None:
    await rig.driver.stop()
    await rig.settle()
    assert rig.activity() is Activity.IDLE
    assert rig.report.last_session is None
    await rig.started()
    await rig.passes(minutes=1)
    await rig.driver.stop()
    await rig.driver.stop()
    await rig.settle()
    await rig.driver.stop()
    assert rig.last.reason is EndReason.STOPPED_REMOTE
    assert rig.is_about(rig.last.elapsed, timedelta(minutes=1))
    assert not await rig.runs()


async def test_what_has_ended_does_not_start_again_and_the_next_does(rig: Rig) -> None:
    await rig.started()
    await rig.driver.stop()
    await rig.settle()
    with pytest.raises(RefusedError):
        await rig.driver.start("one", rig.wanted, TEN_MINUTES)
    assert not await rig.runs()
    await rig.started("two", timedelta(minutes=5))
    await rig.passes(minutes=5, seconds=10)
    with pytest.raises(RefusedError):
        await rig.driver.start("two", rig.wanted, TEN_MINUTES)
    assert rig.last.session_id == "two"
    assert rig.last.reason is EndReason.COMPLETED
    assert not await rig.runs()


async def test_a_stop_in_a_pause_ends_it_too(rig: Rig) -> None:
    await rig.started()
    await rig.passes(minutes=3)
    if rig.driver.capabilities.pause:
        await rig.driver.pause("one")
        await rig.passes(minutes=2)
    await rig.driver.stop()
    await rig.settle()
    assert rig.activity() is Activity.IDLE
    assert rig.last.reason is EndReason.STOPPED_REMOTE
    assert rig.is_about(rig.last.elapsed, timedelta(minutes=3))
    # Nothing of the pause is left for the next one.
    await rig.started("two")


async def test_stopped_by_hand_it_has_ended(rig: Rig) -> None:
    await rig.started()
    await rig.passes(minutes=4)
    await rig.hand_stops()
    await rig.passes(seconds=1)
    assert not await rig.runs()
    # Where no hand is seen, the session goes on for all that anybody knows.
    assert (rig.activity() is Activity.IDLE) is rig.sees_hands
    await rig.passes(minutes=7)
    assert rig.activity() is Activity.IDLE
    assert rig.last.session_id == "one"
    reason, elapsed = EndReason.COMPLETED, TEN_MINUTES
    if rig.sees_hands:
        reason, elapsed = EndReason.STOPPED_DEVICE, timedelta(minutes=4)
    assert rig.last.reason is reason
    assert rig.is_about(rig.last.elapsed, elapsed)
    assert not await rig.runs()


async def test_started_by_hand_it_is_a_session_that_can_be_stopped(rig: Rig) -> None:
    await rig.hand_starts()
    await rig.passes(rig.starts_in)
    await rig.passes(minutes=2)
    assert await rig.runs()
    assert (rig.activity() is Activity.RUNNING) is rig.sees_hands
    if rig.sees_hands:
        assert rig.session.session_id
        assert rig.session.started_by_device
        assert rig.is_about(rig.elapsed(), timedelta(minutes=2))
        await rig.driver.apply(rig.session.session_id, duration=TEN_MINUTES)
        assert rig.session.duration == TEN_MINUTES
    await rig.driver.stop()
    await rig.settle()
    assert rig.activity() is Activity.IDLE
    if rig.sees_hands:
        assert not await rig.runs()
        assert rig.last.started_by_device
        assert rig.last.reason is EndReason.STOPPED_REMOTE
