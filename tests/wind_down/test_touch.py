"""A light that somebody touches is left alone; a bulb's own reports are no touch."""

from homeassistant.core import Context, HomeAssistant
import pytest

from .bedroom import CEILING, DIM, LEFT, LIGHTS, RIGHT, Bedroom


async def test_brighter_at_the_wall(bedroom: Bedroom) -> None:
    await bedroom.activate()
    await bedroom.wait(60)
    for light in (CEILING, LEFT):
        await bedroom.press_wall_switch(light, 200)
    await bedroom.wait(80)
    assert bedroom.brightness(CEILING) == bedroom.brightness(LEFT) == 200
    assert bedroom.brightness(RIGHT) == DIM


async def test_off_at_the_wall(bedroom: Bedroom) -> None:
    await bedroom.activate()
    await bedroom.wait(60)
    await bedroom.press_wall_switch(LEFT, 0)
    await bedroom.wait(80)
    assert bedroom.brightness(LEFT) == 0
    assert bedroom.brightness(CEILING) == DIM


@pytest.mark.parametrize("automation", [False, True])
async def test_through_home_assistant(
    bedroom: Bedroom, hass: HomeAssistant, automation: bool
) -> None:
    hands = Context(parent_id="automation") if automation else Context(user_id=None)
    await bedroom.activate()
    await bedroom.wait(60)
    brightness = bedroom.brightness(LEFT) - 3 if automation else 200
    await bedroom.call(
        "light", "turn_on", entity_id=LEFT, brightness=brightness, context=hands
    )
    await bedroom.wait(80)
    assert bedroom.brightness(LEFT) == brightness
    assert bedroom.brightness(CEILING) == DIM


async def test_after_the_fade(bedroom: Bedroom) -> None:
    await bedroom.activate()
    await bedroom.wait(150)
    await bedroom.press_wall_switch(CEILING, 120)
    await bedroom.wait(600)
    assert bedroom.brightness(CEILING) == 120
    assert bedroom.brightness(LEFT) == bedroom.brightness(RIGHT) == 0


async def test_touched_light_is_not_put_back(bedroom: Bedroom) -> None:
    await bedroom.activate()
    await bedroom.wait(60)
    await bedroom.press_wall_switch(RIGHT, 250)
    await bedroom.wait(10)
    await bedroom.cancel()
    await bedroom.wait(10)
    assert bedroom.brightness(RIGHT) == 250
    assert bedroom.brightness(CEILING) == bedroom.brightness(LEFT) == 204


async def test_turned_on_by_hand(bedroom: Bedroom) -> None:
    await bedroom.activate()
    await bedroom.wait(30)
    await bedroom.press_wall_switch(LIGHTS[4], 90)
    await bedroom.wait(700)
    assert bedroom.brightness(LIGHTS[4]) == 90


async def test_reports_of_a_whole_wind_down_are_no_touch(bedroom: Bedroom) -> None:
    await bedroom.activate()
    for _ in range(72):
        await bedroom.wait(10)
        if bedroom.state == "idle":
            break
        run = bedroom.wind_down._run
        assert run
        assert not run.lights.touched
    assert bedroom.state == "idle"
    await bedroom.wait(6)
    assert [bedroom.brightness(light) for light in LIGHTS[:5]] == [0] * 5
