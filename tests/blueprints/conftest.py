"""A home in the evening: a massager with a wind-down, and the blueprints."""

from collections.abc import AsyncIterator
from pathlib import Path
import shutil

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from tests.entities import Massager
from tests.massagers import demo_entry, wind_down_subentry

from .evening import BLUEPRINTS, Evening
from .phone import Phone


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """A config folder of its own, into which the blueprints were imported."""
    copy = Path(hass_tmp_config_dir) / "blueprints"
    shutil.copytree(BLUEPRINTS, copy, dirs_exist_ok=True)
    return hass_tmp_config_dir


@pytest.fixture
async def evening(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, integration: None, prompt: None
) -> AsyncIterator[Evening]:
    """A Monday at nine in the evening, in Zurich."""
    await hass.config.async_set_time_zone("Europe/Zurich")
    freezer.move_to("2026-11-23 20:00:00+00:00")
    assert await async_setup_component(hass, "homeassistant", {})
    entry = demo_entry(subentries_data=[wind_down_subentry(fade_minutes=0)])
    evening = Evening(hass, await Massager.at_home(hass, entry), freezer)
    yield evening
    await evening.end()


@pytest.fixture
async def phone(evening: Evening) -> AsyncIterator[Phone]:
    """Anna's phone, on which the Home Assistant app is set up."""
    async with Phone.at_home(evening, "Anna's phone") as phone:
        yield phone
