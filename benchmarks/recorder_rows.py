"""How many rows a ten-minute session writes to the recorder's database.

Beside the same ten minutes on a massager of somebody's own YAML (diy/), at the same
time in the same real Home Assistant.
"""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from time import monotonic
from typing import Final

from demo.client import DOMAIN, HomeClient
from demo.evidence import recorder_rows
from demo.home import RealHome
from demo.massager import add_massager
from demo.person import Person
from demo.seed import ZONE

from .bench_home import add_package, bench_home
from .figure import Figure

BAR: Final = 15
MINUTES: Final = 10
# How much later than planned both may end.
PATIENCE_S: Final = 60
LOOK_EVERY_S: Final = 5
# The recorder commits once a second.
RECORDER_DELAY_S: Final = 2.5
DIY: Final = "diy_"
RUNNING: Final = "timer.diy_session"


async def measure(under_way: asyncio.Event | None = None) -> list[Figure]:
    """Return the rows of each; ``under_way`` is set once both sessions run."""
    async with bench_home() as (home, emulator):
        add_package(home)
        await home.start()
        await add_massager(home.client, emulator)
        await Person.move_in(home, ZONE)
        ours = [one["entity_id"] for one in await home.client.our_entities()]
        theirs = [one for one in await home.client.states() if f".{DIY}" in one]
        began = await _begin(home.client)
        if under_way:
            under_way.set()
        await _ended(home.client)
        return [
            Figure(
                what=f"recorder rows of a session of {MINUTES} minutes",
                unit="rows",
                value=_rows(home, ours, began),
                peer="somebody's own YAML",
                peer_value=_rows(home, theirs, began),
                bar=BAR,
            )
        ]


async def _begin(client: HomeClient) -> datetime:
    """Start both; returns since when rows are theirs."""
    await asyncio.sleep(RECORDER_DELAY_S)
    began = datetime.now(UTC)
    switch = await client.entity_id("switch", "session")
    await client.call_action(
        DOMAIN, "start_session", {"entity_id": switch, "duration": MINUTES}
    )
    await client.call_action("script", "diy_start")
    return began


async def _ended(client: HomeClient) -> None:
    """Wait until both have ended by themselves."""
    await asyncio.sleep(MINUTES * 60)
    state = await client.entity_id("sensor", "session_state")
    give_up = monotonic() + PATIENCE_S
    while monotonic() < give_up:
        both = [(await client.state(one))["state"] for one in (state, RUNNING)]
        if both == ["idle", "idle"]:
            await asyncio.sleep(RECORDER_DELAY_S)
            return
        await asyncio.sleep(LOOK_EVERY_S)
    raise TimeoutError(f"after {MINUTES} minutes the sessions are {both}")


def _rows(home: RealHome, entity_ids: Iterable[str], since: datetime) -> int:
    return sum(recorder_rows(home.database_path, entity_ids, since).values())
