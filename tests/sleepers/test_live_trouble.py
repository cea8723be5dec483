"""Live sensors that come and go, and a Home Assistant that does."""

from typing import Any

from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import CoreState
from homeassistant.helpers import entity_registry as er, issue_registry as ir
import pytest

from custom_components.foot_massage.diagnostics import (
    async_get_config_entry_diagnostics,
)
from custom_components.foot_massage.session_log import SESSION_LOG
from custom_components.foot_massage.session_readings import readings_of

from .live import Strap, heart, massage, pass_time, sessions, start, stop


@pytest.mark.parametrize("how", ["unloaded", "shut down", "removed"])
async def test_two_minutes_are_not_over(strap: Strap, how: str) -> None:
    bedroom, hass = strap.bedroom, strap.bedroom.hass
    await massage(strap)
    await strap.beats(66)
    if how == "unloaded":
        await hass.config_entries.async_unload(bedroom.entry.entry_id)
    elif how == "removed":
        await hass.config_entries.async_remove(bedroom.entry.entry_id)
    else:
        hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await bedroom.hass.async_block_till_done()
    # What was measured until then is all there is.
    assert await heart(bedroom) == (74, 63)
    await pass_time(bedroom, minutes=5)
    assert await heart(bedroom) == (74, 63)
    assert (bedroom.entry.entry_id in readings_of(hass)) is (how == "shut down")


async def test_the_session_is_gone_by_then(strap: Strap) -> None:
    bedroom = strap.bedroom
    await massage(strap)
    log = bedroom.hass.data[SESSION_LOG]
    log._sessions.clear()
    log._by_id.clear()
    await pass_time(bedroom, minutes=3)
    assert await sessions(bedroom) == []


async def test_renamed_and_disabled(strap: Strap) -> None:
    bedroom, registry = strap.bedroom, er.async_get(strap.bedroom.hass)
    entity_id = strap.entities["heart_rate"].entity_id
    registry.async_update_entity(entity_id, new_entity_id="sensor.heart")
    await bedroom.hass.async_block_till_done()
    bedroom.hass.states.async_set("sensor.heart", "70", {"unit_of_measurement": "bpm"})
    await pass_time(bedroom, minutes=2)
    await start(bedroom)
    await stop(bedroom)
    assert (await heart(bedroom))[0] == 70
    registry.async_update_entity(
        "sensor.heart", disabled_by=er.RegistryEntryDisabler.USER
    )
    bedroom.hass.states.async_remove("sensor.heart")
    issues = ir.async_get(bedroom.hass).issues
    issue_id = ("foot_massage", f"live_sensors_missing_{bedroom.entry.entry_id}")
    assert issues[issue_id].translation_placeholders == {
        "name": "Ada",
        "missing": "- sensor.heart",
    }
    await pass_time(bedroom, minutes=10)
    await start(bedroom)
    await stop(bedroom)
    assert (await heart(bedroom))[0] is None
    await strap.choose()
    assert issue_id not in issues


async def test_what_is_shown_already(strap: Strap) -> None:
    await strap.show("heart_rate", 70)
    await strap.bedroom.reload()
    await pass_time(strap.bedroom, minutes=2)
    await start(strap.bedroom)
    await stop(strap.bedroom)
    assert (await heart(strap.bedroom))[0] == 70


async def test_what_is_shown_while_home_assistant_starts(strap: Strap) -> None:
    bedroom, hass = strap.bedroom, strap.bedroom.hass
    hass.set_state(CoreState.starting)
    await bedroom.reload()
    # An integration shows what it had kept, as if it were new.
    await strap.show("heart_rate", 70)
    hass.set_state(CoreState.running)
    hass.bus.async_fire("homeassistant_started")
    await bedroom.hass.async_block_till_done()
    await pass_time(bedroom, minutes=2)
    await start(bedroom)
    await stop(bedroom)
    assert (await heart(bedroom))[0] is None
    await strap.beats(72, 72)
    await start(bedroom)
    await stop(bedroom)
    assert (await heart(bedroom))[0] == 72


async def test_only_counted_in_diagnostics(strap: Strap) -> None:
    bedroom = strap.bedroom
    await massage(strap)
    await strap.beats(66, 68)
    person: Any = await async_get_config_entry_diagnostics(bedroom.hass, bedroom.entry)
    assert person["sessions_by_reading"] == {
        "heart_rate": 1,
        "hrv": 0,
        "spo2": 0,
        "systolic": 0,
        "diastolic": 0,
    }
    massager: Any = await async_get_config_entry_diagnostics(
        bedroom.hass, bedroom.massager.entry
    )
    (recent,) = massager["recent_sessions"]
    assert recent["before"] == recent["after"] == "**REDACTED**"
