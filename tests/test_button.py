"""Buttons: start, stop, pause and resume."""

from homeassistant.core import HomeAssistant
import pytest

from custom_components.foot_massage.drivers.base import (
    BusyError,
    CannotConnectError,
    DriverError,
    NotAuthorisedError,
    ProtocolError,
    RefusedError,
)

from .emulator.process import EmulatorProcess
from .entities import Massager, failed, get_sessions, refused
from .massagers import demo_entry, paired_entry, wind_down_subentry


async def test_one_session_by_buttons(demo: Massager) -> None:
    for button, activity in (
        ("start", "running"),
        ("pause", "paused"),
        ("resume", "running"),
        ("stop", "idle"),
    ):
        await demo.use("button.press", button)
        assert demo.shows("sensor", "session_state") == activity

    assert demo.event_types == ["started", "paused", "resumed", "stopped"]


async def test_start_twice_is_one_session(demo: Massager) -> None:
    await demo.use("button.press", "start")
    await demo.use("button.press", "start")
    await demo.use("button.press", "stop")

    assert len(await get_sessions(demo.hass)) == 1


async def test_nothing_to_pause(demo: Massager) -> None:
    with refused("not_running", "Demo foot massager"):
        await demo.use("button.press", "pause")
    with refused("not_paused", "Demo foot massager"):
        await demo.use("button.press", "resume")

    await demo.use("button.press", "start")

    with refused("not_paused"):
        await demo.use("button.press", "resume")
    await demo.use("button.press", "pause")
    with refused("not_running"):
        await demo.use("button.press", "pause")


async def test_nothing_to_stop_is_no_error(demo: Massager) -> None:
    await demo.use("button.press", "stop")

    assert demo.events == []


async def test_out_of_reach(demo: Massager) -> None:
    demo.driver.set_reachable(False)
    await demo.hass.async_block_till_done()

    for button in ("start", "stop", "pause", "resume"):
        assert demo.shows("button", button) == "unavailable"


async def test_stop_is_there_while_something_may_run(demo: Massager) -> None:
    await demo.start()
    demo.driver.set_reachable(False)
    await demo.hass.async_block_till_done()
    assert demo.shows("button", "start") == "unavailable"
    assert demo.shows("button", "stop") != "unavailable"

    with failed("cannot_connect", "Demo foot massager"):
        await demo.use("button.press", "stop")

    assert demo.shows("button", "stop") != "unavailable"


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (CannotConnectError(), "cannot_connect"),
        (NotAuthorisedError(), "not_authorised"),
        (BusyError(), "busy"),
        (RefusedError(), "refused"),
        (ProtocolError(), "protocol"),
    ],
)
async def test_the_massager_does_not_start(
    demo: Massager, error: DriverError, key: str
) -> None:
    demo.driver.fail_next(error)

    with failed(key, "Demo foot massager"):
        await demo.use("button.press", "start")

    await demo.until_shown("sensor", "session_state", "idle")
    assert await get_sessions(demo.hass) == []
    assert demo.event_types == ["refused"]
    assert demo.events[0]["reason"] == key


@pytest.mark.usefixtures("integration")
async def test_a_massager_that_cannot_pause(
    hass: HomeAssistant, basic_emulator: EmulatorProcess
) -> None:
    massager = await Massager.at_home(hass, await paired_entry(basic_emulator))

    assert massager.find("button", "start")
    assert massager.find("button", "pause") is None
    assert massager.find("button", "resume") is None


@pytest.mark.usefixtures("integration", "prompt")
async def test_cancel_wind_down(hass: HomeAssistant) -> None:
    massager = await Massager.at_home(
        hass, demo_entry(subentries_data=[wind_down_subentry()])
    )
    await massager.use("scene.turn_on", "wind_down")
    assert massager.shows("sensor", "wind_down") != "idle"

    await massager.use("button.press", "cancel_wind_down")

    assert massager.shows("sensor", "wind_down") == "idle"
    assert massager.event_types == ["started", "stopped"]
