"""Foot massage: a massager, its wind-down and the record of its sessions."""

import asyncio

from homeassistant.const import EVENT_HOMEASSISTANT_STOP, Platform
from homeassistant.core import Event, HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.importlib import async_import_module
from homeassistant.helpers.typing import ConfigType

from .const import DOMAIN, SUBENTRY_WIND_DOWN
from .coordinator import FootMassageCoordinator
from .issues import clear_all
from .massager_entry import async_unpair, create_driver
from .runtime import FootMassageConfigEntry, FootMassageRuntime
from .services import async_setup_services
from .session_log import SESSION_LOG, async_get_log
from .speeches import async_load_speeches
from .wind_down import WindDown

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)

PLATFORMS = [
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.CALENDAR,
    Platform.EVENT,
    Platform.NUMBER,
    Platform.SCENE,
    Platform.SELECT,
    Platform.SENSOR,
    Platform.SWITCH,
]


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Load the session log and register the actions."""
    await async_get_log(hass)
    async_setup_services(hass)
    await async_load_speeches(hass)
    if "conversation" in hass.config.components:
        voice = await async_import_module(hass, f"{__package__}.voice")
        voice.async_setup_voice(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: FootMassageConfigEntry) -> bool:
    """Set up a massager with its wind-downs."""
    driver = create_driver(hass, entry)
    entry.async_on_unload(driver.disconnect)
    coordinator = FootMassageCoordinator(hass, entry, driver, hass.data[SESSION_LOG])

    async def hang_up(_: Event) -> None:
        """Disconnect before the sockets are closed: stopping does not unload."""
        coordinator.leave()
        await driver.disconnect()

    entry.async_on_unload(hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STOP, hang_up))
    wind_downs: dict[str, WindDown] = {}
    turn = asyncio.Lock()
    entry.runtime_data = FootMassageRuntime(coordinator, wind_downs)
    await coordinator.async_start()
    for subentry in entry.get_subentries_of_type(SUBENTRY_WIND_DOWN):
        wind_down = WindDown(hass, coordinator, subentry, wind_downs, turn)
        wind_downs[subentry.subentry_id] = wind_down
        wind_down.async_start()
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    coordinator.news.set_up()
    entry.async_on_unload(entry.add_update_listener(_async_reload))
    return True


async def async_unload_entry(
    hass: HomeAssistant, entry: FootMassageConfigEntry
) -> bool:
    """Leave a massager; a session that runs goes on by the massager's own clock."""
    return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)


async def async_remove_entry(
    hass: HomeAssistant, entry: FootMassageConfigEntry
) -> None:
    """Forget a massager; its sessions stay in the history."""
    clear_all(hass, entry)
    await async_unpair(hass, entry)
    # A massager that was disabled can be removed before anything was set up.
    log = await async_get_log(hass)
    await log.async_forget_massager(entry.entry_id)


async def _async_reload(hass: HomeAssistant, entry: FootMassageConfigEntry) -> None:
    """Take up changed settings, wind-downs or capabilities."""
    await hass.config_entries.async_reload(entry.entry_id)
