"""Which sensor measures what, wearable by wearable, with real registry entries."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import yaml

from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.wearable_words import Note, Trap
from custom_components.foot_massage.wearables import (
    WEARABLES,
    chosen,
    groups,
    suggest,
    wearers,
)

TABLE = yaml.safe_load(Path(__file__).with_name("wearables.yaml").read_text("utf-8"))


def register(hass: HomeAssistant, row: dict[str, Any]) -> list[er.RegistryEntry]:
    """Register a wearable's entities, named by their keys."""
    return [
        er.async_get(hass).async_get_or_create(
            one.get("domain", "sensor"),
            row["platform"],
            row["id"].replace("KEY", one["key"]),
            suggested_object_id=f"{row['platform']} {one['key']}",
            unit_of_measurement=one.get("unit"),
            disabled_by=er.RegistryEntryDisabler.INTEGRATION
            if one.get("disabled")
            else None,
        )
        for one in row["entities"]
    ]


def told(
    row: dict[str, Any], entries: Iterable[er.RegistryEntry], word: str, *, off: bool
) -> dict[Metric, str]:
    """Return the table's entity for each metric."""
    return {
        Metric(metric): entry.entity_id
        for one, entry in zip(row["entities"], entries, strict=True)
        for metric in one.get(word, "").split()
        if bool(one.get("disabled")) is off
    }


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["name"])
def test_wearable(hass: HomeAssistant, row: dict[str, Any]) -> None:
    entries = register(hass, row)
    suggestion = suggest(hass, entries)

    best = {metric: one.entry.entity_id for metric, one in suggestion.best.items()}
    assert best == told(row, entries, "is", off=False)
    for metric, entity_id in told(row, entries, "also", off=False).items():
        alone = [one for one in entries if one.entity_id == entity_id]
        assert metric in suggest(hass, alone).best
    disabled = {
        metric: one.entry.entity_id for metric, one in suggestion.disabled.items()
    }
    assert disabled == told(row, entries, "is", off=True)
    traps = {
        entry.entity_id: Trap(one["trap"])
        for one, entry in zip(row["entities"], entries, strict=True)
        if "trap" in one
    }
    refused = {entity_id: trap for entity_id, (_, trap) in suggestion.refused.items()}
    assert refused == traps
    assert suggestion.adds_up is row.get("adds_up", False)
    assert not suggestion.handed_on


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["name"])
def test_notes(hass: HomeAssistant, row: dict[str, Any]) -> None:
    entries = register(hass, row)
    notes = {
        one.entry.entity_id: one.part.note
        for one in suggest(hass, entries).best.values()
        if one.part.note
    }
    assert notes == {
        entry.entity_id: Note(one["note"])
        for one, entry in zip(row["entities"], entries, strict=True)
        if "note" in one
    }


def test_table_is_worth_its_name() -> None:
    platforms = {row["platform"] for row in TABLE}
    assert {wearable.domain for wearable in WEARABLES} < platforms
    assert len(platforms) >= 14
    assert {one.get("trap") for row in TABLE for one in row["entities"]} - {None} == {
        *Trap
    }


def wearable(name: str) -> dict[str, Any]:
    row: dict[str, Any] = next(row for row in TABLE if row["name"] == name)
    return row


def test_a_vendor_goes_before_what_a_phone_hands_on(hass: HomeAssistant) -> None:
    entries = [
        *register(hass, wearable("A phone with Android")),
        *register(hass, wearable("Oura ring")),
    ]
    suggestion = suggest(hass, entries)

    assert suggestion.handed_on
    assert {one.entry.platform for one in suggestion.best.values()} == {"oura"}


def test_sleep_goes_before_time_in_bed(hass: HomeAssistant) -> None:
    entries = [
        *register(hass, wearable("SleepIQ")),
        *register(hass, wearable("A phone with Android")),
    ]
    best = suggest(hass, entries).best

    assert best[Metric.SLEEP_DURATION].entry.platform == "mobile_app"
    assert best[Metric.HRV].entry.platform == "sleepiq"


def test_a_bed_for_two(hass: HomeAssistant) -> None:
    bed = wearable("SleepIQ")
    entries = [*register(hass, bed), *register(hass, bed | {"id": "80002_KEY"})]

    people = wearers(entries)

    assert [who.owner for who in people] == ["80001", "80002"]
    assert [len(entities) for entities in people.values()] == [4, 4]


