"""What people do at the massager itself."""

import pytest

from .home import Home

pytestmark = pytest.mark.freeze_time("2026-11-01T20:30:00Z")


async def press(home: Home, button: str) -> None:
    await home.massager.admin("button", {"button": button})


async def test_started_and_stopped(home: Home) -> None:
    await press(home, "power")
    await home.until_shown("session_state", "running")
    await home.wait(minutes=3)
    await press(home, "power")
    await home.until_shown("session_state", "idle")
    session = await home.the_session()
    assert (session["started_by"], session["outcome"]) == ("device", "stopped")
    assert session["minutes"] == pytest.approx(3, abs=0.1)
    assert home.shows("program") == "wind_down"
    assert await home.commands() == []


async def test_ours_is_stopped(home: Home) -> None:
    await home.start()
    await home.wait(minutes=4)
    await press(home, "power")
    await home.until_shown("session_state", "idle")
    session = await home.the_session()
    assert (session["started_by"], session["outcome"]) == ("home_assistant", "stopped")
    assert session["minutes"] == pytest.approx(4, abs=0.1)


async def test_held_back(home: Home) -> None:
    await home.use("safety_hold", "turn_on")
    await press(home, "power")
    await home.until_device(activity="idle", motor=False)
    await home.until(lambda: "stopped" in home.events or not home.left_open)
    assert "refused" in home.events
    assert await home.commands() == ["DELETE"]


async def test_paused_and_resumed(home: Home) -> None:
    await home.start()
    await home.wait(minutes=2)
    await press(home, "pause")
    await home.until_shown("session_state", "paused")
    assert home.shows("session_end") == "unknown"
    await home.wait(minutes=20)
    await press(home, "pause")
    await home.until_shown("session_state", "running")
    await home.wait(minutes=8, seconds=5)
    session = await home.the_session()
    assert (session["outcome"], session["minutes"]) == ("completed", 10.0)
    assert home.events == ["started", "paused", "resumed", "completed"]


async def test_dial(home: Home) -> None:
    await home.start()
    await home.wait(minutes=1)
    await home.massager.admin("settings", {"intensity": 5, "heat": "high"})
    await home.until_shown("intensity", "5")
    assert (home.shows("program"), home.shows("heat")) == ("custom", "high")
    await home.wait(minutes=8, seconds=30)
    # The phases of the program are over: what a hand chose stays.
    assert (await home.massager.state())["settings"]["intensity"] == 5
    assert "PATCH" not in await home.commands()
    await home.wait(minutes=1)
    assert (await home.the_session())["program"] == "custom"
