"""Triggers when Home Assistant comes back: what went on has not begun anew."""

from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CoreState, HomeAssistant
import pytest

from custom_components.foot_massage.trigger import TRIGGERS

from .automations import Night, trigger
from .emulator.process import EmulatorProcess
from .entities import Massager, until
from .massagers import demo_entry, paired_entry, wind_down_subentry

BEDTIME = wind_down_subentry(fade_minutes=0)


@pytest.fixture
async def demo(hass: HomeAssistant, integration: None, prompt: None) -> Massager:
    """The demo massager with two wind-downs; it does not outlive a restart."""
    siesta = wind_down_subentry("Siesta", fade_minutes=0)
    return await Massager.at_home(hass, demo_entry(subentries_data=[BEDTIME, siesta]))


@pytest.fixture
async def real(
    hass: HomeAssistant, integration: None, emulator: EmulatorProcess
) -> Massager:
    """A massager that goes on by itself, with a wind-down."""
    entry = await paired_entry(emulator, subentries_data=[BEDTIME])
    massager = await Massager.at_home(hass, entry)
    await massager.until_shown("sensor", "session_state", "idle")
    return massager


async def listen(massager: Massager) -> Night:
    """Have an automation note every trigger there is."""
    night = Night(massager.hass, massager)
    every = (trigger(name, night.target("all")) for name in TRIGGERS)
    await night.automate(*every, told=["platform"])
    return night


def told(night: Night) -> list[str]:
    """Return which triggers there were since the last look."""
    names = [run["platform"].removeprefix("foot_massage.") for run in night.runs]
    night.runs.clear()
    return names


async def wind_down(massager: Massager, action: str, title: str = "bedtime") -> None:
    await massager.act(action, entity_id=f"scene.{title}")


async def leave(massager: Massager) -> None:
    assert await massager.hass.config_entries.async_unload(massager.entry.entry_id)
    await massager.hass.async_block_till_done()


async def come_back(massager: Massager) -> None:
    assert await massager.hass.config_entries.async_setup(massager.entry.entry_id)
    await massager.hass.async_block_till_done()


async def test_cancelled(demo: Massager) -> None:
    night = await listen(demo)
    await wind_down(demo, "start_wind_down")
    await demo.until_shown("sensor", "wind_down", "massaging")
    assert told(night) == ["wind_down_started", "session_started"]
    await wind_down(demo, "cancel_wind_down")
    assert demo.shows("sensor", "wind_down") == "idle"
    assert told(night) == ["session_ended"]


async def test_taken_over(demo: Massager) -> None:
    night = await listen(demo)
    await wind_down(demo, "start_wind_down")
    await demo.until_shown("sensor", "wind_down", "massaging")
    told(night)
    await wind_down(demo, "start_wind_down", "siesta")
    assert demo.hass.states.is_state("sensor.bedtime_state", "idle")
    assert told(night) == ["wind_down_started"]
    await demo.act("stop_session")
    await until(lambda: len(night.runs) == 2)
    assert sorted(told(night)) == ["session_ended", "wind_down_finished"]


async def test_reloaded(demo: Massager) -> None:
    await demo.start()
    await demo.act("stop_session")
    night = await listen(demo)
    await demo.reload()
    await demo.reload()
    assert told(night) == []
    await demo.start()
    assert told(night) == ["session_started"]


async def test_restored(demo: Massager) -> None:
    """An event that is remembered is not happening."""
    await demo.start()
    await demo.act("stop_session")
    await leave(demo)
    night = await listen(demo)
    await come_back(demo)
    assert demo.state("event", "session").attributes["event_type"] == "stopped"
    assert told(night) == []


async def test_a_session_that_goes_on(real: Massager) -> None:
    await real.start()
    night = await listen(real)
    await real.restart()
    await real.until_shown("sensor", "session_state", "running")
    await real.hass.async_block_till_done()
    assert told(night) == []


async def test_a_session_that_ended_meanwhile(
    real: Massager, emulator: EmulatorProcess
) -> None:
    """It ends when that is learned, which is when the massager is back in reach."""
    await real.start(duration=10)
    night = await listen(real)
    await leave(real)
    await emulator.admin("advance", {"seconds": 900})
    await emulator.kill()
    await come_back(real)
    assert told(night) == []
    await emulator.start()
    await until(lambda: night.runs)
    await real.hass.async_block_till_done()
    assert told(night) == ["session_ended"]


async def test_a_session_that_ended_meanwhile_and_is_told_at_once(
    real: Massager, emulator: EmulatorProcess
) -> None:
    """The massager answers before there is an entity."""
    await real.start(duration=10)
    night = await listen(real)
    await leave(real)
    await emulator.admin("advance", {"seconds": 900})
    await come_back(real)
    await until(lambda: night.runs)
    await real.hass.async_block_till_done()
    assert told(night) == ["session_ended"]
    await real.reload()
    assert told(night) == []


async def test_a_wind_down_that_goes_on(hass: HomeAssistant, real: Massager) -> None:
    await wind_down(real, "start_wind_down")
    await real.until_shown("sensor", "wind_down", "massaging")
    night = await listen(real)
    await leave(real)
    hass.set_state(CoreState.starting)
    await come_back(real)
    await real.until_shown("sensor", "session_state", "running")
    assert real.shows("sensor", "wind_down") == "unknown"

    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await real.until_shown("sensor", "wind_down", "massaging")
    await hass.async_block_till_done()
    assert told(night) == []

    await real.act("stop_session")
    await real.until_shown("sensor", "wind_down", "idle")
    await hass.async_block_till_done()
    assert sorted(told(night)) == ["session_ended", "wind_down_finished"]


async def test_a_wind_down_that_goes_on_after_a_reload(real: Massager) -> None:
    await wind_down(real, "start_wind_down")
    await real.until_shown("sensor", "wind_down", "massaging")
    night = await listen(real)
    await real.reload()
    await real.until_shown("sensor", "wind_down", "massaging")
    await real.hass.async_block_till_done()
    assert told(night) == []
