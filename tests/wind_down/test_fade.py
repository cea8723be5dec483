"""The lights during a fade, each as it can."""

from itertools import pairwise

import pytest

from .bedroom import CEILING, DIM, LEFT, LIGHTS, READING, RIGHT, WARDROBE, Bedroom


async def test_each_light_as_it_can(bedroom: Bedroom) -> None:
    await bedroom.activate()
    assert bedroom.state == "dimming"
    await bedroom.wait(60)
    assert bedroom.state == "dimming"
    for light in (CEILING, LEFT, RIGHT):
        assert DIM < bedroom.brightness(light) < 150
    assert bedroom.brightness(READING) == 255
    await bedroom.wait(64)
    assert bedroom.state == "massaging"
    for light in (CEILING, LEFT, RIGHT):
        assert bedroom.brightness(light) == DIM
        assert bedroom.light(light).attributes["color_temp_kelvin"] == 2200
    assert bedroom.brightness(READING) == 0
    assert bedroom.brightness(WARDROBE) == 0
    for light in LIGHTS[:3]:
        levels = [one.attributes["brightness"] for one in bedroom.seen[light]]
        assert levels == sorted(levels, reverse=True)
    run = bedroom.wind_down._run
    assert run
    assert not run.lights.touched


async def test_steps_are_at_least_a_second_apart(bedroom: Bedroom) -> None:
    await bedroom.activate()
    await bedroom.wait(124, step=0.25)
    steps = bedroom.seen[LEFT]
    assert len(steps) > 60
    times = [one.last_updated.timestamp() for one in steps[1:]]
    gaps = [after - before for before, after in pairwise(times)]
    assert min(gaps) > 0.7


async def test_zero_minutes(bedroom: Bedroom) -> None:
    await bedroom.activate(transition=0)
    await bedroom.wait(2)
    assert bedroom.brightness(CEILING) == bedroom.brightness(LEFT) == DIM
    assert bedroom.state == "massaging"


@pytest.mark.parametrize(("seconds", "left"), [(20, DIM), (240, 70)])
async def test_transition_of_the_scene_is_the_length(
    bedroom: Bedroom, seconds: float, left: int
) -> None:
    await bedroom.activate(transition=seconds)
    await bedroom.wait(25)
    assert bedroom.brightness(LEFT) >= left
    assert (bedroom.brightness(LEFT) == DIM) == (left == DIM)
