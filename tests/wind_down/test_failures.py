"""Lights that fail, are missing or were never there: the rest goes on."""

from unittest.mock import patch

from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest

from tests.entities import failed

from .bedroom import CEILING, DIM, LEFT, LIGHTS, RIGHT, WARDROBE, Bedroom


async def test_light_that_is_gone(bedroom: Bedroom, hass: HomeAssistant) -> None:
    registry = er.async_get(hass)
    lamp = registry.async_get(LEFT)
    assert lamp
    await bedroom.configure(lights=[CEILING, lamp.id])
    registry.async_remove(LEFT)
    await hass.async_block_till_done()
    with failed("wind_down_failed", LEFT, "no longer exists"):
        await bedroom.activate()
    assert bedroom.session == "running"
    assert "wind_down_missing" in bedroom.issues
    await bedroom.wait(124)
    assert bedroom.brightness(CEILING) == DIM
    await bedroom.cancel()
    await bedroom.configure(lights=[CEILING])
    assert "wind_down_missing" not in bedroom.issues


async def test_gone_before_the_start(bedroom: Bedroom) -> None:
    await bedroom.configure(lights=["light.nowhere"])
    assert "wind_down_missing" in bedroom.issues


async def test_renamed_light_is_followed(bedroom: Bedroom, hass: HomeAssistant) -> None:
    registry = er.async_get(hass)
    lamp = registry.async_get(LEFT)
    assert lamp
    await bedroom.configure(lights=[lamp.id])
    registry.async_update_entity(LEFT, new_entity_id="light.by_the_bed")
    await hass.async_block_till_done()
    await bedroom.activate()
    await bedroom.wait(124)
    assert bedroom.brightness("light.by_the_bed") == DIM


@pytest.mark.parametrize("error", [HomeAssistantError("No radio"), KeyError("bug")])
async def test_light_that_fails(
    bedroom: Bedroom, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    with patch(
        "custom_components.emulated_bedroom.bulb.Bulb.change", side_effect=error
    ):
        await bedroom.activate()
        await bedroom.wait(130)
    assert bedroom.session == "running"
    assert bedroom.state == "massaging"
    assert "does not follow the wind-down" in caplog.text
    caplog.clear()
    await bedroom.wait(480)
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


async def test_extras(bedroom: Bedroom, hass: HomeAssistant) -> None:
    called: list[ServiceCall] = []

    async def note(call: ServiceCall) -> None:
        called.append(call)

    hass.services.async_register("test", "note", note)
    steps = {"sequence": [{"action": "test.note"}]}
    assert await async_setup_component(hass, "script", {"script": {"night": steps}})
    assert await async_setup_component(
        hass, "input_boolean", {"input_boolean": {"night": {}}}
    )
    await hass.services.async_call(
        "scene",
        "create",
        {"scene_id": "night", "entities": {"input_boolean.night": "on"}},
        blocking=True,
    )
    await bedroom.configure(extras=["script.night", "scene.night"])
    await bedroom.activate()
    assert len(called) == 1
    assert hass.states.is_state("input_boolean.night", "on")


async def test_extras_that_fail(bedroom: Bedroom, hass: HomeAssistant) -> None:
    async def fail(_: ServiceCall) -> None:
        raise HomeAssistantError("Out of paper")

    hass.services.async_register("script", "turn_on", fail)
    hass.states.async_set("script.print", "off")
    await bedroom.configure(extras=["script.print", "script.gone"])
    with failed(
        "wind_down_failed", "script.print: Out of paper", "script.gone no longer exists"
    ):
        await bedroom.activate()
    assert bedroom.session == "running"


async def test_failure_of_our_own(
    bedroom: Bedroom, caplog: pytest.LogCaptureFixture
) -> None:
    with patch(
        "custom_components.foot_massage.light_group.plan_fade",
        side_effect=ValueError("bug"),
    ):
        await bedroom.activate()
        await bedroom.wait(1)
    assert bedroom.state == "idle"
    assert "Bedtime failed" in caplog.text
    caplog.clear()
    await bedroom.activate()
    assert bedroom.state == "dimming"
    assert bedroom.brightness(LIGHTS[5]) == 0
