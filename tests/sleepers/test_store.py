"""The nights on disk: never silently emptied."""

from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.foot_massage.core.night_record import night_to_dict
from custom_components.foot_massage.night_store import NIGHT_STORE, NightStore

from ..test_session_log import stored
from .bedroom import Bedroom

KEY = "foot_massage.nights"


async def written(bedroom: Bedroom) -> None:
    """Wait until everything is on disk."""
    bedroom.clock.tick(timedelta(minutes=2))
    async_fire_time_changed(bedroom.hass)
    await bedroom.settle()


async def loaded(hass: HomeAssistant) -> NightStore:
    store = NightStore(hass)
    await store.async_load()
    return store


async def test_nights_and_what_was_shown(
    bedroom: Bedroom, hass_storage: dict[str, Any]
) -> None:
    await bedroom.until("07:00", days=1)
    await bedroom.tells(7)
    await written(bedroom)
    sleeper_id = bedroom.entry.entry_id
    again = await loaded(bedroom.hass)
    assert again.nights(sleeper_id)[-1] == bedroom.night()
    assert again.kept(sleeper_id).shown == bedroom.sleeper.book.shown
    assert bedroom.sleeper.book.shown[bedroom.ring["average_sleep_hrv"].id] == 50
    assert len(again) == len([*bedroom.sleeper.book.nights])


async def test_a_record_that_makes_no_sense_is_kept(
    bedroom: Bedroom,
    hass_storage: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    hass, sleeper_id = bedroom.hass, bedroom.entry.entry_id
    # Else it may be written later than what is put there now.
    await written(bedroom)
    night = bedroom.night()
    good = night_to_dict(night)
    nonsense = [{"day": "yesterday"}, None]
    record = {"nights": [*nonsense, good], "shown": {"ring": 1}, "watch": {}}
    hass_storage[KEY] = stored(KEY, {"sleepers": {sleeper_id: record}})
    assert await hass.config_entries.async_unload(sleeper_id)
    hass.data[NIGHT_STORE] = store = await loaded(hass)
    assert store.nights(sleeper_id) == [night]
    assert f"2 records in .storage/{KEY} cannot be read" in caplog.text
    assert await hass.config_entries.async_setup(sleeper_id)
    await written(bedroom)
    nights = hass_storage[KEY]["data"]["sleepers"][sleeper_id]["nights"]
    assert nights[-2:] == nonsense
    assert good["day"] in {one["day"] for one in nights[:-2]}
