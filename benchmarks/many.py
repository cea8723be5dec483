"""What each of many massagers costs, when all of their wind-downs run at once.

Processor time of a real Home Assistant with 1, 10 and 100 massagers on the network: a
wind-down of each with its light and its session, from its start to its cancelling.
"""

from copy import deepcopy
import json
from pathlib import Path
from typing import Any, Final

from demo.client import DOMAIN, UNAVAILABLE
from demo.home import RealHome
from demo.massager import WIND_DOWN, add_massager
from tests.emulator.process import EmulatorProcess

from .bench_home import bench_home, probe
from .figure import Figure
from .fleet import Json, fleet

BAR: Final = 1.2
# How many massagers, and how often all of their wind-downs are run.
ROUNDS: Final = {1: 16, 10: 6, 100: 3}
WARM_UP: Final = 1
HELD_S: Final = 1.0
MOST: Final = max(ROUNDS)
LIGHTS: Final = f"bench_probe:\n  lights: {MOST}\n"


async def measure() -> list[Figure]:
    """Return what one of many costs beside a single one."""
    each: dict[int, list[float]] = {}
    used: dict[int, Json] = {}
    async with (
        fleet(MOST) as massagers,
        bench_home(configuration=LIGHTS) as (home, emulator),
    ):
        entry = await _an_entry(home, emulator)
        for count, rounds in ROUNDS.items():
            _write_entries(home, entry, massagers[:count])
            await home.start()
            used[count] = await probe(home, "used", collect=True)
            each[count] = await _each(home, count, rounds)
            await home.stop()
    return [
        Figure.beside(
            f"each of {count} wind-downs with a session at once (processor time)",
            "ms",
            each[count],
            "one alone",
            each[1],
            bar=BAR,
        )
        for count in list(ROUNDS)[1:]
    ] + [
        Figure(
            what=f"start of Home Assistant, each of {MOST} massagers (processor time)",
            unit="ms",
            value=_further(used, "processor_s") * 1000,
        ),
        Figure(
            what=f"memory, each of {MOST} massagers",
            unit="MB",
            value=_further(used, "memory_mb"),
        ),
    ]


def _further(used: dict[int, Json], what: str) -> float:
    """Return how much each massager after the first takes."""
    return float(used[MOST][what] - used[1][what]) / (MOST - 1)


async def _an_entry(home: RealHome, emulator: EmulatorProcess) -> Json:
    """Return what a massager with a wind-down is in the files of a home."""
    await home.start()
    entry_id = await add_massager(home.client, emulator)
    await home.client.add_subentry(
        entry_id, "wind_down", WIND_DOWN | {"lights": ["light.bench_0"]}
    )
    await home.stop()
    entries = _stored(home)["data"]["entries"]
    return next(one for one in entries if one["entry_id"] == entry_id)


def _file(home: RealHome) -> Path:
    return home.config / ".storage" / "core.config_entries"


def _stored(home: RealHome) -> Json:
    stored: Json = json.loads(_file(home).read_text())
    return stored


def _write_entries(home: RealHome, entry: Json, massagers: list[Json]) -> None:
    """Have exactly these massagers in a home that is stopped."""
    stored = _stored(home)
    others = [one for one in stored["data"]["entries"] if one["domain"] != DOMAIN]
    ours = [_copy(entry, *one) for one in enumerate(massagers)]
    stored["data"]["entries"] = others + ours
    _file(home).write_text(json.dumps(stored))


def _copy(entry: Json, number: int, massager: Json) -> Json:
    copy = deepcopy(entry)
    name = f"Massager {number}"
    copy |= {"entry_id": f"{number:032x}", "title": name, "unique_id": massager["id"]}
    copy["data"] |= {"port": massager["port"], "token": massager["token"]}
    copy["data"]["identity"] |= {"serial": massager["id"], "name": name}
    (wind_down,) = copy["subentries"]
    wind_down |= {"subentry_id": f"{number:031x}f", "title": f"Bedtime {number}"}
    wind_down["data"] |= {"lights": [f"light.bench_{number}"]}
    return copy


async def _each(home: RealHome, count: int, rounds: int) -> list[float]:
    """Return what each wind-down took beyond what the home does anyway (ms)."""
    scenes = [
        entity_id
        for entity_id, state in (await home.client.states()).items()
        if entity_id.startswith("scene.") and state["state"] != UNAVAILABLE
    ]
    if len(scenes) != count:
        raise LookupError(f"there are {len(scenes)} wind-downs, not {count}")
    taken = []
    for _ in range(WARM_UP + rounds):
        idle = await _ms(home, scenes=[])
        busy = await _ms(home, scenes=scenes)
        taken.append((busy - idle) / count)
    return taken[WARM_UP:]


async def _ms(home: RealHome, **data: Any) -> float:
    answer = await probe(home, "wind_down", seconds=HELD_S, **data)
    return float(answer["processor_ms"])
