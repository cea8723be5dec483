"""Set-up, reload and removal of a massager: nothing is lost, nothing left behind."""

from typing import Any

from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, issue_registry as ir
import pytest

from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.issues import raise_stop_not_confirmed

from .emulator.process import EmulatorProcess
from .entities import Massager, get_sessions, until
from .massagers import demo_entry, paired_entry, wind_down_subentry
from .test_session_log import stored


async def test_unloaded_and_set_up_again(
    hass: HomeAssistant, integration: None, emulator: EmulatorProcess
) -> None:
    massager = await Massager.at_home(hass, await paired_entry(emulator))
    await massager.start()
    assert await hass.config_entries.async_unload(massager.entry.entry_id)
    await hass.async_block_till_done()
    assert massager.entry.state is ConfigEntryState.NOT_LOADED
    assert massager.shows("switch", "session") == "unavailable"
    assert (await emulator.state())["motor"]
    assert await hass.config_entries.async_setup(massager.entry.entry_id)
    await hass.async_block_till_done()
    assert massager.shows("switch", "session") == "on"
    assert (await emulator.state())["starts"] == 1
    assert await get_sessions(hass) == []


async def test_options_are_taken_up(hass: HomeAssistant, integration: None) -> None:
    demo = await Massager.at_home(hass, demo_entry())
    assert demo.panel["program"] == "wind_down"
    hass.config_entries.async_update_entry(
        demo.entry, options={"default_program": "deep_relax", "longest_session": 12}
    )
    await hass.async_block_till_done()
    assert demo.panel["program"] == "deep_relax"
    assert demo.panel["duration"] == "12.0"
    assert demo.state("number", "duration").attributes["max"] == 12


async def test_massager_that_is_switched_off(
    hass: HomeAssistant, integration: None, emulator: EmulatorProcess
) -> None:
    entry = await paired_entry(emulator)
    await emulator.kill()
    massager = await Massager.at_home(hass, entry)
    assert massager.shows("switch", "session") == "unavailable"
    assert massager.shows("button", "stop") == "unavailable"
    assert massager.shows("sensor", "massage_time_total") == "0.0"


async def test_devices(hass: HomeAssistant, integration: None) -> None:
    demo = await Massager.at_home(
        hass, demo_entry(subentries_data=[wind_down_subentry()])
    )
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), demo.entry.entry_id)
    names = {device.name: device for device in devices}
    assert set(names) == {"Demo foot massager", "Bedtime"}
    assert names["Bedtime"].entry_type is dr.DeviceEntryType.SERVICE
    assert names["Demo foot massager"].sw_version == demo.driver.identity.firmware


async def test_removed(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    integration: None,
    emulator: EmulatorProcess,
) -> None:
    massager = await Massager.at_home(hass, await paired_entry(emulator))
    entry_id = massager.entry.entry_id
    await massager.use("number.set_value", "duration", value=20)
    await massager.start()
    raise_stop_not_confirmed(hass, entry_id, "Foot massager")
    await hass.config_entries.async_remove(entry_id)
    await hass.async_block_till_done()
    assert [one["outcome"] for one in await get_sessions(hass)] == ["interrupted"]
    active = hass_storage[f"{DOMAIN}.active"]["data"]
    assert active == {"sessions": {}, "ended": {}, "panels": {}, "wind_downs": {}}
    assert not [
        one for one in ir.async_get(hass).issues.values() if one.domain == DOMAIN
    ]
    commands = (await emulator.state())["commands"]
    assert (commands[-1]["method"], commands[-1]["path"]) == ("DELETE", "/v1/pairing")
    assert (await emulator.state())["motor"]


async def test_removed_while_switched_off(
    hass: HomeAssistant, integration: None, emulator: EmulatorProcess
) -> None:
    massager = await Massager.at_home(hass, await paired_entry(emulator))
    await emulator.kill()
    await until(lambda: massager.shows("binary_sensor", "connection") == "off")
    await hass.config_entries.async_remove(massager.entry.entry_id)
    assert hass.config_entries.async_entries(DOMAIN) == []


async def test_removed_while_disabled(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    integration: None,
    emulator: EmulatorProcess,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nothing of ours was set up since Home Assistant started."""
    key = f"{DOMAIN}.active"
    entry = await paired_entry(emulator, disabled_by=ConfigEntryDisabler.USER)
    entry.add_to_hass(hass)
    panels = {entry.entry_id: {"hold": True}, "another": {"hold": True}}
    hass_storage[key] = stored(key, {"panels": panels})
    await hass.config_entries.async_remove(entry.entry_id)
    assert hass_storage[key]["data"]["panels"] == {"another": {"hold": True}}
    commands = (await emulator.state())["commands"]
    assert commands[-1]["path"] == "/v1/pairing"
    assert "Error" not in caplog.text


async def test_removed_while_a_file_is_damaged(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    integration: None,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What somebody may still repair is not overwritten without a copy."""
    key = f"{DOMAIN}.active"
    hass_storage[key] = stored(key, {"sessions": []})
    entry = demo_entry()
    entry.add_to_hass(hass)
    assert not await hass.config_entries.async_setup(entry.entry_id)
    await hass.config_entries.async_remove(entry.entry_id)
    assert hass_storage[key]["data"] == {"sessions": []}
    assert f".storage/{key} is damaged, and no copy can be kept" in caplog.text


async def test_home_assistant_stops(
    hass: HomeAssistant, integration: None, emulator: EmulatorProcess
) -> None:
    """It hangs up, but nothing looks as if the massager had gone away."""
    massager = await Massager.at_home(hass, await paired_entry(emulator))
    await massager.start()
    shown = {state.entity_id: state.state for state in hass.states.async_all()}
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await hass.async_block_till_done()
    assert massager.driver.state is None
    after = {state.entity_id: state.state for state in hass.states.async_all()}
    assert after == shown
    assert massager.event_types == ["started"]
    assert (await emulator.state())["motor"]
