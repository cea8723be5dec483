"""What keeps a massager from working is noticed, told, and taken back."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.foot_massage.const import DOMAIN, DriverKind
from custom_components.foot_massage.core.massager import MassagerIdentity
from custom_components.foot_massage.core.roles import Role
from custom_components.foot_massage.core.source_map import SourceMap
from custom_components.foot_massage.massager_entry import entry_data

from .emulator.process import EmulatorProcess
from .entities import Massager, pass_time
from .massagers import demo_entry, paired_entry, set_up


def issues(hass: HomeAssistant) -> set[str | None]:
    every = ir.async_get(hass).issues.values()
    return {issue.translation_key for issue in every if issue.domain == DOMAIN}


async def pass_a_day(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    freezer.tick(timedelta(days=1, seconds=1))
    async_fire_time_changed(hass)
    await hass.async_block_till_done()


async def test_gone_for_a_day(
    hass: HomeAssistant, integration: None, freezer: FrozenDateTimeFactory
) -> None:
    demo = await Massager.at_home(hass, demo_entry())
    demo.driver.set_reachable(False)
    assert demo.shows("binary_sensor", "connection") == "off"
    assert issues(hass) == set()
    await pass_a_day(hass, freezer)
    assert issues(hass) == {"device_gone"}
    demo.driver.set_reachable(True)
    await hass.async_block_till_done()
    assert demo.shows("binary_sensor", "connection") == "on"
    assert issues(hass) == set()


async def test_back_within_a_day(
    hass: HomeAssistant, integration: None, freezer: FrozenDateTimeFactory
) -> None:
    demo = await Massager.at_home(hass, demo_entry())
    demo.driver.set_reachable(False)
    demo.driver.set_reachable(True)
    await pass_a_day(hass, freezer)
    assert issues(hass) == set()


async def test_what_drives_it_is_gone(
    hass: HomeAssistant, integration: None, freezer: FrozenDateTimeFactory
) -> None:
    identity = MassagerIdentity(serial="plug", name="Plug")
    source = SourceMap(entities={Role.POWER: "switch.socket"})
    data = entry_data(
        DriverKind.ENTITIES,
        identity,
        source.capabilities(),
        source=source.as_dict(),
    )
    await set_up(hass, MockConfigEntry(domain=DOMAIN, title="Plug", data=data))
    assert issues(hass) == set()
    await pass_time(hass, freezer, minutes=3, step=60)
    assert issues(hass) == {"source_gone"}
    # It is there again, but it has no power.
    hass.states.async_set("switch.socket", "unavailable")
    await hass.async_block_till_done()
    assert issues(hass) == set()
    await pass_a_day(hass, freezer)
    assert issues(hass) == {"device_gone"}
    hass.states.async_set("switch.socket", "off")
    await hass.async_block_till_done()
    assert issues(hass) == set()


async def test_token_no_longer_accepted(
    hass: HomeAssistant, integration: None, emulator: EmulatorProcess
) -> None:
    entry = await paired_entry(emulator)
    await emulator.admin("revoke")
    massager = await Massager.at_home(hass, entry)
    assert massager.shows("binary_sensor", "connection") == "off"
    (flow,) = hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    assert flow["context"]["source"] == SOURCE_REAUTH


async def test_new_description_is_taken_up(
    hass: HomeAssistant, integration: None, emulator: EmulatorProcess
) -> None:
    entry = await paired_entry(emulator)
    poor = {**entry.data["capabilities"], "zones": [], "heat": []}
    entry.add_to_hass(hass)
    hass.config_entries.async_update_entry(
        entry, data={**entry.data, "capabilities": poor}
    )
    massager = Massager(hass=hass, entry=entry)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert entry.data["capabilities"]["heat"] == ["off", "low", "medium", "high"]
    assert massager.find("select", "heat")
    assert massager.find("switch", "zone_ball")
