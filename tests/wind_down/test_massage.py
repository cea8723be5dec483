"""The massage of a wind-down, and what becomes of the lights without it."""

from datetime import timedelta
from typing import Any

from homeassistant.core import Context, HomeAssistant
import pytest

from custom_components.foot_massage.drivers.base import RefusedError
from tests.entities import failed, refused

from .bedroom import CEILING, DIM, LEFT, READING, RIGHT, Bedroom


async def test_with_the_fade(bedroom: Bedroom) -> None:
    await bedroom.activate()
    assert bedroom.session == "running"
    await bedroom.wait(60)
    assert bedroom.state == "dimming"
    await bedroom.wait(64)
    assert bedroom.state == "massaging"
    await bedroom.wait(480)
    assert (bedroom.state, bedroom.session) == ("idle", "idle")
    await bedroom.wait(6)
    for light in (CEILING, LEFT, RIGHT, READING):
        assert bedroom.brightness(light) == 0
    (session,) = await bedroom.sessions()
    assert session["started_by"] == "wind_down"
    assert (session["outcome"], session["minutes"]) == ("completed", 10.0)


async def test_after_the_fade(bedroom: Bedroom) -> None:
    await bedroom.configure(massage="after_fade", duration=1)
    await bedroom.activate()
    await bedroom.wait(110)
    assert (bedroom.state, bedroom.session) == ("dimming", "idle")
    await bedroom.wait(20)
    assert (bedroom.state, bedroom.session) == ("massaging", "running")
    await bedroom.wait(60)
    assert bedroom.state == "idle"
    (session,) = await bedroom.sessions()
    assert session["minutes"] == 1.0


async def test_shorter_than_the_fade(bedroom: Bedroom) -> None:
    await bedroom.start(duration=1)
    await bedroom.wait(90)
    assert (bedroom.state, bedroom.session) == ("dimming", "idle")
    assert bedroom.brightness(LEFT) > DIM
    await bedroom.wait(40)
    assert (bedroom.state, bedroom.brightness(LEFT)) == ("idle", 0)


async def test_what_the_call_asks_for(bedroom: Bedroom) -> None:
    await bedroom.start(duration=5, transition=20)
    await bedroom.wait(24)
    assert bedroom.brightness(LEFT) == DIM
    assert bedroom.massager.shows("number", "duration") == "5.0"


async def test_who_asked(bedroom: Bedroom, hass: HomeAssistant) -> None:
    user = await hass.auth.async_create_user("Ada", group_ids=["system-admin"])
    await bedroom.call(
        "scene",
        "turn_on",
        entity_id=bedroom.massager.entity_id("scene", "wind_down"),
        context=Context(user_id=user.id),
    )
    session = bedroom.wind_down._coordinator.runner.session
    assert session
    assert session.user_id == user.id


@pytest.mark.parametrize("begins", ["with_fade", "after_fade"])
async def test_rest(bedroom: Bedroom, begins: str) -> None:
    await bedroom.configure(massage=begins, duration=4)
    await bedroom.start(massage=False)
    await bedroom.wait(130)
    assert (bedroom.state, bedroom.session) == ("dimming", "idle")
    assert bedroom.brightness(LEFT) == DIM
    await bedroom.wait(100 if begins == "with_fade" else 220)
    assert bedroom.brightness(LEFT) == DIM
    await bedroom.wait(20)
    assert (bedroom.state, bedroom.brightness(LEFT)) == ("idle", 0)
    assert await bedroom.sessions() == []


async def test_massager_out_of_reach(bedroom: Bedroom) -> None:
    bedroom.driver.set_reachable(False)
    await bedroom.moment(1)
    with failed("wind_down_failed", "Bedtime", "cannot be reached"):
        await bedroom.activate()
    await bedroom.wait(130)
    assert bedroom.brightness(CEILING) == bedroom.brightness(LEFT) == DIM
    await bedroom.wait(490)
    assert bedroom.state == "idle"
    assert bedroom.brightness(CEILING) == 0


async def test_safety_hold(bedroom: Bedroom) -> None:
    await bedroom.massager.use("switch.turn_on", "safety_hold")
    with failed("wind_down_failed", "safety hold"):
        await bedroom.activate()
    await bedroom.wait(130)
    assert bedroom.brightness(LEFT) == DIM
    assert bedroom.session == "idle"


async def test_refused_after_the_fade(
    bedroom: Bedroom, caplog: pytest.LogCaptureFixture
) -> None:
    await bedroom.configure(massage="after_fade", duration=1)
    await bedroom.activate()
    await bedroom.wait(60)
    bedroom.driver.fail_next(RefusedError("Not now"))
    await bedroom.wait(70)
    assert "goes on without massage" in caplog.text
    assert (bedroom.state, bedroom.brightness(LEFT)) == ("dimming", DIM)
    await bedroom.wait(65)
    assert (bedroom.state, bedroom.brightness(LEFT)) == ("idle", 0)


async def test_stopped_by_hand(bedroom: Bedroom) -> None:
    await bedroom.activate()
    await bedroom.wait(60)
    await bedroom.call(
        "button", "press", entity_id=bedroom.massager.entity_id("button", "stop")
    )
    await bedroom.wait(8)
    assert (bedroom.state, bedroom.brightness(LEFT)) == ("idle", 0)


async def test_longest_session(bedroom: Bedroom, hass: HomeAssistant) -> None:
    hass.config_entries.async_update_entry(
        bedroom.entry, options={"longest_session": 5}
    )
    await hass.async_block_till_done()
    await bedroom.activate()
    assert bedroom.session == "running"
    session = bedroom.wind_down._coordinator.runner.session
    assert session
    assert session.planned == timedelta(minutes=5)


async def test_twice(bedroom: Bedroom) -> None:
    await bedroom.activate()
    await bedroom.wait(60)
    level = bedroom.brightness(LEFT)
    await bedroom.start(duration=15)
    await bedroom.wait(5)
    assert DIM < bedroom.brightness(LEFT) <= level
    assert bedroom.massager.shows("number", "duration") == "15.0"
    await bedroom.wait(840)
    assert bedroom.state == "idle"
    assert len(await bedroom.sessions()) == 1


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"duration": 0}, "duration_out_of_range"),
        ({"duration": 61}, "duration_out_of_range"),
        ({"duration": "abc"}, "duration_out_of_range"),
        ({"transition": -1}, "unknown_value"),
        ({"transition": 4000}, "unknown_value"),
        ({"transition": "slow"}, "unknown_value"),
    ],
)
async def test_nonsense(bedroom: Bedroom, data: dict[str, Any], key: str) -> None:
    with refused(key):
        await bedroom.start(**data)
    assert bedroom.state == "idle"
