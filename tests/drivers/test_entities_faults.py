"""The driver for what Home Assistant already has: what may go wrong with it."""

import asyncio
from datetime import timedelta
from typing import Any

from homeassistant.core import ServiceCall
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.foot_massage.core.massager import (
    Activity,
    EndReason,
    MassageSettings,
    Technique,
)
from custom_components.foot_massage.core.roles import Role
from custom_components.foot_massage.core.source_map import SourceMap
from custom_components.foot_massage.drivers.base import (
    CannotConnectError,
    DriverError,
    RefusedError,
    SourceGoneError,
)

from .appliance import FULL, PLUG, POWER, START, STOP, TECHNIQUE, Appliance
from .fan import FAN, plug_in_fan
from .waiting import activity, report_of, why_it_ended

TEN_MINUTES = timedelta(minutes=10)
NOTHING = MassageSettings()


def registered(appliance: Appliance, entity_id: str) -> SourceMap:
    """Return a plug that is named by its registry id."""
    entry = er.async_get(appliance.hass).async_get(entity_id)
    assert entry
    return SourceMap(entities={Role.POWER: entry.id})


class Fault:
    """An action that fails, until it is mended."""

    def __init__(self, appliance: Appliance, action: str, error: Exception) -> None:
        self.calls = 0
        self._error = error
        self._services = appliance.hass.services
        self._action = action
        self._real = self._services.async_services()["input_boolean"][action]
        self._services.async_register("input_boolean", action, self._fail)

    def mend(self) -> None:
        self._services.async_register(
            "input_boolean", self._action, self._real.job.target
        )

    async def _fail(self, _call: ServiceCall) -> None:
        self.calls += 1
        raise self._error


async def test_renamed_in_mid_session(appliance: Appliance) -> None:
    await plug_in_fan(appliance.hass)
    driver = await appliance.driver(registered(appliance, FAN))
    await driver.start("one", NOTHING, TEN_MINUTES)
    registry = er.async_get(appliance.hass)
    await appliance.passes(minutes=2)
    registry.async_update_entity(FAN, new_entity_id="fan.feet")
    await appliance.hass.async_block_till_done()
    assert appliance.shows("fan.feet") == "on"
    assert activity(driver) is Activity.RUNNING
    await appliance.passes(minutes=3)
    await appliance.hand("fan.feet", "turn_off")
    assert why_it_ended(driver) is EndReason.STOPPED_DEVICE
    last = report_of(driver).last_session
    assert last
    assert last.elapsed == timedelta(minutes=5)
    registry.async_update_entity("fan.feet", icon="mdi:foot-print")
    await driver.start("two", NOTHING, TEN_MINUTES)
    assert appliance.shows("fan.feet") == "on"


async def test_removed_in_mid_session(appliance: Appliance) -> None:
    driver = await appliance.driver(registered(appliance, POWER))
    await driver.start("one", NOTHING, TEN_MINUTES)
    er.async_get(appliance.hass).async_remove(POWER)
    await appliance.hass.async_block_till_done()
    assert driver.state is None
    assert isinstance(driver.problem, SourceGoneError)
    with pytest.raises(SourceGoneError):
        await driver.stop()
    # Its end is insisted on as long as anybody may hope.
    await appliance.passes(minutes=30)
    assert isinstance(driver.problem, SourceGoneError)


async def test_there_only_later(appliance: Appliance) -> None:
    source = SourceMap(entities={Role.POWER: "input_boolean.later"})
    driver = await appliance.driver(source)
    assert isinstance(driver.problem, SourceGoneError)
    appliance.sense("input_boolean.later", "unknown")
    await appliance.passes(seconds=1)
    assert type(driver.problem) is CannotConnectError
    appliance.sense("input_boolean.later", "off")
    await appliance.passes(seconds=1)
    assert activity(driver) is Activity.IDLE


