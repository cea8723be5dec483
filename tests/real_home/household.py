"""A real Home Assistant with several emulated massagers, and what must always hold."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.client import HomeClient, HomeError
from demo.home import RealHome
from demo.massager import add_massager
from tests.emulator.process import EmulatorProcess

SETTLE_ATTEMPTS = 300
SETTLE_INTERVAL = 0.1
# The clocks of two programs, and the way between them.
TOLERANCE_S = 3.0


@dataclass
class Massager:
    """One massager: the emulator, and what Home Assistant calls it."""

    emulator: EmulatorProcess
    entry_id: str
    switch: str

    @property
    def target(self) -> dict[str, str]:
        """Return how an action is aimed at it."""
        return {"entity_id": self.switch}


@dataclass
class Household:
    """The home and its massagers."""

    home: RealHome
    massagers: list[Massager]

    @property
    def client(self) -> HomeClient:
        """Return the owner."""
        return self.home.client

    async def act(self, massager: Massager, action: str, **data: Any) -> None:
        """Perform an action on a massager; its errors are part of the game."""
        try:
            await self.client.call_action(
                "foot_massage", action, {**massager.target, **data}
            )
        except (HomeError, OSError, asyncio.CancelledError):
            # aiohttp's connection errors are OSErrors, also when the power is cut.
            return

    async def records(self, massager: Massager) -> list[dict[str, Any]]:
        """Return the sessions of a massager that Home Assistant has recorded."""
        answer = await self.client.call_action(
            "foot_massage",
            "get_sessions",
            {"massager": massager.entry_id},
            return_response=True,
        )
        found: list[dict[str, Any]] = answer["sessions"]
        return found

    async def is_settled(self, massager: Massager) -> bool:
        """Return whether home and massager agree that nothing is going on."""
        inside = await massager.emulator.state()
        state = await self.client.state(massager.switch)
        return inside["activity"] == "idle" and state["state"] == "off"

    async def settle(self) -> None:
        """Wait until nothing is going on anywhere."""
        for massager in self.massagers:
            for _ in range(SETTLE_ATTEMPTS):
                if await self.is_settled(massager):
                    break
                await asyncio.sleep(SETTLE_INTERVAL)
            else:
                raise AssertionError(
                    f"{massager.switch} does not settle: "
                    f"{await massager.emulator.state()} "
                    f"{await self.client.state(massager.switch)}"
                )


def check(inside: dict[str, Any], records: list[dict[str, Any]]) -> list[str]:
    """Return what is wrong between a massager's own memory and the records of it."""
    wrong: list[str] = []
    ids = [record["session_id"] for record in records]
    if len(ids) != len(set(ids)):
        wrong.append(f"recorded twice: {ids}")
    ended = {session["id"]: session for session in inside["ended"]}
    lost = [
        session_id
        for session_id, session in ended.items()
        if session["elapsed_s"] >= 1 and session_id not in ids
    ]
    if lost:
        wrong.append(f"lost: {lost}")
    if invented := set(ids) - set(ended):
        wrong.append(f"never happened: {invented}")
    for record in records:
        if (session := ended.get(record["session_id"])) is None:
            continue
        seconds = record["minutes"] * 60
        if abs(seconds - session["elapsed_s"]) > TOLERANCE_S + 3:
            wrong.append(f"{record} but {session}")
        if session["elapsed_s"] > session["duration_s"] + TOLERANCE_S:
            wrong.append(f"ran past its time: {session}")
    return wrong


@asynccontextmanager
async def household(folder: Path, count: int) -> AsyncIterator[Household]:
    """Make a home with ``count`` paired massagers; it is cleaned up at the end."""
    emulators = [
        EmulatorProcess(
            folder / f"massager-{number}.json",
            f"--id=EMU{number}",
            f"--name=Massager {number}",
            "--start-delay=0.2",
        )
        for number in range(count)
    ]
    try:
        with RealHome(folder / "config") as home:
            await asyncio.gather(home.seed(), *(one.start() for one in emulators))
            await home.start()
            massagers = [await _add(home.client, emulator) for emulator in emulators]
            # Home Assistant writes its registries with a delay of its own.
            await home.restart()
            yield Household(home, massagers)
    finally:
        for emulator in emulators:
            await emulator.stop()


async def _add(client: HomeClient, emulator: EmulatorProcess) -> Massager:
    entry_id = await add_massager(client, emulator)
    found = [
        entity["entity_id"]
        for entity in await client.our_entities()
        if entity["translation_key"] == "session"
        and entity["config_entry_id"] == entry_id
        and entity["entity_id"].startswith("switch.")
    ]
    return Massager(emulator, entry_id, found[0])
