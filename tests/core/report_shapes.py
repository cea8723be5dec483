"""Kinds of record and trial, and all that is said about them.

The texts are in report_review.md, to be read by people: none may claim more than its
nights can carry. After a change: python -m tests.core.report_shapes
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from math import exp
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from custom_components.foot_massage.core.comparison import NightPoint
from custom_components.foot_massage.core.metrics import Metric, Reading
from custom_components.foot_massage.core.phrases import Phrase, Phrases
from custom_components.foot_massage.core.readings import Change
from custom_components.foot_massage.core.readings_report import measured
from custom_components.foot_massage.core.report import others, spoken, written
from custom_components.foot_massage.core.statistics.analyse import analyse
from custom_components.foot_massage.core.statistics.compare import compare, compare_all
from custom_components.foot_massage.core.trial import TrialPlan, draw_trial
from custom_components.foot_massage.core.trial_report import (
    spoken_trial,
    written_trial,
)

from .statistics.records import MONDAY, record, some_record

REVIEW = Path(__file__).with_name("report_review.md")
FOLDER = Path("custom_components/foot_massage/languages")
WEEKENDS = [(MONDAY + timedelta(days=day)).weekday() >= 5 for day in range(84)]

VALUES = [float(day * 7919 % 50) for day in range(84)]

type Record = tuple[Metric, list[NightPoint]]
type Shape = tuple[str, Phrase, tuple[Phrase, ...]]


def words(language: str) -> dict[str, Any]:
    """Return the file of a language."""
    file = FOLDER / language / "report.yaml"
    data: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return data


def texts(data: Any, path: str = "") -> Iterator[tuple[str, set[str]]]:
    """Yield the key of each text and what goes into it; its forms are one text."""
    if isinstance(data, str) or ("other" in data and path != "nights"):
        forms = [data] if isinstance(data, str) else data.values()
        parts = (part for form in forms for _, part, _, _ in Formatter().parse(form))
        yield path, set(filter(None, parts))
        return
    for key, inner in data.items():
        if path or key not in {"forms", "decimal_mark"}:
            yield from texts(inner, f"{path}.{key}".strip("."))


ENGLISH = Phrases(words("en"))


def review() -> str:
    """Return everything that is said, as a page."""
    parts = ["# What is said about each kind of record\n"]
    for name, aloud, page in (*comparisons(), *several(), *trials()):
        parts.append(f"## {name}\n\n> {ENGLISH.say(aloud)}\n")
        parts += [f"- {ENGLISH.say(sentence)}" for sentence in page]
        parts.append("")
    for name, page in around():
        parts.append(f"## {name}\n")
        parts += [f"- {ENGLISH.say(sentence)}" for sentence in page]
        parts.append("")
    return "\n".join(parts)


def around() -> Iterator[tuple[str, tuple[Phrase, ...]]]:
    """Yield what is said of readings before and after massages."""
    for name, by in (
        ("Readings after massages: lower", dict.fromkeys(Reading, -4.3)),
        ("Readings after massages: higher", {Reading.HRV: 11.6, Reading.SPO2: 1}),
        ("Readings after massages: the same", {Reading.HEART_RATE: 0.04}),
    ):
        found = {
            reading: Change(before=70, after=70 + change, sessions=12)
            for reading, change in by.items()
        }
        yield name, tuple(measured(found))


def comparisons() -> Iterator[Shape]:
    """Yield the comparison of each kind of record."""
    for name, (metric, points) in (few() | solid() | units()).items():
        found = compare(points, metric)
        yield name, spoken(found), written(found)


def few() -> dict[str, Record]:
    """Return records that are too short to tell much."""
    deep = Metric.DEEP_SLEEP
    return {
        "No nights at all": (deep, []),
        "No massage yet": (deep, record([False] * 12, VALUES[:12])),
        "One massage": (Metric.AWAKENINGS, record([True, False, False], [2, 3, 4])),
        "Four massages": (
            Metric.SLEEP_DURATION,
            record([True] * 4 + [False] * 12, [400 + one for one in VALUES[:16]]),
        ),
        "Too early": (deep, some_record(16)),
        "Ten of each, but too few in all": (deep, some_record(25, seed=2)),
        "Too early, by weekends": (deep, record(WEEKENDS[:21], VALUES[:21])),
        "Early, and clear": (deep, some_record(45, effect=15)),
        "Early, and unclear": (deep, some_record(45, effect=3)),
        "Early, and the same": (Metric.LIGHT_SLEEP, some_record(45, seed=12)),
    }


def solid() -> dict[str, Record]:
    """Return records of deep sleep and the like that are long enough."""
    deep, light = Metric.DEEP_SLEEP, Metric.LIGHT_SLEEP
    long = some_record(90, effect=12)
    every_third = [day % 3 == 0 for day in range(len(VALUES))]
    gaps = some_record(120, effect=8, missing=0.3, unknown=0.1)
    tiny = some_record(400, level=12, spread=0.8, effect=0.3)
    return {
        "Solid, more": (deep, long),
        "Solid, less": (Metric.REM_SLEEP, some_record(90, effect=-12, seed=3)),
        "Solid, unclear": (deep, some_record(90, effect=2)),
        "Solid, the same": (light, some_record(90, seed=4)),
        "Solid, clear and tiny": (Metric.SLEEP_LATENCY, tiny),
        "With gaps": (deep, gaps),
        "Massages on weekends only": (deep, record(WEEKENDS, VALUES)),
        "Values that are all the same": (
            deep,
            [replace(one, value=60.0) for one in long],
        ),
        "Massages in a fixed rhythm": (deep, record(every_third, VALUES)),
    }


def units() -> dict[str, Record]:
    """Return records in the other units."""
    hours = some_record(90, level=420, spread=50, effect=75)
    times = some_record(120, level=3, spread=1, effect=-0.9)
    beats = some_record(90, level=54, spread=2, effect=-1.6)
    points = some_record(90, level=78, spread=6, effect=-1)
    logarithms = some_record(90, level=3.8, spread=0.2, effect=0.15)
    return {
        "More than an hour": (Metric.SLEEP_DURATION, hours),
        "Awakenings": (Metric.AWAKENINGS, times),
        "Resting heart rate": (Metric.RESTING_HEART_RATE, beats),
        "Sleep score": (Metric.SLEEP_SCORE, points),
        "Heart rate variability": (
            Metric.HRV,
            [replace(one, value=exp(one.value or 0)) for one in logarithms],
        ),
    }


def several() -> Iterator[Shape]:
    """Yield what is said of the metrics besides the primary one."""
    primary, effects = Metric.DEEP_SLEEP, (0, 0, 12, 4, 14)
    metrics = [*Metric][: len(effects)]
    plain = {one: some_record(90, seed=7 + at) for at, one in enumerate(metrics)}
    found = {
        one: some_record(90, seed=7 + at, effect=effects[at])
        for at, one in enumerate(metrics)
    }
    for name, kept in (
        ("Several metrics, some clear", found),
        ("Several metrics, none clear", plain),
        ("One other metric", {one: found[one] for one in metrics[1:3]}),
    ):
        compared = compare_all(kept, primary)
        line = others(compared.values(), primary)
        assert line is not None
        second = next(one for one in compared if one is not primary)
        yield name, spoken(compared[primary]), (line, *written(compared[second]))


def trials() -> Iterator[Shape]:
    """Yield the result of each kind of trial."""
    plan = draw_trial(MONDAY, days=28, block=4, seed=3, primary=Metric.DEEP_SLEEP)
    hrv = replace(plan, primary=Metric.HRV)
    short = plan.end_early(MONDAY + timedelta(days=20))
    clear, unclear = slept(plan, effect=12), slept(plan)
    lapsed = [
        replace(one, massage=one.massage and day % 6 > 0)
        for day, one in enumerate(clear)
    ]
    some = [
        replace(one, value=one.value if day < 8 else None)
        for day, one in enumerate(clear)
    ]
    unseen = [replace(one, massage=None) for one in unclear]
    even = [replace(one, value=60.0) for one in unclear]
    beats = [replace(one, value=exp((one.value or 0) / 16)) for one in clear]
    for name, trial, points in (
        ("A trial that has not begun", plan, []),
        ("A trial under way", plan, clear[:12]),
        ("A trial with a clear effect", plan, clear),
        ("A trial without a clear effect", plan, unclear),
        ("A trial that was not kept to", plan, lapsed),
        ("A trial of which little is known", plan, unseen),
        ("A trial that was ended early", short, clear),
        ("A trial with few values", plan, some),
        ("A trial with values that are all the same", plan, even),
        ("A trial of heart rate variability", hrv, beats),
    ):
        result = analyse(trial, points)
        yield name, spoken_trial(result), written_trial(result)


def slept(plan: TrialPlan, effect: float = 0) -> list[NightPoint]:
    """Return the nights of a trial that was kept to."""
    sleep = [one.value or 0 for one in some_record(plan.days, seed=21)]
    nights = zip(sleep, plan.schedule, strict=True)
    return record(
        plan.schedule, [value + effect * massage for value, massage in nights]
    )


if __name__ == "__main__":
    REVIEW.write_text(review(), "utf-8")
