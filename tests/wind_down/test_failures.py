"""Lights, scripts and scenes that are missing or fail: the rest goes on."""

import asyncio
from unittest.mock import patch

from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest

from custom_components.foot_massage.const import DOMAIN
from tests.entities import failed

from .bedroom import CEILING, DIM, LEFT, Bedroom


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


async def test_one_that_fails_keeps_no_other_from_starting(bedroom: Bedroom) -> None:
    _, nap = await bedroom.give(
        {"title": "Bedtime", "lights": ["light.nowhere"]},
        {"title": "Nap", "lights": [LEFT]},
    )
    both = ["scene.bedtime", "scene.nap"]
    with failed("wind_down_failed", "light.nowhere"):
        await bedroom.call(DOMAIN, "start_wind_down", entity_id=both)
    assert nap.state == "dimming"


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


async def test_extras_that_fail(
    bedroom: Bedroom, hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    errors = {
        "script.print": HomeAssistantError("Out of paper"),
        "script.buggy": KeyError("bug"),
    }

    async def fail(call: ServiceCall) -> None:
        raise errors[call.data["entity_id"]]

    hass.services.async_register("script", "turn_on", fail)
    for entity_id in errors:
        hass.states.async_set(entity_id, "off")
    await bedroom.configure(extras=[*errors, "script.gone"])
    with failed(
        "wind_down_failed",
        "script.gone no longer exists",
        "script.print: Out of paper; script.buggy: 'bug'",
    ):
        await bedroom.activate()
    assert (bedroom.state, bedroom.session) == ("dimming", "running")
    assert "script.buggy failed" in caplog.text
    caplog.clear()


async def test_slow_extras_hold_nothing_up(
    bedroom: Bedroom, hass: HomeAssistant
) -> None:
    done = asyncio.Event()

    async def take_long(_: ServiceCall) -> None:
        await done.wait()

    hass.services.async_register("script", "turn_on", take_long)
    hass.states.async_set("script.slow", "off")
    await bedroom.configure(extras=["script.slow"])
    activation = asyncio.ensure_future(bedroom.wind_down.async_activate())
    await bedroom.wait(5)
    assert (bedroom.state, bedroom.session) == ("dimming", "running")
    assert not activation.done()
    await bedroom.cancel()
    assert (bedroom.state, bedroom.session) == ("idle", "idle")
    done.set()
    await activation


async def test_failure_of_our_own(
    bedroom: Bedroom, caplog: pytest.LogCaptureFixture
) -> None:
    with patch(
        "custom_components.foot_massage.light_group.plan_fade",
        side_effect=ValueError("bug"),
    ):
        await bedroom.activate()
        await bedroom.wait(1)
    assert (bedroom.state, bedroom.session) == ("idle", "running")
    assert "Bedtime failed" in caplog.text
    caplog.clear()
    await bedroom.activate()
    assert bedroom.state == "dimming"
