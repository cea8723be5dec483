"""Stops: while something else goes on, and of a massager that does not obey."""

import asyncio

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest

from custom_components.foot_massage import session_runner

from .home import Home

pytestmark = pytest.mark.freeze_time("2026-11-23 21:00:00+00:00")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for each confirmation only a moment."""
    monkeypatch.setattr(session_runner, "STOP_CONFIRM_SECONDS", (0.1, 0.1, 0.1))


async def come_to_rest(home: Home) -> None:
    """Let the massager reach the end of its time; it still lets out its air."""
    there = await home.massager.state()
    await home.massager.admin("advance", {"seconds": there["remaining_s"]})
    await home.until_device(activity="stopping")
    await home.heard()


async def test_is_told_once(home: Home) -> None:
    await home.start(duration=10)
    await home.wait(minutes=3)

    await home.call("stop_session")

    assert home.shows("session_state") == "idle"
    await home.wait(minutes=2)
    assert await home.commands() == ["PUT", "DELETE"]
    session = await home.the_session()
    assert session["outcome"] == "stopped"
    assert session["minutes"] == 3
    assert home.events == ["started", "stopped"]


async def test_when_nothing_runs(home: Home) -> None:
    await home.call("stop_session")

    assert await home.commands() == ["DELETE"]
    assert await home.sessions() == []
    assert home.issues == set()


async def test_many_at_once(home: Home) -> None:
    await home.start(duration=10)
    await home.wait(minutes=1)

    await asyncio.gather(*(home.call("stop_session") for _ in range(50)))

    assert (await home.the_session())["outcome"] == "stopped"
    assert home.events == ["started", "stopped"]


async def test_start_right_after_a_stop_is_not_stopped(home: Home) -> None:
    await home.start(duration=10)
    await home.wait(minutes=1)

    _, answer = await asyncio.gather(home.call("stop_session"), home.start(duration=5))
    await home.wait(minutes=3)

    there = await home.massager.state()
    assert there["starts"] == 2
    assert there["session"]["id"] == answer["session_id"]
    assert await home.commands() == ["PUT", "DELETE", "PUT"]
    await home.wait(minutes=3)
    outcomes = [one["outcome"] for one in await home.sessions()]
    assert outcomes == ["stopped", "completed"]


async def test_while_it_is_being_started(home: Home) -> None:
    await home.hold()
    starting = asyncio.create_task(home.start(duration=10))
    await home.until_told("PUT")

    stopping = asyncio.create_task(home.call("stop_session"))
    await home.tick(1)
    await home.hold(False)
    await home.release()
    await stopping
    await starting

    await home.until_shown("session_state", "idle")
    assert await home.commands() == ["PUT", "DELETE"]
    assert (await home.massager.state())["motor"] is False
    assert len(await home.sessions()) <= 1
    assert home.left_open == []


@pytest.mark.parametrize("massager", ["--stop-delay=3"], indirect=True)
async def test_that_the_massager_makes_by_itself_is_not_told(home: Home) -> None:
    """At the end of its time it comes to rest for a moment."""
    await home.start(duration=1)
    await come_to_rest(home)
    await home.massager.admin("advance", {"seconds": 3})
    await home.until_shown("session_state", "idle")

    assert await home.commands() == ["PUT"]
    assert (await home.the_session())["outcome"] == "completed"


@pytest.mark.parametrize("massager", ["--stop-delay=31"], indirect=True)
async def test_of_a_massager_that_never_comes_to_rest(
    home: Home, impatient: None
) -> None:
    await home.start(duration=1)
    await come_to_rest(home)
    await home.tick(29)
    assert await home.commands() == ["PUT"]

    await home.tick(2)
    await home.until(lambda: home.issues)

    assert await home.commands() == ["PUT", "DELETE", "DELETE", "DELETE"]
    assert home.shows("session_state") == "stopping"
    await home.massager.admin("advance", {"seconds": 31})
    await home.until_shown("session_state", "idle")
    assert home.issues == set()
    assert (await home.the_session())["outcome"] == "completed"


async def test_that_is_not_obeyed(home: Home, impatient: None) -> None:
    await home.start(duration=10)
    await home.wait(minutes=2)
    await home.massager.admin("misbehave", {"ignore_stop": True})

    with pytest.raises(HomeAssistantError) as raised:
        await home.within_moments(home.call("stop_session"))

    assert raised.value.translation_key == "stop_not_confirmed"
    assert await home.commands() == ["PUT", "DELETE", "DELETE", "DELETE"]
    assert home.shows("session_state") == "stopping"
    assert home.shows("stop") != "unavailable"
    assert home.issues == {"stop_not_confirmed"}
    with pytest.raises(ServiceValidationError) as refused:
        await home.start(duration=5)
    assert refused.value.translation_key == "stopping"
    assert home.events == ["started", "refused"]

    await home.wait(seconds=35)
    assert len(await home.commands()) == 7
    assert home.issues == {"stop_not_confirmed"}

    await home.massager.admin("misbehave", {"ignore_stop": False})
    await home.wait(seconds=35)

    assert len(await home.commands()) == 8
    assert home.shows("session_state") == "idle"
    assert home.issues == set()
    session = await home.the_session()
    assert session["outcome"] == "stopped"
    assert session["minutes"] == pytest.approx(3, abs=0.3)
    assert (await home.massager.state())["starts"] == 1
    assert home.events == ["started", "refused", "stopped"]


async def test_that_is_not_obeyed_until_a_hand_does_it(
    home: Home, impatient: None
) -> None:
    await home.start(duration=10)
    await home.massager.admin("misbehave", {"ignore_stop": True})
    with pytest.raises(HomeAssistantError):
        await home.within_moments(home.call("stop_session"))

    await home.massager.admin("button", {"button": "power"})
    await home.until_shown("session_state", "idle")

    assert home.issues == set()
    assert (await home.the_session())["outcome"] == "stopped"


async def test_that_is_not_obeyed_survives_a_reload(
    home: Home, impatient: None
) -> None:
    """Whoever stopped it need not ask again, and the report does not stay for ever."""
    await home.start(duration=10)
    await home.massager.admin("misbehave", {"ignore_stop": True})
    with pytest.raises(HomeAssistantError):
        await home.within_moments(home.call("stop_session"))

    await home.leave()
    await home.massager.admin("misbehave", {"ignore_stop": False})
    await home.come_back()
    await home.until_shown("session_state", "idle")

    assert (await home.massager.state())["motor"] is False
    assert home.issues == set()
    assert (await home.the_session())["outcome"] == "stopped"


async def test_out_of_reach(home: Home) -> None:
    await home.start(duration=10)
    await home.massager.admin("misbehave", {"hang_up": 100})

    with pytest.raises(HomeAssistantError) as raised:
        await home.within_moments(home.call("stop_session"))

    assert raised.value.translation_key == "cannot_connect"
    assert home.issues == {"stop_not_confirmed"}
    assert home.shows("stop") != "unavailable"
    await home.massager.admin("misbehave", {"hang_up": 0})
    await home.wait(seconds=35)
    assert (await home.massager.state())["motor"] is False
    assert home.issues == set()
    assert (await home.the_session())["outcome"] == "stopped"
