"""How long it takes from a sentence to the command on the massager's socket.

Ours, "start a foot massage", beside Home Assistant's own "turn on", which turns on the
same massager by its switch; in turns, in one real Home Assistant. Run it with

    .venv/bin/python -m benchmarks.sentence [--check]
"""

import argparse
import asyncio
import json
from pathlib import Path
from statistics import median
import sys
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

import aiohttp

from demo.client import HomeClient
from demo.home import RealHome
from demo.massager import add_massager
from tests.emulator.process import EmulatorProcess

from .tap import Tap, tapped

BAR: Final = 1.5
ROUNDS: Final = 40
WARM_UP: Final = 3
OURS: Final = "start a foot massage"
BUILT_IN: Final = "turn on the Foot massager"
RESULT: Final = Path(__file__).with_suffix(".json")


async def measure() -> dict[str, float]:
    """Return the medians in milliseconds, and their ratio."""
    with TemporaryDirectory(prefix="bench-home-") as folder:
        home = RealHome(Path(folder) / "config")
        emulator = EmulatorProcess(
            Path(folder) / "massager.json",
            "--name=Foot massager",
            "--start-delay=0.01",
            "--stop-delay=0.01",
        )
        await home.seed()
        await emulator.start()
        async with tapped(emulator.port) as tap:
            with home:
                await home.start()
                times = await _rounds(home.client, emulator, tap)
                await home.stop()
        await emulator.stop()
    ours, built_in = (median(times[said]) * 1000 for said in (OURS, BUILT_IN))
    return {
        "ours_ms": round(ours, 2),
        "built_in_ms": round(built_in, 2),
        "ratio": round(ours / built_in, 3),
        "rounds": ROUNDS,
    }


async def _rounds(
    client: HomeClient, emulator: EmulatorProcess, tap: Tap
) -> dict[str, list[float]]:
    """Say both in turns; returns the seconds that each took, each time."""
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
                    taken.append(passed)
                await client.call_action(
                    "foot_massage", "stop_session", {"entity_id": switch}
                )
    return times


async def _say(session: aiohttp.ClientSession, sentence: str) -> None:
    body = {"text": sentence, "language": "en"}
    async with session.post("/api/conversation/process", json=body) as response:
        response.raise_for_status()
        await response.read()


def main() -> int:
    """Measure, print and keep it; returns 1 if the bar is missed and that counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help=f"fail above {BAR} times the built-in one"
    )
    options = parser.parse_args()
    result = asyncio.run(measure())
    print(f"{OURS!r:32} {result['ours_ms']:7.2f} ms")
    print(f"{BUILT_IN!r:32} {result['built_in_ms']:7.2f} ms")
    print(f"{'ratio (at most ' + str(BAR) + ')':32} {result['ratio']:7.2f}")
    RESULT.write_text(json.dumps(result, indent=2) + "\n")
    return int(options.check and result["ratio"] > BAR)


if __name__ == "__main__":
    sys.exit(main())
