"""The driver for a massager that only knows the keys of its remote."""

import asyncio
from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.foot_massage.core.massager import (
    Activity,
    EndReason,
    Heat,
    MassageSettings,
    Technique,
    Zone,
)
from custom_components.foot_massage.core.remote import LearnedRemote, RemoteKey
from custom_components.foot_massage.drivers.base import (
    CannotConnectError,
    DriverError,
)
from tests.drivers.waiting import report_of, until_activity, why_it_ended

from .conftest import Drive
from .room import Machine, Room, remote

TEN_MINUTES = timedelta(minutes=10)
SHORTLY = timedelta(seconds=0.2)
NOTHING = MassageSettings()
ON_OFF = (RemoteKey.POWER_ON, RemoteKey.POWER_OFF)


def machine(room: Room) -> Machine:
    assert room.machine
    return room.machine


@pytest.mark.parametrize("name", ["nec", "samsung", "rc5", "rc6", "sony"])
async def test_from_start_to_end(room: Room, drive: Drive, name: str) -> None:
    driver = await drive(remote(name))
    assert report_of(driver).activity is Activity.IDLE
    assert driver.assumes

    await driver.start("one", NOTHING, SHORTLY)
    assert report_of(driver).activity is Activity.RUNNING
    assert machine(room).on
    await until_activity(driver, Activity.IDLE)

    assert not machine(room).on
    last = report_of(driver).last_session
    assert last
    assert (last.session_id, last.reason) == ("one", EndReason.COMPLETED)
    assert machine(room).pressed == [RemoteKey.POWER, RemoteKey.POWER]


async def test_toggle_bit_alternates(room: Room, drive: Drive) -> None:
    learned = remote("rc5", *ON_OFF)
    driver = await drive(learned)
    for session_id in ("one", "two"):
        await driver.start(session_id, NOTHING, TEN_MINUTES)
        await driver.stop()

    code = learned.keys
    assert [timings for timings, _ in room.emitter.sent] == [
        list(code[RemoteKey.POWER_ON].toggled),
        list(code[RemoteKey.POWER_OFF].frame),
        list(code[RemoteKey.POWER_ON].toggled),
        list(code[RemoteKey.POWER_OFF].frame),
    ]


async def test_repeats_and_carrier(room: Room, drive: Drive) -> None:
    learned = remote("nec", *ON_OFF, repeats=2)
    driver = await drive(learned)
    await driver.start("one", NOTHING, TEN_MINUTES)

    code = learned.keys[RemoteKey.POWER_ON]
    assert room.emitter.sent == [(code.timings(extra_repeats=2), 38_000)]


ALL = remote(
    "nec",
    *ON_OFF,
    RemoteKey.INTENSITY_UP,
    RemoteKey.INTENSITY_DOWN,
    RemoteKey.TECHNIQUE_NEXT,
    RemoteKey.HEAT,
    RemoteKey.PAUSE,
    RemoteKey.ZONE_BALL,
    RemoteKey.ZONE_TOES_AND_DORSUM,
    intensity_levels=4,
    technique_order=(Technique.KNEADING, Technique.ROLLING, Technique.TAPPING),
    heat_levels=2,
)
BALL = frozenset({Zone.BALL})


async def test_settings_are_reached_by_steps(room: Room, drive: Drive) -> None:
    driver = await drive(ALL)
    machine(room).level = 3
    settings = MassageSettings(
        technique=Technique.TAPPING, intensity=2, zones=BALL, heat=Heat.HIGH
    )
    await driver.start("one", settings, TEN_MINUTES)

    assert machine(room).level == 2
    assert machine(room).technique == 2
    assert machine(room).heat == 2
    assert machine(room).off_zones == {RemoteKey.ZONE_TOES_AND_DORSUM}
    assert report_of(driver).settings == settings

    pressed = len(machine(room).pressed)
    both = BALL | {Zone.TOES_AND_DORSUM}
    changed = MassageSettings(
        technique=Technique.KNEADING, intensity=4, zones=both, heat=Heat.OFF
    )
    await driver.apply("one", settings=changed)
    assert machine(room).pressed[pressed:] == [
        RemoteKey.INTENSITY_UP,
        RemoteKey.INTENSITY_UP,
        RemoteKey.TECHNIQUE_NEXT,
        RemoteKey.ZONE_TOES_AND_DORSUM,
        RemoteKey.HEAT,
    ]


