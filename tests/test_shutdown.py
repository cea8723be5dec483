"""Home Assistant stops: the massager is hung up on, and nobody makes a fuss of it."""

import logging
from pathlib import Path

from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import HomeAssistant
import pytest

from custom_components.foot_massage.const import DOMAIN

from .emulator.process import EmulatorProcess
from .entities import Massager, until
from .massagers import paired_entry


async def test_stopping_is_no_loss(
    hass: HomeAssistant,
    integration: None,
    emulator: EmulatorProcess,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    massager = await Massager.at_home(hass, await paired_entry(emulator))
    await massager.start()
    caplog.clear()
    await hass.async_stop(force=True)
    assert massager.driver.state is None
    assert massager.shows("switch", "session") == "on"
    assert (await emulator.state())["motor"]
    assert not [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith(f"custom_components.{DOMAIN}")
    ]


@pytest.mark.freeze_time("2026-11-26 22:35:00")
async def test_stopping_does_not_wait_for_a_start(
    hass: HomeAssistant, integration: None, tmp_path: Path
) -> None:
    """Our clock stands still: what waits for it would wait for ever."""
    emulator = EmulatorProcess(tmp_path / "massager.json", "--start-delay=3600")
    await emulator.start()
    massager = await Massager.at_home(hass, await paired_entry(emulator))
    switch = {"entity_id": massager.entity_id("switch", "session")}
    turning_on = hass.async_create_task(
        hass.services.async_call("switch", "turn_on", switch, blocking=True)
    )
    await until(lambda: massager.driver.state and massager.driver.state.session)
    assert not turning_on.done()

    hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)

    await until(turning_on.done)
    await emulator.stop()
