"""Starts: many at once, and over a network that loses things."""

import asyncio

import pytest

from .home import Home

pytestmark = pytest.mark.freeze_time("2026-11-23 21:00:00+00:00")


async def test_two_hundred_at_once(home: Home) -> None:
    answers = await asyncio.gather(*(home.start(duration=10) for _ in range(200)))

    assert len({answer["session_id"] for answer in answers}) == 1
    assert len({answer["ends_at"] for answer in answers}) == 1
    assert (await home.massager.state())["starts"] == 1
    assert await home.commands() == ["PUT"]
    await home.wait(minutes=11)
    session = await home.the_session()
    assert session["session_id"] == answers[0]["session_id"]
    assert session["outcome"] == "completed"
    assert home.events == ["started", "completed"]


async def test_two_hundred_different_ones_at_once(home: Home) -> None:
    lengths = [10 + number % 7 for number in range(200)]
    answers = await asyncio.gather(*(home.start(duration=one) for one in lengths))

    assert len({answer["session_id"] for answer in answers}) == 1
    there = await home.massager.state()
    assert there["starts"] == 1
    assert there["session"]["duration_s"] == lengths[-1] * 60
    assert float(home.shows("duration")) == lengths[-1]


async def test_while_running(home: Home) -> None:
    first = await home.start(program="wind_down", duration=10)
    await home.wait(minutes=2)

    second = await home.start(technique="kneading", intensity=5, duration=20)

    assert second["session_id"] == first["session_id"]
    there = await home.massager.state()
    assert there["starts"] == 1
    assert there["session"]["duration_s"] == 1200
    assert there["settings"]["technique"] == "kneading"
    assert there["settings"]["intensity"] == 5
    assert home.shows("program") == "custom"
    await home.wait(minutes=19)
    session = await home.the_session()
    assert session["minutes"] == session["planned_minutes"] == 20
    assert session["program"] == "custom"
    assert home.events == ["started", "extended", "completed"]


@pytest.mark.parametrize("fault", ["hang_up", "hang_up_after"])
async def test_answer_that_gets_lost(home: Home, fault: str) -> None:
    await home.massager.admin("misbehave", {fault: 1})

    answer = await home.start(duration=10)

    there = await home.massager.state()
    assert there["starts"] == 1
    assert there["session"]["id"] == answer["session_id"]
    assert await home.commands() == ["PUT", "PUT"]
    await home.wait(minutes=11)
    assert (await home.the_session())["outcome"] == "completed"
    assert home.events == ["started", "completed"]


async def test_that_is_answered_late(home: Home) -> None:
    await home.hold()
    starting = asyncio.create_task(home.start(duration=10))
    await home.until_told("PUT")
    # The first request is given up before the massager has looked at it.
    await home.tick(11)
    await home.until_told("PUT", "PUT")
    await home.release()

    answer = await starting

    there = await home.massager.state()
    assert there["starts"] == 1
    assert there["session"]["id"] == answer["session_id"]
    assert await home.commands() == ["PUT", "PUT"]
    assert home.events == ["started"]


@pytest.mark.parametrize("massager", ["--start-delay=20"], indirect=True)
async def test_of_a_massager_that_takes_its_time(home: Home) -> None:
    """The action does not wait for it, and does not make up an end."""
    await home.massager.admin("button", {"button": "power"})
    await home.wait(minutes=11)
    earlier = home.when("session_end")
    starting = asyncio.create_task(home.start(duration=10))
    await home.until_told("PUT")
    await home.tick(3)

    answer = await starting

    assert answer["ends_at"] is None
    assert home.shows("session_state") == "starting"
    assert home.shows("session") == "on"
    await home.wait(seconds=20)
    assert home.shows("session_state") == "running"
    assert home.when("session_end") > earlier
    await home.wait(minutes=10)
    assert [one["outcome"] for one in await home.sessions()] == ["completed"] * 2


@pytest.mark.parametrize("massager", ["--start-delay=3600"], indirect=True)
async def test_of_a_massager_that_never_begins(home: Home) -> None:
    starting = asyncio.create_task(home.start(duration=10))
    await home.until_told("PUT")
    await home.tick(3)
    await starting

    await home.tick(26)
    assert home.shows("session_state") == "starting"
    await home.tick(2)
    await home.until_shown("session_state", "idle")

    assert await home.commands() == ["PUT", "DELETE"]
    assert (await home.massager.state())["motor"] is False
    assert await home.sessions() == home.left_open == []
    assert home.events == []


@pytest.mark.parametrize("massager", ["--start-delay=20"], indirect=True)
async def test_paused_and_forgotten_before_it_began(home: Home) -> None:
    """A massager that was seen to pause it knew of it, so it is over now."""
    starting = asyncio.create_task(home.start(duration=10))
    await home.until_told("PUT")
    await home.massager.admin("button", {"button": "pause"})
    await home.until_shown("session_state", "paused")
    await starting

    await home.massager.admin("misbehave", {"forget_session": True})

    await home.until_shown("session_state", "idle")
    assert await home.sessions() == home.left_open == []
