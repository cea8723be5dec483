"""Foot massage: massagers, wind-downs, and how people sleep after their sessions."""

import asyncio
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_HOMEASSISTANT_STOP, Platform
from homeassistant.core import Event, HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.importlib import async_import_module
from homeassistant.helpers.typing import ConfigType

from .card import async_offer_card, async_serve_card, async_withdraw_card
from .const import CONF_TRIAL, DOMAIN, SUBENTRY_WIND_DOWN
from .coordinator import FootMassageCoordinator
from .core.night_book import NightBook
from .issues import NIGHTS_KEPT, clear_all, raise_nights_kept, take_back
from .massager_entry import async_unpair, create_driver
from .night_store import NIGHT_STORE, NightStore, async_get_nights
from .runtime import FootMassageConfigEntry, FootMassageRuntime, SleeperConfigEntry
from .services import async_setup_services
from .session_log import SESSION_LOG, async_get_log
from .session_readings import SessionReadings
from .sleep_people import is_sleeper
from .sleep_services import async_setup_sleep_services
from .sleeper import Sleeper
from .sleeper_rules import rules_from
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
SLEEPER_PLATFORMS = [Platform.SENSOR]


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Load sessions and nights, register the actions and serve the card."""
    await async_get_log(hass)
    for sleeper_id, name in (await async_get_nights(hass)).left().items():
        raise_nights_kept(hass, sleeper_id, name)
    async_setup_services(hass)
    async_setup_sleep_services(hass)
    await async_load_speeches(hass)
    await async_serve_card(hass)
    if "conversation" in hass.config.components:
        voice = await async_import_module(hass, f"{__package__}.voice")
        voice.async_setup_voice(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: ConfigEntry[Any]) -> bool:
    """Set up a massager or a sleeper."""
    await async_offer_card(hass)
    if is_sleeper(entry):
        await _async_setup_sleeper(hass, entry)
    else:
        await _async_setup_massager(hass, entry)
    return True


async def _async_setup_sleeper(hass: HomeAssistant, entry: SleeperConfigEntry) -> None:
    """Set up a person, with what is kept of their nights."""
    store = hass.data[NIGHT_STORE]
    await _async_return(hass, entry, store)
    _follow_changes(entry)
    book = await hass.async_add_executor_job(
        NightBook,
        rules_from(entry.options),
        store.nights(entry.entry_id),
        store.kept(entry.entry_id).shown,
    )
    sleeper = Sleeper(hass, entry, book, store, hass.data[SESSION_LOG])
    entry.runtime_data = sleeper
    sleeper.async_start()
    SessionReadings(hass, entry, hass.data[SESSION_LOG]).async_start()
    await _async_set_up_platforms(hass, entry, SLEEPER_PLATFORMS)
    await _async_keep_statistics(hass, entry, sleeper)


async def _async_return(
    hass: HomeAssistant, entry: SleeperConfigEntry, store: NightStore
) -> None:
    """Give somebody who was removed once their nights, sessions and trial back."""
    if (found := store.hand_over(entry)) is None:
        return
    former, trial = found
    take_back(hass, NIGHTS_KEPT, former)
    await hass.data[SESSION_LOG].async_reattribute(former, entry.entry_id)
    if trial:
        hass.config_entries.async_update_entry(
            entry, options={**entry.options, CONF_TRIAL: trial}
        )


async def _async_setup_massager(
    hass: HomeAssistant, entry: FootMassageConfigEntry
) -> None:
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
    _follow_changes(entry)
    for subentry in entry.get_subentries_of_type(SUBENTRY_WIND_DOWN):
        wind_down = WindDown(hass, coordinator, subentry, wind_downs, turn)
        wind_downs[subentry.subentry_id] = wind_down
        wind_down.async_start()
    await _async_set_up_platforms(hass, entry, PLATFORMS)
    coordinator.news.set_up()
    await _async_keep_statistics(hass, entry)


def _follow_changes(entry: ConfigEntry[Any]) -> None:
    """Have whatever changes from here on taken up, also during the set-up itself."""
    entry.async_on_unload(entry.add_update_listener(_async_reload))


async def _async_set_up_platforms(
    hass: HomeAssistant, entry: ConfigEntry[Any], platforms: list[Platform]
) -> None:
    """Add the entities, a platform at a time.

    All together are added at one go, and meanwhile nothing else in the home happens.
    """
    for platform in platforms:
        await hass.config_entries.async_forward_entry_setups(entry, [platform])
        await asyncio.sleep(0)


async def _async_keep_statistics(
    hass: HomeAssistant, entry: ConfigEntry[Any], sleeper: Sleeper | None = None
) -> None:
    """Keep long-term statistics, if there is a recorder to keep them in."""
    if "recorder" in hass.config.components:
        module = await async_import_module(hass, f"{__package__}.long_term_statistics")
        statistics = module.LongTermStatistics(
            hass, entry, hass.data[SESSION_LOG], sleeper
        )
        await statistics.async_start()


async def async_unload_entry(hass: HomeAssistant, entry: ConfigEntry[Any]) -> bool:
    """Leave a massager; a session that runs goes on by the massager's own clock."""
    platforms = SLEEPER_PLATFORMS if is_sleeper(entry) else PLATFORMS
    return await hass.config_entries.async_unload_platforms(entry, platforms)


async def async_remove_entry(hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
    """Forget a massager or a sleeper; their sessions and nights stay on record."""
    clear_all(hass, entry)
    if not hass.config_entries.async_entries(DOMAIN, include_ignore=False):
        await async_withdraw_card(hass)
    if is_sleeper(entry):
        nights = await async_get_nights(hass)
        if await nights.async_leave(entry):
            raise_nights_kept(hass, entry.entry_id, entry.title)
        return
    await async_unpair(hass, entry)
    # A massager that was disabled can be removed before anything was set up.
    log = await async_get_log(hass)
    await log.async_forget_massager(entry.entry_id)


async def _async_reload(hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
    """Take up changed settings, wind-downs, capabilities or sensors."""
    await hass.config_entries.async_reload(entry.entry_id)
