"""Home Assistant is killed or restarted, and finds its way by what is stored."""

import asyncio
from copy import deepcopy
from datetime import timedelta
from typing import Any

from homeassistant.util import dt as dt_util
import pytest

from .home import Home

pytestmark = pytest.mark.freeze_time("2026-11-01T20:30:00Z")

FILES = ("foot_massage.active", "foot_massage.sessions")


class Killed:
    """The files as they were at one moment; nothing that came later was written."""

    def __init__(self, home: Home) -> None:
        """Note what is on disk at this moment."""
        self._home = home
        self._files = deepcopy({name: home.storage.get(name) for name in FILES})

    async def restart(self, **after: float) -> None:
        """Start Home Assistant again from these files, some time later."""
        home = self._home
        if home.entry.state.recoverable:
            await home.leave()
        for name, content in self._files.items():
            home.storage.pop(name, None)
            if content is not None:
                home.storage[name] = deepcopy(content)
        seconds = timedelta(**after).total_seconds()
        await home.massager.admin("advance", {"seconds": seconds})
        home.freezer.tick(timedelta(seconds=seconds))
        home.events.clear()
        await home.come_back()


def minutes_between(session: dict[str, Any]) -> float:
    start, end = (
        dt_util.parse_datetime(session[key], raise_on_error=True)
        for key in ("started_at", "ended_at")
    )
    return (end - start) / timedelta(minutes=1)


async def test_killed_and_back_before_the_end(home: Home) -> None:
    answer = await home.start(program="wind_down", duration=10)
    await home.wait(minutes=3)
    end = home.when("session_end")

    await Killed(home).restart(minutes=2)

    assert home.shows("session_state") == "running"
    assert home.shows("program") == "wind_down"
    assert abs(home.when("session_end") - end) < timedelta(seconds=5)
    await home.wait(minutes=6)
    session = await home.the_session()
    assert session["session_id"] == answer["session_id"]
    assert session["outcome"] == "completed"
    assert session["minutes"] == 10
    assert session["started_by"] == "home_assistant"
    assert minutes_between(session) == pytest.approx(10, abs=0.1)
    assert (await home.massager.state())["starts"] == 1
    assert home.events == ["completed"]


async def test_killed_and_back_after_the_end(home: Home) -> None:
    await home.start(duration=10)
    await home.wait(minutes=3)
    began = dt_util.utcnow() - timedelta(minutes=3)

    await Killed(home).restart(hours=8)

    session = await home.the_session()
    assert session["outcome"] == "completed"
    assert session["minutes"] == 10
    assert minutes_between(session) == pytest.approx(10, abs=0.1)
    ended = home.when("last_session")
    assert abs(ended - began - timedelta(minutes=10)) < timedelta(seconds=5)
    assert home.shows("session_state") == "idle"


async def test_killed_before_the_massager_was_told(home: Home) -> None:
    await home.hold()
    starting = asyncio.create_task(home.start(duration=10))
    await home.until(lambda: home.left_open)
    killed = Killed(home)
    await home.until_told("PUT")
    await home.hold(False)
    await home.release()
    await starting
    # The massager never heard of it.
    await home.massager.admin("misbehave", {"forget_session": True})
    await home.heard()

    await killed.restart(seconds=20)

    assert home.shows("session_state") == "idle"
    assert await home.sessions() == home.left_open == []
    assert home.events == []


async def test_killed_after_the_massager_was_told(home: Home) -> None:
    await home.hold()
    starting = asyncio.create_task(home.start(program="wind_down", duration=10))
    await home.until(lambda: home.left_open)
    killed = Killed(home)
    await home.until_told("PUT")
    await home.hold(False)
    await home.release()
    answer = await starting

    await killed.restart(seconds=20)

    assert home.shows("session_state") == "running"
    assert home.shows("program") == "wind_down"
    await home.wait(minutes=10)
    session = await home.the_session()
    assert session["session_id"] == answer["session_id"]
    assert (session["outcome"], session["minutes"]) == ("completed", 10)
    assert session["started_by"] == "home_assistant"
    assert (await home.massager.state())["starts"] == 1
    assert home.events[-1] == "completed"


async def test_killed_right_at_the_end(home: Home) -> None:
    """The end is in the small file only: it is neither lost nor there twice."""
    await home.start(duration=1)
    await home.wait(seconds=50)
    killed = Killed(home)
    await home.wait(seconds=15)
    first = await home.the_session()

    await killed.restart(seconds=30)

    session = await home.the_session()
    assert session["session_id"] == first["session_id"]
    assert (session["outcome"], session["minutes"]) == ("completed", 1)
    assert float(home.shows("massage_time_today")) == pytest.approx(1, abs=0.05)


async def test_whole_house_without_power(home: Home) -> None:
    """Nobody massaged until the power came back."""
    await home.start(duration=10)
    await home.wait(minutes=3)
    killed = Killed(home)
    before = dt_util.utcnow()
    await home.massager.restart()

    await killed.restart(hours=4)

    session = await home.the_session()
    assert session["outcome"] == "interrupted"
    assert session["minutes"] == pytest.approx(3, abs=0.1)
    assert abs(home.when("last_session") - before) < timedelta(minutes=1)
    assert float(home.shows("massage_time_today")) == pytest.approx(3, abs=0.1)


async def test_stopped_while_nobody_looked(home: Home) -> None:
    await home.start(duration=10)
    await home.wait(minutes=2)
    killed = Killed(home)
    await home.massager.admin("button", {"button": "power"})
    await home.until_device(activity="idle")
    stopped = dt_util.utcnow()

    await killed.restart(hours=1)

    session = await home.the_session()
    assert (session["outcome"], session["minutes"]) == ("stopped", 2)
    assert abs(home.when("last_session") - stopped) < timedelta(seconds=5)


async def test_another_session_while_nobody_looked(home: Home) -> None:
    """Ours has completed, and somebody has begun one at the massager."""
    ours = await home.start(duration=1)
    killed = Killed(home)
    await home.massager.admin("advance", {"seconds": 61})
    await home.until_device(activity="idle")
    await home.massager.admin("button", {"button": "power"})
    await home.until_device(activity="running")

    await killed.restart(minutes=2)

    (session,) = await home.sessions()
    assert session["session_id"] == ours["session_id"]
    assert session["outcome"] == "completed"
    (left,) = home.left_open
    assert left["started_by"] == "device"
    assert home.shows("session_state") == "running"
    await home.wait(minutes=9)
    outcomes = [(one["started_by"], one["minutes"]) for one in await home.sessions()]
    assert outcomes == [("home_assistant", 1), ("device", 10)]
