"""A massager that can only be started and stopped by keys, and shows nothing."""

from collections.abc import AsyncIterator
from datetime import timedelta

from homeassistant.core import HomeAssistant
import pytest

from custom_components.foot_massage.core.massager import Activity, MassageSettings
from custom_components.foot_massage.core.roles import Role
from custom_components.foot_massage.core.source_map import SourceMap
from custom_components.foot_massage.drivers.base import DriverError, RefusedError

from .appliance import PLUG, START, STOP, Appliance
from .waiting import report_of, until_activity

KEYS = SourceMap(entities={Role.START: START, Role.STOP: STOP})
TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture
async def appliance(hass: HomeAssistant) -> AsyncIterator[Appliance]:
    """One that goes by the real clock."""
    plugged_in = await Appliance.plugged_in(hass)
    yield plugged_in
    await plugged_in.unplug()


async def test_set_right(appliance: Appliance) -> None:
    driver = await appliance.driver(KEYS)
    assert driver.assumes
    driver.set_right(running=True)
    assert report_of(driver).activity is Activity.RUNNING
    driver.set_right(running=False)
    assert report_of(driver).activity is Activity.IDLE
    assert appliance.calls == []


async def test_what_shows_itself_is_not_set_right(appliance: Appliance) -> None:
    driver = await appliance.driver(PLUG)
    assert not driver.assumes
    with pytest.raises(RefusedError):
        driver.set_right(running=True)


async def test_a_start_that_can_neither_be_done_nor_undone(
    hass: HomeAssistant, appliance: Appliance
) -> None:
    driver = await appliance.driver(KEYS)
    press = hass.services.async_services()["input_button"]["press"]
    hass.services.async_remove("input_button", "press")
    with pytest.raises(DriverError):
        await driver.start("one", MassageSettings(), TEN_MINUTES)
    assert report_of(driver).activity is Activity.STOPPING
    hass.services.async_register("input_button", "press", press.job.target)
    driver.set_right(running=True)
    await until_activity(driver, Activity.IDLE)
    assert appliance.calls[-1] == ("input_button.press", {"entity_id": STOP})
