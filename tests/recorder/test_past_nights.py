"""Nights from before somebody was added, out of what the recorder has kept."""

from dataclasses import replace
from typing import Any

from homeassistant.core import CoreState
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.foot_massage.core.nights import (
    Exposure,
    Night,
    NightValue,
    Origin,
    Status,
)
from custom_components.foot_massage.night_store import NIGHT_STORE
from custom_components.foot_massage.session_log import SESSION_LOG

from ..core.sleepers import session
from ..massagers import demo_entry, set_up
from ..sleepers.entries import sleeper_entry
from .database import execute
from .past import (
    DEEP,
    DURATION,
    HEART,
    HRV,
    SLEEP,
    Past,
    day,
    measured,
    three_nights,
    values,
)


async def test_history(past: Past) -> None:
    await three_nights(past)
    nights = await past.moves_in(past.ada())
    # Nothing shows whether the first values were new.
    assert values(nights, DURATION) == {10: 450, 11: 390}
    assert values(nights, HRV) == {10: 55, 11: 55}
    told = [night.values[DURATION] for night in nights]
    assert {one.origin for one in told} == {Origin.HISTORY}
    assert [one.status for one in told] == [Status.SETTLED, Status.PROVISIONAL]
    assert told[0].sources == (past.ring[SLEEP].id,)


async def test_the_time_of_waking_is_proof_enough(past: Past) -> None:
    await past.tells("9 07:00", 7, woke="9 06:40")
    await past.until("11 12:00")
    (night,) = await past.moves_in(past.ada())
    assert (night.day, night.value(DURATION)) == (day(9), 420)
    (sleep,) = night.sleeps.values()
    assert sleep.ended == past.local("9 06:40")


async def test_what_was_recorded_stays(past: Past) -> None:
    await three_nights(past)
    entry = past.ada()
    known = NightValue(
        value=451,
        sources=("another",),
        taken_at=past.local("10 07:00"),
        status=Status.CORRECTED,
    )
    night = Night(
        day=day(10),
        start=past.local("9 18:00"),
        end=past.local("10 18:00"),
        values={DURATION: known},
        exposure=Exposure.OTHER,
    )
    await set_up(past.hass, demo_entry())
    past.hass.data[NIGHT_STORE].keep(entry.entry_id, [night], {}, {})
    filled, _ = await past.moves_in(entry)
    assert filled.values[DURATION] == known
    assert filled.values[HRV].origin is Origin.HISTORY


async def test_a_sensor_that_is_added_later(past: Past) -> None:
    await past.until("8 12:00")
    entry = past.ada(SLEEP)
    await past.moves_in(entry)
    await three_nights(past)
    exposure = {night.day: night.exposure for night in measured(entry)}
    assert values(measured(entry), HRV) == {10: None, 11: None}

    past.hass.config_entries.async_update_entry(entry, data=past.ada().data)
    await past.recorded()
    nights = measured(entry)
    assert values(nights, HRV) == {10: 55, 11: 55}
    assert {one.values[DURATION].origin for one in nights} == {Origin.RECORDED}
    # What is shown beside last night's sleep is of last night.
    assert [one.values[HRV].origin for one in nights] == [
        Origin.HISTORY,
        Origin.RECORDED,
    ]
    assert {night.day: night.exposure for night in nights} == exposure


async def test_another_wearable_that_is_added_later(past: Past) -> None:
    """It tells everything in the attributes of one entity."""
    hass = past.hass
    await past.until("8 12:00")
    entry = past.ada(SLEEP)
    await past.moves_in(entry)
    band = er.async_get(hass).async_get_or_create(
        "sensor", "polar", "01K4_last_sleep", suggested_object_id="band"
    )
    for clock, deep in (("9 07:30", 3600), ("10 07:30", 5400)):
        await past.tells(clock, deep / 600)
        told = {"deep_sleep": deep, "sleep_end_time": f"2026-11-{clock[:2]}T07:00:00"}
        hass.states.async_set(band.entity_id, "80", told)
    await past.until("11 12:00")
    sensors = dict(entry.data["sensors"])
    sensors["deep_sleep"] = {"entity_id": band.id, "attribute": "deep_sleep"}
    hass.config_entries.async_update_entry(
        entry, data={**entry.data, "sensors": sensors}
    )
    await past.recorded()
    assert values(measured(entry), DEEP)[10] == 90


async def test_a_sensor_that_is_enabled_later(past: Past) -> None:
    await three_nights(past)
    registry = er.async_get(past.hass)
    heart = past.ring[HEART].entity_id
    registry.async_update_entity(heart, disabled_by=er.RegistryEntryDisabler.USER)
    entry = past.ada()
    assert values(await past.moves_in(entry), HRV) == {10: None, 11: None}
    registry.async_update_entity(heart, disabled_by=None)
    await past.recorded()
    assert values(measured(entry), HRV) == {10: 55, 11: 55}


