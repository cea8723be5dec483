"""What ten years cost: at the start of Home Assistant, in memory, and at each session.

Processor time of a real Home Assistant with a massager and a person, with nothing on
record, with 3,650 nights and their sessions, and with ten times those sessions.
"""

from dataclasses import dataclass
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
SESSIONS: Final = 10


@dataclass(frozen=True, slots=True)
class Cost:
    """What a home with so many sessions on record costs; the medians of some starts."""

    on_record: int
    start_ms: float
    memory_mb: float
    sessions_ms: list[float]


async def measure() -> list[Figure]:
    """Return what each night and each session on record adds."""
    async with bench_home("--start-delay=0.01", "--stop-delay=0.01") as (
        home,
        emulator,
    ):
        await home.start()
        massager_id = await add_massager(home.client, emulator)
        person = await Person.move_in(home, ZONE)
        nothing = await _cost(home, person)
        await person.give_past(massager_id, NIGHTS)
        nights = await _cost(home, person)
        await home.stop()
        _multiply_sessions(home)
        await home.start()
        sessions = await _cost(home, person)
    return _figures(nothing, nights, sessions)


def _figures(nothing: Cost, nights: Cost, sessions: Cost) -> list[Figure]:
    more = sessions.on_record - nights.on_record
    per_session_ms = (sessions.start_ms - nights.start_ms) / more
    per_session_mb = (sessions.memory_mb - nights.memory_mb) / more
    own = nights.on_record - nothing.on_record
    nights_ms = nights.start_ms - nothing.start_ms - own * per_session_ms
    nights_mb = nights.memory_mb - nothing.memory_mb - own * per_session_mb
    start = "start of Home Assistant and first report"
    return [
        Figure(
            what=f"{start}, {NIGHTS:,} nights, {sessions.on_record:,} sessions",
            unit="s",
            value=sessions.start_ms / 1000,
            peer="with nothing on record (processor time)",
            peer_value=nothing.start_ms / 1000,
        ),
        Figure(what=f"{start}, each session", unit="ms", value=per_session_ms),
        Figure(what=f"{start}, each night", unit="ms", value=nights_ms / NIGHTS),
        Figure(what="memory, each session", unit="kB", value=per_session_mb * 1000),
        Figure(what="memory, each night", unit="kB", value=nights_mb / NIGHTS * 1000),
        Figure.beside(
            f"a session, start and stop, with {sessions.on_record:,} on record",
            "ms",
            sessions.sessions_ms,
            "with nothing on record (processor time)",
            nothing.sessions_ms,
        ),
    ]


async def _cost(home: RealHome, person: Person) -> Cost:
    """Return what a home costs that has just started; restarts it some times."""
    starts, memory = [], []
    for turn in range(STARTS):
        if turn:
            await home.restart()
        await person.summary()
        used = await probe(home, "used", collect=True)
        starts.append(used["processor_s"] * 1000)
        memory.append(used["memory_mb"])
    on_record = await _on_record(home)
    sessions = [await _session_ms(home) for _ in range(SESSIONS)]
    return Cost(on_record, median(starts), median(memory), sessions)


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
