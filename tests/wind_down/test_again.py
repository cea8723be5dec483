"""A wind-down that is activated once more, and one that takes over from another."""

import asyncio

import pytest

from custom_components.foot_massage.drivers.base import RefusedError
from custom_components.foot_massage.wind_down import WindDown
from tests.entities import failed

from .bedroom import CEILING, DIM, LEFT, RIGHT, Bedroom


async def test_nothing_starts_twice(bedroom: Bedroom) -> None:
    await bedroom.activate()
    await bedroom.wait(60)
    level = bedroom.brightness(LEFT)
    await bedroom.start(duration=15)
    await bedroom.wait(5)
    assert DIM < bedroom.brightness(LEFT) <= level
    assert bedroom.massager.shows("number", "duration") == "15.0"
    await bedroom.wait(840, step=2)
    assert bedroom.state == "idle"
    assert len(await bedroom.sessions()) == 1
    assert len(bedroom.told[CEILING]) == 5


async def test_twice_at_once(bedroom: Bedroom) -> None:
    await bedroom.see(asyncio.gather(bedroom.activate(), bedroom.activate()))
    await bedroom.wait(30)
    assert len(bedroom.told[CEILING]) == 2
    await bedroom.wait(600, step=2)
    assert bedroom.state == "idle"
    assert len(await bedroom.sessions()) == 1


async def test_brings_a_massage_after_the_fade_up_to_date(bedroom: Bedroom) -> None:
    await bedroom.configure(massage="after_fade", duration=5)
    await bedroom.activate(transition=10)
    await bedroom.start(duration=1)
    assert bedroom.session == "idle"
    await bedroom.wait(14)
    assert bedroom.massager.shows("number", "duration") == "1.0"
    await bedroom.start(duration=2)
    assert bedroom.massager.shows("number", "duration") == "2.0"
    await bedroom.wait(110)
    assert bedroom.state == "massaging"
    await bedroom.wait(15)
    assert bedroom.state == "idle"
    (session,) = await bedroom.sessions()
    assert session["minutes"] == 2


@pytest.mark.parametrize("begins", ["with_fade", "after_fade"])
async def test_starts_a_massage_that_failed(bedroom: Bedroom, begins: str) -> None:
    await bedroom.configure(massage=begins)
    if begins == "with_fade":
        bedroom.driver.fail_next(RefusedError("Not now"))
        with failed("wind_down_failed"):
            await bedroom.activate(transition=10)
    else:
        await bedroom.activate(transition=10)
        bedroom.driver.fail_next(RefusedError("Not now"))
    await bedroom.wait(400, step=2)
    assert (bedroom.state, bedroom.session) == ("dimming", "idle")
    await bedroom.activate()
    assert (bedroom.state, bedroom.session) == ("massaging", "running")
    # The lights go by the massage now, not by the first plan.
    await bedroom.wait(590, step=2)
    assert (bedroom.state, bedroom.brightness(LEFT)) == ("massaging", DIM)
    await bedroom.wait(20)
    assert (bedroom.state, bedroom.brightness(LEFT)) == ("idle", 0)


async def test_massage_after_all(bedroom: Bedroom) -> None:
    await bedroom.start(massage=False, transition=10)
    await bedroom.wait(300, step=2)
    await bedroom.start()
    assert (bedroom.state, bedroom.session) == ("massaging", "running")
    await bedroom.wait(590, step=2)
    assert bedroom.brightness(LEFT) == DIM
    await bedroom.wait(20)
    assert (bedroom.state, bedroom.brightness(LEFT)) == ("idle", 0)


async def test_rest_leaves_a_running_massage_alone(bedroom: Bedroom) -> None:
    await bedroom.activate()
    await bedroom.wait(10)
    await bedroom.start(massage=False, duration=5)
    await bedroom.wait(400, step=2)
    assert (bedroom.state, bedroom.session) == ("massaging", "running")
    await bedroom.wait(200, step=2)
    assert bedroom.state == "idle"


async def test_rest_before_the_massage_has_begun(bedroom: Bedroom) -> None:
    await bedroom.configure(massage="after_fade", duration=1)
    await bedroom.activate()
    await bedroom.wait(10)
    await bedroom.start(massage=False)
    await bedroom.wait(160)
    assert bedroom.session == "idle"
    await bedroom.wait(20)
    assert bedroom.state == "idle"
    assert await bedroom.sessions() == []


async def test_while_it_is_finishing(bedroom: Bedroom) -> None:
    await bedroom.configure(duration=1)
    await bedroom.activate(transition=0)
    while bedroom.session != "idle":
        await bedroom.moment(0.1)
    assert bedroom.run.ending
    await bedroom.activate(transition=0)
    assert bedroom.session == "running"
    assert bedroom.state != "idle"
    await bedroom.wait(70)
    assert bedroom.state == "idle"
    assert len(await bedroom.sessions()) == 2


async def two(bedroom: Bedroom) -> list[WindDown]:
    return await bedroom.give(
        {"title": "Bedtime", "lights": [CEILING, LEFT], "fade_minutes": 2},
        {"title": "Nap", "lights": [LEFT, RIGHT], "fade_minutes": 1, "brightness": 5},
    )


async def activate(bedroom: Bedroom, wind_down: WindDown) -> None:
    scene = f"scene.{wind_down.subentry.title.lower()}"
    await bedroom.call("scene", "turn_on", entity_id=scene)


async def test_another_takes_over(bedroom: Bedroom) -> None:
    first, nap = await two(bedroom)
    await activate(bedroom, first)
    await bedroom.wait(60)
    await activate(bedroom, nap)
    assert (first.state, nap.state) == ("idle", "dimming")
    level = bedroom.brightness(CEILING)
    await bedroom.wait(64)
    # It ends its glide, of half a minute at most.
    assert bedroom.brightness(CEILING) >= level - 45 > DIM
    assert bedroom.brightness(LEFT) == bedroom.brightness(RIGHT) == 13
    await bedroom.see(asyncio.ensure_future(nap.async_cancel()))
    await bedroom.wait(8)
    assert (bedroom.brightness(LEFT), bedroom.brightness(RIGHT)) == (204, 153)
    assert bedroom.session == "idle"


async def test_another_leaves_alone_what_was_touched(bedroom: Bedroom) -> None:
    first, nap = await two(bedroom)
    await activate(bedroom, first)
    await bedroom.wait(60)
    await bedroom.press_wall_switch(LEFT, 222)
    await activate(bedroom, nap)
    await bedroom.wait(64)
    assert bedroom.brightness(LEFT) == 13
    await bedroom.see(asyncio.ensure_future(nap.async_cancel()))
    await bedroom.wait(8)
    assert bedroom.brightness(LEFT) == 222


async def test_two_at_once(bedroom: Bedroom) -> None:
    first, nap = await two(bedroom)
    await bedroom.see(asyncio.gather(activate(bedroom, first), activate(bedroom, nap)))
    assert (first.state, nap.state) == ("idle", "dimming")
    await bedroom.wait(64)
    assert nap.state == "massaging"
    assert bedroom.brightness(LEFT) == 13
    assert bedroom.brightness(CEILING) > 100
