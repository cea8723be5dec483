"""The bedtime blueprint: when it starts, and when it does not."""

from datetime import timedelta
from typing import Any

from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest

from .evening import Evening

NAME = "bedtime_wind_down"
STARTED = ["start_wind_down"]
ALARM = "sensor.phone_next_alarm"
SKIP = "input_boolean.not_tonight"


async def bedtime(evening: Evening, **inputs: Any) -> None:
    await evening.automate(NAME, wind_down=evening.scene, **inputs)


async def set_alarm(evening: Evening, clock: str) -> None:
    """Set the alarm for the next time that it is this late."""
    now = dt_util.now()
    hour, minute = map(int, clock.split(":"))
    rings = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    rings += timedelta(days=rings <= now)
    await evening.set(ALARM, dt_util.as_utc(rings).isoformat())


async def skip_helper(evening: Evening) -> None:
    helper = {"input_boolean": {"not_tonight": {"name": "Not tonight"}}}
    assert await async_setup_component(evening.hass, "input_boolean", helper)


async def test_at_the_time(evening: Evening) -> None:
    await bedtime(evening)
    await evening.at("21:59")
    assert evening.asked == []
    await evening.at("22:00")
    assert evening.asked == STARTED
    assert evening.session == "running"
    assert evening.session_length == 10


async def test_every_night(evening: Evening) -> None:
    await bedtime(evening)
    for _ in range(2):
        evening.asked.clear()
        await evening.at("23:00")
        assert evening.asked == STARTED


async def test_so_long_before_the_alarm(evening: Evening) -> None:
    await bedtime(evening, alarm=ALARM, before_alarm={"hours": 9})
    await set_alarm(evening, "06:30")
    await evening.at("21:29")
    assert evening.asked == []
    await evening.at("21:30")
    assert evening.asked == STARTED
    await evening.at("23:00")
    assert evening.asked == STARTED


async def test_the_alarm_is_moved(evening: Evening) -> None:
    await bedtime(evening, alarm=ALARM)
    await set_alarm(evening, "08:00")
    await evening.at("22:10")
    assert evening.asked == []
    await set_alarm(evening, "07:00")
    assert evening.asked == []
    await evening.at("22:30")
    assert evening.asked == STARTED


async def test_the_alarm_is_set_late(evening: Evening) -> None:
    """Bedtime has come already, but not long ago."""
    await bedtime(evening, alarm=ALARM, time="23:30:00")
    await evening.at("22:45")
    await set_alarm(evening, "06:30")
    await evening.settle()
    assert evening.asked == STARTED


@pytest.mark.parametrize("rings", [None, "14:00", "23:00", "unavailable"])
async def test_no_alarm_that_counts(evening: Evening, rings: str | None) -> None:
    await bedtime(evening, alarm=ALARM)
    if rings == "unavailable":
        await evening.set(ALARM, rings)
    elif rings:
        await set_alarm(evening, rings)
    await evening.at("21:59")
    assert evening.asked == []
    await evening.at("22:00")
    assert evening.asked == STARTED


async def test_with_a_schedule(evening: Evening) -> None:
    await bedtime(evening, schedules=["schedule.bedtime"], alarm=ALARM)
    await set_alarm(evening, "06:30")
    await evening.set("schedule.bedtime", "off")
    await evening.at("23:00")
    assert evening.asked == []
    await evening.set("schedule.bedtime", "on")
    assert evening.asked == STARTED


@pytest.mark.parametrize(
    ("time", "days", "starts"),
    [
        # It is Monday.
        ("22:00:00", ["mon"], True),
        ("22:00:00", ["tue", "wed", "thu", "fri", "sat", "sun"], False),
        # After midnight it is still Monday's night.
        ("00:30:00", ["mon"], True),
        ("00:30:00", ["tue"], False),
    ],
)
async def test_days(evening: Evening, time: str, days: list[str], starts: bool) -> None:
    await bedtime(evening, time=time, days=days)
    await evening.at("01:00")
    assert evening.asked == (STARTED if starts else [])


