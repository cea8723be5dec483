"""Whom an action reaches: by area, by group, and by what a user may do."""

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)
from homeassistant.setup import async_setup_component
import pytest

from .emulator.process import EmulatorProcess
from .entities import Massager, refused
from .guests import guest_of
from .massagers import demo_entry, paired_entry, wind_down_subentry


@pytest.fixture
async def bedroom(hass: HomeAssistant, integration: None, prompt: None) -> Massager:
    """The demo massager with a wind-down, both in the bedroom."""
    entry = demo_entry(subentries_data=[wind_down_subentry()])
    massager = await Massager.at_home(hass, entry)
    area = ar.async_get(hass).async_create("Bedroom")
    devices = dr.async_get(hass)
    for device in dr.async_entries_for_config_entry(devices, entry.entry_id):
        devices.async_update_device(device.id, area_id=area.id)
    return massager


async def test_area(bedroom: Massager) -> None:
    await bedroom.act("start_session", entity_id=[], area_id="bedroom")
    assert bedroom.shows("switch", "session") == "on"
    await bedroom.act("stop_session", entity_id=[], area_id="bedroom")
    assert bedroom.shows("switch", "session") == "off"

    await bedroom.act("start_wind_down", entity_id=[], area_id="bedroom")
    assert bedroom.shows("sensor", "wind_down") != "idle"
    await bedroom.act("cancel_wind_down", entity_id=[], area_id="bedroom")
    assert bedroom.shows("sensor", "wind_down") == "idle"


async def test_another_area(bedroom: Massager) -> None:
    ar.async_get(bedroom.hass).async_create("Kitchen")
    for action in ("start_session", "stop_session"):
        with refused("no_such_massager"):
            await bedroom.act(action, entity_id=[], area_id="kitchen")
    with refused("no_such_wind_down"):
        await bedroom.act("start_wind_down", entity_id=[], area_id="kitchen")


async def test_group(bedroom: Massager) -> None:
    switch = bedroom.entity_id("switch", "session")
    config = {"group": {"feet": {"entities": [switch, "switch.lamp"]}}}
    assert await async_setup_component(bedroom.hass, "group", config)
    await bedroom.act("start_session", entity_id="group.feet")
    assert bedroom.shows("switch", "session") == "on"


async def test_renamed(bedroom: Massager) -> None:
    er.async_get(bedroom.hass).async_update_entity(
        bedroom.entity_id("switch", "session"), new_entity_id="switch.my_feet"
    )
    await bedroom.hass.async_block_till_done()
    await bedroom.act("start_session", entity_id="switch.my_feet")
    assert bedroom.shows("switch", "session") == "on"


async def test_a_guest_uses_only_one_of_two(
    hass: HomeAssistant, bedroom: Massager, emulator: EmulatorProcess
) -> None:
    other = await Massager.at_home(hass, await paired_entry(emulator))
    mine = bedroom.entity_id("switch", "session")
    guest = await guest_of(hass, [mine])

    with pytest.raises(Unauthorized):
        await other.act("start_session", context=guest)
    both = [mine, other.entity_id("switch", "session")]
    with pytest.raises(Unauthorized):
        await other.act("start_session", context=guest, entity_id=both)
    assert bedroom.shows("switch", "session") == "off"

    await other.act("start_session", context=guest, entity_id="all")
    assert bedroom.shows("switch", "session") == "on"
    assert other.shows("switch", "session") == "off"
