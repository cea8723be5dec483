"""What every driver owes: connections that end, and a massager that goes on alone."""

from datetime import timedelta

from custom_components.foot_massage.core.massager import Activity, EndReason
from custom_components.foot_massage.drivers.base import CannotConnectError

from .rig import TEN_MINUTES, Rig


async def test_a_disconnect_is_silent_and_leaves_the_massager_alone(rig: Rig) -> None:
    await rig.started()
    await rig.passes(seconds=10)
    rig.heard.clear()
    await rig.driver.disconnect()
    await rig.driver.disconnect()
    assert rig.driver.state is None
    assert isinstance(rig.driver.problem, CannotConnectError)
    assert rig.left_behind() == []
    await rig.passes(minutes=2)
    assert await rig.runs()
    assert not rig.heard
    await rig.connect()
    # Without a word of what to expect, nothing would show it.
    assert (rig.activity() is Activity.RUNNING) is rig.sees_hands


async def test_connected_twice_it_is_connected_once(rig: Rig) -> None:
    await rig.started()
    await rig.settle()
    rig.heard.clear()
    kept = len(rig.left_behind())
    await rig.driver.connect()
    await rig.driver.connect()
    assert len(rig.left_behind()) == kept
    assert rig.session.session_id == "one"
    assert rig.driver.problem is None
    # One disconnect is then enough for all.
    await rig.driver.disconnect()
    assert rig.left_behind() == []
    rig.heard.clear()
    await rig.hand_stops()
    await rig.passes(minutes=1)
    assert rig.driver.state is None
    assert not rig.heard


async def test_after_a_restart_the_session_has_gone_on(rig: Rig) -> None:
    await rig.started()
    await rig.passes(minutes=2)
    await rig.restart(timedelta(minutes=3))
    assert rig.activity() is Activity.RUNNING
    assert rig.session.session_id == "one"
    assert rig.session.duration == TEN_MINUTES
    assert not rig.session.started_by_device
    assert rig.is_about(rig.elapsed(), timedelta(minutes=5))
    assert rig.report.settings == rig.wanted
    await rig.driver.start("one", rig.wanted, TEN_MINUTES)
    await rig.passes(minutes=5, seconds=10)
    assert rig.activity() is Activity.IDLE
    assert rig.last.reason is EndReason.COMPLETED
    assert rig.is_about(rig.last.elapsed, TEN_MINUTES)
    assert not await rig.runs()


async def test_after_a_restart_past_its_end_it_is_at_rest(rig: Rig) -> None:
    await rig.started()
    await rig.passes(minutes=2)
    await rig.restart(timedelta(minutes=30))
    await rig.passes(seconds=5)
    assert not await rig.runs()
    assert rig.activity() is Activity.IDLE
    assert rig.last.session_id == "one"
    assert rig.last.reason is EndReason.COMPLETED
    assert rig.is_about(rig.last.elapsed, TEN_MINUTES)
    assert rig.report.session is None
    await rig.started("two")


async def test_a_pause_outlasts_a_restart(rig: Rig) -> None:
    pauses = rig.driver.capabilities.pause
    await rig.started()
    await rig.passes(minutes=2)
    if pauses:
        await rig.driver.pause("one")
        await rig.settle()
    await rig.restart(timedelta(minutes=5))
    assert rig.session.session_id == "one"
    assert (rig.activity() is Activity.PAUSED) is pauses
    if pauses:
        assert not await rig.runs()
        assert rig.is_about(rig.session.elapsed, timedelta(minutes=2))
        await rig.driver.resume("one")
        await rig.passes(minutes=5)
    assert rig.activity() is Activity.RUNNING
    assert await rig.runs()
    await rig.passes(minutes=3, seconds=10)
    assert rig.last.reason is EndReason.COMPLETED
    assert rig.is_about(rig.last.elapsed, TEN_MINUTES)
    assert not await rig.runs()


async def test_stopped_by_hand_during_a_restart_it_stays_stopped(rig: Rig) -> None:
    await rig.started()
    await rig.passes(minutes=2)
    await rig.restart(timedelta(minutes=1), meanwhile=rig.hand_stops)
    assert not await rig.runs()
    if rig.sees_hands:
        assert rig.activity() is Activity.IDLE
        assert rig.report.session is None
        last = rig.report.last_session
        # Who stopped it is for a massager to say that keeps its own record.
        assert last is None or last.reason is EndReason.STOPPED_DEVICE
    await rig.passes(minutes=10)
    assert rig.activity() is Activity.IDLE
    assert not await rig.runs()
