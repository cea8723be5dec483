"""Sessions and nights as tables: a row each, ISO 8601, nothing for what is missing."""

from collections.abc import Iterable, Mapping, Sequence
import csv
from datetime import datetime, timedelta
from io import StringIO
from typing import Any, Final

from homeassistant.util import dt as dt_util

from .core.metrics import Metric
from .core.nights import Night
from .core.record import READING_COLUMNS, readings_row
from .core.session import Session

_MINUTE: Final = timedelta(minutes=1)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_SESSION: Final = (
    "session_id",
    "massager",
    "started_at",
    "ended_at",
    "minutes",
    "planned_minutes",
    "outcome",
    "program",
    "technique",
    "intensity",
    "zones",
    "heat",
    "started_by",
    "calm",
    "pain",
    *READING_COLUMNS,
)
_NIGHT: Final = ("night", "massage", "massage_minutes", "assigned", "began", "ended")


def sessions_csv(sessions: Iterable[Session], massagers: Mapping[str, str]) -> str:
    """Return a table of sessions; ``massagers`` has their names by entry id."""
    return _table(
        _SESSION,
        (
            {
                "session_id": one.session_id,
                "massager": massagers.get(one.massager_id),
                "started_at": _local(one.started_at),
                "ended_at": _local(one.ended_at),
                "minutes": round(one.massaged / _MINUTE, 1),
                "planned_minutes": round(one.planned / _MINUTE, 1),
                "outcome": one.outcome,
                "program": one.program,
                "technique": one.settings.technique,
                "intensity": one.settings.intensity,
                "zones": " ".join(sorted(one.settings.zones)),
                "heat": one.settings.heat,
                "started_by": one.started_by,
                "calm": one.calm,
                "pain": one.pain,
                **readings_row(one),
            }
            for one in sessions
        ),
    )


def nights_csv(nights: Iterable[Night], metrics: Sequence[Metric]) -> str:
    """Return a table of nights, with a column for each metric in its own unit.

    Beside it is one for where the value is from.
    """
    columns = (
        *_NIGHT,
        *(column for one in metrics for column in (one.value, _origin(one))),
    )
    return _table(columns, (night_row(night, metrics) for night in nights))


def night_row(night: Night, metrics: Iterable[Metric]) -> dict[str, Any]:
    """Return a night as an automation or a person reads it."""
    sleep = max(night.sleeps.values(), key=lambda one: one.ended, default=None)
    return {
        "night": night.day.isoformat(),
        "massage": _word(night.massaged),
        "massage_minutes": round(
            sum(one.minutes for one in night.sessions if not one.daytime), 1
        ),
        "assigned": _word(night.assigned),
        "began": _local(sleep.began) if sleep else None,
        "ended": _local(sleep.ended) if sleep else None,
        **{
            column: entry
            for metric in metrics
            for column, entry in _measured(night, metric).items()
        },
    }


def _measured(night: Night, metric: Metric) -> dict[str, float | str | None]:
    known = night.values.get(metric)
    return {
        metric.value: known.value if known else None,
        _origin(metric): known.origin.value if known else None,
    }


def _origin(metric: Metric) -> str:
    return f"{metric}_origin"


def _word(known: bool | None) -> str | None:
    """Return a word for what may be unknown."""
    return None if known is None else "yes" if known else "no"


def _inert(value: object) -> object:
    """Return what a spreadsheet takes for a text, not for a formula."""
    is_formula = isinstance(value, str) and value.startswith(_FORMULA)
    return f"'{value}" if is_formula else value


def _local(moment: datetime | None) -> str | None:
    return dt_util.as_local(moment).isoformat() if moment else None


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    text = StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {column: _inert(value) for column, value in row.items()} for row in rows
    )
    return text.getvalue()
