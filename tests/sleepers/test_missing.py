"""A sensor that is gone or disabled is reported, and the dialog helps."""

from typing import Any

from homeassistant.components.repairs import DOMAIN as REPAIRS
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest

from custom_components.foot_massage.const import DOMAIN

from .bedroom import Bedroom
from .entries import ring


@pytest.fixture(autouse=True)
async def repairs(bedroom: Bedroom) -> None:
    """Have what keeps the fixes."""
    assert await async_setup_component(bedroom.hass, REPAIRS, {})


def reported(bedroom: Bedroom) -> ir.IssueEntry | None:
    registry = ir.async_get(bedroom.hass)
    return registry.async_get_issue(
        DOMAIN, f"sleep_sensors_missing_{bedroom.entry.entry_id}"
    )


def missing(bedroom: Bedroom) -> str:
    issue = reported(bedroom)
    assert issue
    assert issue.translation_placeholders
    assert issue.translation_placeholders["name"] == "Ada"
    return issue.translation_placeholders["missing"]


async def test_disabled_and_enabled_again(bedroom: Bedroom) -> None:
    registry = er.async_get(bedroom.hass)
    entity_id = bedroom.ring["average_sleep_hrv"].entity_id
    assert reported(bedroom) is None
    registry.async_update_entity(entity_id, disabled_by=er.RegistryEntryDisabler.USER)
    await bedroom.settle()
    assert missing(bedroom) == f"- {entity_id}"
    registry.async_update_entity(entity_id, disabled_by=None)
    await bedroom.settle()
    assert reported(bedroom) is None


async def test_removed_and_another_chosen(bedroom: Bedroom) -> None:
    hass = bedroom.hass
    entity_id = bedroom.ring["total_sleep_duration"].entity_id
    er.async_get(hass).async_remove(entity_id)
    await bedroom.settle()
    assert missing(bedroom) == f"- {entity_id}"

    manager: Any = hass.data[REPAIRS]["flow_manager"]
    issue = reported(bedroom)
    assert issue
    form = await manager.async_init(DOMAIN, context={"issue_id": issue.issue_id})
    assert form["description_placeholders"]["missing"] == f"- {entity_id}"
    result = await manager.async_configure(form["flow_id"], {})
    assert result["reason"] == "choose_sensors"
    kind, flow_id = result["next_flow"]
    assert kind == "config_flow"
    flow = hass.config_entries.flow
    await flow.async_configure(flow_id, {"wearers": ["oura:01K4OURA"]})
    await flow.async_configure(
        flow_id, {"hrv": bedroom.ring["average_sleep_hrv"].entity_id}
    )
    await bedroom.settle()
    assert reported(bedroom) is None


async def test_removed_and_there_again(bedroom: Bedroom) -> None:
    registry = er.async_get(bedroom.hass)
    gone = bedroom.ring["total_sleep_duration"]
    registry.async_remove(gone.entity_id)
    await bedroom.settle()
    assert reported(bedroom)
    ring(bedroom.hass)
    await bedroom.settle()
    assert reported(bedroom) is None


async def test_something_else_is_removed(bedroom: Bedroom) -> None:
    registry = er.async_get(bedroom.hass)
    other = registry.async_get_or_create("sensor", "oura", "01K4OURA_steps")
    registry.async_remove(other.entity_id)
    await bedroom.settle()
    assert reported(bedroom) is None


async def test_forgotten_with_the_sleeper(bedroom: Bedroom) -> None:
    er.async_get(bedroom.hass).async_remove(
        bedroom.ring["total_sleep_duration"].entity_id
    )
    await bedroom.settle()
    assert reported(bedroom)
    await bedroom.hass.config_entries.async_remove(bedroom.entry.entry_id)
    assert reported(bedroom) is None
