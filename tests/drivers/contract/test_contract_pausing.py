"""What every driver owes: pauses, or that it says it has none."""

from datetime import timedelta

import pytest

from custom_components.foot_massage.core.massager import Activity, EndReason
from custom_components.foot_massage.drivers.base import RefusedError

from .rig import Rig


async def paused_at_five_minutes(rig: Rig) -> bool:
    """Return whether it pauses; one that cannot says so, and goes on."""
    await rig.started()
    await rig.passes(minutes=5)
    if rig.driver.capabilities.pause:
        await rig.driver.pause("one")
        await rig.settle()
        return True
    with pytest.raises(RefusedError):
        await rig.driver.pause("one")
    assert rig.activity() is Activity.RUNNING
    assert await rig.runs()
    return False


async def test_a_pause_holds_the_massager_and_its_clock(rig: Rig) -> None:
    if not await paused_at_five_minutes(rig):
        return
    assert rig.activity() is Activity.PAUSED
    assert not await rig.runs()
    await rig.passes(minutes=20)
    assert rig.activity() is Activity.PAUSED
    assert rig.session.session_id == "one"
    assert rig.is_about(rig.session.elapsed, timedelta(minutes=5))
    assert not await rig.runs()


async def test_resumed_it_goes_on_for_the_time_left(rig: Rig) -> None:
    if await paused_at_five_minutes(rig):
        await rig.passes(minutes=20)
        await rig.driver.resume("one")
        await rig.passes(0)
        assert rig.activity() is Activity.RUNNING
    assert await rig.runs()
    assert rig.is_about(rig.elapsed(), timedelta(minutes=5))
    await rig.passes(minutes=4, seconds=50)
    assert rig.activity() is Activity.RUNNING
    await rig.passes(seconds=15)
    assert rig.activity() is Activity.IDLE
    assert rig.last.reason is EndReason.COMPLETED
    assert rig.is_about(rig.last.elapsed, timedelta(minutes=10))
    assert not await rig.runs()


async def test_pausing_and_resuming_twice_is_harmless(rig: Rig) -> None:
    if await paused_at_five_minutes(rig):
        await rig.driver.pause("one")
        await rig.settle()
        assert rig.activity() is Activity.PAUSED
        assert not await rig.runs()
        await rig.driver.resume("one")
        await rig.settle()
    await rig.driver.resume("one")
    await rig.settle()
    assert rig.activity() is Activity.RUNNING
    assert await rig.runs()
    assert rig.is_about(rig.elapsed(), timedelta(minutes=5) + 2 * settling(rig))


async def test_changed_in_a_pause_it_stays_paused(rig: Rig) -> None:
    pauses = await paused_at_five_minutes(rig)
    await rig.driver.apply("one", settings=rig.other, duration=timedelta(minutes=8))
    await rig.settle()
    assert (rig.activity() is Activity.PAUSED) is pauses
    assert await rig.runs() is not pauses
    assert rig.session.duration == timedelta(minutes=8)
    assert rig.report.settings == rig.other
    if pauses:
        await rig.driver.resume("one")
        await rig.settle()
    assert await rig.shows() == rig.other
    assert rig.report.settings == rig.other
    await rig.passes(minutes=3)
    assert rig.last.reason is EndReason.COMPLETED
    assert not await rig.runs()


def settling(rig: Rig) -> timedelta:
    return timedelta(seconds=rig.settles_in)
