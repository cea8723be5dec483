"""How long it takes from the start action to the command on the massager's socket.

Beside the least that it could take: writing the session to disk, and a bare POST. In
turns, inside one real Home Assistant; what is timed begins and ends on one clock.
"""

from typing import Any, Final

from demo.client import DOMAIN
from demo.home import RealHome
from demo.massager import add_massager
from tests.emulator.process import EmulatorProcess

from .bench_home import bench_home, probe
from .figure import Figure
from .tap import Tap, tapped

BAR: Final = 1.5
ROUNDS: Final = 100
WARM_UP: Final = 5


async def measure() -> list[Figure]:
    """Return the median of both."""
    async with (
        bench_home("--start-delay=0.01", "--stop-delay=0.01") as (home, emulator),
        tapped(emulator.port) as tap,
    ):
        await home.start()
        ours, bare = await _rounds(home, emulator, tap)
    return [
        Figure.beside(
            "start action → command on the massager's socket",
            "ms",
            ours,
            "one durable write, one bare POST",
            bare,
            bar=BAR,
        )
    ]


async def _rounds(
    home: RealHome, emulator: EmulatorProcess, tap: Tap
) -> tuple[list[float], list[float]]:
    """Start both ways in turns; returns how long each took, each time (ms)."""
    massager_port, emulator.port = emulator.port, tap.port
    await add_massager(home.client, emulator)
    emulator.port = massager_port
    switch = {"entity_id": await home.client.entity_id("switch", "session")}
    url = f"http://127.0.0.1:{tap.port}/bench"
    ours, bare = [], []
    for _ in range(WARM_UP + ROUNDS):
        ours.append(await _timed(home, tap, **switch))
        await home.client.call_action(DOMAIN, "stop_session", switch)
        bare.append(await _timed(home, tap, url=url))
    return ours[WARM_UP:], bare[WARM_UP:]


async def _timed(home: RealHome, tap: Tap, **how: Any) -> float:
    tap.forget()
    began: float = (await probe(home, "start", **how))["began"]
    return (await tap.command() - began) * 1000
