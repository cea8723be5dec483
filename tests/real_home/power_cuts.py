"""Home Assistant is cut off at every moment of a session: nothing is lost or doubled.

Each massager of the household is at another point of a session when the power goes,
so that one cut is many tests.
"""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
import random
from typing import Any

from tests.patience import looks

from .household import Household, Massager, Tally, household

MINUTE = 60.0


async def not_started(house: Household, massager: Massager) -> None:
    """Before the start command."""


async def starting(house: Household, massager: Massager) -> None:
    """The start command is on its way to a slow massager."""
    await _until_held(massager, house.act(massager, "start_session", duration=1))


async def started(house: Household, massager: Massager) -> None:
    """The start command has just been answered."""
    _in_background(house.act(massager, "start_session", duration=1))


async def running(house: Household, massager: Massager) -> None:
    """In the middle of a session."""
    await house.act(massager, "start_session", duration=2)
    await massager.emulator.admin("advance", {"seconds": MINUTE})


async def paused(house: Household, massager: Massager) -> None:
    """In a pause."""
    await house.act(massager, "start_session", duration=1)
    await massager.emulator.admin("advance", {"seconds": MINUTE / 2})
    await house.act(massager, "pause_session")


async def stopping(house: Household, massager: Massager) -> None:
    """The stop command is on its way to a slow massager."""
    await house.act(massager, "start_session", duration=1)
    await massager.emulator.admin("advance", {"seconds": MINUTE / 2})
    await _until_held(massager, house.act(massager, "stop_session"))


async def ending(house: Household, massager: Massager) -> None:
    """The session ends within the same instant."""
    await house.act(massager, "start_session", duration=1)
    left = random.uniform(0.1, 1.0)
    await massager.emulator.admin("advance", {"seconds": MINUTE - left})


async def ended(house: Household, massager: Massager) -> None:
    """The session has just ended and is being recorded."""
    await house.act(massager, "start_session", duration=1)
    await massager.emulator.admin("advance", {"seconds": MINUTE})


MOMENTS = (not_started, starting, started, running, paused, stopping, ending, ended)

_background: set[asyncio.Task[None]] = set()


def _in_background(work: Coroutine[Any, Any, None]) -> None:
    """Have something go on while the power is cut."""
    task = asyncio.create_task(work)
    _background.add(task)
    task.add_done_callback(_background.discard)


async def _until_held(massager: Massager, work: Coroutine[Any, Any, None]) -> None:
    """Have a massager be told something that it does not look at for now."""
    told = len((await massager.emulator.state())["commands"])
    await massager.emulator.admin("misbehave", {"hold": True})
    _in_background(work)
    for _ in looks():
        if len((await massager.emulator.state())["commands"]) > told:
            return
    raise AssertionError("It is not told")


async def cut_power(house: Household, *, back_late: bool) -> None:
    """Bring every massager to its moment, cut the power, come back, and see it end."""
    pairs = list(zip(MOMENTS, house.massagers, strict=True))
    random.shuffle(pairs)
    await asyncio.gather(*(moment(house, massager) for moment, massager in pairs))
    # Some look at what they were told before the power goes, some after that.
    for massager in random.sample(house.massagers, len(house.massagers) // 2):
        await massager.emulator.admin("release")
    await asyncio.sleep(random.uniform(0, 0.4))
    house.home.kill()
    await asyncio.gather(*_background, return_exceptions=True)
    for massager in house.massagers:
        await massager.emulator.admin("misbehave", {"hold": False})
        await massager.emulator.admin("release")
        if back_late:
            await massager.emulator.admin("advance", {"seconds": 3 * MINUTE})
    await house.home.start()
    await asyncio.sleep(1)
    for massager in house.massagers:
        await house.act(massager, "resume_session")
        await massager.emulator.admin("advance", {"seconds": 3 * MINUTE})
    await house.settle()


async def cut_power_often(folder: Path, times: int) -> Tally:
    """Cut the power again and again in one household; returns what came of it."""
    async with household(folder, len(MOMENTS)) as house:
        for number in range(times):
            print(f"power cut {number + 1} of {times}", flush=True)
            await cut_power(house, back_late=number % 2 == 1)
            total = Tally()
            for massager in house.massagers:
                inside = await massager.emulator.state()
                total.add(inside, await house.records(massager))
            if total.wrong:
                break
    print(f"{number + 1} power cuts: {total}")
    return total
