"""A sleeper with a ring, beside the demo massager."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from .bedroom import Bedroom, bedroom_of_ada
from .live import Strap


@pytest.fixture
async def bedroom(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    integration: None,
    prompt: None,
    freezer: FrozenDateTimeFactory,
) -> Bedroom:
    """Ada's, before her first night."""
    return await bedroom_of_ada(hass, freezer)


@pytest.fixture
async def strap(bedroom: Bedroom) -> Strap:
    """Something that measures her heart rate at any moment."""
    strap = Strap(bedroom)
    await strap.choose("heart_rate")
    return strap