async def test_start_stop_key_follows_power(room: Room, drive: Drive) -> None:
    driver = await drive(remote("nec", *ON_OFF, RemoteKey.START_STOP))
    await driver.start("one", NOTHING, TEN_MINUTES)
    await driver.stop()

    assert machine(room).pressed == [
        RemoteKey.POWER_ON,
        RemoteKey.START_STOP,
        RemoteKey.POWER_OFF,
    ]


@pytest.mark.parametrize("learned", [ALL, remote("nec", *ON_OFF), remote()])
async def test_pause(room: Room, drive: Drive, learned: LearnedRemote) -> None:
    driver = await drive(learned)
    await driver.start("one", NOTHING, TEN_MINUTES)
    await driver.pause("one")
    assert report_of(driver).activity is Activity.PAUSED
    assert not machine(room).runs

    await driver.resume("one")
    assert report_of(driver).activity is Activity.RUNNING
    assert machine(room).runs

    await driver.pause("one")
    await driver.stop()
    assert not machine(room).on
    assert report_of(driver).activity is Activity.IDLE


async def test_settings_changed_in_a_pause_without_power(
    room: Room, drive: Drive
) -> None:
    keys = (*ON_OFF, RemoteKey.INTENSITY_UP, RemoteKey.INTENSITY_DOWN)
    driver = await drive(remote("nec", *keys, intensity_levels=3, intensity_start=1))
    one, three = MassageSettings(intensity=1), MassageSettings(intensity=3)
    await driver.start("one", one, TEN_MINUTES)
    await driver.pause("one")
    await driver.apply("one", settings=three)
    assert machine(room).level == 1
    await driver.resume("one")
    assert machine(room).level == 3


async def test_emitter_away(room: Room, drive: Drive) -> None:
    driver = await drive(remote())
    room.emitter.go(away=True)
    await room.hass.async_block_till_done()
    assert driver.state is None
    assert isinstance(driver.problem, CannotConnectError)
    with pytest.raises(CannotConnectError):
        await driver.start("one", NOTHING, TEN_MINUTES)
    room.emitter.go(away=False)
    await room.hass.async_block_till_done()
    await driver.start("one", NOTHING, TEN_MINUTES)
    assert machine(room).on


@pytest.mark.parametrize("learned", [remote(), remote("nec", *ON_OFF)])
async def test_emitter_away_at_the_end(
    room: Room, drive: Drive, learned: LearnedRemote
) -> None:
    driver = await drive(learned)
    await driver.start("one", NOTHING, SHORTLY)
    room.emitter.go(away=True)
    await room.hass.async_block_till_done()
    assert driver.state is None
    await asyncio.sleep(0.4)
    assert machine(room).on

    room.emitter.go(away=False)
    await until_activity(driver, Activity.IDLE)
    assert not machine(room).on
    assert why_it_ended(driver) is EndReason.COMPLETED


async def test_emitter_lost_between_two_keys(room: Room, drive: Drive) -> None:
    keys = (RemoteKey.POWER, RemoteKey.INTENSITY_UP, RemoteKey.INTENSITY_DOWN)
    driver = await drive(remote("nec", *keys, intensity_levels=3, intensity_start=1))
    machine(room).on_change = lambda: room.emitter.go(away=True)
    with pytest.raises(CannotConnectError):
        await driver.start("one", MassageSettings(intensity=3), TEN_MINUTES)
    assert machine(room).on
    assert driver.state is None

    machine(room).on_change = lambda: None
    room.emitter.go(away=False)
    await until_activity(driver, Activity.IDLE)
    assert not machine(room).on


async def test_emitter_removed_and_renamed(
    hass: HomeAssistant, room: Room, drive: Drive, entity_registry: Any
) -> None:
    driver = await drive(remote())
    entity_registry.async_update_entity("infrared.blaster", new_entity_id="infrared.b")
    await hass.async_block_till_done()
    # It was named by its entity id, which is gone.
    assert driver.state is None
    with pytest.raises(DriverError):
        await driver.stop()
    await driver.disconnect()
    await driver.disconnect()


async def test_no_infrared_integration(
    hass: HomeAssistant, room: Room, drive: Drive
) -> None:
    driver = await drive(remote())
    hass.config.components.remove("infrared")
    with pytest.raises(CannotConnectError):
        await driver.start("one", NOTHING, TEN_MINUTES)
    # Nothing was sent, so nothing can run.
    assert report_of(driver).activity is Activity.IDLE
    assert machine(room).pressed == []
