"""Starts of which nobody knows whether the massager has heard them.

Whoever asked is told that it failed, so nothing may go on massaging.
"""

import asyncio

from homeassistant.exceptions import HomeAssistantError
import pytest

from .home import Home

pytestmark = pytest.mark.freeze_time("2026-11-23 21:00:00+00:00")


@pytest.mark.parametrize("fault", ["hang_up", "hang_up_after"])
async def test_connection_that_is_lost_each_time(home: Home, fault: str) -> None:
    await home.massager.admin("misbehave", {fault: 100})

    with pytest.raises(HomeAssistantError) as raised:
        await home.start(duration=10)
    await home.massager.admin("misbehave", {fault: 0})
    await home.wait(seconds=40)

    assert raised.value.translation_key == "cannot_connect"
    there = await home.massager.state()
    assert there["motor"] is False
    assert there["starts"] == (1 if fault == "hang_up_after" else 0)
    assert home.shows("session_state") == "idle"
    assert home.left_open == []
    assert home.issues == set()
    assert len(await home.sessions()) <= there["starts"]


# With less, it might begin before it is told to stop, and that would be recorded.
@pytest.mark.parametrize("massager", ["--start-delay=5"], indirect=True)
@pytest.mark.parametrize("fault", ["garbage", "wrong_types", "error_500"])
async def test_answer_that_makes_no_sense(home: Home, fault: str) -> None:
    await home.massager.admin("misbehave", {fault: 1})

    with pytest.raises(HomeAssistantError) as raised:
        await home.start(duration=10)
    await home.until_shown("session_state", "idle")

    assert raised.value.translation_key == "protocol"
    there = await home.massager.state()
    assert there["motor"] is False
    assert there["starts"] == (0 if fault == "error_500" else 1)
    assert await home.commands() == ["PUT", "DELETE"]
    assert await home.sessions() == home.left_open == []
    assert home.issues == set()
    assert home.shows("session") == "off"


async def start_unheard(home: Home, *, held_on: bool = False) -> None:
    """Start a session whose two requests the massager looks at when released.

    It holds also those that come later if it is ``held_on``.
    """
    await home.hold()
    starting = asyncio.create_task(home.start(program="deep_relax", duration=10))
    await home.until_told("PUT")
    await home.tick(11)
    await home.until_told("PUT", "PUT")
    await home.hold(held_on)
    await home.tick(11)
    with pytest.raises(HomeAssistantError) as raised:
        await starting
    assert raised.value.translation_key == "cannot_connect"


async def assert_stopped_soon(home: Home) -> None:
    there = await home.massager.state()
    assert there["motor"] is False
    assert there["starts"] == 1
    for session in await home.sessions():
        assert session["outcome"] == "stopped"
        # How long it took to hear of it is the machine's own time, not the test's.
        assert session["minutes"] < 1
        assert session["program"] == "deep_relax"
        assert session["started_by"] == "home_assistant"
    assert len(await home.sessions()) <= 1
    assert home.left_open == []
    assert home.issues == set()


@pytest.mark.parametrize("heard_of", [True, False])
async def test_answer_that_never_comes(home: Home, heard_of: bool) -> None:
    """It is told to stop, whether or not it is heard of in the meantime."""
    await start_unheard(home, held_on=True)
    await home.until_told("PUT", "PUT", "DELETE")
    await home.hold(False)

    if heard_of:
        await home.release(2)
        await home.until_device(activity="running")
        await home.heard()
    await home.release()
    await home.until_device(starts=1, activity="idle")
    await home.heard()
    await home.until_shown("session_state", "idle")

    await assert_stopped_soon(home)


async def test_that_is_heard_only_after_the_stop(home: Home) -> None:
    await start_unheard(home)

    await home.until_shown("session_state", "idle")
    assert await home.commands() == ["PUT", "PUT", "DELETE"]
    await home.release()
    await home.until_device(starts=1)
    await home.until_told("PUT", "PUT", "DELETE", "DELETE")
    await home.until_device(activity="idle")
    await home.heard()

    await assert_stopped_soon(home)


async def test_that_is_heard_when_the_connection_is_back(home: Home) -> None:
    await home.massager.admin("misbehave", {"mute": True})
    await home.tick(14)
    await start_unheard(home)
    await home.tick(8)
    await home.until_shown("connection", "off")
    await home.release()
    await home.until_device(starts=1)
    before = await home.commands()

    await home.massager.admin("misbehave", {"mute": False})
    await home.until_back()
    await home.until_device(activity="idle")
    await home.until_shown("session_state", "idle")

    assert await home.commands() == [*before, "DELETE"]
    await assert_stopped_soon(home)


async def test_that_is_heard_of_when_all_is_over(home: Home) -> None:
    """Home Assistant has long given it up, yet it is the one that it asked for."""
    await home.massager.admin("misbehave", {"mute": True})
    await home.tick(14)
    await start_unheard(home)
    await home.release()
    await home.until_device(starts=1)
    await home.massager.admin("misbehave", {"hang_up": 10_000})
    await home.until_shown("connection", "off")
    await home.tick(25 * 60)
    await home.until_shown("session_state", "unavailable")
    await home.until(lambda: home.left_open == [])

    await home.massager.admin("advance", {"seconds": 25 * 60})
    await home.until_device(activity="idle")
    await home.massager.admin("misbehave", {"hang_up": 0, "mute": False})
    await home.until_back()

    session = await home.the_session()
    assert (session["outcome"], session["minutes"]) == ("completed", 10)
    assert session["program"] == "deep_relax"
    assert session["started_by"] == "home_assistant"
