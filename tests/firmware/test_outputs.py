"""What the motor, the pump and the heat do, and what may never be."""

import asyncio
from itertools import pairwise

import pytest

from . import pins
from .chip import Chip
from .owner import Owner

pytestmark = [pytest.mark.firmware, pytest.mark.slow]

DEAD_TIME_S = 0.3
# Two lines of the log may be read one right after the other.
READING_S = 0.1


async def test_kneading_turns_both_ways_with_a_rest_between(
    chip: Chip, owner: Owner
) -> None:
    await owner.start(8)
    await owner.sees("Massage", False)
    forward = _spans(chip, pins.FORWARD)
    backward = _spans(chip, pins.BACKWARD)
    assert len(forward) >= 2
    assert len(backward) >= 2
    turns = sorted(forward + backward)
    for (_, off), (on, _) in pairwise(turns):
        assert on - off >= DEAD_TIME_S - READING_S
    # A turn round is no stop.
    assert [value for _, name, value in owner.told if name == "Running"] == [
        False,
        True,
        False,
    ]


async def test_rolling_turns_one_way(chip: Chip, owner: Owner) -> None:
    owner.select("Technique", "rolling")
    await owner.start(4)
    await owner.sees("Massage", False)
    assert len(chip.changed(pins.FORWARD, 1)) == 1
    assert not chip.changed(pins.BACKWARD, 1)
    assert not chip.changed(pins.PUMP, 1)


async def test_air_is_pumped_held_and_let_out(chip: Chip, owner: Owner) -> None:
    owner.select("Technique", "air_compression")
    owner.set("Intensity", 1)
    await owner.start(4)
    assert owner.states["Running"]
    await owner.sees("Massage", False)
    pumped, held = _spans(chip, pins.PUMP), _spans(chip, pins.VALVE)
    assert len(pumped) >= 3
    for (on, off), (closed, opened) in zip(pumped, held, strict=True):
        assert on == pytest.approx(closed, abs=READING_S)
        assert opened >= off
    assert not chip.changed(pins.FORWARD, 1)
    assert not chip.pin(pins.VALVE)


async def test_another_technique_takes_over_at_once(chip: Chip, owner: Owner) -> None:
    await owner.start(10)
    await chip.until(lambda: bool(chip.pin(pins.FORWARD)))
    owner.select("Technique", "air_compression")
    await chip.until(lambda: bool(chip.pin(pins.PUMP)), within_s=1)
    assert not chip.pin(pins.FORWARD)
    assert not chip.pin(pins.SPEED)


async def test_intensity_is_the_motors_speed(chip: Chip, owner: Owner) -> None:
    owner.select("Technique", "rolling")
    await owner.start(10)
    speeds = []
    for intensity in range(1, 6):
        owner.set("Intensity", intensity)
        await owner.sees("Intensity", intensity)
        await owner.settled()
        speeds.append(chip.pin(pins.SPEED))
    assert speeds == pytest.approx([0.45, 0.5875, 0.725, 0.8625, 1])


@pytest.mark.parametrize("wrong", [0, -1, 6, 1e9, float("nan"), float("inf")])
async def test_an_intensity_that_is_none(
    chip: Chip, owner: Owner, wrong: float
) -> None:
    await owner.start(10)
    owner.set("Intensity", wrong)
    await owner.settled()
    assert owner.states["Intensity"] == 3
    assert chip.pin(pins.SPEED) == pytest.approx(0.725)


@pytest.mark.parametrize("name", ["Intensity", "Duration"])
async def test_half_a_step_is_rounded(owner: Owner, name: str) -> None:
    owner.set(name, 3.6)
    await owner.sees(name, 4)


async def test_heat_is_on_half_of_the_time_or_all_of_it(
    chip: Chip, owner: Owner
) -> None:
    owner.select("Heat", "low")
    await owner.start(20)
    await asyncio.sleep(4)
    spans = _spans(chip, pins.HEAT)
    assert len(spans) >= 3
    for on, off in spans:
        assert off - on == pytest.approx(0.5, abs=0.25)
    owner.select("Heat", "high")
    await owner.settled()
    pulses = len(chip.changed(pins.HEAT, 1))
    await asyncio.sleep(2)
    assert chip.pin(pins.HEAT)
    assert len(chip.changed(pins.HEAT, 1)) <= pulses + 1
    owner.switch("Pause", True)
    await owner.sees("Pause", True)
    await owner.settled()
    assert not chip.pin(pins.HEAT)
    owner.switch("Pause", False)
    await owner.sees("Pause", False)
    owner.switch("Massage", False)
    await owner.sees("Massage", False)
    await owner.settled()
    assert not chip.pin(pins.HEAT)


async def test_heat_alone_does_not_start_anything(chip: Chip, owner: Owner) -> None:
    owner.select("Heat", "high")
    await owner.sees("Heat", "high")
    await owner.settled()
    assert not chip.changed(pins.HEAT, 1)


def _spans(chip: Chip, pin: str) -> list[tuple[float, float]]:
    """Return from when to when a pin was high."""
    return list(zip(chip.changed(pin, 1), chip.changed(pin, 0), strict=False))
