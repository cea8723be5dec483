"""What every driver owes: who is told, and what becomes of it out of reach."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from custom_components.foot_massage.core.massager import Activity, EndReason
from custom_components.foot_massage.drivers.base import CannotConnectError

from .rig import TEN_MINUTES, Rig


async def test_who_listens_is_told_of_each_change_until_they_leave(rig: Rig) -> None:
    told: list[Activity] = []
    leave = rig.driver.subscribe(lambda: told.append(rig.activity()))
    await rig.started()
    assert told[-1:] == [Activity.RUNNING]
    if rig.driver.capabilities.pause:
        await rig.driver.pause("one")
        await rig.settle()
        assert told[-1:] == [Activity.PAUSED]
    await rig.driver.stop()
    await rig.settle()
    assert told[-1:] == [Activity.IDLE]
    count = len(told)
    leave()
    await rig.started("two")
    assert len(told) == count


async def test_a_listener_that_fails_harms_nobody(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    def fails() -> None:
        raise RuntimeError("Listener on strike")

    leave: list[Callable[[], None]] = [rig.driver.subscribe(fails)]
    told: list[Activity] = []
    rig.driver.subscribe(lambda: told.append(rig.activity()))
    await rig.started()
    leave.pop()()
    assert told[-1:] == [Activity.RUNNING]
    assert "Listener on strike" in caplog.text
    await rig.passes(minutes=10, seconds=10)
    assert rig.last.reason is EndReason.COMPLETED
    assert not await rig.runs()


async def test_out_of_reach_it_says_so_and_takes_no_commands(rig: Rig) -> None:
    await rig.started()
    await rig.settle()
    rig.heard.clear()
    await rig.lose()
    if not rig.sees_loss:
        assert rig.activity() is Activity.RUNNING
        return
    assert rig.driver.state is None
    assert isinstance(rig.driver.problem, CannotConnectError)
    assert rig.heard == [None]
    for command in (
        rig.driver.start("two", rig.wanted, TEN_MINUTES),
        rig.driver.apply("one", settings=rig.other),
        rig.driver.pause("one"),
        rig.driver.resume("one"),
        rig.driver.stop(),
    ):
        with pytest.raises(CannotConnectError):
            await command
    assert await rig.runs()
    assert await rig.shows() == rig.wanted
    assert rig.heard == [None]


async def test_found_again_the_session_has_gone_on(rig: Rig) -> None:
    await rig.started()
    began = rig.now()
    await rig.passes(minutes=2)
    await rig.lose()
    await rig.passes(minutes=3)
    assert await rig.runs()
    # With some it takes a while.
    await rig.find()
    assert rig.driver.problem is None
    assert rig.activity() is Activity.RUNNING
    assert rig.session.session_id == "one"
    assert not rig.session.started_by_device
    assert rig.is_about(rig.elapsed(), timedelta(seconds=rig.now() - began))
    assert rig.report.settings == rig.wanted
    await rig.passes(minutes=5, seconds=10)
    assert rig.last.session_id == "one"
    assert rig.last.reason is EndReason.COMPLETED
    assert rig.is_about(rig.last.elapsed, TEN_MINUTES)
    assert not await rig.runs()


async def test_lost_over_its_end_it_is_at_rest_once_found(rig: Rig) -> None:
    await rig.started()
    await rig.passes(minutes=5)
    await rig.lose()
    await rig.passes(minutes=15)
    await rig.find()
    await rig.passes(seconds=1)
    assert not await rig.runs()
    assert rig.activity() is Activity.IDLE
    assert rig.last.session_id == "one"
    assert rig.last.reason is EndReason.COMPLETED
    assert rig.is_about(rig.last.elapsed, TEN_MINUTES)
    await rig.started("two")
