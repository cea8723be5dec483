"""A real Home Assistant with several emulated massagers, and what must always hold."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
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


@dataclass
class Tally:
    """Massagers' own memories against the records of them, added up."""

    started: int = 0
    recorded: int = 0
    wrong: dict[str, list[str]] = field(default_factory=dict)
    """What is wrong, by kind."""

    def add(self, inside: dict[str, Any], records: list[dict[str, Any]]) -> None:
        """Take in what a massager says of itself, and the records of it."""
        self.started += inside["starts"]
        self.recorded += len(records)
        counts = Counter(record["session_id"] for record in records)
        ended = {session["id"]: session for session in inside["ended"]}
        for session_id, session in ended.items():
            if session["elapsed_s"] >= 1 and session_id not in counts:
                self._note("lost", session)
            if session["elapsed_s"] > session["duration_s"] + TOLERANCE_S:
                self._note("overrun", session)
        for session_id, count in counts.items():
            if count > 1:
                self._note("doubled", session_id)
            if session_id not in ended:
                self._note("invented", session_id)
        for record in records:
            if session := ended.get(record["session_id"]):
                differs = abs(record["minutes"] * 60 - session["elapsed_s"])
                if differs > 2 * TOLERANCE_S:
                    self._note("of another length", f"{record} but {session}")

    def _note(self, kind: str, what: object) -> None:
        self.wrong.setdefault(kind, []).append(str(what))

    def __str__(self) -> str:
        """Return the figures, and what is wrong."""
        kinds = ("lost", "doubled", "invented", "overrun", "of another length")
        figures = [f"{len(self.wrong.get(kind, []))} {kind}" for kind in kinds]
        counts = [f"{self.started} sessions started", f"{self.recorded} recorded"]
        details = [
            f"\n{kind}: {one}" for kind in self.wrong for one in self.wrong[kind]
        ]
        return ", ".join(counts + figures) + "".join(details)


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