def test_the_unit_that_is_shown_counts(hass: HomeAssistant) -> None:
    row = wearable("A score by the name of a resting heart rate")
    (entry,) = register(hass, row)
    hass.states.async_set(entry.entity_id, "54", {"unit_of_measurement": "bpm"})

    best = suggest(hass, [entry]).best
    assert best[Metric.RESTING_HEART_RATE].entry == entry


def test_a_ring_tells_all_at_once(hass: HomeAssistant) -> None:
    best = suggest(hass, register(hass, wearable("Oura ring"))).best

    (group,) = groups(hass, best.values())
    assert group.wearable == "oura:01K4OURA"
    assert len(group.sensors) == len(best)
    assert group.began == ("sensor.oura_bedtime_start", None)
    assert group.ended == ("sensor.oura_bedtime_end", None)
    assert not group.events


def test_a_phone_tells_heart_values_on_their_own(hass: HomeAssistant) -> None:
    best = suggest(hass, register(hass, wearable("A phone with Android"))).best

    found = {one.wearable: one for one in groups(hass, best.values())}
    sleep = found.pop("mobile_app:0a1b2c")
    duration = "sensor.mobile_app_health_connect_sleep_duration"
    assert sleep.ended == (duration, "endTime")
    assert sleep.began == (duration, "startTime")
    assert found.keys() == {
        "mobile_app:0a1b2c:hrv",
        "mobile_app:0a1b2c:resting_heart_rate",
    }
    assert {one.ended for one in found.values()} == {None}


def test_a_time_of_waking_that_is_disabled_is_not_there(hass: HomeAssistant) -> None:
    ring = wearable("Oura ring")
    off = [one | {"disabled": one["key"] == "bedtime_end"} for one in ring["entities"]]
    best = suggest(hass, register(hass, ring | {"entities": off})).best

    (group,) = groups(hass, best.values())
    assert group.ended is None


def test_a_tracker_tells_by_events(hass: HomeAssistant) -> None:
    best = suggest(hass, register(hass, wearable("Sleep as Android"))).best

    (group,) = groups(hass, best.values())
    assert group.events == (
        "event.sleep_as_android_sleep_tracking",
        "event.sleep_as_android_sleep_phase",
    )
    assert all(one.part.event for one in group.sensors)


def test_what_was_chosen_is_found_again(hass: HomeAssistant) -> None:
    entries = register(hass, wearable("Polar"))
    for sensor in suggest(hass, entries).best.values():
        again = chosen(sensor.entry, sensor.part.metric, sensor.part.attribute)
        assert again == sensor


def test_what_is_known_may_be_chosen_for_something_else(hass: HomeAssistant) -> None:
    (entry,) = register(hass, wearable("Something else"))
    (_, ready, *_) = suggest(hass, register(hass, wearable("Oura ring"))).best.values()

    sensor = chosen(ready.entry, Metric.SLEEP_SCORE)

    assert sensor.part.metric is Metric.SLEEP_SCORE
    assert len(groups(hass, [ready, sensor])) == 2
    assert chosen(entry, Metric.SLEEP_DURATION).wearer.domain == "template"


def test_what_nobody_knows_may_be_chosen(hass: HomeAssistant) -> None:
    entry = MockConfigEntry(domain="mqtt")
    entry.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id, identifiers={("mqtt", "mat")}
    )
    metrics = (Metric.SLEEP_DURATION, Metric.AWAKENINGS, Metric.HRV)
    sensors = [
        chosen(
            er.async_get(hass).async_get_or_create(
                "sensor", "mqtt", f"mat_{metric}", device_id=device.id
            ),
            metric,
        )
        for metric in metrics
    ]

    sleep, heart = groups(hass, sensors)
    assert [one.part.metric for one in sleep.sensors] == [*metrics[:2]]
    assert [one.part.metric for one in heart.sensors] == [Metric.HRV]
    assert (sleep.began, sleep.ended) == (None, None)


async def test_a_cuff_measures_no_sleep(hass: HomeAssistant) -> None:
    entities = [{"key": "systolic_blood_pressure_mmhg", "unit": "mmHg"}]
    row = {"platform": "withings", "id": "withings_12345_KEY", "entities": entities}
    (cuff,) = register(hass, row)
    assert wearers([cuff]) == {}
