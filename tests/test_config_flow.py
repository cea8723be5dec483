"""Choosing a massager, the safety notes, and what an entry offers."""

from homeassistant.config_entries import (
    SOURCE_IGNORE,
    SOURCE_USER,
    ConfigEntryState,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.foot_massage.const import DOMAIN

from .dialogs import choose, go_on
from .massagers import demo_entry

pytestmark = pytest.mark.usefixtures("integration")


async def test_menu(hass: HomeAssistant) -> None:
    menu = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )

    assert menu["type"] is FlowResultType.MENU
    assert menu["step_id"] == "user"
    assert menu["menu_options"] == [
        "demo",
        "network",
        "entities",
        "infrared",
        "sleeper",
    ]


async def test_demo_massager(hass: HomeAssistant) -> None:
    safety = await choose(hass, "demo")
    assert safety["type"] is FlowResultType.FORM
    assert safety["step_id"] == "safety"

    refused = await go_on(hass, safety, {"acknowledged": False})
    assert refused["step_id"] == "safety"
    assert refused["errors"] == {"acknowledged": "not_acknowledged"}

    created = await go_on(hass, refused, {"acknowledged": True})
    await hass.async_block_till_done()
    assert created["type"] is FlowResultType.CREATE_ENTRY
    assert created["title"] == "Demo foot massager"
    entry = created["result"]
    assert entry.unique_id == "demo"
    assert entry.data["driver"] == "simulated"
    assert entry.data["capabilities"]["intensity_levels"] == 5
    assert entry.state is ConfigEntryState.LOADED


async def test_one_demo_massager_is_enough(hass: HomeAssistant) -> None:
    demo_entry().add_to_hass(hass)

    result = await choose(hass, "demo")

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"


async def test_demo_massager_added_meanwhile(hass: HomeAssistant) -> None:
    safety = await choose(hass, "demo")
    demo_entry().add_to_hass(hass)

    result = await go_on(hass, safety, {"acknowledged": True})

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"
    assert len(hass.config_entries.async_entries(DOMAIN)) == 1


async def test_an_ignored_massager_can_be_added(hass: HomeAssistant) -> None:
    MockConfigEntry(domain=DOMAIN, unique_id="demo", source=SOURCE_IGNORE).add_to_hass(
        hass
    )

    safety = await choose(hass, "demo")
    created = await go_on(hass, safety, {"acknowledged": True})
    await hass.async_block_till_done()

    assert created["type"] is FlowResultType.CREATE_ENTRY
    assert len(hass.config_entries.async_entries(DOMAIN)) == 1


async def test_what_an_entry_offers(hass: HomeAssistant) -> None:
    entry = demo_entry()
    entry.add_to_hass(hass)

    assert entry.supports_options
    assert entry.supports_reconfigure
    assert entry.supported_subentry_types == {
        "wind_down": {"supports_reconfigure": True}
    }
