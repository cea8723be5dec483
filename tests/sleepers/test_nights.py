"""What a ring tells becomes nights: once, of the right day, with what came before."""

from datetime import datetime, timedelta
from typing import Any

from homeassistant.const import (
    EVENT_HOMEASSISTANT_FINAL_WRITE,
    EVENT_HOMEASSISTANT_STOP,
)
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.nights import Exposure, Status

from .bedroom import Bedroom

DURATION, DEEP, HRV = Metric.SLEEP_DURATION, Metric.DEEP_SLEEP, Metric.HRV


async def test_a_night_from_evening_to_evening(bedroom: Bedroom) -> None:
    await bedroom.until("20:00")
    bedroom.massaged("20:00")
    await bedroom.until("07:00", days=1)
    await bedroom.tells(7.5, deep=88, hrv=52)

    night = bedroom.night()
    assert night.value(DURATION) == 450
    assert (night.value(DEEP), night.value(HRV)) == (88, 52)
    assert night.values[DURATION].status is Status.PROVISIONAL
    assert night.exposure is Exposure.MASSAGE
    assert [one.minutes for one in night.sessions] == [10]
    day = bedroom.today
    await bedroom.until("18:01")
    assert bedroom.night(day).values[DURATION].status is Status.SETTLED


async def test_values_that_come_one_after_the_other_are_one_night(
    bedroom: Bedroom,
) -> None:
    await bedroom.until("07:00", days=1)
    await bedroom.tells(7)
    before = bedroom.night()
    await bedroom.until("07:00", days=1)
    await bedroom.show("total_sleep_duration", 5, "h")
    bedroom.clock.tick(30)
    await bedroom.tells(5, deep=40)

    assert bedroom.night().value(DURATION) == 300
    assert bedroom.night(before.day).value(DURATION) == 420


async def test_a_night_without_a_massage(bedroom: Bedroom) -> None:
    await bedroom.until("07:00", days=2)
    await bedroom.tells(7)
    assert bedroom.night().exposure is Exposure.OTHER


async def test_a_massage_of_nobody_leaves_a_night_unknown(bedroom: Bedroom) -> None:
    await bedroom.until("20:00", days=1)
    bedroom.massaged("20:00", by=None)
    await bedroom.until("07:00", days=1)
    await bedroom.tells(7)
    assert bedroom.night().exposure is Exposure.UNKNOWN


async def test_a_massage_of_somebody_else_is_none(bedroom: Bedroom) -> None:
    await bedroom.until("20:00", days=1)
    bedroom.massaged("20:00", by="somebody")
    await bedroom.until("07:00", days=1)
    await bedroom.tells(7)
    assert bedroom.night().exposure is Exposure.OTHER


async def test_nothing_measured_is_a_night_all_the_same(bedroom: Bedroom) -> None:
    await bedroom.until("18:01", days=2)
    nights = bedroom.sleeper.nights_over()
    assert [night.values for night in nights] == [{}] * len(nights)
    assert nights[-1].day == bedroom.today
    assert nights[-1].exposure is Exposure.OTHER


async def test_nights_survive_a_reload(bedroom: Bedroom) -> None:
    await bedroom.until("07:00", days=1)
    await bedroom.tells(7)
    night = bedroom.night()
    await bedroom.reload()
    assert bedroom.night() == night


async def test_a_sensor_may_be_renamed(bedroom: Bedroom) -> None:
    registry = er.async_get(bedroom.hass)
    key = "total_sleep_duration"
    renamed = registry.async_update_entity(
        bedroom.ring[key].entity_id, new_entity_id="sensor.sleep_of_ada"
    )
    await bedroom.settle()
    bedroom.ring[key] = renamed
    await bedroom.until("07:00", days=1)
    await bedroom.tells(8)
    assert bedroom.night().value(DURATION) == 480


async def test_another_time_zone(bedroom: Bedroom) -> None:
    await bedroom.hass.config.async_update(time_zone="America/New_York")
    await bedroom.settle()
    assert bedroom.sleeper.book.rules.zone == dt_util.get_default_time_zone()
    assert str(bedroom.sleeper.book.rules.zone) == "America/New_York"


async def test_home_assistant_away_for_a_night(bedroom: Bedroom) -> None:
    await bedroom.until("18:01")
    hass, entry_id = bedroom.hass, bedroom.entry.entry_id
    assert await hass.config_entries.async_unload(entry_id)
    await bedroom.until("07:00", days=2)
    assert await hass.config_entries.async_setup(entry_id)
    await bedroom.settle()
    await bedroom.tells(7)
    assert bedroom.night().exposure is Exposure.UNKNOWN
    days = [night.day for night in bedroom.sleeper.book.nights]
    assert days[-2:] == [bedroom.today - timedelta(days=1), bedroom.today]


async def test_a_massager_that_was_away(bedroom: Bedroom) -> None:
    await bedroom.until("19:00")
    hass, massager_id = bedroom.hass, bedroom.massager.entry.entry_id
    assert await hass.config_entries.async_unload(massager_id)
    await bedroom.until("23:00")
    assert await hass.config_entries.async_setup(massager_id)
    await bedroom.until("07:00", days=1)
    await bedroom.tells(7)
    assert bedroom.night().exposure is Exposure.UNKNOWN


async def test_home_assistant_stops(
    bedroom: Bedroom, hass_storage: dict[str, Any]
) -> None:
    await bedroom.until("07:00", days=1)
    await bedroom.tells(7)
    await bedroom.until("09:00")
    stopped = dt_util.utcnow()
    bedroom.hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    bedroom.hass.bus.async_fire(EVENT_HOMEASSISTANT_FINAL_WRITE)
    await bedroom.settle()
    kept = hass_storage["foot_massage.nights"]["data"]["sleepers"]
    watch = kept[bedroom.entry.entry_id]["watch"]
    assert datetime.fromisoformat(watch["seen_at"]) == stopped


async def test_an_old_night_keeps_what_was_known(bedroom: Bedroom) -> None:
    """Of a night two months ago nobody knows any more what could have been seen."""
    await bedroom.has_slept(80)
    old = [*bedroom.sleeper.book.nights][10]
    end = dt_util.as_local(old.end) - timedelta(hours=11)
    await bedroom.show("bedtime_end", end.isoformat())
    await bedroom.show("bedtime_start", (end - timedelta(hours=8)).isoformat())
    await bedroom.show("average_sleep_hrv", 61, "ms")
    bedroom.clock.tick(61)
    async_fire_time_changed(bedroom.hass)
    await bedroom.settle()
    told = bedroom.night(old.day)
    assert told.values[HRV].status is Status.CORRECTED
    assert told.exposure is old.exposure
    assert bedroom.state("hrv_difference").attributes["massage_nights"] == (
        1 if old.massaged else 0
    )
