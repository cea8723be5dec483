"""Nights of a sleep tracker that tells what happens, and adds nothing up."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from .metrics import Metric
from .night_report import Observation, Report


class SleepEvent(StrEnum):
    """What a tracker tells: its own doing, and the phases of sleep.

    ``NOT_AWAKE``: fell asleep, no matter how deeply.
    """

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    STOPPED = "stopped"
    AWAKE = "awake"
    NOT_AWAKE = "not_awake"
    LIGHT_SLEEP = "light_sleep"
    DEEP_SLEEP = "deep_sleep"
    REM = "rem"


type Happened = tuple[datetime, SleepEvent]

_STAGES = {
    SleepEvent.DEEP_SLEEP: Metric.DEEP_SLEEP,
    SleepEvent.REM: Metric.REM_SLEEP,
    SleepEvent.LIGHT_SLEEP: Metric.LIGHT_SLEEP,
}
_ASLEEP = frozenset({SleepEvent.NOT_AWAKE, *_STAGES})


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedSleep:
    """A sleep that was tracked to its end; values in the metrics' units."""

    began: datetime
    ended: datetime
    values: dict[Metric, float]

    def report(self, wearable: str, source: str, metrics: Container[Metric]) -> Report:
        """Return these metrics of it as what a wearable shows at its end."""
        return Report(
            wearable=wearable,
            taken_at=self.ended,
            observations=tuple(
                Observation(
                    metric=metric,
                    value=value,
                    unit=metric.scale.unit,
                    source=source,
                    reported_at=self.ended,
                )
                for metric, value in self.values.items()
                if metric in metrics
            ),
            slept_from=self.began,
            slept_until=self.ended,
        )


def tracked_sleeps(events: Iterable[Happened]) -> list[TrackedSleep]:
    """Return the sleeps that events tell of, each from its start to its stop.

    One that was never stopped is left out: nobody knows how it went on.
    """
    sleeps = []
    current: list[Happened] = []
    for happened in sorted(events, key=lambda happened: happened[0]):
        if happened[1] is SleepEvent.STARTED:
            current = []
        elif not current:
            continue
        current.append(happened)
        if happened[1] is SleepEvent.STOPPED:
            sleeps.append(_tracked(current))
            current = []
    return sleeps


def _tracked(events: Sequence[Happened]) -> TrackedSleep:
    """Return what one sleep's events add up to.

    The time until falling asleep, awake or on pause is not sleep. Waking up for good
    is no awakening.
    """
    began, ended = events[0][0], events[-1][0]
    spells = list(_spells(events))
    phases = [phase for phase, _ in spells]
    values: dict[Metric, float] = {}
    if _ASLEEP.isdisjoint(phases):
        # It tells no phases: it was told to track, and that is all there is.
        values[Metric.SLEEP_DURATION] = _minutes(spells, {None})
    else:
        asleep = next(i for i, phase in enumerate(phases) if phase in _ASLEEP)
        values[Metric.SLEEP_DURATION] = _minutes(spells, _ASLEEP)
        values[Metric.AWAKENINGS] = phases[asleep:-1].count(SleepEvent.AWAKE)
        if phases[asleep] is SleepEvent.NOT_AWAKE:
            before = sum((spell for _, spell in spells[:asleep]), timedelta())
            values[Metric.SLEEP_LATENCY] = before / timedelta(minutes=1)
    if not set(phases).isdisjoint(_STAGES):
        for phase, metric in _STAGES.items():
            values[metric] = _minutes(spells, {phase})
    return TrackedSleep(began=began, ended=ended, values=values)


def _spells(
    events: Sequence[Happened],
) -> Iterator[tuple[SleepEvent | None, timedelta]]:
    """Yield each phase with its length, pauses left out; None before the first.

    A phase that goes on after a pause, or is told twice, is one.
    """
    phase: SleepEvent | None = None
    length = timedelta()
    paused = False
    for (begun, event), (until, _) in pairwise(events):
        if event is SleepEvent.PAUSED:
            paused = True
        elif event is SleepEvent.RESUMED:
            paused = False
        elif event is not SleepEvent.STARTED and event is not phase:
            yield phase, length
            phase, length = event, timedelta()
        if not paused:
            length += until - begun
    yield phase, length


def _minutes(
    spells: Iterable[tuple[SleepEvent | None, timedelta]],
    phases: Iterable[SleepEvent | None],
) -> float:
    wanted = {*phases}
    total = sum((length for phase, length in spells if phase in wanted), timedelta())
    return total / timedelta(minutes=1)
