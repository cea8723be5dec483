"""Sensors, event, calendar and connection: what a session leaves behind."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest

from custom_components.foot_massage.drivers.base import BusyError, ProtocolError

from .entities import Massager, failed, pass_time
from .massagers import demo_entry


@pytest.fixture
async def demo(
    freezer: FrozenDateTimeFactory, hass: HomeAssistant, integration: None
) -> Massager:
    """The demo massager, at half past nine in the evening."""
    await hass.config.async_set_time_zone("Europe/Amsterdam")
    freezer.move_to("2026-11-01T20:30:00Z")
    return await Massager.at_home(hass, demo_entry())


async def massage(
    demo: Massager, hass: HomeAssistant, freezer: FrozenDateTimeFactory, minutes: int
) -> None:
    """Have a session from its start to its end."""
    task = hass.async_create_task(demo.start(duration=minutes), eager_start=True)
    freezer.tick(2)
    await pass_time(hass, freezer, seconds=2, step=1)
    await task
    await pass_time(hass, freezer, minutes=minutes, step=5)


async def test_a_session(
    demo: Massager, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    for key in ("session_start", "session_end", "last_session"):
        assert demo.shows("sensor", key) == "unknown"
    await massage(demo, hass, freezer, 10)
    assert demo.shows("sensor", "session_state") == "idle"
    last = demo.state("sensor", "last_session")
    assert last.attributes["outcome"] == "completed"
    assert last.attributes["minutes"] == 10
    assert last.attributes["program"] == "wind_down"
    assert last.attributes["started_by"] == "home_assistant"
    start = dt_util.parse_datetime(demo.shows("sensor", "session_start"))
    end = dt_util.parse_datetime(demo.shows("sensor", "session_end"))
    assert start
    assert end
    assert abs(end - start - timedelta(minutes=10)) <= timedelta(seconds=2)
    assert demo.shows("sensor", "massage_time_today") == "10.0"
    assert float(demo.shows("sensor", "massage_time_total")) == pytest.approx(1 / 6)
    assert demo.event_types == ["started", "completed"]
    assert demo.events[-1]["minutes"] == 10


async def test_today_ends_at_midnight(
    demo: Massager, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await massage(demo, hass, freezer, 5)
    assert demo.shows("sensor", "massage_time_today") == "5.0"
    freezer.move_to("2026-11-01T23:00:01Z")
    await pass_time(hass, freezer, seconds=1)
    assert demo.shows("sensor", "massage_time_today") == "0.0"
    assert float(demo.shows("sensor", "massage_time_total")) > 0


async def test_calendar(
    demo: Massager, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await massage(demo, hass, freezer, 5)
    assert demo.shows("calendar", "sessions") == "off"
    calendar = demo.entity_id("calendar", "sessions")
    for day, expected in (("01", 1), ("02", 0)):
        answer = await hass.services.async_call(
            "calendar",
            "get_events",
            {
                "entity_id": calendar,
                "start_date_time": f"2026-11-{day} 00:00:00",
                "end_date_time": f"2026-11-{day} 23:59:59",
            },
            blocking=True,
            return_response=True,
        )
        assert answer
        events = answer[calendar]["events"]  # type: ignore[index]
        assert len(events) == expected  # type: ignore[arg-type]
        if expected:
            assert events[0]["summary"] == "Wind down, 5 min"  # type: ignore[index]


@pytest.mark.parametrize(
    ("error", "key"),
    [(BusyError("No"), "busy"), (ProtocolError("What?"), "protocol")],
)
async def test_refused(demo: Massager, error: Exception, key: str) -> None:
    demo.driver.fail_next(error)  # type: ignore[arg-type]
    with failed(key):
        await demo.start()
    assert demo.event_types == ["refused"]
    assert demo.events[0]["reason"] == key


async def test_safety_hold_tells_why(demo: Massager, hass: HomeAssistant) -> None:
    hass.config_entries.async_update_entry(
        demo.entry, options={"hold_reasons": ["skin_wound", "pregnancy"]}
    )
    await hass.async_block_till_done()
    await demo.use("switch.turn_on", "safety_hold")
    with pytest.raises(Exception, match="Skin wound or open sore, Pregnancy"):
        await demo.start()
    await demo.restart()
    assert demo.shows("switch", "safety_hold") == "on"
