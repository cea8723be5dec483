"""Home Assistant stops: the massager is hung up on, and nobody makes a fuss of it."""

import logging

from homeassistant.core import HomeAssistant
import pytest

from custom_components.foot_massage.const import DOMAIN

from .emulator.process import EmulatorProcess
from .entities import Massager
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
