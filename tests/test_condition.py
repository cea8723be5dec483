"""Conditions: what a massager or a wind-down does at this moment."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.condition import (
    async_from_config,
    async_validate_condition_config,
)
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from .automations import MASSAGER_TARGETS, WIND_DOWN_TARGETS, Night, condition
from .emulator.process import EmulatorProcess
from .entities import Massager, pass_time
from .massagers import demo_entry, paired_entry, wind_down_subentry


@pytest.fixture
async def night(hass: HomeAssistant, integration: None, prompt: None) -> Night:
    """The demo massager with a wind-down."""
    entry = demo_entry(subentries_data=[wind_down_subentry(fade_minutes=0)])
    return Night(hass, await Massager.at_home(hass, entry))


async def check(night: Night, name: str, aim: dict[str, Any], **options: Any) -> bool:
    """Return whether a condition is met at this moment."""
    config = cv.CONDITION_SCHEMA(condition(name, aim, **options))
    checker = await async_from_config(
        night.hass, await async_validate_condition_config(night.hass, config)
    )
    try:
        return bool(checker.async_check())
    finally:
        checker.async_unload()


@pytest.mark.parametrize("behavior", ["any", "all"])
@pytest.mark.parametrize("target", [*MASSAGER_TARGETS[:1], *MASSAGER_TARGETS[2:]])
async def test_running(night: Night, target: str, behavior: str) -> None:
    aim, massager = night.target(target), night.massager
    met = []
    for action in ("start", "pause", "resume", "stop"):
        met.append(await check(night, "is_running", aim, behavior=behavior))
        await massager.act(f"{action}_session")
    met.append(await check(night, "is_running", aim, behavior=behavior))
    assert met == [False, True, False, True, False]


@pytest.mark.parametrize("behavior", ["any", "all"])
@pytest.mark.parametrize("target", WIND_DOWN_TARGETS)
async def test_winding_down(night: Night, target: str, behavior: str) -> None:
    aim, massager = night.target(target), night.massager
    scene = massager.entity_id("scene", "wind_down")
    met = []
    for action in ("start_wind_down", "cancel_wind_down"):
        met.append(await check(night, "is_winding_down", aim, behavior=behavior))
        await massager.act(action, entity_id=scene)
    met.append(await check(night, "is_winding_down", aim, behavior=behavior))
    assert met == [False, True, False]


@pytest.mark.parametrize("behavior", ["any", "all"])
async def test_out_of_reach(night: Night, behavior: str) -> None:
    aim, massager = night.target("switch"), night.massager
    await massager.start()
    massager.driver.set_reachable(False)
    await night.hass.async_block_till_done()
    assert massager.shows("sensor", "session_state") == STATE_UNAVAILABLE
    assert not await check(night, "is_running", aim, behavior=behavior)
    massager.driver.set_reachable(True)
    await night.hass.async_block_till_done()
    assert await check(night, "is_running", aim, behavior=behavior)


@pytest.mark.parametrize("behavior", ["any", "all"])
@pytest.mark.parametrize("aim", ["switch.unknown", "scene.unknown", "sensor.unknown"])
async def test_nothing_is_never_running(night: Night, aim: str, behavior: str) -> None:
    for name in ("is_running", "is_winding_down"):
        assert not await check(night, name, {"entity_id": aim}, behavior=behavior)


async def test_one_of_two(
    hass: HomeAssistant, night: Night, emulator: EmulatorProcess
) -> None:
    other = await Massager.at_home(hass, await paired_entry(emulator))
    await other.until_shown("sensor", "session_state", "idle")
    both = [one.entity_id("switch", "session") for one in (night.massager, other)]
    await night.massager.start()
    assert await check(night, "is_running", {"entity_id": both}, behavior="any")
    assert not await check(night, "is_running", {"entity_id": both}, behavior="all")


async def test_for_a_while(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, night: Night
) -> None:
    aim = night.target("device")
    scene = night.massager.entity_id("scene", "wind_down")
    await night.massager.act("start_wind_down", entity_id=scene, massage=False)

    async def has_lasted(minutes: int) -> bool:
        length = {"for": {"minutes": minutes}}
        return await check(night, "is_winding_down", aim, **length)

    assert not await has_lasted(5)
    await pass_time(hass, freezer, minutes=6)
    assert await has_lasted(5)
    assert not await has_lasted(7)


async def test_in_an_automation(night: Night) -> None:
    config = condition("is_running", night.target("area"))
    trigger = {"trigger": "event", "event_type": "ring"}
    await night.automate(trigger, conditions=[config])
    for action in ("start_session", "stop_session"):
        await night.massager.act(action)
        night.hass.bus.async_fire("ring")
        await night.hass.async_block_till_done()
    assert len(night.runs) == 1


async def test_shown_live_in_the_editor(
    night: Night, hass_ws_client: WebSocketGenerator
) -> None:
    client = await hass_ws_client(night.hass)
    config = condition("is_running", night.target("switch"))
    await client.send_json_auto_id({"type": "subscribe_condition", "condition": config})
    assert (await client.receive_json())["success"]
    assert (await client.receive_json())["event"] == {"result": False}
    await night.massager.start()
    async_fire_time_changed(night.hass, dt_util.utcnow() + timedelta(seconds=2))
    assert (await client.receive_json())["event"] == {"result": True}
