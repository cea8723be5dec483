"""Judges what was seen of a wind-down; each finding is one sentence and a verdict."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
import re
import sqlite3

from .client import DOMAIN, UNAVAILABLE, Json
from .massager import TARGET_PERCENT
from .past import NIGHTS
from .timeline import Sample

MOST_ROWS = 15
MINUTES_TOLERANCE = 0.1
TARGET = round(255 * TARGET_PERCENT / 100)

RECORD_START = re.compile(
    # Home Assistant 2026.11 and newer add the time zone.
    r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+(?:[+-]\d\d:\d\d)? (?P<level>[A-Z]+) ",
    re.MULTILINE,
)
# Home Assistant greets every custom integration with this warning.
GREETING = f"We found a custom integration {DOMAIN} which has not been tested"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was to be seen, and whether it was."""

    text: str
    seen: bool


def judge_lights(samples: Sequence[Sample]) -> Iterator[Finding]:
    """Judge the lights: first to last sample, the last one after the end."""
    first, last = samples[0], samples[-1]
    for light, state in first.lights.items():
        name = state["attributes"]["friendly_name"]
        ended = last.lights[light]["state"]
        if state["state"] in (UNAVAILABLE, "off"):
            same = all(one.lights[light]["state"] == state["state"] for one in samples)
            yield Finding(f"{name} was {state['state']} and stayed so", same)
        elif first.brightness(light) is None:
            yield Finding(f"{name} went off at the end", ended == "off")
        else:
            levels = [sample.brightness(light) or 0 for sample in samples]
            fell = all(later <= earlier for earlier, later in pairwise(levels))
            yield Finding(
                f"{name} fell to {TARGET_PERCENT} % without ever rising, then went off",
                fell and TARGET in levels and ended == "off",
            )


def judge_massager(samples: Sequence[Sample], minutes: float) -> Iterator[Finding]:
    """Judge what the massager itself said."""
    ran = any(
        one.massager["motor"] and one.massager["activity"] == "running"
        for one in samples
    )
    yield Finding("The massager itself reported its motor running", ran)
    ended = samples[-1].massager["last_session"] or {}
    full = abs(ended.get("elapsed_s", 0) / 60 - minutes) < MINUTES_TOLERANCE
    yield Finding(
        f"The massager itself ended the session, after {minutes:g} min",
        ended.get("reason") == "completed" and full,
    )
    starts = samples[-1].massager["starts"]
    yield Finding("The massager was started exactly once", starts == 1)


def judge_record(records: Sequence[Json], minutes: float) -> Iterator[Finding]:
    """Judge what ``get_sessions`` returned since the activation."""
    yield Finding("Exactly one session was recorded", len(records) == 1)
    for record in records:
        right = abs(record["minutes"] - minutes) < MINUTES_TOLERANCE
        yield Finding(
            f"The record says: completed, {minutes:g} min",
            record["outcome"] == "completed" and right,
        )


def judge_sleep(night: Json, nights: Sequence[Json]) -> Iterator[Finding]:
    """Judge the sleep record, and in it the night that the phone told of."""
    yield Finding(
        f"The sleep record has {len(nights)} nights, {NIGHTS + 1} expected",
        len(nights) == NIGHTS + 1,
    )
    yield Finding(
        "Last night's sleep, from the phone, is beside the massage before it",
        night["massage"] == "yes" and night["sleep_duration"] is not None,
    )


def judge_log(log: str) -> Iterator[Finding]:
    """Judge what Home Assistant logged."""
    found = list(complaints(log))
    yield Finding("No warning or error in the log names the integration", not found)
    for text in found:
        yield Finding(f"Logged: {text}", False)


def complaints(log: str) -> Iterator[str]:
    """Yield the warnings and errors that name our domain, with their tracebacks."""
    starts = list(RECORD_START.finditer(log))
    if not starts:
        yield "nothing at all, or in a form that this does not know"
        return
    ends = [start.start() for start in starts[1:]] + [len(log)]
    for start, end in zip(starts, ends, strict=True):
        text = log[start.start() : end].strip()
        if start["level"] in ("INFO", "DEBUG") or GREETING in text:
            continue
        if DOMAIN in text:
            yield text


def judge_rows(rows: dict[str, int]) -> Finding:
    """Judge how much was written to the database."""
    total = sum(rows.values())
    return Finding(
        f"Recorder: {total} rows for our entities, at most {MOST_ROWS} allowed",
        0 < total <= MOST_ROWS,
    )


def recorder_rows(
    database: Path, entity_ids: Iterable[str], since: datetime
) -> dict[str, int]:
    """Return how many states of each entity the recorder has written."""
    wanted = list(entity_ids)
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        rows = connection.execute(
            "SELECT meta.entity_id, COUNT(*) FROM states"
            " JOIN states_meta AS meta USING (metadata_id)"
            " WHERE last_updated_ts >= ?"
            f" AND meta.entity_id IN ({', '.join('?' * len(wanted))})"
            " GROUP BY meta.entity_id ORDER BY meta.entity_id",
            (since.timestamp(), *wanted),
        )
        return dict(rows.fetchall())
