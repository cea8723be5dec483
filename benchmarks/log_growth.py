"""What the session log costs to write as it grows; nearly all of it off the event loop.

A start is written with all that run at the time, an end with all sessions on record.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory
from time import process_time
from typing import Final

from homeassistant.core import HomeAssistant

from custom_components.foot_massage.core.massager import MassageSettings
from custom_components.foot_massage.core.programs import ProgramKey
from custom_components.foot_massage.core.record import session_to_dict
from custom_components.foot_massage.core.session import Outcome, Session, StartedBy
from custom_components.foot_massage.session_log import SessionLog
from custom_components.foot_massage.stored_file import StoredFile

from .figure import Figure

# One evening's, ten years of one massager's, and of ten massagers'.
ON_RECORD: Final = (1, 3_650, 36_500)
AT_ONCE: Final = (1, 10, 100)
ROUNDS: Final = 25
WARM_UP: Final = 5
_TEN_MINUTES: Final = timedelta(minutes=10)
_FIRST: Final = datetime(2016, 1, 4, 21, tzinfo=UTC)

type Taken = dict[int, list[float]]


async def measure() -> list[Figure]:
    """Return what a start and an end take, beside the smallest log's."""
    starts, ends = await _starts(), await _ends()
    return [
        Figure.beside(
            f"writing a start down while {most} massagers run (processor time)",
            "ms",
            starts[most],
            "while one runs",
            starts[1],
        )
        for most in AT_ONCE[1:]
    ] + [
        Figure.beside(
            f"writing an end down with {most:,} sessions on record (processor time)",
            "ms",
            ends[most],
            "with one",
            ends[1],
        )
        for most in ON_RECORD[1:]
    ]


async def _starts() -> Taken:
    """Return how long a start takes while so many run, each time (ms)."""
    async with AsyncExitStack() as stack:
        logs: dict[int, SessionLog] = {}
        for count in AT_ONCE:
            hass = await stack.enter_async_context(_home())
            log = logs[count] = SessionLog(hass)
            for number in range(count):
                await log.async_keep(_session(f"massager-{number}", 0))

        async def start(count: int, turn: int) -> None:
            await logs[count].async_keep(_session("massager-0", turn))

        return await _in_turns(AT_ONCE, start)


async def _ends() -> Taken:
    """Return how long an end takes with so many on record, each time (ms)."""
    async with AsyncExitStack() as stack:
        logs: dict[int, tuple[HomeAssistant, SessionLog]] = {}
        for count in ON_RECORD:
            hass = await stack.enter_async_context(_home())
            records = [session_to_dict(_ended(number)) for number in range(count)]
            await StoredFile(hass, "sessions").async_save({"sessions": records})
            log = SessionLog(hass)
            await log.async_load()
            logs[count] = hass, log

        async def end(count: int, turn: int) -> None:
            hass, log = logs[count]
            log.finish(_ended(count + turn))
            await hass.async_block_till_done()

        return await _in_turns(ON_RECORD, end)


@asynccontextmanager
async def _home() -> AsyncIterator[HomeAssistant]:
    """Offer a Home Assistant with nothing in it but a folder of its own."""
    with TemporaryDirectory(prefix="bench-log-") as folder:
        hass = HomeAssistant(folder)
        yield hass
        await hass.async_stop(force=True)


async def _in_turns(
    counts: Iterable[int], write: Callable[[int, int], Awaitable[None]]
) -> Taken:
    """Write to each log in turns; returns the processor time that each took (ms)."""
    taken: Taken = {count: [] for count in counts}
    for turn in range(WARM_UP + ROUNDS):
        for count, times in taken.items():
            began = process_time()
            await write(count, turn)
            times.append((process_time() - began) * 1000)
    return {count: times[WARM_UP:] for count, times in taken.items()}


def _ended(number: int) -> Session:
    session = _session("massager-0", number)
    return session.end(Outcome.COMPLETED, session.seen_at + _TEN_MINUTES, _TEN_MINUTES)


def _session(massager_id: str, number: int) -> Session:
    began = _FIRST + timedelta(days=number)
    return Session(
        session_id=f"{number:032x}",
        massager_id=massager_id,
        program=ProgramKey.WIND_DOWN,
        settings=MassageSettings(),
        planned=_TEN_MINUTES,
        started_by=StartedBy.HOME_ASSISTANT,
        seen_at=began,
        started_at=began,
    )
