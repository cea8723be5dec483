"""How long it takes from a sentence to the command on the massager's socket.

Ours, "start a foot massage", beside Home Assistant's own "turn on", which turns on the
same massager by its switch; in turns, in one real Home Assistant.
"""

import asyncio
from time import perf_counter
from typing import Final

import aiohttp

from demo.client import HomeClient
from demo.massager import add_massager
from tests.emulator.process import EmulatorProcess

from .bench_home import bench_home
from .figure import Figure
from .tap import Tap, tapped

BAR: Final = 1.5
ROUNDS: Final = 40
WARM_UP: Final = 3
OURS: Final = "start a foot massage"
BUILT_IN: Final = "turn on the Foot massager"


async def measure() -> list[Figure]:
    """Return the medians of both."""
    async with (
        bench_home("--start-delay=0.01", "--stop-delay=0.01") as (home, emulator),
        tapped(emulator.port) as tap,
    ):
        await home.start()
        times = await _rounds(home.client, emulator, tap)
    return [
        Figure.beside(
            f"“{OURS}” → command on the massager's socket",
            "ms",
            times[OURS],
            f"“{BUILT_IN}”",
            times[BUILT_IN],
            bar=BAR,
        )
    ]


async def _rounds(
    client: HomeClient, emulator: EmulatorProcess, tap: Tap
) -> dict[str, list[float]]:
    """Say both in turns; returns how long each took, each time (ms)."""
    massager_port, emulator.port = emulator.port, tap.port
    await add_massager(client, emulator)
    emulator.port = massager_port
    switch = await client.entity_id("switch", "session")
    times: dict[str, list[float]] = {OURS: [], BUILT_IN: []}
    async with client.session() as session:
        for turn in range(WARM_UP + ROUNDS):
            for said, taken in times.items():
                tap.forget()
                began = perf_counter()
                asked = asyncio.create_task(_say(session, said))
                passed = await tap.command() - began
                await asked
                if turn >= WARM_UP:
                    taken.append(passed * 1000)
                await client.call_action(
                    "foot_massage", "stop_session", {"entity_id": switch}
                )
    return times


async def _say(session: aiohttp.ClientSession, sentence: str) -> None:
    body = {"text": sentence, "language": "en"}
    async with session.post("/api/conversation/process", json=body) as response:
        response.raise_for_status()
        await response.read()
