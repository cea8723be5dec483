"""A bedroom with emulated bulbs, and a wind-down of the demo massager."""

from collections.abc import Iterator
import logging
import time
from typing import Any

from freezegun.api import FrozenDateTimeFactory

# Imported here, for else a thread does it while the clock of a test goes on.
import homeassistant.components.light.reproduce_state  # noqa: F401
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from tests.massagers import demo_entry, wind_down_subentry

from .bedroom import LIGHTS, Bedroom


@pytest.fixture
async def bedroom(
    freezer: FrozenDateTimeFactory,
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    integration: None,
) -> Bedroom:
    """The bedroom, with a wind-down for all of its lights: two minutes of fade."""
    # From the beginning of a second, a test goes the same way every time.
    freezer.tick(1 - time.time() % 1)
    assert await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "emulated_bedroom", {})
    await hass.async_block_till_done()
    entry = demo_entry(
        subentries_data=[wind_down_subentry(lights=list(LIGHTS), fade_minutes=2)]
    )
    return await Bedroom.at_home(hass, entry, freezer)


@pytest.fixture(autouse=True)
def no_traceback(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever a light does, nothing of ours may break."""
    yield
    for phase in ("setup", "call"):
        for record in caplog.get_records(phase):
            assert record.levelno < logging.ERROR, record.getMessage()
