"""What is left after the power was lost: settings, the truth, and no movement."""

import asyncio

import pytest

from . import pins
from .chip import Chip
from .owner import Owner

pytestmark = [pytest.mark.firmware, pytest.mark.slow]

SAVED_AFTER_S = 1.5


@pytest.mark.parametrize("paused", [False, True])
async def test_a_power_cut_in_a_session(chip: Chip, owner: Owner, paused: bool) -> None:
    await owner.start(10)
    owner.switch("Pause", paused)
    await owner.sees("Pause", paused)
    await chip.restart()
    since = len(chip.changes)
    async with Owner(chip) as again:
        await asyncio.sleep(2)
        assert again.states["Massage"] is False
        assert again.states["Running"] is False
        assert again.states["Time left"] == 0
        assert again.states["Last end"] == "power_lost"
    assert not any(to for _, _, to in chip.changes[since:])


async def test_a_power_cut_right_after_the_start(chip: Chip, owner: Owner) -> None:
    owner.switch("Massage", True)
    await chip.until(lambda: bool(chip.pin(pins.FORWARD)))
    await chip.restart()
    async with Owner(chip) as again:
        assert again.states["Last end"] == "power_lost"


async def test_a_power_cut_after_the_end_changes_nothing(
    chip: Chip, owner: Owner
) -> None:
    await owner.start(10)
    owner.switch("Massage", False)
    await owner.sees("Massage", False)
    await chip.restart()
    async with Owner(chip) as again:
        assert again.states["Last end"] == "stopped"


async def test_it_is_told_again_after_the_next_start(chip: Chip, owner: Owner) -> None:
    await owner.start(10)
    await chip.restart()
    await chip.restart()
    async with Owner(chip) as again:
        assert again.states["Last end"] == "power_lost"
        await again.start(1)
        await again.sees("Massage", False)
        assert again.states["Last end"] == "completed"


async def test_settings_are_kept(chip: Chip, owner: Owner) -> None:
    owner.set("Intensity", 5)
    owner.set("Duration", 25)
    owner.select("Technique", "rolling")
    owner.select("Heat", "low")
    await owner.sees("Heat", "low")
    await asyncio.sleep(SAVED_AFTER_S)
    await chip.restart()
    async with Owner(chip) as again:
        settings = ("Intensity", "Duration", "Technique", "Heat")
        assert [again.states[name] for name in settings] == [5, 25, "rolling", "low"]
        await again.start(10)
        await again.settled()
    assert chip.pin(pins.SPEED) == 1


async def test_a_restart_in_a_session_switches_off_first(
    chip: Chip, owner: Owner
) -> None:
    await owner.start(10)
    await chip.until(lambda: bool(chip.pin(pins.FORWARD)))
    await chip.shut_down()
    assert chip.changes[-1][2] == 0
    lines = [line for line in chip.log if "Setting" in line]
    assert any(f"pin {pins.FORWARD} to LOW" in line for line in lines[-6:])
    await chip.start()
    async with Owner(chip) as again:
        assert again.states["Last end"] == "power_lost"
