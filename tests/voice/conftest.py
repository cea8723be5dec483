"""A bedroom at 22:35, with a massager and somebody who speaks to it."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, device_registry as dr
import pytest

from tests.massagers import demo_entry, wind_down_subentry

from .bedroom import Bedroom


@pytest.fixture
def language() -> str:
    """The language of the home, unless a test is about another."""
    return "en"


@pytest.fixture
async def bedroom(
    hass: HomeAssistant, integration: None, prompt: None, language: str
) -> Bedroom:
    """The demo massager with a wind-down, in the bedroom."""
    hass.config.language = language
    await hass.config.async_set_time_zone("Europe/London")
    entry = demo_entry(subentries_data=[wind_down_subentry()])
    bedroom = await Bedroom.at_home(hass, entry)
    called = {"Schlafzimmer", "chambre", "dormitorio", "slaapkamer"}
    area = ar.async_get(hass).async_create("Bedroom", aliases=called)
    devices = dr.async_get(hass)
    for device in dr.async_entries_for_config_entry(devices, entry.entry_id):
        devices.async_update_device(device.id, area_id=area.id)
    return bedroom