@pytest.mark.parametrize(
    ("states", "starts"),
    [
        (("home", "not_home", "0"), True),
        (("not_home", "home", "0"), True),
        (("not_home", "Office", "2"), True),
        (("not_home", "unavailable", "0"), False),
    ],
)
async def test_somebody_is_home(
    evening: Evening, states: tuple[str, ...], starts: bool
) -> None:
    people = ["person.anna", "device_tracker.phone", "zone.cabin"]
    for entity_id, state in zip(people, states, strict=True):
        await evening.set(entity_id, state)
    await bedtime(evening, people=people)
    await evening.at("22:00")
    assert evening.asked == (STARTED if starts else [])


@pytest.mark.parametrize("state", ["on", "off", "unavailable"])
@pytest.mark.parametrize("which", ["guests", "asleep"])
async def test_what_speaks_against_it(evening: Evening, which: str, state: str) -> None:
    inputs = {"unless": ["input_boolean.guests"], "asleep": "binary_sensor.asleep"}
    await bedtime(evening, **inputs)
    entity_id = {"guests": "input_boolean.guests", "asleep": "binary_sensor.asleep"}
    await evening.set(entity_id[which], state)
    await evening.at("22:00")
    assert evening.asked == ([] if state == "on" else STARTED)


async def test_further_conditions(evening: Evening) -> None:
    condition = {"condition": "state", "entity_id": "sun.sun", "state": "above_horizon"}
    await evening.set("sun.sun", "below_horizon")
    await bedtime(evening, conditions=[condition])
    await evening.at("22:00")
    assert evening.asked == []


async def test_under_way_already(evening: Evening) -> None:
    await bedtime(evening)
    await evening.at("21:55")
    await evening.act("start_wind_down", evening.scene)
    await evening.at("22:00")
    assert evening.asked == []


async def test_not_tonight(evening: Evening) -> None:
    """The helper skips this night only, also if nobody turns it off."""
    await skip_helper(evening)
    await bedtime(evening, not_tonight=SKIP, alarm=ALARM)
    await evening.act("input_boolean.turn_on", SKIP)
    await set_alarm(evening, "06:30")
    await evening.at("22:10")
    await set_alarm(evening, "07:00")
    await evening.at("05:59")
    assert evening.asked == []
    assert evening.shows(SKIP) == "on"
    await evening.at("06:00")
    assert evening.shows(SKIP) == "off"
    await evening.set(ALARM, "unknown")
    await evening.at("22:00")
    assert evening.asked == STARTED


async def test_not_this_morning(evening: Evening) -> None:
    """With the helper off, the end of the night is no reason to do anything."""
    await skip_helper(evening)
    await bedtime(evening, not_tonight=SKIP, time="07:00:00")
    await evening.at("07:00")
    assert evening.asked == STARTED


async def test_then_also(evening: Evening) -> None:
    """It is done even if a part fails, and may take all night."""
    await skip_helper(evening)
    also = [{"event": "also"}, {"delay": {"hours": 10}}, {"event": "in_the_morning"}]
    done: list[object] = []
    for event in ("also", "in_the_morning"):
        evening.hass.bus.async_listen(
            event, lambda event: done.append(event.event_type)
        )
    await evening.act(
        "switch.turn_on", evening.massager.entity_id("switch", "safety_hold")
    )
    await bedtime(evening, not_tonight=SKIP, then_also=also, duration=25)
    await evening.at("22:00")
    assert evening.asked == STARTED
    assert done == ["also"]
    await evening.act("input_boolean.turn_on", SKIP)
    await evening.at("06:00")
    assert evening.shows(SKIP) == "off"


async def test_its_length(evening: Evening) -> None:
    await bedtime(evening, duration=25)
    await evening.at("22:00")
    assert evening.session_length == 25


async def test_a_wind_down_that_is_gone(
    evening: Evening, caplog: pytest.LogCaptureFixture
) -> None:
    await evening.automate(NAME, wind_down="scene.gone")
    assert evening.shows("automation.tested") == "on"
    await evening.at("22:00")
    assert "This is no wind-down that is set up." in caplog.text
