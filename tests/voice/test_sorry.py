"""What is answered when something cannot be done."""

import asyncio
from collections.abc import AsyncIterator
import logging

from homeassistant.core import HomeAssistant
import pytest

from custom_components.foot_massage import coordinator
from custom_components.foot_massage.drivers import simulated_machine
from tests.emulator.process import EmulatorProcess
from tests.entities import until
from tests.massagers import paired_entry

from .bedroom import Bedroom

pytestmark = pytest.mark.freeze_time("2026-11-26 22:35:00", tick=True)


@pytest.fixture(autouse=True)
async def nothing_breaks(caplog: pytest.LogCaptureFixture) -> AsyncIterator[None]:
    """What goes wrong is said, and not logged as an error."""
    yield
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []


@pytest.fixture
async def network(
    hass: HomeAssistant, integration: None, emulator: EmulatorProcess
) -> Bedroom:
    """A massager that is reached over the network, and somebody who speaks to it."""
    return await Bedroom.at_home(hass, await paired_entry(emulator))


async def test_safety_hold(bedroom: Bedroom) -> None:
    await bedroom.massager.use("switch.turn_on", "safety_hold")
    said = "The safety hold of Demo foot massager is on, so no massage starts."
    assert await bedroom.say("start a foot massage") == said
    assert bedroom.massager.shows("switch", "session") == "off"
    # The lights dim all the same.
    answer = await bedroom.say("start my wind-down")
    assert answer.startswith("Part of the wind-down did not work: The safety hold of")
    assert bedroom.massager.shows("switch", "session") == "off"


async def test_switched_off(network: Bedroom, emulator: EmulatorProcess) -> None:
    await emulator.stop()
    await until(lambda: network.massager.shows("binary_sensor", "connection") == "off")
    said = "I cannot reach Foot massager. Is it switched on?"
    assert await network.say("start a foot massage") == said
    # It may be running for all that is known.
    assert await network.say("stop the foot massage") == said
    assert await network.say("how long is left on my foot massage?") == said
    assert await network.say("pause the foot massage") != ""


async def test_does_not_stop(network: Bedroom, emulator: EmulatorProcess) -> None:
    await network.massager.start(duration=10)
    await emulator.admin("misbehave", {"error_500": 1})
    assert await network.say("extend my foot massage by five minutes") == (
        "Foot massager gave an answer that makes no sense. Restarting it may help."
    )


async def test_cannot_pause(
    hass: HomeAssistant, integration: None, basic_emulator: EmulatorProcess
) -> None:
    basic = await Bedroom.at_home(hass, await paired_entry(basic_emulator))
    await basic.massager.start(duration=10)
    assert await basic.say("pause the foot massage") == (
        "Foot massager cannot be paused. You can stop it instead."
    )


async def test_while_it_is_starting(
    bedroom: Bedroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the one before it ended is not when this one will."""
    await bedroom.massager.start(duration=10)
    await bedroom.massager.act("stop_session")
    monkeypatch.setattr(simulated_machine, "STARTING_TAKES_S", 60.0)
    monkeypatch.setattr(coordinator, "CONFIRM_SECONDS", 0.0)
    for said, answer in (
        ("start a foot massage", "Ten minutes. The massager is just starting."),
        ("start a foot massage", "The foot massage is just starting."),
        ("how long is left on my foot massage?", "The foot massage is just starting."),
        (
            "five more minutes of foot massage",
            "Five more minutes. The massager is just starting.",
        ),
    ):
        assert await bedroom.say(said) == answer


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("stronger", "It is as strong as it gets."),
        ("gentler", "It is as gentle as it gets."),
    ],
)
async def test_as_far_as_it_goes(bedroom: Bedroom, by: str, said: str) -> None:
    level = {"stronger": 5, "gentler": 1}[by]
    await bedroom.massager.start(duration=10, intensity=level)
    assert await bedroom.say(f"make the foot massage {by}") == said
    assert bedroom.massager.shows("number", "intensity") == str(level)


async def test_removed_while_it_is_asked(
    network: Bedroom, emulator: EmulatorProcess
) -> None:
    """The sentence is answered all the same."""
    await emulator.admin("misbehave", {"ignore_stop": True})
    asking = asyncio.create_task(network.say("start a foot massage"))
    entry_id = network.massager.entry.entry_id
    await network.hass.config_entries.async_remove(entry_id)
    assert await asking


async def test_said_twice_at_once(bedroom: Bedroom) -> None:
    """Two satellites hear the same."""
    both = [bedroom.say("start a foot massage") for _ in range(2)]
    answers = await asyncio.gather(*both)
    assert "Ten minutes, medium, ends at 22:45." in answers
    assert bedroom.massager.event_types.count("started") == 1
