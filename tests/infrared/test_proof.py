"""A plug's power or a sensor shows whether the massager runs."""

from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.foot_massage.core import kept_clock
from custom_components.foot_massage.core.massager import (
    Activity,
    EndReason,
    MassageSettings,
)
from custom_components.foot_massage.core.remote import RemoteKey
from custom_components.foot_massage.drivers import infrared
from custom_components.foot_massage.drivers.base import (
    CannotConnectError,
    RefusedError,
)
from custom_components.foot_massage.drivers.infrared import InfraredDriver
from tests.drivers.waiting import report_of, until_activity, why_it_ended

from .conftest import Drive
from .room import Room, remote

PLUG = "sensor.plug_power"
SHAKES = "binary_sensor.shakes"
TEN_MINUTES = timedelta(minutes=10)
NOTHING = MassageSettings()


def shows(hass: HomeAssistant, entity_id: str, value: object) -> None:
    hass.states.async_set(entity_id, str(value))


async def metered(room: Room, drive: Drive, *keys: RemoteKey) -> InfraredDriver:
    """Return a driver with a plug that reports at once."""
    shows(room.hass, PLUG, 0.4)
    driver = await drive(remote("nec", *keys), proof=PLUG, threshold=10.0)
    follow(room)
    return driver


async def paused_by_its_key(
    room: Room, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> InfraredDriver:
    """Return a driver whose plug counts at once, in a pause of ten minutes' massage."""
    monkeypatch.setattr(infrared, "PROOF_LAG_S", 0.0)
    driver = await metered(room, drive, RemoteKey.POWER, RemoteKey.PAUSE)
    await driver.start("one", NOTHING, TEN_MINUTES)
    await until_activity(driver, Activity.RUNNING)
    await driver.pause("one")
    await until_activity(driver, Activity.PAUSED)
    return driver


def follow(room: Room) -> None:
    machine = room.machine
    assert machine
    machine.on_change = lambda: shows(room.hass, PLUG, 24.0 if machine.runs else 0.4)


async def test_from_start_to_end(room: Room, drive: Drive) -> None:
    driver = await metered(room, drive)
    assert not driver.assumes
    with pytest.raises(RefusedError):
        driver.set_right(running=True)
    await driver.start("one", NOTHING, timedelta(seconds=0.2))
    await until_activity(driver, Activity.RUNNING)
    await until_activity(driver, Activity.IDLE)
    assert len(room.emitter.sent) == 2
    assert why_it_ended(driver) is EndReason.COMPLETED


async def test_a_key_that_was_missed(
    room: Room, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = await metered(room, drive)
    await driver.start("one", NOTHING, TEN_MINUTES)
    await until_activity(driver, Activity.RUNNING)
    machine, room.machine = room.machine, None
    await driver.stop()
    room.machine = machine
    # The plug may be late: what was pressed is not pressed again yet.
    await driver.stop()
    assert len(room.emitter.sent) == 2
    assert report_of(driver).activity is Activity.STOPPING

    monkeypatch.setattr(driver, "_proof_counts_at", 0.0)
    await driver.stop()
    await until_activity(driver, Activity.IDLE)
    assert machine
    assert not machine.on


async def test_begun_by_hand(room: Room, drive: Drive) -> None:
    driver = await metered(room, drive)
    assert room.machine
    room.machine.on = True
    room.machine.on_change()
    await until_activity(driver, Activity.RUNNING)
    await driver.stop()
    await until_activity(driver, Activity.IDLE)
    assert not room.machine.on


async def test_a_restart_of_the_proof(room: Room, drive: Drive) -> None:
    driver = await metered(room, drive)
    await driver.start("one", NOTHING, TEN_MINUTES)
    for word in ("unavailable", "unknown", "nonsense"):
        shows(room.hass, PLUG, word)
        await room.hass.async_block_till_done()
        assert driver.assumes
        assert report_of(driver).activity is Activity.RUNNING
    shows(room.hass, PLUG, 24)
    await driver.stop()
    await until_activity(driver, Activity.IDLE)


async def test_pause_by_its_key(
    room: Room, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = await paused_by_its_key(room, drive, monkeypatch)
    await driver.resume("one")
    await until_activity(driver, Activity.RUNNING)
    await driver.pause("one")
    await until_activity(driver, Activity.PAUSED)
    # It draws nothing, and yet it is on.
    await driver.stop()
    assert room.machine
    assert not room.machine.on


async def test_a_pause_by_its_key_that_is_forgotten(
    room: Room, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_clock, "LONGEST_PAUSE_S", 0.2)
    driver = await paused_by_its_key(room, drive, monkeypatch)
    await until_activity(driver, Activity.IDLE)
    assert why_it_ended(driver) is EndReason.STOPPED_DEVICE
    # It drew nothing, and yet it was on.
    assert room.machine
    assert not room.machine.on


async def test_turned_off_by_itself_in_a_pause(
    room: Room, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = await paused_by_its_key(room, drive, monkeypatch)
    machine = room.machine
    assert machine
    machine.on = machine.paused = False
    monkeypatch.setattr(driver, "_off_at", 0.0)
    # A power key that toggles would turn it on again.
    await driver.stop()
    await until_activity(driver, Activity.IDLE)
    assert not machine.on


@pytest.mark.parametrize(("state", "activity"), [("on", "running"), ("off", "idle")])
async def test_a_sensor_that_is_on(
    room: Room, drive: Drive, state: str, activity: str
) -> None:
    shows(room.hass, SHAKES, state)
    driver: Any = await drive(remote(), proof=SHAKES)
    assert report_of(driver).activity == activity


async def test_begun_by_hand_and_a_plug_that_is_late(room: Room, drive: Drive) -> None:
    driver = await metered(room, drive)
    machine = room.machine
    assert machine
    machine.on = True
    machine.on_change()
    await until_activity(driver, Activity.RUNNING)
    machine.on_change = lambda: None
    await driver.stop()
    await driver.stop()
    assert not machine.on
    assert len(room.emitter.sent) == 1
    shows(room.hass, PLUG, 0.4)
    await until_activity(driver, Activity.IDLE)


async def test_begun_by_hand_while_the_emitter_cannot_send(
    room: Room, drive: Drive
) -> None:
    driver = await metered(room, drive)
    machine = room.machine
    assert machine
    machine.on = True
    machine.on_change()
    await until_activity(driver, Activity.RUNNING)
    room.hass.config.components.remove("infrared")
    with pytest.raises(CannotConnectError):
        await driver.stop()
    room.hass.config.components.add("infrared")
    await driver.stop()
    await until_activity(driver, Activity.IDLE)
    assert not machine.on


async def test_a_press_that_may_have_been_sent(
    room: Room, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = await metered(room, drive)
    await driver.start("one", NOTHING, TEN_MINUTES)
    await until_activity(driver, Activity.RUNNING)
    room.emitter.trouble = HomeAssistantError("No answer")
    with pytest.raises(CannotConnectError):
        await driver.stop()
    room.emitter.trouble = None
    with pytest.raises(RefusedError):
        await driver.stop()
    # By then the plug has had its time.
    monkeypatch.setattr(driver, "_proof_counts_at", 0.0)
    await driver.stop()
    await until_activity(driver, Activity.IDLE)
    assert room.machine
    assert not room.machine.on
