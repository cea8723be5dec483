"""One walk: from a seed to a story, and to what was wrong in it."""

import asyncio
from dataclasses import dataclass
import logging
from pathlib import Path
import random
from tempfile import TemporaryDirectory
import traceback
from typing import override

from freezegun.api import FrozenDateTimeFactory
from homeassistant.util import dt as dt_util

from .checks import Auditor
from .house import House
from .massager import Massager
from .plug import Plug
from .plug_checks import PlugAuditor
from .steps import take_step
from .virtual_time import VirtualLoop, run

STEPS_IN_A_WALK = (20, 40)
# Longer than any session, and than anybody waits for a massager out of reach.
UNTIL_REST_S = 5000.0


@dataclass(frozen=True, slots=True)
class Walk:
    """What came of a seed."""

    seed: int
    story: list[str]
    wrong: list[str]
    sessions: int

    def __str__(self) -> str:
        """Return the story of a walk that failed."""
        lines = [f"Seed {self.seed} failed:", *self.story, *self.wrong]
        return "\n".join([*lines, f"Again: scripts/soak --replay {self.seed}", ""])


class _Complaints(logging.Handler):
    """Takes down what is logged as an error while Home Assistant lives."""

    def __init__(self, house: House) -> None:
        """Listen to whatever logs in ``house``."""
        super().__init__(logging.WARNING)
        self._house = house

    @override
    def emit(self, record: logging.LogRecord) -> None:
        if self._house.is_up and (record.levelno >= logging.ERROR or record.exc_info):
            self._house.wrong.append(f"logged: {record.name}: {self.format(record)}")


def walk(seed: int, frozen: FrozenDateTimeFactory, *, echo: bool = False) -> Walk:
    """Walk as the seed says."""
    # In memory, if there is such a folder: a walk writes more than it computes.
    memory, zone = Path("/dev/shm"), dt_util.get_default_time_zone()
    with TemporaryDirectory(dir=memory if memory.exists() else None) as folder:
        try:
            return run(_walk(seed, Path(folder), echo=echo), frozen)
        finally:
            dt_util.set_default_time_zone(zone)


async def _walk(seed: int, folder: Path, *, echo: bool) -> Walk:
    random.seed(seed)
    rng = random.Random(seed)
    massagers = [
        Massager(name, delay=rng.choice([0.0, 1.0, 6.0]))
        for name in ("left", "right", "office")[: rng.randint(2, 3)]
    ]
    plugs = [
        Plug(
            name,
            metered=rng.random() < 0.6,
            meter_lag=rng.choice([0.0, 1.0, 3.0]),
            wakes_up=rng.random() < 0.5,
        )
        for name in ("plug", "old_plug")
    ]
    house = House(folder=folder, rng=rng, massagers=massagers, plugs=plugs, echo=echo)
    complaints = _Complaints(house)
    logging.getLogger().addHandler(complaints)
    work = asyncio.create_task(_go(house))
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    loop.watch(work)
    try:
        wrong = await work
    except asyncio.CancelledError:
        wrong = ["something is done without end, and no time passes"]
    except Exception:
        wrong = [traceback.format_exc()]
    finally:
        if house.is_up:
            await house.cut()
        logging.getLogger().removeHandler(complaints)
        await house.close()
    sessions = sum(len(one.ledger.massages) for one in massagers)
    sessions += sum(len(one.runs) for one in plugs)
    return Walk(seed=seed, story=house.story, wrong=wrong, sessions=sessions)


async def _go(house: House) -> list[str]:
    await house.open()
    auditor = Auditor(house)
    plug_auditor = PlugAuditor(auditor)
    for _ in range(house.rng.randint(*STEPS_IN_A_WALK)):
        await take_step(house)
        await asyncio.sleep(house.rng.choice([0.0, 0.5, 4.0, 4.0]))
        await house.bedroom.look()
        if wrong := auditor.look() + plug_auditor.look():
            return wrong
    house.say("Everything is well again")
    for massager in house.every:
        massager.recover()
    await asyncio.sleep(UNTIL_REST_S / 50)
    for massager in house.every:
        house.act(massager, "foot_massage.resume_session")
    await asyncio.sleep(UNTIL_REST_S)
    if wrong := plug_auditor.look_at_the_end() + auditor.look_at_the_end():
        return wrong
    await house.unload()
    await house.stop()
    return house.wrong
