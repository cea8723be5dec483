"""The main job, told as it happens: a wind-down from its activation to its record."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from tests.emulator.process import EmulatorProcess

from .client import DOMAIN, HomeClient, Json
from .dashboard import add_dashboard
from .evidence import (
    Finding,
    judge_lights,
    judge_massager,
    judge_record,
    judge_rows,
    judge_sleep,
    recorder_rows,
)
from .home import RealHome
from .massager import TARGET_PERCENT, WIND_DOWN, add_massager, add_wind_down
from .person import Person
from .seed import ZONE
from .timeline import Sample, Table, Watch

SAMPLE_INTERVAL = 1.0
LINES = 20
MOST_SECONDS_A_LINE = 10
# A bulb may take some seconds to go off after the wind-down has told it to.
AFTERGLOW = 5
SHORTEST_FADE = 12
FADE_SHARE = 5
OVERTIME = 60
# The recorder commits once a second.
RECORDER_DELAY = 2.5


class StoryError(Exception):
    """The wind-down did not come to its end."""


def say(text: str = "") -> None:
    """Print a line at once, also into a pipe."""
    print(text, flush=True)


@asynccontextmanager
async def step(text: str) -> AsyncIterator[None]:
    """Say what begins now and, afterwards, how long it took."""
    say(f"[...] {text}")
    began = monotonic()
    yield
    say(f"[{monotonic() - began:.0f} s] {text}")


@asynccontextmanager
async def stopping_at_the_end(
    home: RealHome, emulator: EmulatorProcess
) -> AsyncIterator[None]:
    """Stop both, first Home Assistant, whatever happens."""
    async with AsyncExitStack() as stack:
        stack.push_async_callback(emulator.stop)
        stack.enter_context(home)
        stack.push_async_callback(home.stop)
        yield


@asynccontextmanager
async def throw_away_home(
    *options: str,
) -> AsyncIterator[tuple[RealHome, EmulatorProcess]]:
    """Describe a home and a massager in a folder of their own; ends and removes both.

    ``options`` are the massager's. Neither has been started.
    """
    with TemporaryDirectory(prefix="home-") as folder:
        home = RealHome(Path(folder) / "config")
        emulator = EmulatorProcess(Path(folder) / "massager.json", *options)
        async with stopping_at_the_end(home, emulator):
            yield home, emulator


async def open_home(home: RealHome, emulator: EmulatorProcess) -> Person:
    """Start everything, set the massager up and move the person in."""
    async with step("Making a throw-away home with a bedroom"):
        await home.seed()
    async with step("Switching on an emulated massager"):
        await emulator.start()
    async with step("Starting Home Assistant"):
        await home.start()
    async with step("Pairing with the massager by its PIN and adding a wind-down"):
        entry_id = await add_massager(home.client, emulator)
        await add_wind_down(home.client, entry_id)
        await add_dashboard(home.client)
    return await move_in(home, entry_id)


async def move_in(home: RealHome, massager_id: str) -> Person:
    """Have somebody live there whose sleep is on record."""
    async with step("Moving somebody in, with a phone and ninety made-up nights"):
        person = await Person.move_in(home, ZONE)
        await person.wake_up()
        await person.give_past(massager_id)
    return person


async def tell(
    home: RealHome, emulator: EmulatorProcess, minutes: float
) -> list[Finding]:
    """Activate the wind-down and show all of it; returns what is to be said of it."""
    client = home.client
    ours = [entity["entity_id"] for entity in await client.our_entities()]
    # Setting up wrote rows too; those of the session begin after them.
    await asyncio.sleep(RECORDER_DELAY)
    began = datetime.now(UTC)
    watch = Watch(
        client=client,
        emulator=emulator,
        began=began,
        wind_down=await client.entity_id("sensor", "wind_down"),
        session_end=await client.entity_id("sensor", "session_end"),
    )
    samples = [await watch.look()]
    await _activate(client, minutes)
    await _follow(watch, samples, minutes)
    await asyncio.sleep(RECORDER_DELAY)
    rows = recorder_rows(home.database_path, ours, began)
    answer = await client.call_action(
        DOMAIN, "get_sessions", {"start": began.isoformat()}, return_response=True
    )
    records = answer["sessions"]
    _show_records(records)
    _show_rows(rows)
    return [
        *judge_lights(samples),
        *judge_massager(samples, minutes),
        *judge_record(records, minutes),
        judge_rows(rows),
    ]


async def tell_of_sleep(person: Person) -> list[Finding]:
    """Show the sleep record; returns what is to be said of it."""
    night, nights = await person.last_night(), await person.nights()
    say("\nLast night, in a row with the massage before it:")
    for key, value in night.items():
        say(f"  {key:<27}{value}")
    say(f"\nWhat the report says (of made-up nights):\n{await person.summary()}")
    return list(judge_sleep(night, nights))


async def _activate(client: HomeClient, minutes: float) -> None:
    """Activate the scene; an action of ours if it is to be shorter than it is."""
    scene = await client.entity_id("scene", "wind_down")
    if minutes == WIND_DOWN["duration"]:
        say(f"\nActivating {scene}")
        await client.call_action("scene", "turn_on", {"entity_id": scene})
        return
    fade = max(SHORTEST_FADE, round(minutes * 60 / FADE_SHARE))
    say(f"\nActivating {scene}: {minutes:g} min of massage, lights fade in {fade} s")
    await client.call_action(
        DOMAIN,
        "start_wind_down",
        {"entity_id": scene, "duration": minutes, "transition": fade},
    )


async def _follow(watch: Watch, samples: list[Sample], minutes: float) -> None:
    """Add samples and print lines until the wind-down has ended."""
    table = Table(samples[0])
    say(f"Lights are to fall to {TARGET_PERCENT} %.\n\n{table.heading}")
    say(table.line(samples[0]))
    every = min(minutes * 60 / LINES, MOST_SECONDS_A_LINE)
    next_line = 0.0
    ended_at: float | None = None
    while ended_at is None or samples[-1].seconds < ended_at + AFTERGLOW:
        await asyncio.sleep(SAMPLE_INTERVAL)
        before, sample = samples[-1], await watch.look()
        samples.append(sample)
        changed = before.massager["activity"] != sample.massager["activity"]
        if changed or sample.seconds >= next_line:
            say(table.line(sample))
            next_line = sample.seconds + every
        if before.wind_down != "idle" and sample.wind_down == "idle":
            ended_at = sample.seconds
        if sample.seconds > minutes * 60 + OVERTIME:
            raise StoryError(f"the wind-down is still {sample.wind_down}")
    say(table.line(samples[-1]))


def _show_records(records: list[Json]) -> None:
    for record in records:
        say("\nThe record of the session:")
        for key, value in record.items():
            text = ", ".join(value) if isinstance(value, list) else value
            say(f"  {key:<17}{text}")


def _show_rows(rows: dict[str, int]) -> None:
    say("\nRows that the recorder wrote for our entities:")
    for entity_id, count in rows.items():
        say(f"  {count:3}  {entity_id}")


def conclude(findings: Sequence[Finding]) -> bool:
    """Show the findings; returns whether everything was seen."""
    say("\nWhat was to be seen:")
    for finding in findings:
        say(f"  {'yes' if finding.seen else 'NO '}  {finding.text}")
    complete = all(finding.seen for finding in findings)
    say("\nAll of it was seen." if complete else "\nNot all of it was seen.")
    return complete
