"""The driver for what Home Assistant already has, on real entities."""

from collections.abc import AsyncGenerator
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.foot_massage.core.massager import (
    Activity,
    EndReason,
    MassageSettings,
)
from custom_components.foot_massage.drivers.entities import EntitiesDriver

from .appliance import PLUG, POWER, Appliance
from .waiting import report_of

TEN_MINUTES = timedelta(minutes=10)
NOTHING = MassageSettings()


@pytest.fixture
async def appliance(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Appliance:
    return await Appliance.plugged_in(hass, freezer)


@pytest.fixture
async def plug(appliance: Appliance) -> AsyncGenerator[EntitiesDriver]:
    driver = await appliance.driver(PLUG)
    yield driver
    await driver.disconnect()


async def test_a_bare_plug_from_start_to_end(
    appliance: Appliance, plug: EntitiesDriver
) -> None:
    await plug.start("one", NOTHING, TEN_MINUTES)
    report = report_of(plug)
    assert report.activity is Activity.RUNNING
    assert appliance.shows(POWER) == "on"

    await appliance.passes(minutes=9, seconds=55)
    assert appliance.shows(POWER) == "on"
    await appliance.passes(seconds=10)

    assert appliance.shows(POWER) == "off"
    last = report_of(plug).last_session
    assert last
    assert (last.session_id, last.reason) == ("one", EndReason.COMPLETED)
    assert last.elapsed == TEN_MINUTES
    assert report_of(plug).activity is Activity.IDLE
