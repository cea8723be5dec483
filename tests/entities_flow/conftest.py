"""What every dialog about existing entities needs."""

from collections.abc import Iterator
from unittest.mock import patch

from homeassistant.core import HomeAssistant
import pytest

from custom_components.foot_massage import try_out
from tests.drivers.appliance import Appliance


@pytest.fixture(autouse=True)
def quick_try_out() -> Iterator[None]:
    """Two seconds are long for a test."""
    with (
        patch.object(try_out, "RUNS_S", 0.01),
        patch.object(try_out, "METER_PATIENCE_S", 2),
    ):
        yield


@pytest.fixture
async def appliance(hass: HomeAssistant) -> Appliance:
    return await Appliance.plugged_in(hass)
