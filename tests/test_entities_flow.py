"""Adding a massager that another integration has brought into Home Assistant."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.foot_massage import try_out
from tests.drivers.appliance import (
    POWER,
    Appliance,
)

from .dialogs import choose, go_on

pytestmark = pytest.mark.usefixtures("integration")


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


async def chosen(hass: HomeAssistant, *entity_ids: str) -> Any:
    """Choose entities; returns what is asked next."""
    form = await choose(hass, "entities")
    assert form["step_id"] == "entities"
    return await go_on(hass, form, {"entities": list(entity_ids)})


async def finish(hass: HomeAssistant, tried: Any) -> ConfigEntry[Any]:
    """Say that it ran, and have the entry made."""
    assert tried["step_id"] == "tried", tried
    safety = await go_on(hass, tried, {"next_step_id": "it_ran"})
    assert safety["step_id"] == "safety"
    created = await go_on(hass, safety, {"acknowledged": True})
    assert created["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()
    entry: ConfigEntry[Any] = created["result"]
    assert entry.state is ConfigEntryState.LOADED
    return entry


async def test_smart_plug(hass: HomeAssistant, appliance: Appliance) -> None:
    roles = await chosen(hass, POWER)
    assert roles["step_id"] == "roles"
    asked = {str(field) for field in roles["data_schema"].schema}
    assert "power" in asked
    assert "technique" not in asked

    words = await go_on(hass, roles, {"name": "Plug massager", "power": POWER})
    assert words["step_id"] == "words"
    trying = await go_on(hass, words, {"longest": 30})
    assert trying["step_id"] == "try_out"
    tried = await go_on(hass, trying, {})
    assert appliance.shows(POWER) == "off"
    assert [call for call, _ in appliance.calls] == [
        "input_boolean.turn_on",
        "input_boolean.turn_off",
    ]
    entry = await finish(hass, tried)

    assert entry.title == "Plug massager"
    assert entry.data["driver"] == "entities"
    assert entry.data["capabilities"]["longest"] == 1800
    switch = hass.states.get("switch.plug_massager")
    assert switch
    assert switch.state == "off"
