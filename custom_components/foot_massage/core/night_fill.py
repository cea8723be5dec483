"""Nights found in what Home Assistant had recorded before it was looked at."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .metrics import Metric
from .night_book import NightBook
from .night_report import Observation, Report
from .nights import Night, NightRules, Status

# What was written within this of each other was told at once.
_TOGETHER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastState:
    """A state from the recorder's history, written at ``at``.

    With ``metric`` ``None`` it is the time the sleep ended, as a datetime in ``value``.
    """

    at: datetime
    source: str
    metric: Metric | None
    value: object
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastHour:
    """A row of the long-term statistics: the lowest and highest value since ``at``.

    Ask for hours. A row with two values in it, as most days have, says nothing: it is
    of two nights. Of a total, both are its state.
    """

    at: datetime
    source: str
    metric: Metric
    low: float
    high: float
    unit: str | None = None


def hours_as_states(hours: Iterable[PastHour]) -> list[PastState]:
    """Return the hours in which a sensor showed one value, as states."""
    return [
        PastState(
            at=hour.at,
            source=hour.source,
            metric=hour.metric,
            value=hour.low,
            unit=hour.unit,
        )
        for hour in hours
        if hour.low == hour.high
    ]


def past_nights(
    wearable: str, states: Iterable[PastState], rules: NightRules
) -> list[Night]:
    """Return the nights in a wearable's past, by the same rules as at the time.

    ``states`` are of entities that are told at once, see ``Report``. The first value
    of each only shows from where the next one differs.
    """
    book = NightBook(rules)
    for report in _reports(wearable, states):
        book.take(report)
    return [
        replace(
            night,
            values={
                metric: replace(value, status=Status.FILLED)
                for metric, value in night.values.items()
            },
        )
        for night in book.nights
    ]


def _reports(wearable: str, states: Iterable[PastState]) -> list[Report]:
    """Return what the wearable showed each time that something was written."""
    reports = []
    showing: dict[str, PastState] = {}
    ordered = sorted(states, key=lambda state: state.at)
    for number, state in enumerate(ordered):
        showing[state.source] = state
        last = number + 1 == len(ordered)
        if last or ordered[number + 1].at - state.at > _TOGETHER:
            reports.append(_report(wearable, state.at, showing.values()))
    return reports


def _report(wearable: str, at: datetime, showing: Iterable[PastState]) -> Report:
    known = list(showing)
    until = next(
        (
            one.value
            for one in known
            if one.metric is None and isinstance(one.value, datetime)
        ),
        None,
    )
    return Report(
        wearable=wearable,
        taken_at=at,
        observations=tuple(
            Observation(
                metric=one.metric,
                value=one.value,
                unit=one.unit,
                source=one.source,
                reported_at=at,
            )
            for one in known
            if one.metric is not None
        ),
        slept_until=until,
    )
