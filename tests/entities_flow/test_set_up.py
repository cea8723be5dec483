"""Adding a massager that another integration has brought into Home Assistant."""

from datetime import timedelta

from homeassistant.config_entries import SOURCE_RECONFIGURE
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers.event import async_track_state_change_event
import pytest

from custom_components.foot_massage.const import DOMAIN
from tests.dialogs import go_on
from tests.drivers.appliance import (
    BALL,
    HEAT,
    INTENSITY,
    METER,
    POWER,
    TECHNIQUE,
    TIMER,
    Appliance,
)

from .steps import chosen, finish, suggested, up_to_try_out

pytestmark = pytest.mark.usefixtures("integration")


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


def meter_follows(appliance: Appliance) -> None:
    """Have the meter show what is drawn."""
    unit = {"device_class": "power", "unit_of_measurement": "W"}
    appliance.sense(METER, 0.5, **unit)

    @callback
    def draw(_event: Event[EventStateChangedData]) -> None:
        appliance.sense(METER, 20.5 if appliance.shows(POWER) == "on" else 0.5, **unit)

    async_track_state_change_event(appliance.hass, [POWER], draw)


async def test_device_with_everything(
    hass: HomeAssistant, appliance: Appliance
) -> None:
    meter_follows(appliance)
    roles = await chosen(hass, POWER, METER, TECHNIQUE, INTENSITY, HEAT, TIMER, BALL)
    found = suggested(roles)
    assert found["technique"] == TECHNIQUE
    assert found["intensity"] == INTENSITY
    # How warm "Warm" is nobody can tell: that is asked.
    assert "heat" not in found
    assert found["power_meter"] == METER
    answers = {
        **found,
        "name": "Old massager",
        "power": POWER,
        "ball": BALL,
        "duration": TIMER,
        "heat": HEAT,
    }

    words = await go_on(hass, roles, answers)
    meant = suggested(words)
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


async def test_did_not_run(hass: HomeAssistant, appliance: Appliance) -> None:
    roles = await chosen(hass, POWER)
    trying = await up_to_try_out(hass, roles, power=POWER)
    tried = await go_on(hass, trying, {})
    assert tried["menu_options"] == ["it_ran", "try_out", "roles"]
    again = await go_on(hass, tried, {"next_step_id": "try_out"})
    assert again["step_id"] == "try_out"
    tried = await go_on(hass, again, {})
    roles = await go_on(hass, tried, {"next_step_id": "roles"})
    assert roles["step_id"] == "roles"


async def test_reconfigure(hass: HomeAssistant, appliance: Appliance) -> None:
    roles = await chosen(hass, POWER)
    trying = await up_to_try_out(hass, roles, power=POWER)
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
    # Nor was the try-out a massage.
    assert coordinator.log.recent(entry.entry_id, 1) == []


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
