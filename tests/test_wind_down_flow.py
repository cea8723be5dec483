"""Adding and changing wind-downs."""

from typing import Any

from homeassistant.config_entries import SOURCE_USER, SubentryFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .dialogs import suggested
from .massagers import WIND_DOWN, demo_entry, set_up, wind_down_subentry

pytestmark = pytest.mark.usefixtures("integration")


@pytest.fixture
async def entry(hass: HomeAssistant, integration: None) -> MockConfigEntry:
    """The demo massager, set up."""
    return await set_up(hass, demo_entry())


@pytest.fixture
async def with_wind_down(hass: HomeAssistant, integration: None) -> MockConfigEntry:
    """The demo massager with one wind-down, called Bedtime."""
    return await set_up(hass, demo_entry(subentries_data=[wind_down_subentry()]))


async def add(
    hass: HomeAssistant, entry: MockConfigEntry, answer: dict[str, Any]
) -> SubentryFlowResult:
    form = await hass.config_entries.subentries.async_init(
        (entry.entry_id, "wind_down"), context={"source": SOURCE_USER}
    )
    assert form["step_id"] == "user"
    return await go_on(hass, form, answer)


async def go_on(
    hass: HomeAssistant, form: SubentryFlowResult, answer: dict[str, Any]
) -> SubentryFlowResult:
    result = await hass.config_entries.subentries.async_configure(
        form["flow_id"], answer
    )
    await hass.async_block_till_done()
    return result


async def test_defaults(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    result = await add(hass, entry, {"name": " Bedtime "})

    assert result["type"] is FlowResultType.CREATE_ENTRY
    (subentry,) = entry.subentries.values()
    assert subentry.title == "Bedtime"
    assert subentry.subentry_type == "wind_down"
    assert subentry.data == WIND_DOWN
    assert list(entry.runtime_data.wind_downs) == [subentry.subentry_id]


async def test_everything_chosen(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    chosen = {
        "lights": ["light.bed", "light.shelf"],
        "brightness": 25,
        "color_temp": 1900,
        "fade_minutes": 2.5,
        "only_lights_on": False,
        "massage": "after_fade",
        "program": "balance",
        "duration": 20,
        "at_end": "restore",
        "extras": ["script.curtains", "scene.calm"],
    }

    await add(hass, entry, {"name": "Evening", **chosen})

    (subentry,) = entry.subentries.values()
    assert subentry.data == chosen


@pytest.mark.parametrize(
    "wrong",
    [
        {"brightness": 0},
        {"brightness": 101},
        {"color_temp": 1700},
        {"color_temp": 4100},
        {"fade_minutes": -1},
        {"fade_minutes": 61},
        {"duration": 0},
        {"duration": 61},
        {"duration": "abc"},
        {"program": "custom"},
        {"massage": "never"},
        {"at_end": "explode"},
        {"lights": ["switch.lamp"]},
        {"extras": ["light.bed"]},
    ],
)
async def test_input_that_makes_no_sense(
    hass: HomeAssistant, entry: MockConfigEntry, wrong: dict[str, Any]
) -> None:
    with pytest.raises(InvalidData):
        await add(hass, entry, {"name": "Bedtime", **wrong})

    assert not entry.subentries


async def test_no_longer_than_the_longest_session(
    hass: HomeAssistant, integration: None
) -> None:
    entry = await set_up(hass, demo_entry(options={"longest_session": 8}))

    with pytest.raises(InvalidData):
        await add(hass, entry, {"name": "Bedtime", "duration": 9})
    await add(hass, entry, {"name": "Bedtime"})

    (subentry,) = entry.subentries.values()
    assert subentry.data["duration"] == 8


async def test_a_wind_down_cannot_start_another(
    hass: HomeAssistant, with_wind_down: MockConfigEntry
) -> None:
    (own,) = (
        entity.entity_id
        for entity in er.async_get(hass).entities.values()
        if entity.domain == "scene"
    )

    with pytest.raises(InvalidData):
        await add(hass, with_wind_down, {"name": "Second", "extras": [own]})


async def test_names(hass: HomeAssistant, with_wind_down: MockConfigEntry) -> None:
    taken = await add(hass, with_wind_down, {"name": "BEDTIME ", "brightness": 33})
    assert taken["type"] is FlowResultType.FORM
    assert taken["errors"] == {"name": "name_taken"}
    assert suggested(taken)["brightness"] == 33

    missing = await go_on(hass, taken, {"name": "  "})
    assert missing["errors"] == {"name": "name_missing"}

    created = await go_on(hass, missing, {"name": "Nap"})
    assert created["type"] is FlowResultType.CREATE_ENTRY


async def test_reconfigure(
    hass: HomeAssistant,
    with_wind_down: MockConfigEntry,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (subentry_id,) = with_wind_down.subentries
    before = with_wind_down.runtime_data.wind_downs[subentry_id]

    form = await with_wind_down.start_subentry_reconfigure_flow(hass, subentry_id)
    assert form["step_id"] == "reconfigure"
    assert suggested(form) == {"name": "Bedtime", **WIND_DOWN}
    result = await go_on(hass, form, {"name": "bedtime", "duration": 15})

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reconfigure_successful"
    (subentry,) = with_wind_down.subentries.values()
    assert subentry.title == "bedtime"
    assert subentry.data == {**WIND_DOWN, "duration": 15}
    assert with_wind_down.runtime_data.wind_downs[subentry_id] is not before
    assert "scheduling a reload" not in caplog.text


async def test_entities_may_be_renamed(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    registry = er.async_get(hass)
    lamp = registry.async_get_or_create("light", "test", "1", suggested_object_id="bed")
    gone = registry.async_get_or_create("light", "test", "2", suggested_object_id="old")

    await add(
        hass,
        entry,
        {"name": "Bedtime", "lights": ["light.bed", "light.old", "light.yaml"]},
    )
    (subentry,) = entry.subentries.values()
    assert subentry.data["lights"] == [lamp.id, gone.id, "light.yaml"]

    registry.async_update_entity(lamp.entity_id, new_entity_id="light.bedside")
    registry.async_remove(gone.entity_id)
    form = await entry.start_subentry_reconfigure_flow(hass, subentry.subentry_id)
    assert suggested(form)["lights"] == ["light.bedside", "light.yaml"]


async def test_a_massager_that_is_not_loaded(
    hass: HomeAssistant, with_wind_down: MockConfigEntry
) -> None:
    (subentry_id,) = with_wind_down.subentries
    await hass.config_entries.async_unload(with_wind_down.entry_id)

    added = await hass.config_entries.subentries.async_init(
        (with_wind_down.entry_id, "wind_down"), context={"source": SOURCE_USER}
    )
    changed = await with_wind_down.start_subentry_reconfigure_flow(hass, subentry_id)

    for result in (added, changed):
        assert result["type"] is FlowResultType.ABORT
        assert result["reason"] == "entry_not_loaded"
