"""How long Foot Massage keeps the event loop with ten years on record.

A real Home Assistant with 3,650 nights and their sessions starts, takes a night from a
phone, runs a session, and answers every question there is. Run it with

    .venv/bin/python -m benchmarks.longest_block [--check]

What a turn of the loop takes is processor time. ``late`` is how late a heartbeat came,
by the clock: it has all of Home Assistant and of this computer in it.
"""

import argparse
import asyncio
import json
from pathlib import Path
import sys
from tempfile import TemporaryDirectory
from typing import Any, Final

from demo.client import DOMAIN, HomeClient
from demo.home import RealHome
from demo.massager import add_massager
from demo.person import Person
from demo.seed import ZONE
from demo.story import stopping_at_the_end
from tests.emulator.process import EmulatorProcess

BAR_MS: Final = 5.0
NIGHTS: Final = 3_650
RESULT: Final = Path(__file__).with_suffix(".json")

type Seen = dict[str, dict[str, Any]]


async def measure() -> Seen:
    """Return the longest turn while each of these went on."""
    with TemporaryDirectory(prefix="bench-home-") as folder:
        home = RealHome(Path(folder) / "config")
        emulator = EmulatorProcess(Path(folder) / "massager.json")
        async with stopping_at_the_end(home, emulator):
            await home.seed()
            _watch(home.config)
            await emulator.start()
            await home.start()
            massager_id = await add_massager(home.client, emulator)
            person = await Person.move_in(home, ZONE)
            await person.give_past(massager_id, NIGHTS)
            return await _look(home.client, person)


def _watch(config: Path) -> None:
    """Have the home watch its event loop."""
    (config / "custom_components" / "loop_watch").symlink_to(
        Path(__file__).parent / "loop_watch"
    )
    with (config / "configuration.yaml").open("a") as configuration:
        configuration.write("loop_watch:\n")


async def _look(client: HomeClient, person: Person) -> Seen:
    switch = {"entity_id": await client.entity_id("switch", "session")}
    seen: Seen = {}

    async def read(name: str) -> None:
        seen[name] = await client.call_action(
            "loop_watch", "read", return_response=True
        )

    await person.summary()
    await read("start")
    for action in ("get_report", "get_nights", "get_sessions", "export_history"):
        await client.call_action(DOMAIN, action, return_response=True)
        await read(action)
    await client.call_action(DOMAIN, "start_session", switch)
    await asyncio.sleep(3)
    await client.call_action(DOMAIN, "stop_session", switch)
    await asyncio.sleep(3)
    await read("session")
    await client.call_action(DOMAIN, "rate_session", {"calm": 4})
    await read("rate_session")
    await person.wake_up()
    await person.last_night()
    await read("night")
    return seen


def main() -> int:
    """Measure, print and keep it; returns 1 if the bar is missed and that counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help=f"fail if a turn takes {BAR_MS:g} ms"
    )
    options = parser.parse_args()
    seen = asyncio.run(measure())
    for name, one in seen.items():
        print(
            f"{name:15} {one['longest_ms']:6.2f} ms   late {one['late_ms']:6.1f} ms"
            f"   {one['where']}"
        )
    RESULT.write_text(json.dumps(seen, indent=2) + "\n")
    return int(
        options.check and any(one["longest_ms"] >= BAR_MS for one in seen.values())
    )


if __name__ == "__main__":
    sys.exit(main())