async def test_each_sensor_is_looked_through_once(past: Past) -> None:
    await past.until("8 12:00")
    entry = past.ada(SLEEP)
    await past.moves_in(entry)
    assert await past.hass.config_entries.async_unload(entry.entry_id)
    await three_nights(past)
    assert await past.hass.config_entries.async_setup(entry.entry_id)
    await past.recorded()
    # Home Assistant was there, but nobody looked: this is not "before".
    assert values(measured(entry), DURATION) == {}


async def test_somebody_who_comes_back(past: Past) -> None:
    await past.until("8 12:00")
    await set_up(past.hass, demo_entry())
    former = past.ada(SLEEP)
    await past.moves_in(former)
    await past.tells("9 07:00", 7)
    await past.tells("10 07:00", 7.5)
    await past.until("10 19:00")
    await past.recorded()
    await past.hass.config_entries.async_remove(former.entry_id)
    await past.tells("11 07:00", 6.5)
    await past.until("12 12:00")

    nights = await past.moves_in(past.ada(SLEEP))
    assert [one.values[DURATION].origin for one in nights] == [
        Origin.RECORDED,
        Origin.HISTORY,
    ]
    assert [one.exposure for one in nights] == [Exposure.OTHER, Exposure.UNKNOWN]


async def test_a_tracker_that_tells_by_events(past: Past) -> None:
    hass = past.hass
    tracking = er.async_get(hass).async_get_or_create(
        "event", "sleep_as_android", "01K4_sleep_tracking", suggested_object_id="track"
    )
    began, ended = (past.local(one).isoformat() for one in ("9 23:00", "10 06:30"))
    for clock, state, told in (
        ("9 12:00", "unknown", None),
        ("9 23:00", began, "started"),
        # Home Assistant starts anew, which is no news of the tracker's.
        ("9 23:30", "unavailable", None),
        ("9 23:31", began, "started"),
        ("10 06:30", ended, "stopped"),
    ):
        await past.until(clock)
        hass.states.async_set(tracking.entity_id, state, {"event_type": told})
        await past.recorded()
    await past.until("11 12:00")
    entry = sleeper_entry(sensors={"sleep_duration": tracking.id})
    (night,) = await past.moves_in(entry)
    assert (night.day, night.value(DURATION)) == (day(10), 450)


@pytest.mark.parametrize("is_hers", [True, False])
async def test_a_massage_before_somebody_was_added(past: Past, is_hers: bool) -> None:
    """Whether there was none nobody can know, and mostly not whose one was, either."""
    await past.until("8 12:00")
    massager = await set_up(past.hass, demo_entry())
    entry = past.ada()
    past.hass.data[SESSION_LOG].finish(
        replace(
            session("9 22:00"),
            massager_id=massager.entry_id,
            sleeper=entry.entry_id if is_hers else None,
        )
    )
    await three_nights(past)
    # An entry knows when it was made.
    entry = past.ada(entry_id=entry.entry_id)
    last, latest = await past.moves_in(entry)
    assert last.exposure is (Exposure.MASSAGE if is_hers else Exposure.UNKNOWN)
    assert latest.exposure is Exposure.UNKNOWN


async def test_once_home_assistant_has_started(past: Past) -> None:
    await three_nights(past)
    past.hass.set_state(CoreState.starting)
    entry = past.ada()
    assert await past.moves_in(entry) == []
    await past.hass.async_start()
    await past.recorded()
    assert values(measured(entry), DURATION) == {10: 450, 11: 390}


async def test_a_database_that_cannot_be_read(
    past: Past, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is lost: it is read the next time."""
    await three_nights(past)

    await execute(past.hass, "ALTER TABLE statistics_meta RENAME TO mislaid")
    entry = past.ada()
    assert await past.moves_in(entry) == []
    assert "Past nights cannot be read from the recorder" in caplog.text
    await execute(past.hass, "ALTER TABLE mislaid RENAME TO statistics_meta")
    assert values(await past.reload(entry), DURATION) == {10: 450, 11: 390}


async def test_shown_with_where_it_is_from(past: Past) -> None:
    await three_nights(past)
    await past.moves_in(past.ada())
    answer: Any = await past.hass.services.async_call(
        "foot_massage", "get_nights", {}, blocking=True, return_response=True
    )
    *_, last = answer["nights"]
    assert (last["night"], last["sleep_duration"]) == ("2026-11-11", 390)
    assert last["sleep_duration_origin"] == "history"
    assert last["deep_sleep_origin"] is None
