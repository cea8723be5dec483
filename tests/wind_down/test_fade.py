"""The lights during a fade, each as it can."""

from itertools import pairwise
import logging
from unittest.mock import patch

from homeassistant.exceptions import HomeAssistantError
import pytest

from .bedroom import CEILING, DIM, LEFT, READING, RIGHT, WARDROBE, WINDOW, Bedroom

RADIO_DELAY = "custom_components.emulated_bedroom.light.RADIO_DELAY"


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
        levels = [one.attributes["brightness"] for one in bedroom.seen[light]]
        assert levels == sorted(levels, reverse=True)
    assert bedroom.brightness(READING) == 0
    assert bedroom.brightness(WARDROBE) == 0
    assert not bedroom.run.lights.touched


async def test_long_transitions_are_cut(bedroom: Bedroom) -> None:
    await bedroom.activate()
    await bedroom.wait(124)
    for light in (CEILING, RIGHT):
        assert [one.data["transition"] for one in bedroom.told[light]] == [30] * 4
    assert all("transition" not in one.data for one in bedroom.told[LEFT])


async def test_steps_are_at_least_a_second_apart(bedroom: Bedroom) -> None:
    await bedroom.activate()
    await bedroom.wait(124, step=0.25)
    steps = bedroom.told[LEFT]
    assert len(steps) > 60
    assert min(after.at - before.at for before, after in pairwise(steps)) >= 1


async def test_lights_that_are_out_of_reach_or_off_are_told_nothing(
    bedroom: Bedroom,
) -> None:
    await bedroom.activate()
    await bedroom.wait(124)
    await bedroom.wait(500, step=2)
    assert bedroom.state == "idle"
    assert bedroom.told[WINDOW] == bedroom.told[WARDROBE] == []
    assert bedroom.light(WINDOW).state == "unavailable"


@pytest.mark.parametrize("delay", [3.3, 11])
async def test_slow_bulbs_do_not_fall_behind(
    bedroom: Bedroom, monkeypatch: pytest.MonkeyPatch, delay: float
) -> None:
    monkeypatch.setattr(RADIO_DELAY, delay)
    await bedroom.activate()
    # One command may be on its way when it is time for the last.
    await bedroom.wait(120 + 2 * delay + 1)
    assert bedroom.brightness(LEFT) == bedroom.brightness(CEILING) == DIM
    assert not bedroom.run.lights.touched


async def test_bulbs_that_never_answer_hold_nothing_up(
    bedroom: Bedroom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    await bedroom.configure(massage="after_fade")
    monkeypatch.setattr(RADIO_DELAY, 1e6)
    await bedroom.activate()
    await bedroom.wait(240, step=1)
    assert (bedroom.state, bedroom.session) == ("massaging", "running")
    await bedroom.wait(620, step=2)
    assert bedroom.state == "idle"
    assert caplog.text.count("does not follow the wind-down: it does not answer") == 4


@pytest.mark.parametrize("error", [HomeAssistantError("No radio"), KeyError("bug")])
async def test_bulbs_that_fail_are_said_once(
    bedroom: Bedroom, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    caplog.set_level(logging.WARNING)
    with patch(
        "custom_components.emulated_bedroom.bulb.Bulb.change", side_effect=error
    ):
        await bedroom.activate()
        await bedroom.wait(130)
    assert (bedroom.state, bedroom.session) == ("massaging", "running")
    # Four lights were on.
    assert caplog.text.count("does not follow the wind-down") == 4
    await bedroom.wait(480, step=2)
    assert bedroom.state == "idle"


async def test_dimmer_light_stays_dimmer(bedroom: Bedroom) -> None:
    await bedroom.call("light", "turn_on", entity_id=LEFT, brightness=10)
    await bedroom.activate()
    await bedroom.wait(124)
    assert bedroom.brightness(LEFT) == 10
    assert bedroom.light(LEFT).attributes["color_temp_kelvin"] == 2200


async def test_colour_is_within_reach(bedroom: Bedroom) -> None:
    await bedroom.configure(color_temp=1800)
    await bedroom.activate()
    await bedroom.wait(124)
    lamp = bedroom.light(LEFT)
    warmest = lamp.attributes["min_color_temp_kelvin"]
    assert lamp.attributes["color_temp_kelvin"] == warmest


async def test_coloured_light_comes_back(bedroom: Bedroom) -> None:
    await bedroom.call("light", "turn_on", entity_id=RIGHT, hs_color=(240, 80))
    await bedroom.activate()
    await bedroom.wait(124)
    assert bedroom.light(RIGHT).attributes["color_mode"] == "color_temp"
    await bedroom.cancel()
    await bedroom.wait(8)
    lamp = bedroom.light(RIGHT)
    assert (lamp.attributes["color_mode"], lamp.attributes["hs_color"]) == (
        "hs",
        (240, 80),
    )


async def test_lights_that_are_off_are_turned_on(bedroom: Bedroom) -> None:
    await bedroom.configure(only_lights_on=False)
    await bedroom.activate()
    await bedroom.wait(124)
    assert bedroom.brightness(WARDROBE) == DIM
    await bedroom.cancel()
    await bedroom.wait(6)
    assert bedroom.brightness(WARDROBE) == 0


async def test_no_lights(bedroom: Bedroom) -> None:
    await bedroom.configure(lights=[], duration=1)
    await bedroom.activate()
    await bedroom.wait(1)
    assert (bedroom.state, bedroom.session) == ("massaging", "running")
    await bedroom.wait(65)
    assert bedroom.state == "idle"


async def test_zero_minutes(bedroom: Bedroom) -> None:
    await bedroom.configure(fade_minutes=0)
    await bedroom.activate()
    await bedroom.wait(2)
    assert bedroom.brightness(CEILING) == bedroom.brightness(LEFT) == DIM
    assert bedroom.brightness(READING) == 0
    assert bedroom.state == "massaging"
    assert not bedroom.run.lights.touched


@pytest.mark.parametrize(("seconds", "left"), [(0, DIM), (20, DIM), (240, 70)])
async def test_transition_of_the_scene_is_the_length(
    bedroom: Bedroom, seconds: float, left: int
) -> None:
    await bedroom.activate(transition=seconds)
    await bedroom.wait(25)
    assert bedroom.brightness(LEFT) >= left
    assert (bedroom.brightness(LEFT) == DIM) == (left == DIM)
