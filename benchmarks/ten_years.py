"""What ten years cost: at the start of Home Assistant, in memory, and at each session.

Processor time of a real Home Assistant with a massager and a person, with nothing on
record, with 3,650 nights and their sessions, and with ten times those sessions.
"""

from dataclasses import dataclass, field
import json
from statistics import median
from typing import Final

from demo.client import DOMAIN
from demo.home import RealHome
from demo.massager import add_massager
from demo.person import Person
from demo.seed import ZONE

from .bench_home import bench_home, probe
from .figure import Figure

NIGHTS: Final = 3_650
TIMES: Final = 10
STARTS: Final = 3
SESSIONS: Final = 5
# What nights and sessions are in, and the trial.
KEPT: Final = (
    "foot_massage.active",
    "foot_massage.sessions",
    "foot_massage.nights",
    "core.config_entries",
)


@dataclass(slots=True)
class Home:
    """A home with so much on record: its files, and what each of its starts cost."""

    files: dict[str, bytes | None]
    on_record: int = 0
    start_ms: list[float] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    sessions_ms: list[float] = field(default_factory=list)


async def measure() -> list[Figure]:
    """Return what each night and each session on record adds."""
    async with bench_home("--start-delay=0.01", "--stop-delay=0.01") as (
        home,
        emulator,
    ):
        await home.start()
        massager_id = await add_massager(home.client, emulator)
        person = await Person.move_in(home, ZONE)
        await home.stop()
        nothing = Home(_files(home))
        await person.give_past(massager_id, NIGHTS)
        await home.stop()
        nights = Home(_files(home))
        _multiply_sessions(home)
        sessions = Home(_files(home))
        for _ in range(STARTS):
            for one in (nothing, nights, sessions):
                await _start(home, person, one)
    return _figures(nothing, nights, sessions)


def _figures(nothing: Home, nights: Home, sessions: Home) -> list[Figure]:
    empty_ms, empty_mb = median(nothing.start_ms), median(nothing.memory_mb)
    nights_ms, nights_mb = median(nights.start_ms), median(nights.memory_mb)
    more = sessions.on_record - nights.on_record
    per_session_ms = (median(sessions.start_ms) - nights_ms) / more
    per_session_mb = (median(sessions.memory_mb) - nights_mb) / more
    per_night_ms = (nights_ms - empty_ms - nights.on_record * per_session_ms) / NIGHTS
    per_night_mb = (nights_mb - empty_mb - nights.on_record * per_session_mb) / NIGHTS
    start = "start of Home Assistant and first report"
    return [
        Figure.beside(
            f"{start}, {NIGHTS:,} nights, {sessions.on_record:,} sessions",
            "ms",
            sessions.start_ms,
            "with nothing on record (processor time)",
            nothing.start_ms,
        ),
        Figure(what=f"{start}, each session", unit="µs", value=per_session_ms * 1000),
        Figure(what=f"{start}, each night", unit="µs", value=per_night_ms * 1000),
        Figure(what="memory, each session", unit="kB", value=per_session_mb * 1000),
        Figure(what="memory, each night", unit="kB", value=per_night_mb * 1000),
        Figure.beside(
            f"a session, start and stop, with {sessions.on_record:,} on record",
            "ms",
            sessions.sessions_ms,
            "with nothing on record (processor time)",
            nothing.sessions_ms,
        ),
    ]


def _files(home: RealHome) -> dict[str, bytes | None]:
    """Return what is on record in a home that is stopped."""
    files = {name: home.config / ".storage" / name for name in KEPT}
    return {
        name: file.read_bytes() if file.exists() else None
        for name, file in files.items()
    }


async def _start(home: RealHome, person: Person, cost: Home) -> None:
    """Start a home with this on record, and see what that costs."""
    for name, content in cost.files.items():
        file = home.config / ".storage" / name
        file.unlink(missing_ok=True)
        if content is not None:
            file.write_bytes(content)
    await home.start()
    await person.summary()
    used = await probe(home, "used", collect=True)
    cost.start_ms.append(used["processor_s"] * 1000)
    cost.memory_mb.append(used["memory_mb"])
    cost.on_record = await _on_record(home)
    cost.sessions_ms += [await _session_ms(home) for _ in range(SESSIONS)]
    await home.stop()


async def _on_record(home: RealHome) -> int:
    answer = await home.client.call_action(DOMAIN, "get_sessions", return_response=True)
    return len(answer["sessions"])


async def _session_ms(home: RealHome) -> float:
    """Return what a session takes from its start to its being on record."""
    client = home.client
    switch = {"entity_id": await client.entity_id("switch", "session")}
    before = await probe(home, "used")
    await client.call_action(DOMAIN, "start_session", switch)
    await client.call_action(DOMAIN, "stop_session", switch)
    after = await probe(home, "used")
    return float(after["processor_s"] - before["processor_s"]) * 1000


def _multiply_sessions(home: RealHome) -> None:
    """Have ten times the sessions in a home that is stopped."""
    file = home.config / ".storage" / "foot_massage.sessions"
    stored = json.loads(file.read_text())
    stored["data"]["sessions"] = [
        one | {"session_id": f"{one['session_id']}-{number}"}
        for one in stored["data"]["sessions"]
        for number in range(TIMES)
    ]
    file.write_text(json.dumps(stored))
