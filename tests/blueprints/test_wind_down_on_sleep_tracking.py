"""The blueprint for going to bed: sleep tracking and bed sensors."""

from datetime import timedelta
from typing import Any

from homeassistant.core import Event
import pytest

from .evening import Evening

NAME = "wind_down_on_sleep_tracking"
TRACKING = "event.sleep_tracking"
BED = "binary_sensor.bed"
STARTED = ["start_wind_down"]


async def bed(evening: Evening, **inputs: Any) -> None:
    inputs = {"tracking": [TRACKING], "beds": [BED]} | inputs
    await evening.automate(NAME, wind_down=evening.scene, **inputs)


async def test_sleep_is_tracked(evening: Evening) -> None:
    await bed(evening, duration=20)
    await evening.fire(TRACKING, "started")
    assert evening.asked == STARTED
    assert evening.session_length == 20


@pytest.mark.parametrize("event", ["stopped", "paused", "resumed"])
async def test_another_event(evening: Evening, event: str) -> None:
    await bed(evening)
    await evening.fire(TRACKING, event)
    assert evening.asked == []


async def test_in_bed(evening: Evening) -> None:
    await evening.set(BED, "off")
    await bed(evening)
    await evening.set(BED, "on")
    await evening.wait(timedelta(minutes=4))
    assert evening.asked == []
    await evening.wait(timedelta(minutes=1))
    assert evening.asked == STARTED


async def test_up_again(evening: Evening) -> None:
    await evening.set(BED, "off")
    await bed(evening)
    await evening.set(BED, "on")
    await evening.wait(timedelta(minutes=4))
    await evening.set(BED, "off")
    await evening.wait(timedelta(minutes=4))
    assert evening.asked == []


async def test_a_sensor_that_comes_back(evening: Evening) -> None:
    await bed(evening)
    await evening.set(BED, "unavailable")
    await evening.set(BED, "on")
    await evening.wait(timedelta(minutes=10))
    assert evening.asked == []


async def test_by_day(evening: Evening) -> None:
    await bed(evening)
    await evening.at("02:01")
    await evening.fire(TRACKING, "started")
    assert evening.asked == []


async def test_past_midnight(evening: Evening) -> None:
    await bed(evening)
    await evening.at("01:00")
    await evening.fire(TRACKING, "started")
    assert evening.asked == STARTED


async def test_once_a_night(evening: Evening) -> None:
    await evening.set(BED, "off")
    await bed(evening)
    await evening.set(BED, "on")
    await evening.wait(timedelta(minutes=5))
    await evening.act("cancel_wind_down", evening.scene)
    await evening.fire(TRACKING, "started")
    assert evening.asked == STARTED
    await evening.at("20:30")
    await evening.fire(TRACKING, "started")
    assert evening.asked == [*STARTED, *STARTED]


async def test_under_way_already(evening: Evening) -> None:
    await bed(evening)
    await evening.act("start_wind_down", evening.scene)
    await evening.fire(TRACKING, "started")
    assert evening.asked == []


async def test_then_also(evening: Evening) -> None:
    done: list[Event] = []
    evening.hass.bus.async_listen("also", done.append)
    await bed(evening, then_also=[{"event": "also"}])
    hold = evening.massager.entity_id("switch", "safety_hold")
    await evening.act("switch.turn_on", hold)
    await evening.fire(TRACKING, "started")
    assert evening.session == "idle"
    assert len(done) == 1


async def test_nothing_chosen(evening: Evening) -> None:
    await evening.automate(NAME, wind_down=evening.scene)
    await evening.fire(TRACKING, "started")
    assert evening.asked == []
