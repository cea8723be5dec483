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
    print(session, await home.commands(), home.events)
    assert session["outcome"] == "completed"
    assert session["minutes"] == 10
    assert session["started_by"] == "home_assistant"
    assert home.when("last_session") - began == TEN_MINUTES
    assert home.events == ["started", "completed"]
    assert "DELETE" not in await home.commands()
