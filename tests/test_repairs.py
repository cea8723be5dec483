"""What is reported under Repairs, and how it is fixed."""

from typing import Any

from homeassistant.components.repairs import DOMAIN as REPAIRS
from homeassistant.components.repairs.issue_handler import RepairsFlowManager
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.foot_massage import session_runner
from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.issues import (
    DEVICE_GONE,
    STOP_NOT_CONFIRMED,
    WIND_DOWN_MISSING,
    raise_device_gone,
    raise_stop_not_confirmed,
    raise_wind_down_missing,
    take_back,
)

from .emulator.process import EmulatorProcess
from .massagers import demo_entry, paired_entry, set_up, wind_down_subentry

pytestmark = pytest.mark.usefixtures("integration")


@pytest.fixture(autouse=True)
async def repairs(hass: HomeAssistant) -> None:
    """Have what keeps the fixes."""
    assert await async_setup_component(hass, REPAIRS, {})


def reported(hass: HomeAssistant, issue_id: str) -> ir.IssueEntry | None:
    return ir.async_get(hass).async_get_issue(DOMAIN, issue_id)


async def ask(hass: HomeAssistant, issue_id: str) -> Any:
    """Open the fix of an issue."""
    manager: RepairsFlowManager = hass.data[REPAIRS]["flow_manager"]
    return await manager.async_init(DOMAIN, context={"issue_id": issue_id})


async def confirm(hass: HomeAssistant, form: Any) -> Any:
    manager: RepairsFlowManager = hass.data[REPAIRS]["flow_manager"]
    result = await manager.async_configure(form["flow_id"], {})
    await hass.async_block_till_done()
    return result


async def test_device_gone(hass: HomeAssistant) -> None:
    raise_device_gone(hass, "abc", "Bedroom massager")

    issue = reported(hass, "device_gone_abc")
    assert issue is not None
    assert issue.severity is ir.IssueSeverity.WARNING
    assert not issue.is_fixable
    assert issue.translation_placeholders == {"name": "Bedroom massager"}

    take_back(hass, DEVICE_GONE, "abc")
    assert reported(hass, "device_gone_abc") is None


async def test_stop_again(
    hass: HomeAssistant, emulator: EmulatorProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_runner, "STOP_CONFIRM_SECONDS", (1.0,))
    entry = await set_up(hass, await paired_entry(emulator))
    issue_id = f"stop_not_confirmed_{entry.entry_id}"
    await emulator.admin("button", {"button": "power"})
    await emulator.admin("misbehave", {"ignore_stop": True})
    raise_stop_not_confirmed(hass, entry.entry_id, entry.title)
    issue = reported(hass, issue_id)
    assert issue is not None
    assert issue.severity is ir.IssueSeverity.ERROR

    form = await ask(hass, issue_id)
    assert form["step_id"] == "confirm"
    assert form["description_placeholders"] == {"name": entry.title}
    failed = await confirm(hass, form)
    assert failed["type"] is FlowResultType.FORM
    assert failed["errors"] == {"base": "stop_failed"}
    assert reported(hass, issue_id)

    await emulator.admin("misbehave", {"ignore_stop": False})
    fixed = await confirm(hass, failed)
    assert fixed["type"] is FlowResultType.CREATE_ENTRY
    assert reported(hass, issue_id) is None
    assert (await emulator.state())["motor"] is False


async def test_stop_again_when_not_loaded(hass: HomeAssistant) -> None:
    entry = await set_up(hass, demo_entry())
    issue_id = f"stop_not_confirmed_{entry.entry_id}"
    await hass.config_entries.async_unload(entry.entry_id)
    raise_stop_not_confirmed(hass, entry.entry_id, entry.title)

    result = await confirm(hass, await ask(hass, issue_id))

    assert result["errors"] == {"base": "not_loaded"}


async def test_massager_that_stopped_after_all(hass: HomeAssistant) -> None:
    entry = await set_up(hass, demo_entry())
    issue_id = f"stop_not_confirmed_{entry.entry_id}"
    raise_stop_not_confirmed(hass, entry.entry_id, entry.title)
    form = await ask(hass, issue_id)

    take_back(hass, STOP_NOT_CONFIRMED, entry.entry_id)
    result = await confirm(hass, form)

    assert result["type"] is FlowResultType.CREATE_ENTRY


@pytest.fixture
async def with_wind_down(hass: HomeAssistant, integration: None) -> MockConfigEntry:
    """The demo massager with a wind-down of two lights and a script, one deleted."""
    registry = er.async_get(hass)
    gone = registry.async_get_or_create("light", "test", "1", suggested_object_id="old")
    registry.async_get_or_create("light", "test", "2", suggested_object_id="bed")
    registry.async_remove(gone.entity_id)
    return await set_up(
        hass,
        demo_entry(
            subentries_data=[
                wind_down_subentry(
                    lights=["light.bed", gone.id], extras=["script.never_was"]
                )
            ]
        ),
    )


async def test_take_out_what_is_missing(
    hass: HomeAssistant, with_wind_down: MockConfigEntry
) -> None:
    entry = with_wind_down
    (subentry,) = entry.subentries.values()
    issue_id = f"wind_down_missing_{subentry.subentry_id}"
    missing = [subentry.data["lights"][1], "script.never_was"]

    raise_wind_down_missing(hass, entry, subentry, missing)
    form = await ask(hass, issue_id)
    assert form["description_placeholders"] == {
        "name": "Bedtime",
        "missing": "- light.old\n- script.never_was",
    }
    fixed = await confirm(hass, form)

    assert fixed["type"] is FlowResultType.CREATE_ENTRY
    assert reported(hass, issue_id) is None
    (subentry,) = entry.subentries.values()
    assert subentry.data["lights"] == ["light.bed"]
    assert subentry.data["extras"] == []


async def test_wind_down_that_is_gone_itself(
    hass: HomeAssistant, with_wind_down: MockConfigEntry
) -> None:
    entry = with_wind_down
    (subentry,) = entry.subentries.values()
    issue_id = f"wind_down_missing_{subentry.subentry_id}"
    raise_wind_down_missing(hass, entry, subentry, ["script.never_was"])
    form = await ask(hass, issue_id)

    hass.config_entries.async_remove_subentry(entry, subentry.subentry_id)
    await hass.async_block_till_done()
    fixed = await confirm(hass, form)

    assert fixed["type"] is FlowResultType.CREATE_ENTRY


async def test_wind_down_that_is_whole_again(
    hass: HomeAssistant, with_wind_down: MockConfigEntry
) -> None:
    (subentry,) = with_wind_down.subentries.values()
    raise_wind_down_missing(hass, with_wind_down, subentry, ["script.never_was"])

    take_back(hass, WIND_DOWN_MISSING, subentry.subentry_id)

    assert reported(hass, f"wind_down_missing_{subentry.subentry_id}") is None
