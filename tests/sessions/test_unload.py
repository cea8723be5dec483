"""Unloading in the middle of something; that nothing stays behind is checked for all.

Tasks and timers that outlive a test make it fail.
"""

import asyncio
from datetime import timedelta

from homeassistant.config_entries import ConfigEntryState
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
import pytest

from .home import Home

pytestmark = pytest.mark.freeze_time("2026-11-01T20:30:00Z")


async def test_during_a_session(home: Home) -> None:
    await home.start()
    await home.wait(minutes=2)

    await home.leave()

    assert home.entry.state is ConfigEntryState.NOT_LOADED
    there = await home.massager.state()
    assert there["motor"] is True
    assert await home.commands() == ["PUT"]
    (left,) = home.left_open
    assert left["massaged"] == pytest.approx(120, abs=3)
    assert home.history == []


async def test_during_a_start(home: Home) -> None:
    await home.hold()
    starting = asyncio.create_task(home.start())
    await home.until_told("PUT")

    await home.leave()
    await home.hold(False)
    await home.release()
    await home.until_device(starts=1, activity="running")
    for _ in range(5):
        await home.tick(1)
    await home.until(starting.done)

    (left,) = home.left_open
    assert left["session_id"] == (await home.massager.state())["session"]["id"]
    await home.come_back()
    assert home.shows("session_state") == "running"
    await home.wait(minutes=11)
    session = await home.the_session()
    assert (session["outcome"], session["minutes"]) == ("completed", 10.0)


async def test_during_a_stop(home: Home) -> None:
    await home.start()
    await home.massager.admin("misbehave", {"ignore_stop": True})
    stopping = asyncio.create_task(home.call("stop_session"))
    await home.until_told("PUT", "DELETE")

    await home.leave()
    for _ in range(4):
        await home.tick(7)
    with pytest.raises(HomeAssistantError) as raised:
        await stopping

    assert raised.value.translation_key == "stop_not_confirmed"
    (left,) = home.left_open
    assert left["state"] == "stopping"


async def test_while_the_watch_stops_it(home: Home) -> None:
    await home.start(program="quick_reset")
    await home.massager.admin("misbehave", {"ignore_stop": True})
    await home.tick(306)
    await home.until_told("PUT", "DELETE")

    await home.leave()
    await home.tick(60)

    assert await home.commands() == ["PUT", "DELETE"]
    assert home.left_open[0]["state"] == "stopping"


async def test_while_out_of_reach(home: Home) -> None:
    """The session was last seen when it was lost, not when nobody looked."""
    await home.start()
    await home.wait(minutes=3)
    lost_at = dt_util.utcnow()
    await home.massager.kill()
    await home.until_shown("connection", "off")
    await home.tick(300)

    await home.leave()
    await home.come_back()
    await home.tick(1100)
    await home.tick(1)

    session = await home.the_session()
    assert session["outcome"] == "interrupted"
    assert session["minutes"] == pytest.approx(3, abs=0.1)
    ended_at = dt_util.parse_datetime(session["ended_at"])
    assert ended_at is not None
    assert abs(ended_at - lost_at) < timedelta(seconds=5)


async def test_old_stop_does_not_end_a_new_session(home: Home) -> None:
    """Whoever waited for it is told that it failed, and it is not tried again."""
    await home.start()
    await home.massager.admin("misbehave", {"ignore_stop": True})
    stopping = asyncio.create_task(home.call("stop_session"))
    await home.until_told("PUT", "DELETE")
    await home.leave()
    await home.massager.admin("button", {"button": "power"})
    await home.until_device(activity="idle")
    await home.massager.admin("misbehave", {"ignore_stop": False})
    await home.come_back()

    await home.within_moments(home.start())
    for _ in range(4):
        await home.tick(4)
    with pytest.raises(HomeAssistantError):
        await stopping

    assert await home.commands() == ["PUT", "DELETE", "PUT"]
    assert home.shows("session_state") == "running"
