"""A wind-down that a restart or a reload cuts off is ended as it was meant to end."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.drivers.simulated import SimulatedDriver
from tests.entities import failed

from .bedroom import CEILING, DIM, LEFT, RIGHT, WARDROBE, Bedroom


def stored(hass_storage: dict[str, Any]) -> dict[str, Any]:
    runs: dict[str, Any] = hass_storage[f"{DOMAIN}.active"]["data"]["wind_downs"]
    return runs


async def test_unloaded_during_the_fade(
    bedroom: Bedroom, hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    await bedroom.activate()
    await bedroom.wait(60)
    await bedroom.leave()
    level = bedroom.brightness(LEFT)
    assert DIM < level < 204
    assert len(stored(hass_storage)) == 1
    await bedroom.wait(30)
    assert bedroom.brightness(LEFT) == level
    await bedroom.come_back()
    # The demo massager does not outlive the reload: its session is over.
    await bedroom.wait(8)
    assert bedroom.state == "idle"
    assert bedroom.brightness(LEFT) == bedroom.brightness(CEILING) == 0
    await hass.async_block_till_done()
    assert stored(hass_storage) == {}


async def test_unload_leaves_nothing_behind(
    bedroom: Bedroom, hass: HomeAssistant
) -> None:
    await bedroom.activate()
    await bedroom.wait(60)
    task = bedroom.wind_down._task
    assert task
    await bedroom.leave()
    assert task.done()
    count = len(bedroom.told[LEFT])
    listeners = hass.bus.async_listeners().get("state_changed", 0)
    await bedroom.wait(200, step=2)
    assert len(bedroom.told[LEFT]) == count
    await bedroom.come_back()
    await bedroom.wait(8)
    await bedroom.leave()
    assert hass.bus.async_listeners().get("state_changed", 0) == listeners


async def test_reloaded_while_a_lamp_glides(bedroom: Bedroom) -> None:
    await bedroom.start(massage=False)
    await bedroom.wait(40)
    level = bedroom.brightness(CEILING)
    await bedroom.reload()
    await bedroom.wait(30)
    # It goes on for a while by itself: that is no touch.
    assert bedroom.brightness(CEILING) < level - 10
    await bedroom.wait(540, step=2)
    assert bedroom.state == "idle"
    assert bedroom.brightness(LEFT) == bedroom.brightness(CEILING) == 0


@pytest.mark.parametrize("step", ["cancel", "end"])
async def test_lamp_that_was_turned_on(bedroom: Bedroom, step: str) -> None:
    await bedroom.configure(only_lights_on=False)
    await bedroom.start(massage=False)
    await bedroom.wait(130)
    await bedroom.reload()
    await bedroom.wait(1)
    assert bedroom.brightness(WARDROBE) == DIM
    if step == "cancel":
        await bedroom.cancel()
    await bedroom.wait(490, step=2)
    assert bedroom.brightness(WARDROBE) == 0
    assert bedroom.brightness(LEFT) == (204 if step == "cancel" else 0)


async def test_touched_while_away(bedroom: Bedroom) -> None:
    await bedroom.activate()
    await bedroom.wait(60)
    await bedroom.leave()
    await bedroom.press_wall_switch(LEFT, 255)
    await bedroom.press_wall_switch(RIGHT, 0)
    await bedroom.come_back()
    await bedroom.wait(8)
    assert bedroom.brightness(LEFT) == 255
    assert bedroom.brightness(CEILING) == 0


async def test_touched_after_it(bedroom: Bedroom) -> None:
    await bedroom.start(massage=False)
    await bedroom.wait(60)
    await bedroom.reload()
    await bedroom.press_wall_switch(LEFT, 200)
    await bedroom.press_wall_switch(RIGHT, 0)
    await bedroom.cancel()
    await bedroom.wait(8)
    assert (bedroom.brightness(LEFT), bedroom.brightness(RIGHT)) == (200, 0)
    assert bedroom.brightness(CEILING) == 204


async def test_rest_is_waited_for(bedroom: Bedroom, hass: HomeAssistant) -> None:
    await bedroom.start(massage=False)
    await bedroom.wait(130)
    await bedroom.leave()
    await bedroom.come_back()
    await bedroom.wait(400, step=2)
    assert bedroom.brightness(LEFT) == DIM
    await bedroom.wait(80)
    assert (bedroom.state, bedroom.brightness(LEFT)) == ("idle", 0)


async def test_cancel_after_a_restart(bedroom: Bedroom, hass: HomeAssistant) -> None:
    await bedroom.start(massage=False)
    await bedroom.wait(130)
    await bedroom.leave()
    await bedroom.come_back()
    await bedroom.cancel()
    await bedroom.wait(8)
    assert bedroom.brightness(LEFT) == bedroom.brightness(CEILING) == 204


async def test_hours_later(
    bedroom: Bedroom, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await bedroom.start(massage=False)
    await bedroom.wait(130)
    await bedroom.leave()
    freezer.tick(3 * 3600)
    await bedroom.come_back()
    await bedroom.wait(10)
    assert (bedroom.state, bedroom.brightness(LEFT)) == ("idle", DIM)


async def test_next_day_with_the_massager_unplugged(
    bedroom: Bedroom, freezer: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stay_away(*_: object) -> None:
        pass

    await bedroom.activate()
    await bedroom.wait(130)
    await bedroom.leave()
    freezer.tick(12 * 3600)
    monkeypatch.setattr(SimulatedDriver, "connect", stay_away)
    await bedroom.come_back()
    # In the log the session goes on: nobody has said yet how it ended.
    assert bedroom.entry.runtime_data.coordinator.runner.session
    await bedroom.wait(1800, step=10)
    assert (bedroom.state, bedroom.brightness(LEFT)) == ("idle", DIM)


async def test_with_a_session_that_goes_on(
    hass: HomeAssistant, bedroom: Bedroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bedroom.activate()
    await bedroom.wait(130)
    driver = bedroom.driver
    monkeypatch.setattr(
        "custom_components.foot_massage.create_driver", lambda *_: driver
    )
    await bedroom.reload()
    assert (bedroom.state, bedroom.session) == ("massaging", "running")
    await bedroom.wait(450, step=2)
    assert bedroom.brightness(LEFT) == DIM
    await bedroom.wait(30)
    assert (bedroom.state, bedroom.brightness(LEFT)) == ("idle", 0)
    (session,) = await bedroom.sessions()
    assert session["outcome"] == "completed"


async def test_wind_down_that_is_removed(
    bedroom: Bedroom, hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    await bedroom.configure(lights=[LEFT, "light.nowhere"])
    assert "wind_down_missing" in bedroom.issues
    with failed("wind_down_failed", "light.nowhere"):
        await bedroom.start(massage=False)
    await bedroom.wait(60)
    level = bedroom.brightness(LEFT)
    (subentry_id,) = bedroom.entry.subentries
    hass.config_entries.async_remove_subentry(bedroom.entry, subentry_id)
    await hass.async_block_till_done()
    assert stored(hass_storage) == {}
    assert "wind_down_missing" not in bedroom.issues
    await bedroom.wait(10)
    assert bedroom.brightness(LEFT) == level
