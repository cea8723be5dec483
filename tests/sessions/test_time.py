"""Clocks that jump: minutes stay right, and a session ends on time."""

from datetime import datetime, timedelta
import time

from homeassistant.util import dt as dt_util
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


def set_clock(home: Home, monkeypatch: pytest.MonkeyPatch, change: timedelta) -> None:
    """Set the calendar's clock; the monotonic one knows nothing of that."""
    monotonic = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: monotonic() - change.total_seconds())
    home.freezer.tick(change)


@pytest.mark.freeze_time("2026-11-01T20:30:00Z")
@pytest.mark.parametrize("hours", [-1, 1])
async def test_clock_is_set(
    home: Home, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    await home.start(program="wind_down")
    await home.wait(minutes=5)
    set_clock(home, monkeypatch, timedelta(hours=hours))

    await home.wait(minutes=2)
    assert (await home.massager.state())["settings"]["intensity"] == 2
    left = home.when("session_end") - dt_util.utcnow()
    assert abs(left - timedelta(minutes=3)) < timedelta(seconds=5)
    await home.wait(minutes=2, seconds=50)
    assert home.shows("session_state") == "running"
    await home.wait(seconds=15)

    session = await home.the_session()
    assert (session["outcome"], session["minutes"]) == ("completed", 10.0)
    assert "DELETE" not in await home.commands()
    start, end = (
        datetime.fromisoformat(session[key]) for key in ("started_at", "ended_at")
    )
    assert end - start >= timedelta(minutes=10)
    assert home.events == ["started", "completed"]


@pytest.mark.freeze_time("2026-11-01T20:30:00Z")
async def test_clock_set_back_and_a_massager_that_goes_on(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is stopped when its time is over, not an hour later."""
    await home.start(program="quick_reset")
    await home.wait(minutes=4)
    set_clock(home, monkeypatch, timedelta(hours=-1))

    await home.tick(64)
    assert home.shows("session_state") == "running"
    await home.tick(2)
    await home.until_shown("session_state", "idle")

    assert await home.commands() == ["PUT", "DELETE"]
    session = await home.the_session()
    assert (session["outcome"], session["minutes"]) == ("completed", 5.0)
    assert session["started_at"] < session["ended_at"]
