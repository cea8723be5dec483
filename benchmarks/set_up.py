"""How much processor time it takes to set a massager up, with all its entities.

Beside the same entities as a package of YAML (diy/), without the time to parse it, and
Home Assistant's own demo. In turns, in one real Home Assistant.
"""

from collections import defaultdict
from typing import Final

from demo.client import DOMAIN
from demo.massager import add_massager

from .bench_home import add_package, bench_home, probe
from .figure import Figure

BAR: Final = 1.0
ROUNDS: Final = 30
WARM_UP: Final = 3
PACKAGE: Final = "package"
DEMO: Final = "demo"


async def measure() -> list[Figure]:
    """Return what our set-up takes beside each of the others."""
    taken: dict[str, list[float]] = defaultdict(list)
    entities: dict[str, int] = {}
    async with bench_home(configuration="bench_probe:\ndemo:\n") as (home, emulator):
        add_package(home)
        await home.start()
        await add_massager(home.client, emulator)
        for _ in range(WARM_UP + ROUNDS):
            for side in (DOMAIN, PACKAGE, DEMO):
                answer = await probe(home, "set_up", domain=side)
                taken[side].append(answer["processor_ms"])
                entities[side] = answer["entities"]
    ours, package, demo = (taken[side][WARM_UP:] for side in (DOMAIN, PACKAGE, DEMO))
    count = entities[DOMAIN]
    return [
        Figure.beside(
            f"set-up of a massager with its {count} entities (processor time)",
            "ms",
            ours,
            f"a package of YAML with {entities[PACKAGE]}",
            package,
            bar=BAR,
        ),
        Figure.beside(
            "the same for each entity",
            "ms",
            [one / count for one in ours],
            f"Home Assistant's demo with {entities[DEMO]}",
            [one / entities[DEMO] for one in demo],
        ),
    ]
