"""Adding a massager that another integration has brought into Home Assistant."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigEntryState,
)
from homeassistant.core import Event, EventStateChangedData, HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers.event import async_track_state_change_event
import pytest

from custom_components.foot_massage import try_out
from custom_components.foot_massage.const import DOMAIN
from tests.drivers.appliance import (
    BALL,
    HEAT,
    INTENSITY,
    LEFT,
    METER,
    POWER,
    TECHNIQUE,
    TIMER,
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


async def test_device_with_everything(
    hass: HomeAssistant, appliance: Appliance
) -> None:
    appliance.sense(METER, 0.5, device_class="power", unit_of_measurement="W")

    async def draw(_event: Event[EventStateChangedData]) -> None:
        drawn = 20.5 if appliance.shows(POWER) == "on" else 0.5
        appliance.sense(METER, drawn, device_class="power", unit_of_measurement="W")

    async_track_state_change_event(hass, [POWER], draw)
    roles = await chosen(hass, POWER, METER, TECHNIQUE, INTENSITY, HEAT, TIMER, BALL)
    suggested = {
        str(field): field.description["suggested_value"]
        for field in roles["data_schema"].schema
        if field.description
    }
    assert suggested["technique"] == TECHNIQUE
    assert suggested["intensity"] == INTENSITY
    # How warm "Warm" is nobody can tell: that is asked.
    assert "heat" not in suggested
    assert suggested["power_meter"] == METER
    answers = {
        **suggested,
        "name": "Old massager",
        "power": POWER,
        "ball": BALL,
        "duration": TIMER,
        "heat": HEAT,
    }

    words = await go_on(hass, roles, answers)
    meant = {
        str(field): field.description["suggested_value"]
        for field in words["data_schema"].schema
        if field.description
    }
    assert meant["kneading"] == "Knead"
    assert meant["rolling"] == "Roll"
    assert meant["heat_off"] == "Off"
    assert meant["levels"] == ["1", "2", "3"]
    trying = await go_on(
        hass, words, meant | {"vibration": "Party", "heat_medium": "Warm"}
    )
    entry = await finish(hass, await go_on(hass, trying, {}))

    source = entry.data["source"]
    assert source["threshold"] == pytest.approx(6.5)
    assert source["techniques"]["vibration"] == "Party"
    assert appliance.shows(POWER) == "off"
    has = entry.data["capabilities"]
    assert has["zones"] == ["ball"]
    assert has["heat"] == ["off", "medium"]
    assert set(has["techniques"]) == {"kneading", "rolling", "vibration"}
    assert has["intensity_levels"] == 3


@pytest.mark.parametrize(
    ("entity_ids", "error"), [((), "nothing_chosen"), ((LEFT,), "nothing_usable")]
)
async def test_nothing_to_drive(
    hass: HomeAssistant, appliance: Appliance, entity_ids: tuple[str, ...], error: str
) -> None:
    appliance.sense(LEFT, 3, unit_of_measurement="min")
    refused = await chosen(hass, *entity_ids)
    assert refused["step_id"] == "entities"
    assert refused["errors"] == {"base": error}
    # It goes on from there.
    assert (await go_on(hass, refused, {"entities": [POWER]}))["step_id"] == "roles"


async def test_roles_that_cannot_be(hass: HomeAssistant, appliance: Appliance) -> None:
    roles = await chosen(hass, POWER, BALL)
    refused = await go_on(hass, roles, {"name": "X"})
    assert refused["errors"] == {"base": "no_power"}
    refused = await go_on(
        hass, refused, {"name": "X", "power": POWER, "pause": POWER, "ball": BALL}
    )
    assert refused["step_id"] == "words"


async def test_one_entity_for_two_roles(
    hass: HomeAssistant, appliance: Appliance
) -> None:
    roles = await chosen(hass, POWER, BALL)
    refused = await go_on(hass, roles, {"name": "X", "power": BALL, "ball": BALL})
    assert refused["errors"] == {"base": "role_twice"}


async def test_words_that_cannot_be(hass: HomeAssistant, appliance: Appliance) -> None:
    roles = await chosen(hass, POWER, TECHNIQUE, INTENSITY, HEAT)
    answers = {
        "name": "X",
        "power": POWER,
        "technique": TECHNIQUE,
        "intensity": INTENSITY,
        "heat": HEAT,
    }
    words = await go_on(hass, roles, answers)
    refused = await go_on(
        hass,
        words,
        {
            "kneading": "Knead",
            "rolling": "Knead",
            "heat_off": "Off",
            "heat_low": "Off",
            "levels": ["2"],
            "longest": 60,
        },
    )
    assert refused["errors"] == {
        "kneading": "word_twice",
        "rolling": "word_twice",
        "heat_off": "word_twice",
        "heat_low": "word_twice",
        "levels": "one_level",
    }


async def test_try_out_that_goes_wrong(
    hass: HomeAssistant, appliance: Appliance
) -> None:
    appliance.sense(METER, 0.5, device_class="power", unit_of_measurement="W")
    roles = await chosen(hass, POWER, METER)
    words = await go_on(
        hass, roles, {"name": "X", "power": POWER, "power_meter": METER}
    )
    trying = await go_on(hass, words, {"longest": 60})

    refused = await go_on(hass, trying, {})
    assert refused["errors"] == {"base": "no_draw"}
    assert appliance.shows(POWER) == "off"

    await appliance.hand(POWER, "turn_on")
    refused = await go_on(hass, refused, {})
    assert refused["errors"] == {"base": "try_refused"}
    assert "runs already" in refused["description_placeholders"]["reason"]
    await appliance.hand(POWER, "turn_off")

    appliance.lose(POWER)
    refused = await go_on(hass, refused, {})
    assert refused["errors"] == {"base": "try_away"}


async def test_did_not_run(hass: HomeAssistant, appliance: Appliance) -> None:
    roles = await chosen(hass, POWER)
    words = await go_on(hass, roles, {"name": "X", "power": POWER})
    trying = await go_on(hass, words, {"longest": 60})
    tried = await go_on(hass, trying, {})
    assert tried["menu_options"] == ["it_ran", "try_out", "roles"]
    again = await go_on(hass, tried, {"next_step_id": "try_out"})
    assert again["step_id"] == "try_out"
    tried = await go_on(hass, again, {})
    roles = await go_on(hass, tried, {"next_step_id": "roles"})
    assert roles["step_id"] == "roles"


async def test_same_massager_twice(hass: HomeAssistant, appliance: Appliance) -> None:
    for attempt in range(2):
        roles = await chosen(hass, POWER)
        words = await go_on(hass, roles, {"name": f"X{attempt}", "power": POWER})
        trying = await go_on(hass, words, {"longest": 60})
        tried = await go_on(hass, trying, {})
        if attempt == 0:
            await finish(hass, tried)
    result = await go_on(hass, tried, {"next_step_id": "it_ran"})
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"


async def test_reconfigure(hass: HomeAssistant, appliance: Appliance) -> None:
    roles = await chosen(hass, POWER)
    words = await go_on(hass, roles, {"name": "X", "power": POWER})
    trying = await go_on(hass, words, {"longest": 60})
    entry = await finish(hass, await go_on(hass, trying, {}))

    flow = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_RECONFIGURE, "entry_id": entry.entry_id}
    )
    assert flow["step_id"] == "roles"
    words = await go_on(hass, flow, {"name": "X", "power": POWER})
    trying = await go_on(hass, words, {"longest": 15})
    tried = await go_on(hass, trying, {})
    done = await go_on(hass, tried, {"next_step_id": "it_ran"})
    await hass.async_block_till_done()
    assert done["reason"] == "reconfigure_successful"
    assert entry.data["capabilities"]["longest"] == 900
    coordinator = entry.runtime_data.coordinator
    assert coordinator.longest == timedelta(minutes=15)


async def test_a_session_by_a_plug(hass: HomeAssistant, appliance: Appliance) -> None:
    roles = await chosen(hass, POWER)
    words = await go_on(hass, roles, {"name": "Plug", "power": POWER})
    trying = await go_on(hass, words, {"longest": 60})
    await finish(hass, await go_on(hass, trying, {}))

    await hass.services.async_call(
        "switch", "turn_on", {"entity_id": "switch.plug"}, blocking=True
    )
    assert appliance.shows(POWER) == "on"
    assert appliance.shows("sensor.plug_session_state") == "running"
    await appliance.hand(POWER, "turn_off")
    assert appliance.shows("sensor.plug_session_state") == "idle"
    last = hass.states.get("sensor.plug_last_session")
    assert last
    assert last.state != "unknown" or appliance.shows("switch.plug") == "off"
