"""How long Foot Massage keeps the event loop with ten years on record.

A real Home Assistant with 3,650 nights and their sessions starts, runs a session,
answers every question there is, and takes a night from a phone. What a turn of the loop
takes is processor time, without garbage collections. All but the night is done a few
times.
"""

import asyncio
from collections import defaultdict
from typing import Final

from demo.client import DOMAIN, HomeClient
from demo.massager import add_massager
from demo.person import Person
from demo.seed import ZONE

from .bench_home import bench_home
from .figure import Figure, uncertainty

BAR_MS: Final = 5.0
NIGHTS: Final = 3_650
TIMES: Final = 3
SETTLED_S: Final = 2
ACTIONS: Final = ("get_report", "get_nights", "get_sessions", "export_history")


class Watch:
    """The longest turn while each thing went on, each time (ms), and where it was."""

    def __init__(self, client: HomeClient) -> None:
        """Have seen nothing yet."""
        self._client = client
        self._seen: dict[str, list[float]] = defaultdict(list)
        self._where: dict[str, tuple[float, str]] = {}
        self._collection_ms = 0.0

    async def read(self, name: str) -> None:
        """Note what was seen since the last time as this."""
        seen = await self._client.call_action(
            "loop_watch", "read", return_response=True
        )
        self._seen[name].append(seen["longest_ms"])
        self._collection_ms = max(self._collection_ms, seen["collection_ms"])
        self._where[name] = max(
            self._where.get(name, (0.0, "")), (seen["longest_ms"], seen["where"])
        )

    def figures(self) -> list[Figure]:
        """Return the longest of each, and of the collections that fell into them."""
        for name, (longest, where) in self._where.items():
            print(f"       {name}: {longest:.2f} ms, {where or 'not seen'}")
        return [
            Figure(
                what=f"longest block of the event loop: {name.replace('_', ' ')}",
                unit="ms",
                value=max(seen),
                bar=BAR_MS,
                noise=uncertainty(seen),
            )
            for name, seen in self._seen.items()
        ] + [
            Figure(
                what="garbage collection that fell into one of these, longest",
                unit="ms",
                value=self._collection_ms,
            )
        ]


async def measure() -> list[Figure]:
    """Return the longest turn while each of these went on."""
    async with bench_home(configuration="loop_watch:\n") as (home, emulator):
        await home.start()
        massager_id = await add_massager(home.client, emulator)
        person = await Person.move_in(home, ZONE)
        await person.give_past(massager_id, NIGHTS)
        watch = Watch(home.client)
        for turn in range(TIMES):
            if turn:
                await home.restart()
            await person.summary()
            await watch.read("start")
        for _ in range(TIMES):
            await _ask(home.client, watch)
        await person.wake_up()
        await person.last_night()
        await watch.read("night")
        return watch.figures()


async def _ask(client: HomeClient, watch: Watch) -> None:
    switch = {"entity_id": await client.entity_id("switch", "session")}
    for action in ACTIONS:
        await client.call_action(DOMAIN, action, return_response=True)
        await watch.read(action)
    await client.call_action(DOMAIN, "start_session", switch)
    await asyncio.sleep(SETTLED_S)
    await client.call_action(DOMAIN, "stop_session", switch)
    await asyncio.sleep(SETTLED_S)
    await watch.read("session")
    await client.call_action(DOMAIN, "rate_session", {"calm": 4})
    await watch.read("rate_session")
