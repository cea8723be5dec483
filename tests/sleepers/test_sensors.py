"""What is shown of a person: how far the comparison has come, and what it says."""

from homeassistant.core import (
    EVENT_STATE_CHANGED,
    Event,
    EventStateChangedData,
    callback,
)
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest

from .bedroom import Bedroom


async def test_a_device_with_what_is_measured(bedroom: Bedroom) -> None:
    registry = er.async_get(bedroom.hass)
    entities = er.async_entries_for_config_entry(registry, bedroom.entry.entry_id)
    assert {one.translation_key for one in entities} == {
        "comparison",
        "massage_nights",
        "other_nights",
        "tonight",
        "sleep_duration_difference",
        "deep_sleep_difference",
        "hrv_difference",
    }
    (device,) = dr.async_entries_for_config_entry(
        dr.async_get(bedroom.hass), bedroom.entry.entry_id
    )
    assert (device.name, device.entry_type) == ("Ada", "service")


@pytest.mark.parametrize(
    ("nights", "stage"),
    [
        (0, "collecting"),
        (12, "collecting"),
        (24, "too_early"),
        (40, "early_signal"),
        (80, "solid"),
    ],
)
async def test_how_far_it_has_come(bedroom: Bedroom, nights: int, stage: str) -> None:
    await bedroom.has_slept(nights)
    assert bedroom.state("comparison").state == stage
    massage = -(-nights // 3)
    assert bedroom.state("massage_nights").state == str(massage)
    assert bedroom.state("other_nights").state == str(nights - massage)


async def test_a_difference(bedroom: Bedroom) -> None:
    await bedroom.has_slept(80)
    state = bedroom.state("sleep_duration_difference")
    shown = state.attributes
    assert 25 < float(state.state) < 35
    assert shown["low"] < float(state.state) < shown["high"]
    assert shown["p"] < 0.05
    assert (shown["massage_nights"], shown["other_nights"]) == (27, 53)
    assert shown["adjusted_for"] == ["weekend", "trend"]
    assert shown["unit_of_measurement"] == "min"
    assert bedroom.state("hrv_difference").state == "unknown"
    assert bedroom.state("hrv_difference").attributes["massage_nights"] == 0


async def test_tonight_without_a_trial(bedroom: Bedroom) -> None:
    assert bedroom.state("tonight").state == "no_trial"


async def test_a_night_is_counted_when_it_is_settled(bedroom: Bedroom) -> None:
    await bedroom.until("07:00", days=1)
    await bedroom.tells(7)
    before = bedroom.state("other_nights").state
    await bedroom.until("18:01")
    assert (before, bedroom.state("other_nights").state) == ("0", "1")


async def test_nothing_ticks(bedroom: Bedroom) -> None:
    await bedroom.has_slept(40)
    await bedroom.until("18:01")
    changed = []

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        if event.data["entity_id"].startswith("sensor.ada_"):
            changed.append(event.data["entity_id"])

    bedroom.hass.bus.async_listen(EVENT_STATE_CHANGED, note)
    await bedroom.until("17:00", days=1)
    assert changed == []
