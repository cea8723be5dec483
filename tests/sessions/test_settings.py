"""Settings whose telling goes wrong, and hands on the dials meanwhile."""

import asyncio

import pytest

from .home import Home

pytestmark = pytest.mark.freeze_time("2026-11-01T20:30:00Z")


async def intensity(home: Home) -> int:
    """Return how strong the massager itself is set."""
    level: int = (await home.massager.state())["settings"]["intensity"]
    return level


async def lose(home: Home) -> None:
    """Lose the connection, while time passes for both."""
    await home.massager.admin("misbehave", {"mute": True})
    for _ in range(4):
        await home.tick(10)
        await home.massager.admin("advance", {"seconds": 10})
    await home.until_shown("connection", "off")


async def find(home: Home) -> None:
    """Have the connection made anew, after a minute that passes for both."""
    await home.massager.admin("advance", {"seconds": 60})
    await home.tick(60)
    await home.massager.admin("misbehave", {"mute": False})
    await home.until_back()


@pytest.mark.parametrize(
    "fault", ["hang_up", "hang_up_after", "error_500", "garbage", "wrong_types"]
)
async def test_phase_whose_answer_gets_lost(home: Home, fault: str) -> None:
    """Nobody has touched the dials: the program goes on."""
    await home.start(program="wind_down")
    await home.wait(minutes=6, seconds=30)
    await home.massager.admin("misbehave", {fault: 1})
    await home.wait(seconds=75, step=5)

    assert await intensity(home) == 2
    assert home.shows("program") == "wind_down"
    await home.wait(seconds=55, step=5)
    assert await intensity(home) == 1
    await home.wait(minutes=2)
    session = await home.the_session()
    assert (session["program"], session["outcome"]) == ("wind_down", "completed")


async def test_phase_that_the_massager_refuses_for_long(home: Home) -> None:
    """It is told again now and then, not all the time."""
    await home.start(program="wind_down")
    await home.wait(minutes=6, seconds=30)
    await home.massager.admin("misbehave", {"error_500": 10_000})
    for _ in range(18):
        await home.massager.admin("advance", {"seconds": 10})
        await home.tick(10)
    await home.massager.admin("misbehave", {"error_500": 0})

    assert 3 <= (await home.commands()).count("PATCH") <= 6
    assert home.shows("program") == "wind_down"


async def test_phase_that_begins_out_of_reach(home: Home) -> None:
    """It is made up for as soon as the massager is back."""
    await home.start(program="wind_down")
    await home.wait(minutes=5, seconds=45)
    await lose(home)
    assert await intensity(home) == 3

    await find(home)

    await home.until_told("PUT", "PATCH")
    await home.heard()
    assert await intensity(home) == 2
    assert home.shows("program") == "wind_down"


async def test_dial_turned_out_of_reach(home: Home) -> None:
    await home.start(program="wind_down")
    await home.wait(minutes=6)
    await lose(home)
    await home.massager.admin("settings", {"intensity": 5})

    await find(home)
    await home.heard()

    assert (home.shows("program"), home.shows("intensity")) == ("custom", "5")
    await home.wait(minutes=1)
    assert await intensity(home) == 5


async def test_dial_turned_while_home_assistant_was_away(home: Home) -> None:
    await home.start(program="wind_down")
    await home.wait(minutes=6)
    await home.leave()
    await home.massager.admin("settings", {"intensity": 5})
    await home.massager.admin("advance", {"seconds": 60})
    await home.come_back()
    await home.heard()

    assert (home.shows("program"), home.shows("intensity")) == ("custom", "5")
    await home.wait(minutes=1)
    assert await intensity(home) == 5
    assert await home.commands() == ["PUT"]


async def test_dial_turned_to_what_another_phase_has(home: Home) -> None:
    await home.start(program="wind_down")
    await home.wait(minutes=1)
    await home.massager.admin("settings", {"intensity": 2})

    await home.until_shown("intensity", "2")
    assert home.shows("program") == "custom"


async def test_dial_turned_while_a_command_is_on_its_way(home: Home) -> None:
    await home.start(program="wind_down")
    await home.hold()
    pausing = asyncio.create_task(home.call("pause_session"))
    await home.until_told("PUT", "pause")
    await home.massager.admin("settings", {"intensity": 5})
    await home.heard()
    await home.release()
    await pausing

    await home.until_shown("intensity", "5")
    assert home.shows("program") == "custom"
    assert home.shows("session_state") == "paused"
