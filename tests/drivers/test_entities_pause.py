"""The driver for what Home Assistant already has: pauses that last too long."""

from datetime import timedelta
from typing import Any

from homeassistant.core import ServiceCall

from custom_components.foot_massage.core.massager import (
    Activity,
    EndReason,
    MassageSettings,
)
from custom_components.foot_massage.core.roles import Role
from custom_components.foot_massage.core.source_map import SourceMap

from .appliance import HOLD, KEYS, PLUG, POWER, RUNNING, START, STOP, Appliance
from .waiting import activity, why_it_ended

TEN_MINUTES = timedelta(minutes=10)
NOTHING = MassageSettings()


async def test_a_pause_that_is_forgotten_ends_the_session(
    appliance: Appliance,
) -> None:
    driver = await appliance.driver(PLUG)
    await driver.start("one", NOTHING, TEN_MINUTES)
    await appliance.passes(minutes=3)
    await driver.pause("one")
    await appliance.passes(minutes=59)
    assert activity(driver) is Activity.PAUSED
    await appliance.passes(minutes=2)
    assert why_it_ended(driver) is EndReason.STOPPED_DEVICE
    # The next day it is another session.
    await appliance.hand(POWER, "turn_on")
    assert driver.state
    assert driver.state.session
    assert driver.state.session.session_id != "one"


async def test_a_pause_by_its_key_that_is_forgotten(appliance: Appliance) -> None:
    driver = await appliance.driver(SourceMap(entities={**KEYS, Role.RUNNING: RUNNING}))
    appliance.sense(RUNNING, "off")
    await driver.start("one", NOTHING, TEN_MINUTES)
    appliance.sense(RUNNING, "on")
    await appliance.passes(minutes=3)
    await driver.pause("one")
    appliance.sense(RUNNING, "off")
    await appliance.passes(minutes=61)
    assert why_it_ended(driver) is EndReason.STOPPED_DEVICE
    # Standing still it may be warm all the same.
    assert appliance.pressed() == [START, HOLD, STOP]


async def test_a_pause_that_ends_as_it_goes_on(appliance: Appliance) -> None:
    driver = await appliance.driver(PLUG)
    await driver.start("one", NOTHING, TEN_MINUTES)
    await driver.pause("one")
    await appliance.passes(minutes=59, seconds=58)

    services = appliance.hass.services
    turn_on: Any = services.async_services()["input_boolean"]["turn_on"].job.target

    async def turn_on_slowly(call: ServiceCall) -> None:
        await appliance.passes(seconds=3)
        await turn_on(call)

    services.async_register("input_boolean", "turn_on", turn_on_slowly)
    await driver.resume("one")
    assert appliance.shows(POWER) == "off"
    assert why_it_ended(driver) is EndReason.STOPPED_DEVICE
