"""One key for on and off, and nothing that shows which it was."""

import asyncio
from datetime import timedelta

from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.foot_massage.core.massager import (
    Activity,
    EndReason,
    MassageSettings,
)
from custom_components.foot_massage.core.remote import RemoteKey
from custom_components.foot_massage.drivers import infrared_link
from custom_components.foot_massage.drivers.base import (
    CannotConnectError,
    RefusedError,
)
from tests.drivers.waiting import report_of, until_activity, why_it_ended

from .conftest import Drive
from .room import Room, remote

TEN_MINUTES = timedelta(minutes=10)
NOTHING = MassageSettings()
ON_OFF = (RemoteKey.POWER_ON, RemoteKey.POWER_OFF)
TROUBLE = HomeAssistantError("No answer")


def trouble(room: Room, *, sends: bool) -> None:
    """Have the emitter fail, after it has sent or without having done so."""
    room.emitter.trouble, room.emitter.sends_all_the_same = TROUBLE, sends


def no_trouble(room: Room) -> None:
    room.emitter.trouble = None


def presses(room: Room) -> int:
    return len(room.emitter.sent)


async def test_a_stop_is_never_sent_twice(room: Room, drive: Drive) -> None:
    driver = await drive(remote())
    await driver.start("one", NOTHING, TEN_MINUTES)
    await driver.stop()
    await driver.stop()
    await driver.stop()
    assert presses(room) == 2
    assert room.machine
    assert not room.machine.on


@pytest.mark.parametrize("sends", [True, False])
async def test_a_stop_that_may_have_been_sent(
    room: Room, drive: Drive, sends: bool
) -> None:
    driver = await drive(remote())
    await driver.start("one", NOTHING, TEN_MINUTES)
    trouble(room, sends=sends)
    with pytest.raises(CannotConnectError):
        await driver.stop()
    no_trouble(room)
    sent = presses(room)
    for _ in range(3):
        with pytest.raises(RefusedError):
            await driver.stop()
    assert presses(room) == sent
    assert report_of(driver).activity is Activity.STOPPING

    # Somebody looks.
    assert room.machine
    driver.set_right(running=room.machine.on)
    await until_activity(driver, Activity.IDLE)
    assert not room.machine.on
    assert why_it_ended(driver) is EndReason.STOPPED_REMOTE


@pytest.mark.parametrize("sends", [True, False])
async def test_a_start_that_may_have_been_sent(
    room: Room, drive: Drive, sends: bool
) -> None:
    driver = await drive(remote())
    trouble(room, sends=sends)
    with pytest.raises(CannotConnectError):
        await driver.start("one", NOTHING, TEN_MINUTES)
    no_trouble(room)
    assert report_of(driver).activity is Activity.STOPPING
    with pytest.raises(RefusedError):
        await driver.stop()

    assert room.machine
    assert room.machine.on == sends
    driver.set_right(running=room.machine.on)
    await until_activity(driver, Activity.IDLE)
    assert not room.machine.on
    await driver.start("two", NOTHING, TEN_MINUTES)
    assert room.machine.on


async def test_a_press_that_is_cut_off(room: Room, drive: Drive) -> None:
    driver = await drive(remote())
    await driver.start("one", NOTHING, TEN_MINUTES)
    room.emitter.block = asyncio.Event()
    stopping = asyncio.create_task(driver.stop())
    await asyncio.sleep(0.3)
    stopping.cancel()
    await asyncio.wait([stopping])
    room.emitter.block = None
    with pytest.raises(RefusedError):
        await driver.stop()
    assert presses(room) == 2


async def test_an_emitter_that_never_answers(
    room: Room, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(infrared_link, "PATIENCE_S", 0.05)
    driver = await drive(remote())
    room.emitter.block = asyncio.Event()
    with pytest.raises(CannotConnectError):
        await driver.start("one", NOTHING, TEN_MINUTES)
    room.emitter.block = None
    assert report_of(driver).activity is Activity.STOPPING


async def test_with_a_key_for_off_it_is_tried_again(room: Room, drive: Drive) -> None:
    driver = await drive(remote("nec", *ON_OFF))
    await driver.start("one", NOTHING, TEN_MINUTES)
    trouble(room, sends=True)
    with pytest.raises(CannotConnectError):
        await driver.stop()
    no_trouble(room)
    await driver.stop()
    assert room.machine
    assert room.machine.pressed[-2:] == [RemoteKey.POWER_OFF] * 2
    assert report_of(driver).activity is Activity.IDLE


async def test_a_start_that_failed_is_ended_at_once(room: Room, drive: Drive) -> None:
    driver = await drive(remote("nec", *ON_OFF))
    trouble(room, sends=True)
    with pytest.raises(CannotConnectError):
        await driver.start("one", NOTHING, TEN_MINUTES)
    no_trouble(room)
    await until_activity(driver, Activity.IDLE)
    assert room.machine
    assert not room.machine.on


async def test_a_level_that_may_have_changed(room: Room, drive: Drive) -> None:
    keys = (*ON_OFF, RemoteKey.INTENSITY_UP, RemoteKey.INTENSITY_DOWN)
    driver = await drive(remote("nec", *keys, intensity_levels=4, intensity_start=1))
    await driver.start("one", MassageSettings(intensity=1), TEN_MINUTES)
    trouble(room, sends=True)
    with pytest.raises(CannotConnectError):
        await driver.apply("one", settings=MassageSettings(intensity=3))
    no_trouble(room)
    await driver.apply("one", settings=MassageSettings(intensity=2))
    assert room.machine
    assert room.machine.level == 2


async def test_begun_by_hand(room: Room, drive: Drive) -> None:
    driver = await drive(remote(), longest=timedelta(minutes=20))
    assert room.machine
    room.machine.on = True
    driver.set_right(running=True)
    report = report_of(driver)
    assert report.activity is Activity.RUNNING
    assert report.session
    assert report.session.started_by_device
    assert report.session.duration == timedelta(minutes=20)
    driver.set_right(running=True)
    again = report_of(driver).session
    assert again
    assert again.session_id == report.session.session_id
    await driver.stop()
    assert not room.machine.on


async def test_ended_by_hand(room: Room, drive: Drive) -> None:
    driver = await drive(remote())
    await driver.start("one", NOTHING, TEN_MINUTES)
    assert room.machine
    room.machine.on = False
    driver.set_right(running=False)
    assert report_of(driver).activity is Activity.IDLE
    assert why_it_ended(driver) is EndReason.STOPPED_DEVICE
    assert presses(room) == 1
    await driver.start("two", NOTHING, TEN_MINUTES)
    assert room.machine.on
