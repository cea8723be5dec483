"""The safety cut-off: four minutes here, whatever the session logic does."""

import asyncio
import time

import pytest

from . import pins
from .chip import Chip
from .owner import MINUTE_S, Owner

pytestmark = [pytest.mark.firmware, pytest.mark.slow]

LONGEST_S = 4 * MINUTE_S
LATE_S = 0.7
REST_S = 1


async def test_the_longest_session_is_not_cut_off(short_owner: Owner) -> None:
    assert short_owner.entities["Duration"].max_value == 4  # type: ignore[attr-defined]
    await short_owner.start(4)
    await short_owner.sees("Massage", False)
    assert short_owner.states["Last end"] == "completed"


@pytest.mark.parametrize("technique", ["kneading", "rolling", "air_compression"])
async def test_a_session_that_never_ends(
    short_chip: Chip, short_owner: Owner, technique: str
) -> None:
    await short_owner.go_wrong(never_end=True)
    short_owner.select("Technique", technique)
    short_owner.select("Heat", "high")
    started = await short_owner.start(2)
    await asyncio.sleep(started + 3.5 * MINUTE_S - time.monotonic())
    assert short_owner.states["Running"]
    ended = await short_owner.sees("Massage", False)
    assert ended - started == pytest.approx(LONGEST_S, abs=LATE_S)
    assert short_owner.states["Last end"] == "cut_off"
    assert not any(short_chip.pin(pin) for pin in pins.ALL)


async def test_outputs_that_are_driven_without_a_session(
    short_chip: Chip, short_owner: Owner
) -> None:
    short_owner.select("Heat", "high")
    await short_owner.settled()
    wrong = time.monotonic()
    await short_owner.go_wrong(drive_without_session=True)
    await short_owner.sees("Running", True)
    await short_owner.sees("Last end", "cut_off")
    assert time.monotonic() - wrong == pytest.approx(LONGEST_S, abs=LATE_S)
    # It goes on trying, and cannot.
    since = len(short_chip.changes)
    await asyncio.sleep(3 * REST_S)
    short_owner.switch("Massage", True)
    await short_owner.settled()
    assert not any(to for _, _, to in short_chip.changes[since:])


async def test_short_breaks_do_not_put_it_off(
    short_chip: Chip, short_owner: Owner
) -> None:
    await short_owner.go_wrong(never_end=True)
    await short_owner.start(4)
    breaks = 0.0
    begun = time.monotonic()
    while short_owner.states["Massage"]:
        short_owner.switch("Pause", True)
        await asyncio.sleep(0.4)
        short_owner.switch("Pause", False)
        breaks += 0.4
        await asyncio.sleep(0.6)
        assert time.monotonic() - begun < 3 * LONGEST_S
    assert short_owner.states["Last end"] == "cut_off"
    assert short_chip.pin(pins.FORWARD) == short_chip.pin(pins.SPEED) == 0


async def test_after_a_rest_it_can_be_started_again(short_owner: Owner) -> None:
    await short_owner.go_wrong(never_end=True)
    await short_owner.start(2)
    await short_owner.sees("Massage", False)
    assert short_owner.states["Last end"] == "cut_off"
    await short_owner.go_wrong()
    short_owner.switch("Massage", True)
    await short_owner.settled()
    assert short_owner.states["Massage"] is False
    await asyncio.sleep(2 * REST_S)
    await short_owner.start(1)
    await short_owner.sees("Massage", False)
    assert short_owner.states["Last end"] == "completed"


async def test_a_real_break_counts(short_owner: Owner) -> None:
    for _ in range(2):
        await short_owner.start(3)
        await short_owner.sees("Massage", False)
        assert short_owner.states["Last end"] == "completed"
        await asyncio.sleep(2 * REST_S)
