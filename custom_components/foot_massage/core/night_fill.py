"""Nights found in what Home Assistant had recorded before it was looked at."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from .metrics import Metric
from .night_book import NightBook
from .night_report import Observation, Report
from .nights import Night, NightRules, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class PastHour:
    """A row of the long-term statistics: the lowest and highest value since ``at``.

    An hour with two values in it says nothing: it may be of two nights. Of a total,
    both are its state.
    """

    at: datetime
    source: str
    metric: Metric
    low: float
    high: float
    unit: str | None


def hours_as_reports(wearable: str, hours: Iterable[PastHour]) -> list[Report]:
    """Return what a wearable showed in hours in which it did not change, each once.

    ``hours`` are of sensors that are told at once, see ``Report``. What has no row in
    an hour was not shown in it.
    """
    showing: dict[datetime, dict[str, PastHour]] = {}
    for hour in hours:
        steady = showing.setdefault(hour.at, {})
        if hour.low == hour.high:
            steady[hour.source] = hour
    reports = []
    before: dict[str, float] = {}
    for at in sorted(showing):
        shown = {source: hour.low for source, hour in showing[at].items()}
        if shown != before:
            reports.append(_report(wearable, at, showing[at]))
        before = shown
    return reports


def _report(wearable: str, at: datetime, showing: Mapping[str, PastHour]) -> Report:
    return Report(
        wearable=wearable,
        taken_at=at,
        observations=tuple(
            Observation(
                metric=hour.metric,
                value=hour.low,
                unit=hour.unit,
                source=hour.source,
                reported_at=at,
            )
            for hour in showing.values()
        ),
    )


def past_nights(
    reports: Iterable[Report],
    rules: NightRules,
    *,
    metrics: Container[Metric],
    origin: Origin,
    now: datetime,
) -> list[Night]:
    """Return the nights in a wearable's past, by the same rules as at the time.

    ``reports`` are in the order of their times. The first value of each sensor only
    shows from where the next one differs. Only ``metrics`` are in the nights.
    """
    book = NightBook(rules)
    for report in reports:
        book.take(report)
    book.settle(now)
    nights = []
    for night in book.nights:
        values = {
            metric: replace(value, origin=origin)
            for metric, value in night.values.items()
            if metric in metrics
        }
        if values:
            nights.append(replace(night, values=values))
    return nights
