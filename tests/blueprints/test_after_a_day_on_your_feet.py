"""The blueprint for the evening of a day with many steps."""

from typing import Any

import pytest

from .evening import Evening
from .phone import Phone

NAME = "after_a_day_on_your_feet"
STEPS = "sensor.steps"
ANNA = "person.anna"
STARTED = ["start_session"]


async def offer(evening: Evening, steps: int, **inputs: Any) -> None:
    """Have walked so much; it is to be offered at ten."""
    await evening.set(STEPS, str(steps))
    inputs = {"earliest": "22:00:00", "latest": "23:30:00"} | inputs
    await evening.automate(NAME, massager=evening.device, sensor=STEPS, **inputs)


async def test_enough_by_the_evening(evening: Evening) -> None:
    await offer(evening, 9000)
    await evening.set(STEPS, "12000")
    assert evening.asked == []
    await evening.at("22:00")
    assert evening.asked == STARTED
    assert evening.massager.panel["program"] == "after_walking"
    assert evening.session_length == 15


async def test_enough_later(evening: Evening) -> None:
    await offer(evening, 9000)
    await evening.at("22:30")
    assert evening.asked == []
    await evening.set(STEPS, "10001")
    assert evening.asked == STARTED


async def test_home_later(evening: Evening) -> None:
    await evening.set(ANNA, "not_home")
    await offer(evening, 12000, people=[ANNA])
    await evening.at("22:30")
    assert evening.asked == []
    await evening.set(ANNA, "home")
    assert evening.asked == STARTED


async def test_too_late(evening: Evening) -> None:
    await offer(evening, 9000)
    await evening.at("23:31")
    await evening.set(STEPS, "12000")
    assert evening.asked == []


@pytest.mark.parametrize("steps", ["10000", "unknown", "unavailable"])
async def test_not_enough(evening: Evening, steps: str) -> None:
    await offer(evening, 0)
    await evening.set(STEPS, steps)
    await evening.at("23:59")
    assert evening.asked == []


async def test_once_an_evening(evening: Evening) -> None:
    await offer(evening, 12000)
    await evening.at("22:00")
    await evening.act("stop_session")
    await evening.set(STEPS, "0")
    await evening.set(STEPS, "12000")
    assert evening.asked == STARTED
    await evening.at("22:00")
    assert evening.asked == [*STARTED, *STARTED]


async def test_a_massage_is_running(evening: Evening) -> None:
    await offer(evening, 12000)
    await evening.at("21:55")
    await evening.act("start_session", duration=20)
    await evening.at("22:00")
    assert evening.asked == []


async def test_further_conditions(evening: Evening) -> None:
    await offer(
        evening,
        12000,
        conditions=[{"condition": "template", "value_template": "{{ false }}"}],
    )
    await evening.at("22:00")
    assert evening.asked == []


@pytest.mark.parametrize(("answer", "starts"), [("Yes", True), ("No", False)])
async def test_offered(
    evening: Evening, phone: Phone, answer: str, starts: bool
) -> None:
    also = [{"event": "also"}]
    done: list[object] = []
    evening.hass.bus.async_listen("also", done.append)
    inputs = {"phone": phone.device, "duration": 12, "then_also": also}
    await offer(evening, 12000, **inputs)
    await evening.at("22:00")
    assert evening.asked == []
    await phone.press(answer)
    assert evening.asked == (STARTED if starts else [])
    assert len(done) == starts
    assert phone.questions == []
    if starts:
        assert evening.session_length == 12


async def test_nobody_answers(evening: Evening, phone: Phone) -> None:
    await offer(evening, 12000, phone=phone.device)
    await evening.at("22:29")
    assert len(phone.questions) == 1
    await evening.at("22:31")
    assert phone.questions == []
    assert evening.asked == []


async def test_a_phone_that_is_gone(evening: Evening) -> None:
    await offer(evening, 12000, phone="gone")
    await evening.at("22:00")
    assert evening.asked == []
