"""A wind-down that is cut off is ended as it was meant to end; or taken over."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant
import pytest

from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.wind_down import WindDown
from tests.massagers import wind_down_subentry

from .bedroom import CEILING, DIM, LEFT, RIGHT, Bedroom


def stored(hass_storage: dict[str, Any]) -> dict[str, Any]:
    runs: dict[str, Any] = hass_storage[f"{DOMAIN}.active"]["data"]["wind_downs"]
    return runs


async def leave(bedroom: Bedroom, hass: HomeAssistant) -> None:
    assert await hass.config_entries.async_unload(bedroom.entry.entry_id)
    await hass.async_block_till_done()


async def come_back(bedroom: Bedroom, hass: HomeAssistant) -> None:
    assert await hass.config_entries.async_setup(bedroom.entry.entry_id)
    await hass.async_block_till_done()


async def test_unloaded_during_the_fade(
    bedroom: Bedroom, hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    await bedroom.activate()
    await bedroom.wait(60)
    await leave(bedroom, hass)
    level = bedroom.brightness(LEFT)
    assert DIM < level < 204
    assert len(stored(hass_storage)) == 1
    await bedroom.wait(30)
    assert bedroom.brightness(LEFT) == level
    await come_back(bedroom, hass)
    # The demo massager does not outlive the reload: its session is over.
    await bedroom.wait(8)
    assert bedroom.state == "idle"
    assert bedroom.brightness(LEFT) == bedroom.brightness(CEILING) == 0
    await hass.async_block_till_done()
    assert stored(hass_storage) == {}


async def test_touched_while_away(bedroom: Bedroom, hass: HomeAssistant) -> None:
    await bedroom.activate()
    await bedroom.wait(60)
    await leave(bedroom, hass)
    await bedroom.press_wall_switch(LEFT, 255)
    await bedroom.press_wall_switch(RIGHT, 0)
    await come_back(bedroom, hass)
    await bedroom.wait(8)
    assert bedroom.brightness(LEFT) == 255
    assert bedroom.brightness(CEILING) == 0


async def test_rest_is_waited_for(bedroom: Bedroom, hass: HomeAssistant) -> None:
    await bedroom.start(massage=False)
    await bedroom.wait(130)
    await leave(bedroom, hass)
    await come_back(bedroom, hass)
    await bedroom.wait(400)
    assert bedroom.brightness(LEFT) == DIM
    await bedroom.wait(80)
    assert (bedroom.state, bedroom.brightness(LEFT)) == ("idle", 0)


async def test_cancel_after_a_restart(bedroom: Bedroom, hass: HomeAssistant) -> None:
    await bedroom.start(massage=False)
    await bedroom.wait(130)
    await leave(bedroom, hass)
    await come_back(bedroom, hass)
    await bedroom.cancel()
    await bedroom.wait(8)
    assert bedroom.brightness(LEFT) == bedroom.brightness(CEILING) == 204


async def test_hours_later(
    bedroom: Bedroom, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await bedroom.start(massage=False)
    await bedroom.wait(130)
    await leave(bedroom, hass)
    freezer.tick(3 * 3600)
    await come_back(bedroom, hass)
    await bedroom.wait(10)
    assert (bedroom.state, bedroom.brightness(LEFT)) == ("idle", DIM)


@pytest.mark.parametrize("record", [{}, {"before": 7}, {"before": [], "began": "x"}])
async def test_unreadable(
    bedroom: Bedroom,
    hass: HomeAssistant,
    caplog: pytest.LogCaptureFixture,
    record: dict[str, Any],
) -> None:
    log = bedroom.entry.runtime_data.coordinator.log
    subentry_id = bedroom.wind_down.subentry.subentry_id
    await leave(bedroom, hass)
    await log.async_keep_wind_down(subentry_id, record)
    await come_back(bedroom, hass)
    assert "cannot be read" in caplog.text
    assert log.wind_down(subentry_id) is None
    assert bedroom.state == "idle"


async def test_another_wind_down_takes_over(
    bedroom: Bedroom, hass: HomeAssistant
) -> None:
    subentries = [
        wind_down_subentry(lights=[CEILING, LEFT], fade_minutes=2),
        wind_down_subentry("Nap", lights=[LEFT, RIGHT], fade_minutes=1, brightness=5),
    ]
    first, nap = await with_wind_downs(bedroom, hass, subentries)
    await activate(bedroom, first)
    await bedroom.wait(60)
    await activate(bedroom, nap)
    assert (first.state, nap.state) == ("idle", "dimming")
    level = bedroom.brightness(CEILING)
    await bedroom.wait(64)
    assert bedroom.brightness(CEILING) >= level - 30 > DIM
    assert bedroom.brightness(LEFT) == bedroom.brightness(RIGHT) == 13
    task = hass.async_create_task(nap.async_cancel())
    await bedroom.wait(10)
    assert task.done()
    assert bedroom.brightness(LEFT) == 204
    assert bedroom.brightness(RIGHT) == 153
    assert bedroom.session == "idle"


async def with_wind_downs(
    bedroom: Bedroom, hass: HomeAssistant, subentries: list[dict[str, Any]]
) -> list[WindDown]:
    """Give the massager these wind-downs instead of its own."""
    (old,) = bedroom.entry.subentries
    for data in subentries:
        hass.config_entries.async_add_subentry(bedroom.entry, ConfigSubentry(**data))
    hass.config_entries.async_remove_subentry(bedroom.entry, old)
    await hass.async_block_till_done()
    return list(bedroom.entry.runtime_data.wind_downs.values())


async def activate(bedroom: Bedroom, wind_down: WindDown) -> None:
    await bedroom.call(
        "scene", "turn_on", entity_id=f"scene.{wind_down.subentry.title.lower()}"
    )