async def test_known_but_not_set_up_yet(appliance: Appliance) -> None:
    registry = er.async_get(appliance.hass)
    entry = registry.async_get_or_create("switch", "plugs", "massager")
    driver = await appliance.driver(SourceMap(entities={Role.POWER: entry.id}))
    assert type(driver.problem) is CannotConnectError
    appliance.sense(entry.entity_id, "off")
    await appliance.passes(seconds=1)
    assert activity(driver) is Activity.IDLE


async def test_keys_that_were_never_pressed_are_there(appliance: Appliance) -> None:
    keys = {Role.START: START, Role.STOP: STOP}
    assert appliance.shows(START) == "unknown"
    driver = await appliance.driver(SourceMap(entities=keys))
    assert driver.problem is None


async def test_a_key_that_is_removed_as_it_is_needed(appliance: Appliance) -> None:
    entities = {Role.POWER: POWER, Role.PAUSE: "0123456789abcdef0123456789abcdef"}
    driver = await appliance.driver(SourceMap(entities=entities))
    await driver.start("one", NOTHING, TEN_MINUTES)
    with pytest.raises(SourceGoneError, match="pause"):
        await driver.pause("one")
    # It has not been paused, so that off is off.
    await appliance.hand(POWER, "turn_off")
    assert why_it_ended(driver) is EndReason.STOPPED_DEVICE


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (HomeAssistantError("Not today"), RefusedError),
        (ValueError("Oops"), CannotConnectError),
        (TimeoutError("Oops"), CannotConnectError),
    ],
)
async def test_a_start_that_fails(
    appliance: Appliance, error: Exception, raised: type[DriverError]
) -> None:
    driver = await appliance.driver(PLUG)
    fault = Fault(appliance, "turn_on", error)
    with pytest.raises(raised):
        await driver.start("one", NOTHING, TEN_MINUTES)
    assert activity(driver) is Activity.IDLE
    assert report_of(driver).last_session is None
    # It may have begun all the same.
    assert appliance.calls[-1][0] == "input_boolean.turn_off"
    fault.mend()
    await driver.start("one", NOTHING, TEN_MINUTES)
    assert activity(driver) is Activity.RUNNING


async def test_an_action_that_does_not_exist(appliance: Appliance) -> None:
    driver = await appliance.driver(PLUG)
    appliance.hass.services.async_remove("input_boolean", "turn_on")
    with pytest.raises(CannotConnectError):
        await driver.start("one", NOTHING, TEN_MINUTES)


async def test_an_action_that_never_ends(appliance: Appliance) -> None:
    driver = await appliance.driver(PLUG)
    Slow(appliance, "input_boolean", "turn_on")
    start = asyncio.create_task(driver.start("one", NOTHING, TEN_MINUTES))
    await appliance.passes(seconds=15)
    with pytest.raises(CannotConnectError, match="does not answer"):
        await start
    assert activity(driver) is Activity.IDLE


class Slow:
    """An action that takes its time."""

    def __init__(self, appliance: Appliance, domain: str, action: str) -> None:
        self.goes_on = asyncio.Event()
        services = appliance.hass.services
        self._real: Any = services.async_services()[domain][action]
        services.async_register(domain, action, self._act)

    async def _act(self, call: ServiceCall) -> None:
        await self.goes_on.wait()
        await self._real.job.target(call)


async def test_stopped_before_the_start_is_done(appliance: Appliance) -> None:
    driver = await appliance.driver(PLUG)
    slow = Slow(appliance, "input_boolean", "turn_on")
    start = asyncio.create_task(driver.start("one", NOTHING, TEN_MINUTES))
    await appliance.passes(seconds=1)
    assert activity(driver) is Activity.STARTING
    await driver.stop()
    slow.goes_on.set()
    await start
    await appliance.passes(minutes=1)
    assert appliance.shows(POWER) == "off"
    assert activity(driver) is Activity.IDLE


