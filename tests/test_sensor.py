"""Sensors: the session, its times and what it leaves behind."""

import asyncio
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest

from .entities import Massager, pass_time, until
from .massagers import demo_entry


@pytest.fixture
async def demo(
    freezer: FrozenDateTimeFactory,
    hass: HomeAssistant,
    integration: None,
) -> Massager:
    """The demo massager, at half past nine in the evening."""
    await hass.config.async_set_time_zone("Europe/Amsterdam")
    freezer.move_to("2026-11-01T20:30:00Z")
    return await Massager.at_home(hass, demo_entry())


async def massage(
    demo: Massager, hass: HomeAssistant, freezer: FrozenDateTimeFactory, minutes: int
) -> None:
    """Have a session from its start to its end."""
    start = asyncio.create_task(demo.start(duration=minutes))
    await until(lambda: demo.driver.state and demo.driver.state.session)
    # It takes a moment to begin, and the clock stands still.
    freezer.tick(2)
    await start
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


async def test_total_survives_a_restart(
    demo: Massager, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    for _ in range(2):
        await massage(demo, hass, freezer, 15)
    total = demo.state("sensor", "massage_time_total")
    assert float(total.state) == pytest.approx(0.5)
    assert total.attributes["state_class"] == "total_increasing"
    assert total.attributes["device_class"] == "duration"
    assert total.attributes["unit_of_measurement"] == "h"
    last = demo.shows("sensor", "last_session")

    await demo.restart()

    assert demo.shows("sensor", "massage_time_total") == total.state
    assert demo.shows("sensor", "massage_time_today") == "30.0"
    assert demo.shows("sensor", "last_session") == last


async def test_out_of_reach(demo: Massager, hass: HomeAssistant) -> None:
    """What is over stays known; what is going on is not."""
    demo.driver.set_reachable(False)
    await hass.async_block_till_done()

    assert demo.shows("binary_sensor", "connection") == "off"
    assert demo.shows("sensor", "session_state") == "unavailable"
    assert demo.shows("sensor", "massage_time_total") == "0.0"
