"""The blueprint for what comes up: pausing, stopping, going on."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from .evening import Evening

NAME = "stop_when"
BELL = "event.front_door"
CALL = "sensor.phone_state"
ROOM = "binary_sensor.room"
SOFA = "binary_sensor.sofa"
BED = "binary_sensor.bed"


@pytest.fixture
async def running(evening: Evening) -> Evening:
    """Somebody is in the room, in bed, on no call, and the massage runs."""
    for entity_id, state in {ROOM: "on", SOFA: "off", BED: "on", CALL: "idle"}.items():
        await evening.set(entity_id, state)
    await evening.act("start_session")
    assert evening.session == "running"
    return evening


async def mind(evening: Evening, **inputs: Any) -> None:
    inputs = {
        "doorbells": [BELL],
        "calls": [CALL],
        "presence": [ROOM, SOFA],
        "beds": [BED],
    } | inputs
    await evening.automate(NAME, massager=evening.device, **inputs)


async def minutes(evening: Evening, count: float) -> None:
    await evening.wait(timedelta(minutes=count))


async def test_a_call(running: Evening) -> None:
    await mind(running)
    await running.set(CALL, "ringing")
    assert running.session == "paused"
    await running.set(CALL, "offhook")
    await minutes(running, 3)
    assert running.session == "paused"
    await running.set(CALL, "idle")
    assert running.session == "running"
    assert running.asked == ["pause_session", "resume_session"]


async def test_the_doorbell(running: Evening) -> None:
    await mind(running, short_break=2)
    await running.fire(BELL, "ring")
    assert running.session == "paused"
    await minutes(running, 1)
    assert running.session == "paused"
    await minutes(running, 1)
    assert running.session == "running"


async def test_leaving_the_room(running: Evening) -> None:
    await mind(running)
    await running.set(ROOM, "off")
    await minutes(running, 0.5)
    assert running.session == "running"
    await minutes(running, 0.5)
    assert running.session == "paused"
    await running.set(SOFA, "on")
    assert running.session == "running"


async def test_getting_up(running: Evening) -> None:
    await mind(running)
    await running.set(BED, "off")
    await minutes(running, 1)
    assert running.session == "paused"
    await running.set(BED, "on")
    assert running.session == "running"


async def test_anything_else(running: Evening) -> None:
    await mind(running, others=[{"trigger": "event", "event_type": "baby_cries"}])
    running.hass.bus.async_fire("baby_cries")
    await running.settle()
    assert running.session == "paused"
    await minutes(running, 5)
    assert running.session == "running"


async def test_to_stop(running: Evening) -> None:
    await mind(running, reaction="stop")
    await running.set(CALL, "ringing")
    assert running.session == "idle"
    await running.set(CALL, "idle")
    assert running.asked == ["stop_session"]


async def test_not_to_go_on(running: Evening) -> None:
    await mind(running, go_on=False)
    await running.set(CALL, "ringing")
    await running.set(CALL, "idle")
    await minutes(running, 10)
    assert running.session == "paused"


async def test_all_of_it_has_to_be_over(running: Evening) -> None:
    """They went to the door, and then out: nothing massages an empty room."""
    await mind(running, short_break=2)
    await running.fire(BELL, "ring")
    await running.set(ROOM, "off")
    await minutes(running, 5)
    assert running.session == "paused"
    await running.set(ROOM, "on")
    assert running.session == "running"


async def test_too_long(running: Evening) -> None:
    await mind(running, longest_break=5)
    await running.set(CALL, "offhook")
    await minutes(running, 6)
    await running.set(CALL, "idle")
    assert running.session == "paused"


@pytest.mark.parametrize("ring", [True, False])
async def test_somebody_touched_it(running: Evening, ring: bool) -> None:
    """Who goes on and pauses again by hand means that pause."""
    await mind(running)
    if ring:
        await running.fire(BELL, "ring")
    else:
        await running.set(CALL, "ringing")
    for action in ("resume_session", "pause_session"):
        await running.act(action)
        await running.settle()
    await running.set(CALL, "idle")
    await minutes(running, 6)
    assert running.session == "paused"


async def test_stopped_meanwhile(running: Evening) -> None:
    await mind(running)
    await running.set(CALL, "ringing")
    await running.act("stop_session")
    await running.set(CALL, "idle")
    assert running.session == "idle"


async def test_paused_by_hand(running: Evening) -> None:
    """A pause that is not ours is not ended."""
    await mind(running)
    await running.act("pause_session")
    await running.set(CALL, "ringing")
    await running.set(CALL, "idle")
    assert running.session == "paused"
    assert running.asked == []


async def test_nothing_runs(running: Evening) -> None:
    await mind(running)
    await running.act("stop_session")
    await running.set(CALL, "ringing")
    await running.fire(BELL, "ring")
    assert running.asked == []


async def test_sensors_that_go_away(running: Evening) -> None:
    """Not to be heard is neither a call nor to be away."""
    await mind(running)
    await running.fire(BELL, "ring")
    await minutes(running, 5)
    running.asked.clear()
    bell = running.hass.states.get(BELL)
    assert bell
    for entity_id in (BELL, CALL, ROOM, BED):
        await running.set(entity_id, "unavailable")
    await minutes(running, 2)
    await running.set(BELL, bell.state, event_type="ring")
    assert running.asked == []


async def test_somebody_else_stays(running: Evening) -> None:
    await mind(running)
    await running.set(SOFA, "on")
    await running.set(ROOM, "off")
    await minutes(running, 2)
    assert running.asked == []


async def test_nothing_chosen(running: Evening) -> None:
    await running.automate(NAME, massager=running.device)
    await running.set(CALL, "ringing")
    assert running.asked == []


async def test_no_pause(running: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be paused is stopped, and stays so."""
    driver = running.massager.driver
    without = replace(driver.capabilities, pause=False)
    monkeypatch.setattr(driver, "capabilities", without)
    await mind(running)
    await running.set(CALL, "ringing")
    await minutes(running, 1)
    await running.set(CALL, "idle")
    assert running.session == "idle"
    assert running.asked == ["pause_session", "stop_session"]
