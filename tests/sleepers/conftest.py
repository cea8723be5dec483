"""A sleeper with a ring, beside the demo massager."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from ..entities import Massager
from ..massagers import demo_entry, set_up
from .bedroom import Bedroom
from .entries import MEASURED, ring, sleeper_entry


@pytest.fixture
async def bedroom(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    integration: None,
    prompt: None,
    freezer: FrozenDateTimeFactory,
) -> Bedroom:
    """Ada's, on a Monday at noon, before her first night."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to("2026-11-09T11:00:00+00:00")
    known = ring(hass)
    massager = await Massager.at_home(hass, demo_entry())
    entry = sleeper_entry(
        sensors={metric: known[key].id for metric, key in MEASURED.items()}
    )
    bedroom = Bedroom(
        hass=hass, clock=freezer, entry=entry, ring=known, massager=massager
    )
    await set_up(hass, entry)
    await bedroom.settle()
    return bedroom
