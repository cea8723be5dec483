"""What is believed after a restart, or after a massager has turned itself off."""

import asyncio
from datetime import timedelta
import time

import pytest

from custom_components.foot_massage.core.massager import (
    Activity,
    DeviceSession,
    EndReason,
    MassagerState,
    MassageSettings,
)
from custom_components.foot_massage.drivers.base import RefusedError
from tests.drivers.waiting import report_of, until_activity, why_it_ended

from .conftest import Drive
from .room import Machine, Room, remote

TEN_MINUTES = timedelta(minutes=10)
NOTHING = MassageSettings()


def presses(room: Room) -> int:
    return len(room.emitter.sent)


def was(activity: Activity, *, minutes: float = 2) -> MassagerState:
    """Return what a massager was doing some minutes ago, for ten in all."""
    session = DeviceSession(
        session_id="one", elapsed=timedelta(0), duration=TEN_MINUTES
    )
    return MassagerState(
        activity=activity,
        settings=NOTHING,
        session=session,
        received=time.monotonic() - minutes * 60,
    )


@pytest.mark.parametrize(
    ("activity", "minutes", "on"),
    [(Activity.RUNNING, 2, True), (Activity.PAUSED, 2, False)],
)
async def test_restart_in_a_session(
    room: Room, drive: Drive, activity: Activity, minutes: float, on: bool
) -> None:
    learned = remote()
    room.machine = Machine(learned, on=on)
    driver = await drive(learned, was(activity, minutes=minutes))
    assert report_of(driver).activity is activity
    if activity is Activity.PAUSED:
        await driver.resume("one")
        assert room.machine.on
    await driver.stop()
    assert not room.machine.on


async def test_restart_after_the_end(room: Room, drive: Drive) -> None:
    learned = remote()
    room.machine = Machine(learned, on=True)
    driver = await drive(learned, was(Activity.RUNNING, minutes=20))
    await until_activity(driver, Activity.IDLE)
    assert not room.machine.on
    assert why_it_ended(driver) is EndReason.COMPLETED


@pytest.mark.parametrize("activity", [Activity.STARTING, Activity.STOPPING])
@pytest.mark.parametrize("on", [True, False])
async def test_restart_between_telling_and_knowing(
    room: Room, drive: Drive, activity: Activity, on: bool
) -> None:
    learned = remote()
    room.machine = Machine(learned, on=on)
    driver = await drive(learned, was(activity))
    with pytest.raises(RefusedError):
        await driver.stop()
    assert presses(room) == 0
    assert report_of(driver).activity is not Activity.IDLE
    driver.set_right(running=on)
    if report_of(driver).activity is not Activity.IDLE:
        await until_activity(driver, Activity.IDLE)
    assert not room.machine.on


async def test_set_right_while_the_emitter_is_away(room: Room, drive: Drive) -> None:
    learned = remote()
    room.machine = Machine(learned)
    room.emitter.go(away=True)
    driver = await drive(learned, was(Activity.RUNNING))
    assert driver.state is None
    driver.set_right(running=False)
    room.emitter.go(away=False)
    await until_activity(driver, Activity.IDLE)
    assert presses(room) == 0


async def test_it_turned_itself_off_while_the_emitter_was_away(
    room: Room, drive: Drive
) -> None:
    auto_off = timedelta(seconds=60.4)
    driver = await drive(remote(), auto_off=auto_off)
    assert driver.capabilities.longest == timedelta(seconds=0.4)
    driver = await drive(remote(), was(Activity.RUNNING, minutes=20), auto_off=auto_off)
    await until_activity(driver, Activity.IDLE)
    assert presses(room) == 0


async def test_it_turned_itself_off(room: Room, drive: Drive) -> None:
    driver = await drive(remote(), auto_off=timedelta(minutes=15))
    assert driver.capabilities.longest == timedelta(minutes=14)
    await driver.start("one", NOTHING, TEN_MINUTES)
    driver._auto_off = timedelta(seconds=0.1)
    await driver.stop()
    assert presses(room) == 2
    await driver.start("two", NOTHING, TEN_MINUTES)
    assert room.machine
    room.machine.on = False
    await asyncio.sleep(0.2)
    await driver.stop()
    assert presses(room) == 3
    await driver.start("three", NOTHING, TEN_MINUTES)
    assert room.machine.on
