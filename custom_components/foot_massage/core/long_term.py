"""Massages and nights by the hour, the way long-term statistics keep them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from .metrics import Metric
from .nights import Night
from .session import Session

_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Row:
    """What an hour has; ``total`` is the sum up to its end, of what is added up."""

    value: float
    total: float | None = None


def massage_hours(sessions: Iterable[Session]) -> dict[datetime, float]:
    """Return the minutes of massage in each hour that had any, hours in UTC.

    When a session was paused is not on record: the massage is spread over its time.
    """
    hours: defaultdict[datetime, float] = defaultdict(float)
    for session in sessions:
        minutes = session.massaged / _MINUTE
        if minutes:
            for hour, share in _shares(session.begun_at, session.over_at):
                hours[hour] += share * minutes
    return {hour: round(minutes, 3) for hour, minutes in hours.items()}


def night_hours(nights: Iterable[Night], metric: Metric) -> dict[datetime, float]:
    """Return what was measured in each night, in the night's last hour (UTC).

    That is on the day of the waking, and stays the same when the time of waking is
    corrected. A row cannot be taken back.
    """
    return {
        _hour(night.end - _MOMENT): value
        for night in nights
        if (value := night.value(metric)) is not None
    }


def new_rows(
    kept: Mapping[datetime, Row], hours: Mapping[datetime, float], *, adds_up: bool
) -> dict[datetime, Row]:
    """Return what has to be written so that ``hours`` are in the statistics.

    What is kept of other hours counts in totals: it is of something that is gone.
    """
    values = {hour: row.value for hour, row in kept.items()} | {**hours}
    rows = {}
    total = 0.0
    for hour in sorted(values):
        total = round(total + values[hour], 3)
        row = Row(values[hour], total if adds_up else None)
        if kept.get(hour) != row:
            rows[hour] = row
    return rows


def _shares(begun: datetime, ended: datetime) -> Iterator[tuple[datetime, float]]:
    """Yield which part of a time is in each hour."""
    hour = _hour(begun)
    while hour + _HOUR < ended:
        yield hour, (hour + _HOUR - max(hour, begun)) / (ended - begun)
        hour += _HOUR
    rest = ended - max(hour, begun)
    yield hour, rest / (ended - begun) if rest else 1.0


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
