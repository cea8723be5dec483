"""Clocks that jump: minutes stay right, and a session ends on time."""

from datetime import datetime, timedelta
import time
from unittest.mock import patch

import pytest

from .home import Home


@pytest.mark.parametrize(
    "home_time",
    [
        pytest.param(
            "2026-10-25", marks=pytest.mark.freeze_time("2026-10-25T00:55:00Z")
        ),
        pytest.param(
            "2026-03-29", marks=pytest.mark.freeze_time("2026-03-29T00:55:00Z")
        ),
    ],
)
async def test_daylight_saving_time(home: Home, home_time: str) -> None:
    await home.hass.config.async_set_time_zone("Europe/Amsterdam")
    await home.start()
    length = home.when("session_end") - home.when("session_start")
    assert abs(length - timedelta(minutes=10)) < timedelta(seconds=2)
    await home.wait(minutes=10, seconds=10)
    session = await home.the_session()
    assert (session["outcome"], session["minutes"]) == ("completed", 10.0)
    start, end = (
        datetime.fromisoformat(session[key]) for key in ("started_at", "ended_at")
    )
    assert start.date().isoformat() == home_time
    assert start.utcoffset() != end.utcoffset()
    assert abs(end - start - timedelta(minutes=10)) < timedelta(seconds=5)


@pytest.mark.freeze_time("2026-11-01T20:30:00Z")
async def test_clock_set_back_an_hour(home: Home) -> None:
    await home.start(program="quick_reset")
    await home.wait(minutes=2)
    an_hour = timedelta(hours=1)
    real = time.monotonic
    home.freezer.tick(-an_hour)
    with patch("time.monotonic", lambda: real() + an_hour.total_seconds()):
        await home.wait(minutes=3, seconds=10)
        session = await home.the_session()
    assert (session["outcome"], session["minutes"]) == ("completed", 5.0)
    start, end = (
        datetime.fromisoformat(session[key]) for key in ("started_at", "ended_at")
    )
    assert end - start >= timedelta(minutes=5)
