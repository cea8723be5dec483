"""The options of a massager."""

from datetime import timedelta
from typing import Any

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .dialogs import suggested
from .massagers import demo_entry

pytestmark = pytest.mark.usefixtures("integration")


@pytest.fixture
async def entry(hass: HomeAssistant, integration: None) -> MockConfigEntry:
    """The demo massager, set up."""
    entry = demo_entry()
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry


async def choose(
    hass: HomeAssistant, entry: MockConfigEntry, options: dict[str, Any]
) -> ConfigFlowResult:
    form = await hass.config_entries.options.async_init(entry.entry_id)
    assert form["step_id"] == "init"
    return await hass.config_entries.options.async_configure(form["flow_id"], options)


async def test_defaults(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    result = await choose(hass, entry, {})

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options == {
        "default_program": "wind_down",
        "longest_session": 60,
        "hold_reasons": [],
    }


async def test_options_are_kept_and_taken_up(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    chosen = {
        "default_program": "deep_relax",
        "longest_session": 15,
        "hold_reasons": ["pregnancy", "skin_wound"],
    }

    await choose(hass, entry, chosen)
    await hass.async_block_till_done()

    assert entry.options == chosen
    assert entry.runtime_data.coordinator.longest == timedelta(minutes=15)
    again = await hass.config_entries.options.async_init(entry.entry_id)
    assert suggested(again) == chosen


@pytest.mark.parametrize(
    "wrong",
    [
        {"longest_session": 0},
        {"longest_session": 61},
        {"longest_session": "abc"},
        {"default_program": "custom"},
        {"hold_reasons": ["laziness"]},
    ],
)
async def test_options_that_make_no_sense(
    hass: HomeAssistant, entry: MockConfigEntry, wrong: dict[str, Any]
) -> None:
    with pytest.raises(InvalidData):
        await choose(hass, entry, wrong)

    assert entry.options == {}


async def test_the_massager_has_a_limit_too(
    hass: HomeAssistant, integration: None
) -> None:
    entry = demo_entry()
    capabilities = {**entry.data["capabilities"], "longest": 1800.0}
    entry.add_to_hass(hass)
    hass.config_entries.async_update_entry(
        entry, data={**entry.data, "capabilities": capabilities}
    )

    with pytest.raises(InvalidData):
        await choose(hass, entry, {"longest_session": 31})
    await choose(hass, entry, {})

    assert entry.options["longest_session"] == 30
