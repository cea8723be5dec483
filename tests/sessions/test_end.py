"""How a session ends by itself."""

from datetime import timedelta

import pytest

from .home import Home

pytestmark = pytest.mark.freeze_time("2026-11-23 21:00:00+00:00")

TEN_MINUTES = timedelta(minutes=10)


async def test_ends_by_the_clock_of_the_massager(home: Home) -> None:
    answer = await home.start(program="wind_down", duration=10)
    began = home.when("session_start")
    (open_session,) = home.left_open
    assert open_session["session_id"] == answer["session_id"]

    await home.wait(minutes=9, seconds=50)
    assert home.shows("session_state") == "running"
    await home.wait(seconds=15)

    assert home.shows("session_state") == "idle"
    session = await home.the_session()
    assert session["outcome"] == "completed"
    assert session["minutes"] == 10
    assert session["started_by"] == "home_assistant"
    assert home.when("last_session") - began == TEN_MINUTES
    assert home.events == ["started", "completed"]
    assert "DELETE" not in await home.commands()


async def test_massager_that_never_ends_is_stopped(home: Home) -> None:
    """It had all its time, so it has completed."""
    await home.start(program="quick_reset", duration=10)
    for _ in range(151):
        # Longer steps would look like a lost connection.
        await home.tick(4)
        await home.heard()
    assert await home.commands() == ["PUT"]

    await home.tick(2)
    await home.until_shown("session_state", "idle")

    assert await home.commands() == ["PUT", "DELETE"]
    assert (await home.massager.state())["motor"] is False
    session = await home.the_session()
    assert (session["outcome"], session["minutes"]) == ("completed", 10)
    assert home.events == ["started", "completed"]
    assert home.issues == set()
