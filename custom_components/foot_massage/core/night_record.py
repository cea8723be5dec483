"""Nights as plain data, the way they are stored and shown."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from .metrics import Metric
from .nights import (
    DAY,
    Exposure,
    Night,
    NightSession,
    NightValue,
    Origin,
    Sleep,
    Status,
)
from .record import LONGEST_RECORD, RecordError, text_from, time_from_iso

# Somebody who flies round the world has two days' length of it.
_LONGEST = 3 * DAY


def night_to_dict(night: Night) -> dict[str, Any]:
    """Return a night as plain data: times in ISO 8601 (UTC), values in their units."""
    return {
        "day": night.day.isoformat(),
        "start": night.start.isoformat(),
        "end": night.end.isoformat(),
        "values": {
            metric: {
                "value": value.value,
                "sources": list(value.sources),
                "taken_at": value.taken_at.isoformat(),
                "status": value.status,
                "origin": value.origin,
            }
            for metric, value in night.values.items()
        },
        "sleeps": {
            wearable: {
                "began": sleep.began.isoformat() if sleep.began else None,
                "ended": sleep.ended.isoformat(),
            }
            for wearable, sleep in night.sleeps.items()
        },
        "sessions": [
            {
                "session_id": session.session_id,
                "started_at": session.started_at.isoformat(),
                "minutes": session.minutes,
                "daytime": session.daytime,
            }
            for session in night.sessions
        ],
        "exposure": night.exposure,
        "assigned": night.assigned,
    }


def night_from_dict(data: Mapping[str, Any]) -> Night:
    """Return a stored night; raises RecordError if it makes no sense."""
    try:
        night = Night(
            day=date.fromisoformat(data["day"]),
            start=time_from_iso(data["start"]),
            end=time_from_iso(data["end"]),
            values={
                Metric(metric): _value(Metric(metric), value)
                for metric, value in data["values"].items()
            },
            sleeps={
                str(wearable): _sleep(sleep)
                for wearable, sleep in data["sleeps"].items()
            },
            sessions=tuple(map(_session, data["sessions"])),
            exposure=Exposure(data["exposure"]),
            assigned=None if data["assigned"] is None else bool(data["assigned"]),
        )
        _check_times(night)
    except (
        AttributeError,
        KeyError,
        TypeError,
        ValueError,
        OverflowError,
    ) as err:
        raise RecordError(f"not a night: {err!r}") from err
    return night


def _check_times(night: Night) -> None:
    """Raise ValueError for a night that is not that of its day."""
    if not timedelta() <= night.end - night.start <= _LONGEST:
        raise ValueError("it ended before it began, or took too long")
    if abs(night.end.date() - night.day) > 2 * DAY:
        raise ValueError("it ended on another day")


def _value(metric: Metric, data: Mapping[str, Any]) -> NightValue:
    return NightValue(
        value=metric.scale.stored(data["value"]),
        sources=tuple(map(str, data["sources"])),
        taken_at=time_from_iso(data["taken_at"]),
        status=Status(data["status"]),
        # Nights that were written before any were filled do not say.
        origin=Origin(data.get("origin", Origin.RECORDED)),
    )


def _sleep(data: Mapping[str, Any]) -> Sleep:
    began = data["began"]
    return Sleep(
        began=None if began is None else time_from_iso(began),
        ended=time_from_iso(data["ended"]),
    )


def _session(data: Mapping[str, Any]) -> NightSession:
    return NightSession(
        session_id=text_from(data["session_id"]),
        started_at=time_from_iso(data["started_at"]),
        minutes=_minutes(data["minutes"]),
        daytime=bool(data["daytime"]),
    )


def _minutes(number: float) -> float:
    """Return the length of a massage; raises ValueError for one that cannot be."""
    if not 0 <= number <= LONGEST_RECORD / timedelta(minutes=1):
        raise ValueError(f"no massage takes {number} min")
    return float(number)
