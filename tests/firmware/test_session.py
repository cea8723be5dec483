"""A session, from its start to its end, by the chip's own clock."""

import asyncio
import time

from aioesphomeapi import NumberInfo, SelectInfo
import pytest

from . import pins
from .chip import Chip
from .owner import MINUTE_S, Owner

pytestmark = [pytest.mark.firmware, pytest.mark.slow]

# The chip looks at its clock every 100 ms; this computer may be busy.
LATE_S = 0.5


async def test_home_assistant_can_tell_what_it_is(owner: Owner) -> None:
    info = await owner.client.device_info()
    assert info.project_name == "foot_massage.massager"
    assert info.project_version
    assert {name: type(one).__name__ for name, one in owner.entities.items()} == {
        "Massage": "SwitchInfo",
        "Pause": "SwitchInfo",
        "Technique": "SelectInfo",
        "Intensity": "NumberInfo",
        "Duration": "NumberInfo",
        "Heat": "SelectInfo",
        "Time left": "SensorInfo",
        "Running": "BinarySensorInfo",
        "Last end": "TextSensorInfo",
    }
    technique, heat = owner.entities["Technique"], owner.entities["Heat"]
    assert isinstance(technique, SelectInfo)
    assert technique.options == ["kneading", "rolling", "air_compression"]
    assert isinstance(heat, SelectInfo)
    assert heat.options == ["off", "low", "high"]
    for name, most in (("Intensity", 5), ("Duration", 60)):
        number = owner.entities[name]
        assert isinstance(number, NumberInfo)
        assert (number.min_value, number.max_value, number.step) == (1, most, 1)


async def test_switched_on_it_stays_still(chip: Chip, owner: Owner) -> None:
    await owner.settled()
    assert owner.states == {
        "Massage": False,
        "Pause": False,
        "Technique": "kneading",
        "Intensity": 3,
        "Duration": 10,
        "Heat": "off",
        "Time left": 0,
        "Running": False,
        "Last end": None,
    }
    assert not any(chip.changed(pin, 1) for pin in pins.ALL)


async def test_start_and_stop(chip: Chip, owner: Owner) -> None:
    await owner.start(10)
    await owner.sees("Running", True)
    assert chip.pin(pins.FORWARD)
    assert owner.states["Time left"] > 500
    owner.switch("Massage", False)
    await owner.sees("Massage", False)
    assert owner.states["Last end"] == "stopped"
    await owner.sees("Running", False)
    await owner.sees("Time left", 0)
    assert not any(chip.pin(pin) for pin in pins.ALL)


async def test_it_ends_by_itself_with_nobody_there(chip: Chip, owner: Owner) -> None:
    started = await owner.start(4)
    await owner.leave()
    await asyncio.sleep(started + 4 * MINUTE_S + LATE_S - time.monotonic())
    assert not any(chip.pin(pin) for pin in pins.ALL)
    stopped = chip.changed(pins.SPEED, 0)[-1]
    assert stopped - started == pytest.approx(4 * MINUTE_S, abs=LATE_S)
    async with Owner(chip) as again:
        assert again.states["Last end"] == "completed"
        assert again.states["Massage"] is False


async def test_it_ends_on_time_although_its_clock_overflows(owner: Owner) -> None:
    # That happens five seconds after it was switched on.
    await asyncio.sleep(2)
    started = await owner.start(6)
    ended = await owner.sees("Massage", False)
    assert ended - started == pytest.approx(6 * MINUTE_S, abs=LATE_S)
    assert owner.states["Last end"] == "completed"


async def test_an_end_is_told_before_massage_goes_off(owner: Owner) -> None:
    await owner.start(1)
    before = len(owner.told)
    await owner.sees("Massage", False)
    told = [name for _, name, _ in owner.told[before:]]
    assert told.index("Last end") < told.index("Massage")


async def test_a_pause_stops_the_motor_and_the_clock(chip: Chip, owner: Owner) -> None:
    started = await owner.start(3)
    await asyncio.sleep(1)
    owner.switch("Pause", True)
    paused = await owner.sees("Pause", True)
    await owner.sees("Running", False)
    assert owner.states["Massage"] is True
    left = owner.states["Time left"]
    await asyncio.sleep(3)
    assert owner.states["Time left"] == left
    assert not any(chip.pin(pin) for pin in pins.ALL)
    owner.switch("Pause", False)
    resumed = await owner.sees("Pause", False)
    await owner.sees("Running", True)
    ended = await owner.sees("Massage", False)
    massage = ended - started - (resumed - paused)
    assert massage == pytest.approx(3 * MINUTE_S, abs=LATE_S)
    assert owner.states["Last end"] == "completed"


async def test_a_paused_session_can_be_stopped(owner: Owner) -> None:
    await owner.start(10)
    owner.switch("Pause", True)
    await owner.sees("Pause", True)
    owner.switch("Massage", False)
    await owner.sees("Massage", False)
    await owner.sees("Pause", False)
    assert owner.states["Last end"] == "stopped"


async def test_without_a_session_there_is_nothing_to_pause(
    chip: Chip, owner: Owner
) -> None:
    owner.switch("Pause", True)
    owner.switch("Pause", False)
    owner.switch("Massage", False)
    await owner.settled()
    assert owner.states["Pause"] is False
    assert owner.states["Last end"] is None
    assert not any(chip.changed(pin, 1) for pin in pins.ALL)


async def test_a_second_start_changes_nothing(owner: Owner) -> None:
    started = await owner.start(4)
    await asyncio.sleep(2)
    owner.switch("Massage", True)
    ended = await owner.sees("Massage", False)
    assert ended - started == pytest.approx(4 * MINUTE_S, abs=LATE_S)


@pytest.mark.parametrize("minutes", [2, 5])
async def test_a_new_duration_is_that_of_the_whole_session(
    owner: Owner, minutes: int
) -> None:
    started = await owner.start(3)
    await asyncio.sleep(1)
    owner.set("Duration", minutes)
    await owner.until(
        lambda: 60 * (minutes - 2) < owner.states["Time left"] < 60 * (minutes - 0.5)
    )
    ended = await owner.sees("Massage", False)
    assert ended - started == pytest.approx(minutes * MINUTE_S, abs=LATE_S)
    assert owner.states["Last end"] == "completed"


@pytest.mark.parametrize("paused", [False, True])
async def test_a_duration_that_is_over_ends_it(owner: Owner, paused: bool) -> None:
    await owner.start(10)
    await asyncio.sleep(2 * MINUTE_S)
    owner.switch("Pause", paused)
    await owner.settled()
    owner.set("Duration", 1)
    await owner.sees("Massage", False, within_s=1)
    assert owner.states["Last end"] == "completed"


async def test_it_is_quiet(owner: Owner) -> None:
    await owner.start(3)
    before = len(owner.told)
    await owner.sees("Massage", False)
    told = [name for _, name, _ in owner.told[before:]]
    # Six times a minute, and once at the end.
    assert told.count("Time left") <= 3 * 6 + 1
    assert len(told) - told.count("Time left") <= 5
