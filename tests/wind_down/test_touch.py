"""A light that somebody touches is left alone; a bulb's own reports are no touch."""

from homeassistant.core import Context, HomeAssistant
import pytest

from .bedroom import CEILING, DIM, LEFT, LIGHTS, RIGHT, WARDROBE, Bedroom


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


@pytest.mark.parametrize("hands", ["person", "automation", "nobody"])
async def test_through_home_assistant(
    bedroom: Bedroom, hass: HomeAssistant, hands: str
) -> None:
    user = await hass.auth.async_create_user("Ada", group_ids=["system-admin"])
    context = {
        "person": Context(user_id=user.id),
        "automation": Context(parent_id="automation"),
        "nobody": Context(),
    }[hands]
    await bedroom.activate()
    await bedroom.wait(60)
    # Only if nobody is known to have done it does the brightness have to tell.
    brightness = 200 if hands == "nobody" else bedroom.brightness(LEFT) - 3
    await bedroom.call(
        "light", "turn_on", entity_id=LEFT, brightness=brightness, context=context
    )
    await bedroom.call("light", "turn_off", entity_id=RIGHT, context=context)
    await bedroom.wait(80)
    assert (bedroom.brightness(LEFT), bedroom.brightness(RIGHT)) == (brightness, 0)
    assert bedroom.brightness(CEILING) == DIM
    await bedroom.cancel()
    await bedroom.wait(8)
    assert (bedroom.brightness(LEFT), bedroom.brightness(RIGHT)) == (brightness, 0)
    assert bedroom.brightness(CEILING) == 204


async def test_after_the_fade(bedroom: Bedroom) -> None:
    await bedroom.activate()
    await bedroom.wait(150)
    await bedroom.press_wall_switch(CEILING, 120)
    await bedroom.wait(600, step=2)
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
    await bedroom.press_wall_switch(WARDROBE, 90)
    await bedroom.wait(700, step=2)
    assert bedroom.brightness(WARDROBE) == 90


async def test_reports_of_a_whole_wind_down_are_no_touch(bedroom: Bedroom) -> None:
    await bedroom.activate()
    for _ in range(72):
        await bedroom.wait(10)
        if bedroom.state == "idle":
            break
        assert not bedroom.run.lights.touched
    assert bedroom.state == "idle"
    await bedroom.wait(6)
    assert [bedroom.brightness(light) for light in LIGHTS[:5]] == [0] * 5
