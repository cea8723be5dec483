"""A wind-down that is cancelled or unloaded at an awkward moment."""

import asyncio
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CoreState, HomeAssistant
import pytest

from custom_components.foot_massage.drivers import simulated_machine
from custom_components.foot_massage.session_log import SESSION_LOG, SessionLog
from tests.entities import failed, refused

from .bedroom import CEILING, DIM, LEFT, Bedroom


@pytest.fixture
def disk() -> Iterator[asyncio.Event]:
    """A disk on which a wind-down is written down only once this is set."""
    done = asyncio.Event()
    keep = SessionLog.async_keep_wind_down

    async def keep_slowly(log: SessionLog, *args: Any) -> None:
        await keep(log, *args)
        await done.wait()

    with patch.object(SessionLog, "async_keep_wind_down", keep_slowly):
        yield done


def activate(bedroom: Bedroom) -> asyncio.Task[None]:
    return bedroom.hass.async_create_task(bedroom.wind_down.async_activate())


def is_kept(bedroom: Bedroom) -> bool:
    subentry_id = bedroom.wind_down.subentry.subentry_id
    return bedroom.hass.data[SESSION_LOG].wind_down(subentry_id) is not None


async def test_no_light_changes_before_it_is_written_down(
    bedroom: Bedroom, disk: asyncio.Event
) -> None:
    activation = activate(bedroom)
    await bedroom.wait(5)
    assert is_kept(bedroom)
    assert not any(bedroom.told.values())
    disk.set()
    await bedroom.see(activation)
    assert bedroom.told[CEILING]


async def test_whoever_asked_goes_away_before_it_begins(
    bedroom: Bedroom, disk: asyncio.Event
) -> None:
    activation = activate(bedroom)
    await bedroom.wait(1)
    activation.cancel()
    await bedroom.wait(1)
    assert (bedroom.state, is_kept(bedroom)) == ("idle", False)
    disk.set()
    await bedroom.activate()
    assert (bedroom.state, bedroom.session) == ("dimming", "running")


async def test_whoever_asked_goes_away_while_the_massage_starts(
    bedroom: Bedroom,
) -> None:
    activation = activate(bedroom)
    await bedroom.moment(0.3)
    activation.cancel()
    await bedroom.wait(124)
    assert (bedroom.state, bedroom.brightness(LEFT)) == ("massaging", DIM)
    await bedroom.wait(490, step=2)
    assert bedroom.state == "idle"


async def test_cancelled_before_it_begins(
    bedroom: Bedroom, disk: asyncio.Event
) -> None:
    activation = activate(bedroom)
    await bedroom.wait(1)
    cancel = bedroom.hass.async_create_task(bedroom.wind_down.async_cancel())
    await bedroom.wait(1)
    disk.set()
    await bedroom.see(asyncio.gather(activation, cancel))
    await bedroom.wait(8)
    assert (bedroom.state, bedroom.session) == ("idle", "idle")
    assert bedroom.brightness(LEFT) == bedroom.brightness(CEILING) == 204


async def test_unloaded_before_it_begins(bedroom: Bedroom, disk: asyncio.Event) -> None:
    activation = activate(bedroom)
    again = activate(bedroom)
    cancel = bedroom.hass.async_create_task(bedroom.wind_down.async_cancel())
    await bedroom.wait(1)
    unloading = bedroom.hass.async_create_task(
        bedroom.hass.config_entries.async_unload(bedroom.entry.entry_id)
    )
    await bedroom.see(unloading)
    disk.set()
    for task in (activation, again, cancel):
        with refused("no_such_wind_down"):
            await bedroom.see(task)
    await bedroom.wait(30)
    assert not any(bedroom.told.values())


async def test_activated_while_home_assistant_starts(
    bedroom: Bedroom, hass: HomeAssistant, disk: asyncio.Event
) -> None:
    await bedroom.leave()
    hass.set_state(CoreState.starting)
    await bedroom.come_back()
    activation = activate(bedroom)
    await bedroom.wait(1)
    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await bedroom.wait(1)
    assert not any(bedroom.told.values())
    disk.set()
    await bedroom.see(activation)
    await bedroom.wait(10)
    assert len(bedroom.told[CEILING]) == 1
    assert (bedroom.state, bedroom.session) == ("dimming", "running")


async def test_lights_come_back_while_the_massager_does_not_stop(
    bedroom: Bedroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulated_machine, "STOPPING_TAKES_S", 1e6)
    await bedroom.activate(transition=0)
    await bedroom.wait(10)
    cancel = bedroom.hass.async_create_task(bedroom.wind_down.async_cancel())
    await bedroom.wait(6)
    assert bedroom.brightness(LEFT) == bedroom.brightness(CEILING) == 204
    assert bedroom.state == "finishing"
    with failed("stop_not_confirmed"):
        await bedroom.see(cancel)
    assert (bedroom.state, bedroom.session) == ("idle", "stopping")


async def test_cancel_out_of_reach(bedroom: Bedroom) -> None:
    await bedroom.activate(transition=0)
    await bedroom.wait(10)
    bedroom.driver.set_reachable(False)
    with failed("cannot_connect"):
        await bedroom.cancel()
    await bedroom.wait(6)
    assert (bedroom.state, bedroom.brightness(LEFT)) == ("idle", 204)


async def test_whoever_cancels_goes_away(
    bedroom: Bedroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulated_machine, "STOPPING_TAKES_S", 1e6)
    await bedroom.activate(transition=0)
    cancel = bedroom.hass.async_create_task(bedroom.wind_down.async_cancel())
    await bedroom.wait(1)
    cancel.cancel()
    await bedroom.wait(1)
    assert (bedroom.state, is_kept(bedroom)) == ("idle", False)


async def test_no_step_follows_a_cancel(bedroom: Bedroom) -> None:
    await bedroom.start(massage=False)
    await bedroom.wait(10)
    # The next step of this light is due at this very moment.
    last = bedroom.told[LEFT][-1].at
    await bedroom.wait(last + 1 - bedroom.hass.loop.time(), step=0.1)
    await bedroom.cancel()
    count = len(bedroom.told[LEFT])
    await bedroom.wait(20)
    assert len(bedroom.told[LEFT]) == count
    assert bedroom.brightness(LEFT) == 204


async def test_cancelled_while_it_is_finishing(bedroom: Bedroom) -> None:
    await bedroom.configure(duration=1)
    await bedroom.activate(transition=0)
    while bedroom.session != "idle":
        await bedroom.moment(0.1)
    assert bedroom.run.ending
    await bedroom.cancel()
    await bedroom.wait(8)
    assert bedroom.brightness(LEFT) == bedroom.brightness(CEILING) == 204


async def test_reloaded_while_it_is_finishing(
    bedroom: Bedroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("custom_components.emulated_bedroom.light.RADIO_DELAY", 2)
    await bedroom.configure(duration=1)
    await bedroom.activate(transition=0)
    while bedroom.session != "idle":
        await bedroom.moment(0.1)
    await bedroom.see(bedroom.hass.async_create_task(bedroom.reload()))
    await bedroom.wait(10)
    assert (bedroom.state, is_kept(bedroom)) == ("idle", False)
    assert bedroom.brightness(LEFT) == bedroom.brightness(CEILING) == 0
