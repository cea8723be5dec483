"""Adding a massager that another integration has brought into Home Assistant."""

from datetime import timedelta
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_state_change_event
import pytest

from tests.dialogs import go_on, reconfigure, suggested
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

from .steps import chosen, finish, up_to_try_out

pytestmark = pytest.mark.usefixtures("integration")


async def plugged_in(hass: HomeAssistant, name: str, minutes: int) -> ConfigEntry[Any]:
    """Add a massager on a plug."""
    roles = await chosen(hass, POWER)
    words = await go_on(hass, roles, {"name": name, "power": POWER})
    trying = await go_on(hass, words, {"longest": minutes})
    return await finish(hass, await go_on(hass, trying, {}))


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
    entry = await plugged_in(hass, "X", minutes=60)
    flow = await reconfigure(hass, entry)
    assert flow["step_id"] == "roles"
    words = await go_on(hass, flow, {"name": "Y", "power": POWER})
    trying = await go_on(hass, words, {"longest": 15})
    tried = await go_on(hass, trying, {})
    done = await go_on(hass, tried, {"next_step_id": "it_ran"})
    await hass.async_block_till_done()
    assert done["reason"] == "reconfigure_successful"
    assert entry.title == "Y"
    assert entry.data["identity"]["name"] == "Y"
    assert entry.data["capabilities"]["longest"] == 900
    coordinator = entry.runtime_data.coordinator
    assert coordinator.longest == timedelta(minutes=15)
    # Nor was the try-out a massage.
    assert coordinator.log.recent(entry.entry_id, 1) == []


async def test_reconfigure_after_the_plug_was_removed(
    hass: HomeAssistant, appliance: Appliance
) -> None:
    entry = await plugged_in(hass, "X", minutes=15)
    registry = er.async_get(hass)
    registry.async_remove(POWER)
    await hass.async_block_till_done()

    device = await reconfigure(hass, entry)
    assert device["step_id"] == "entities"
    roles = await go_on(hass, device, {"entities": [BALL]})
    assert suggested(roles)["name"] == "X"
    trying = await up_to_try_out(hass, roles, power=BALL)
    tried = await go_on(hass, trying, {})
    done = await go_on(hass, tried, {"next_step_id": "it_ran"})
    await hass.async_block_till_done()

    assert done["reason"] == "reconfigure_successful"
    ball = registry.async_get(BALL)
    assert ball
    assert entry.data["source"]["entities"] == {"power": ball.id}
    assert entry.data["capabilities"]["longest"] == 900


async def test_a_session_by_a_plug(hass: HomeAssistant, appliance: Appliance) -> None:
    await plugged_in(hass, "Plug", minutes=60)

    await hass.services.async_call(
        "switch", "turn_on", {"entity_id": "switch.plug"}, blocking=True
    )
    assert appliance.shows(POWER) == "on"
    assert appliance.shows("sensor.plug_session_state") == "running"
    await appliance.hand(POWER, "turn_off")
    assert appliance.shows("sensor.plug_session_state") == "idle"
    assert appliance.shows("sensor.plug_last_session") != "unknown"