async def test_stopped_before_it_is_set_it_never_runs(appliance: Appliance) -> None:
    driver = await appliance.driver(FULL)
    slow = Slow(appliance, "input_select", "select_option")
    settings = MassageSettings(technique=Technique.ROLLING)
    start = asyncio.create_task(driver.start("one", settings, TEN_MINUTES))
    await appliance.passes(seconds=1)
    await driver.stop()
    slow.goes_on.set()
    await start
    assert "input_boolean.turn_on" not in [name for name, _ in appliance.calls]
    assert activity(driver) is Activity.IDLE


async def test_disconnected_before_the_start_is_done(appliance: Appliance) -> None:
    driver = await appliance.driver(PLUG)
    slow = Slow(appliance, "input_boolean", "turn_on")
    start = asyncio.create_task(driver.start("one", NOTHING, TEN_MINUTES))
    await appliance.passes(seconds=1)
    await driver.disconnect()
    slow.goes_on.set()
    await start
    assert driver.state is None
    await driver.connect()
    assert activity(driver) is Activity.RUNNING


async def test_disconnected_it_chooses_nothing_late(appliance: Appliance) -> None:
    appliance.lose(TECHNIQUE)
    driver = await appliance.driver(FULL)
    appliance.motor_follows()
    settings = MassageSettings(technique=Technique.ROLLING)
    await driver.start("one", settings, TEN_MINUTES)
    slow = Slow(appliance, "input_select", "select_option")
    appliance.find(TECHNIQUE)
    await appliance.passes(seconds=1)
    await driver.disconnect()
    slow.goes_on.set()
    await appliance.passes(seconds=1)
    assert appliance.shows(TECHNIQUE) == "Knead"


async def test_an_end_is_insisted_on(appliance: Appliance) -> None:
    driver = await appliance.driver(PLUG)
    await driver.start("one", NOTHING, TEN_MINUTES)
    fault = Fault(appliance, "turn_off", HomeAssistantError("Not today"))
    await appliance.passes(minutes=12)
    assert activity(driver) is Activity.STOPPING
    assert 5 <= fault.calls <= 10
    fault.mend()
    await appliance.passes(seconds=30)
    assert why_it_ended(driver) is EndReason.COMPLETED
    assert appliance.shows(POWER) == "off"
    last = report_of(driver).last_session
    assert last
    assert last.elapsed == TEN_MINUTES


async def test_an_end_is_insisted_on_after_a_new_connection(
    appliance: Appliance,
) -> None:
    driver = await appliance.driver(PLUG)
    await driver.start("one", NOTHING, TEN_MINUTES)
    fault = Fault(appliance, "turn_off", HomeAssistantError("Not today"))
    await appliance.passes(minutes=11)
    await driver.disconnect()
    calls = fault.calls
    await appliance.passes(minutes=5)
    assert fault.calls == calls
    fault.mend()
    await driver.connect()
    await appliance.passes(seconds=1)
    assert why_it_ended(driver) is EndReason.COMPLETED


async def test_a_pause_that_fails_is_none(appliance: Appliance) -> None:
    driver = await appliance.driver(PLUG)
    await driver.start("one", NOTHING, TEN_MINUTES)
    fault = Fault(appliance, "turn_off", HomeAssistantError("Not today"))
    with pytest.raises(RefusedError):
        await driver.pause("one")
    assert activity(driver) is Activity.RUNNING
    fault.mend()
    await appliance.hand(POWER, "turn_off")
    assert why_it_ended(driver) is EndReason.STOPPED_DEVICE


async def test_one_that_cannot_pause_says_so(appliance: Appliance) -> None:
    keys = {Role.START: START, Role.STOP: STOP}
    driver = await appliance.driver(SourceMap(entities=keys))
    await driver.start("one", NOTHING, TEN_MINUTES)
    with pytest.raises(RefusedError, match="pause"):
        await driver.pause("one")
    assert appliance.pressed() == [START]
