"""The massager's own keys."""

import pytest

from . import pins
from .chip import Chip
from .owner import Owner

pytestmark = [pytest.mark.firmware, pytest.mark.slow]


async def test_power_starts_and_stops(chip: Chip, owner: Owner) -> None:
    await owner.press("power")
    await owner.sees("Massage", True)
    await owner.sees("Running", True)
    await owner.press("power")
    await owner.sees("Massage", False)
    assert owner.states["Last end"] == "stopped_at_device"
    await owner.settled()
    assert not any(chip.pin(pin) for pin in pins.ALL)


async def test_power_stops_a_paused_session(owner: Owner) -> None:
    await owner.start(10)
    owner.switch("Pause", True)
    await owner.sees("Pause", True)
    await owner.press("power")
    await owner.sees("Massage", False)
    assert owner.states["Last end"] == "stopped_at_device"


async def test_mode_goes_through_the_techniques(owner: Owner) -> None:
    for technique in ("rolling", "air_compression", "kneading"):
        await owner.press("mode")
        await owner.sees("Technique", technique)


async def test_air_goes_there_and_back(chip: Chip, owner: Owner) -> None:
    owner.select("Technique", "rolling")
    await owner.start(10)
    await owner.press("air")
    await owner.sees("Technique", "air_compression")
    await chip.until(lambda: bool(chip.pin(pins.PUMP)))
    await owner.press("air")
    await owner.sees("Technique", "rolling")
    await chip.until(lambda: not chip.pin(pins.PUMP) and not chip.pin(pins.VALVE))


async def test_heat_goes_through_its_levels(owner: Owner) -> None:
    for heat in ("low", "high", "off"):
        await owner.press("heat")
        await owner.sees("Heat", heat)
