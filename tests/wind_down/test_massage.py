"""The massage of a wind-down, and what becomes of the lights without it."""

from datetime import timedelta
from typing import Any

from homeassistant.core import (
    Context,
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)
from homeassistant.helpers.event import async_track_state_change_event
import pytest

from custom_components.foot_massage.drivers import simulated_machine
from custom_components.foot_massage.drivers.base import CannotConnectError, RefusedError
from tests.entities import failed, refused

from .bedroom import CEILING, DIM, LEFT, READING, RIGHT, Bedroom


async def test_with_the_fade(bedroom: Bedroom) -> None:
    await bedroom.activate()
    assert bedroom.session == "running"
    await bedroom.wait(60)
    assert bedroom.state == "dimming"
    await bedroom.wait(64)
    assert bedroom.state == "massaging"
    await bedroom.wait(480, step=2)
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
    session = bedroom.entry.runtime_data.coordinator.runner.session
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
    await bedroom.wait(490, step=2)
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
    await bedroom.press_stop()
    await bedroom.wait(8)
    assert (bedroom.state, bedroom.brightness(LEFT)) == ("idle", 0)
    assert bedroom.brightness(CEILING) == 0


async def test_longest_session(bedroom: Bedroom, hass: HomeAssistant) -> None:
    hass.config_entries.async_update_entry(
        bedroom.entry, options={"longest_session": 5}
    )
    await hass.async_block_till_done()
    with refused("duration_out_of_range", "5 minutes"):
        await bedroom.start(duration=6)
    assert (bedroom.state, bedroom.session) == ("idle", "idle")
    await bedroom.activate()
    assert bedroom.session == "running"
    session = bedroom.entry.runtime_data.coordinator.runner.session
    assert session
    assert session.planned == timedelta(minutes=5)


async def test_rest_is_no_longer_than_the_longest_session(
    bedroom: Bedroom, hass: HomeAssistant
) -> None:
    hass.config_entries.async_update_entry(
        bedroom.entry, options={"longest_session": 5}
    )
    await hass.async_block_till_done()
    await bedroom.start(massage=False)
    await bedroom.wait(290, step=2)
    assert bedroom.brightness(LEFT) == DIM
    await bedroom.wait(20)
    assert (bedroom.state, bedroom.brightness(LEFT)) == ("idle", 0)


async def test_start_without_an_answer(bedroom: Bedroom) -> None:
    # Whether the massager has begun is found out, and undone, only when it is back.
    bedroom.driver.fail_next(CannotConnectError("Lost on the way"))
    bedroom.wind_down.async_subscribe(lambda: bedroom.driver.set_reachable(False))
    with failed("wind_down_failed", "cannot be reached"):
        await bedroom.activate(transition=0)
    assert bedroom.session == "unavailable"
    await bedroom.wait(30)
    assert bedroom.state == "dimming"
    bedroom.driver.set_reachable(True)
    await bedroom.wait(30)
    assert (bedroom.state, bedroom.session) == ("dimming", "idle")
    await bedroom.wait(545, step=2)
    assert (bedroom.state, bedroom.brightness(LEFT)) == ("idle", 0)


async def test_massager_that_never_begins(
    bedroom: Bedroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulated_machine, "STARTING_TAKES_S", 1e6)
    await bedroom.activate(transition=0)
    assert (bedroom.state, bedroom.session) == ("massaging", "starting")
    await bedroom.wait(40)
    assert (bedroom.state, bedroom.session) == ("idle", "idle")
    assert bedroom.brightness(LEFT) == 0
    assert await bedroom.sessions() == []


async def test_massage_begun_by_hand_after_all(bedroom: Bedroom) -> None:
    bedroom.driver.fail_next(RefusedError("Not now"))
    with failed("wind_down_failed"):
        await bedroom.activate(transition=0)
    await bedroom.wait(300, step=2)
    assert bedroom.state == "dimming"
    bedroom.driver.press_button()
    await bedroom.wait(590, step=2)
    assert (bedroom.state, bedroom.session) == ("massaging", "running")
    assert bedroom.brightness(LEFT) == DIM
    await bedroom.wait(30)
    assert (bedroom.state, bedroom.brightness(LEFT)) == ("idle", 0)


@pytest.mark.parametrize("rest", [False, True])
async def test_another_session_is_not_its_massage(bedroom: Bedroom, rest: bool) -> None:
    await bedroom.configure(massage="after_fade")
    bedroom.driver.press_button()
    await bedroom.wait(3)
    await bedroom.start(massage=not rest)
    await bedroom.wait(30)
    await bedroom.press_stop()
    await bedroom.wait(60)
    assert (bedroom.state, bedroom.session) == ("dimming", "idle")
    await bedroom.wait(40)
    assert bedroom.brightness(LEFT) == DIM
    assert bedroom.session == ("idle" if rest else "running")


async def test_the_massage_is_paused(bedroom: Bedroom) -> None:
    await bedroom.start(duration=1, transition=0)
    button = bedroom.massager.entity_id("button", "pause")
    await bedroom.call("button", "press", entity_id=button)
    await bedroom.wait(300, step=2)
    assert (bedroom.state, bedroom.session) == ("massaging", "paused")
    assert bedroom.brightness(LEFT) == DIM


async def test_three_rows(bedroom: Bedroom, hass: HomeAssistant) -> None:
    states: list[str] = []
    sensor = bedroom.massager.entity_id("sensor", "wind_down")

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        if new := event.data["new_state"]:
            states.append(new.state)

    async_track_state_change_event(hass, sensor, note)
    await bedroom.activate()
    await bedroom.wait(610, step=2)
    assert states == ["dimming", "massaging", "idle"]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"duration": 61}, "duration_out_of_range"),
        ({"transition": "slow"}, "unknown_value"),
    ],
)
async def test_nonsense(bedroom: Bedroom, data: dict[str, Any], key: str) -> None:
    with refused(key):
        await bedroom.start(**data)
    assert (bedroom.state, bedroom.session) == ("idle", "idle")
    assert not any(bedroom.told.values())
