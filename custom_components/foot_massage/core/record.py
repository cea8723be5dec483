"""Sessions and panels as plain data, the way they are stored and shown."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from .massager import MOST_LEVELS, Activity, Heat, MassageSettings, Technique, Zone
from .metrics import Reading, Readings
from .panel import Panel
from .programs import ProgramKey
from .session import Outcome, Session, StartedBy

# A column for each reading before and after, such as ``heart_rate_before``.
READING_COLUMNS = tuple(
    f"{reading}_{when}" for reading in Reading for when in ("before", "after")
)


# A clock without a battery begins in 1970. At the ends of the calendar no time could
# be shown in another time zone.
_YEARS = range(1970, 2200)
# Nothing that is on record has taken longer.
LONGEST_RECORD = timedelta(days=366)
_CALM = (1, 5)
_PAIN = (0, 10)


class RecordError(ValueError):
    """Stored data that cannot be read."""


def settings_to_dict(settings: MassageSettings) -> dict[str, Any]:
    """Return settings as plain data."""
    return {
        "technique": settings.technique,
        "intensity": settings.intensity,
        "zones": [zone for zone in Zone if zone in settings.zones],
        "heat": settings.heat,
    }


def settings_from_dict(data: Mapping[str, Any]) -> MassageSettings:
    """Return stored settings; raises KeyError, TypeError or ValueError."""
    technique, heat = data["technique"], data["heat"]
    return MassageSettings(
        technique=None if technique is None else Technique(technique),
        intensity=_optional_int(data["intensity"], 1, MOST_LEVELS),
        zones=frozenset(map(Zone, data["zones"])),
        heat=None if heat is None else Heat(heat),
    )


def session_to_dict(session: Session) -> dict[str, Any]:
    """Return a session as plain data: times in ISO 8601 (UTC), durations in s."""
    return {
        "session_id": session.session_id,
        "massager_id": session.massager_id,
        "program": session.program,
        "settings": settings_to_dict(session.settings),
        "planned": session.planned.total_seconds(),
        "started_by": session.started_by,
        "sleeper": session.sleeper,
        "user_id": session.user_id,
        "state": session.state,
        "seen_at": session.seen_at.isoformat(),
        "started_at": _iso(session.started_at),
        "massaged": session.massaged.total_seconds(),
        "ended_at": _iso(session.ended_at),
        "outcome": session.outcome,
        **_rating(session),
        **_measured(session),
    }


def session_from_dict(data: Mapping[str, Any]) -> Session:
    """Return a stored session; raises RecordError if it makes no sense."""
    try:
        session = Session(
            session_id=text_from(data["session_id"]),
            massager_id=text_from(data["massager_id"]),
            program=ProgramKey(data["program"]),
            settings=settings_from_dict(data["settings"]),
            planned=timedelta(seconds=data["planned"]),
            started_by=StartedBy(data["started_by"]),
            sleeper=_optional_text(data["sleeper"]),
            user_id=_optional_text(data["user_id"]),
            state=Activity(data["state"]),
            seen_at=time_from_iso(data["seen_at"]),
            started_at=_optional_time(data["started_at"]),
            massaged=timedelta(seconds=data["massaged"]),
            ended_at=_optional_time(data["ended_at"]),
            outcome=None if data["outcome"] is None else Outcome(data["outcome"]),
            calm=_optional_int(data.get("calm"), *_CALM),
            pain=_optional_int(data.get("pain"), *_PAIN),
            before=_readings(data.get("before", {})),
            after=_readings(data.get("after", {})),
        )
        _check_times(session)
    except (
        AttributeError,
        KeyError,
        TypeError,
        ValueError,
        OverflowError,
    ) as err:
        raise RecordError(f"not a session: {err!r}") from err
    return session


def _rating(session: Session) -> dict[str, int]:
    """Return what was said of a session, which is nothing for most."""
    rating = {"calm": session.calm, "pain": session.pain}
    return {field: one for field, one in rating.items() if one is not None}


def _measured(session: Session) -> dict[str, dict[str, float]]:
    """Return what was measured around a session, which is nothing for most."""
    measured = {"before": session.before, "after": session.after}
    return {
        field: {reading.value: value for reading, value in values.items()}
        for field, values in measured.items()
        if values
    }


def _readings(data: Mapping[str, Any]) -> Readings:
    return {
        Reading(name): Reading(name).scale.stored(value) for name, value in data.items()
    }


def readings_row(session: Session) -> dict[str, float | None]:
    """Return what was measured around a session, by READING_COLUMNS."""
    values = (
        when.get(reading)
        for reading in Reading
        for when in (session.before, session.after)
    )
    return dict(zip(READING_COLUMNS, values, strict=True))


def _check_times(session: Session) -> None:
    """Raise ValueError for times at which no session can have been."""
    if not timedelta() < session.planned <= LONGEST_RECORD:
        raise ValueError("it takes no time, or too long")
    if not timedelta() <= session.massaged <= LONGEST_RECORD:
        raise ValueError("it has taken less than no time, or too long")
    if (
        session.started_at is not None
        and session.ended_at is not None
        and not timedelta() <= session.ended_at - session.started_at <= LONGEST_RECORD
    ):
        raise ValueError("it ended before it began, or took too long")


def panel_to_dict(panel: Panel) -> dict[str, Any]:
    """Return a panel as plain data."""
    return {
        "program": panel.program,
        "settings": settings_to_dict(panel.settings),
        "duration": panel.duration.total_seconds(),
    }


def panel_from_dict(data: Mapping[str, Any]) -> Panel:
    """Return a stored panel; raises RecordError if it makes no sense."""
    try:
        return Panel(
            program=ProgramKey(data["program"]),
            settings=settings_from_dict(data["settings"]),
            duration=timedelta(seconds=data["duration"]),
        )
    except (KeyError, TypeError, ValueError, OverflowError) as err:
        raise RecordError(f"not a panel: {err!r}") from err


def _iso(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat()


def time_from_iso(text: str) -> datetime:
    """Return a stored time; raises ValueError without a time zone, or if it cannot be.

    Raises TypeError for what is no text.
    """
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError(f"{text} has no time zone")
    if time.year not in _YEARS:
        raise ValueError(f"{text} is at no time at which there were records")
    return time


def text_from(value: object) -> str:
    """Return a stored text; raises TypeError for anything else."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value


def _optional_time(text: str | None) -> datetime | None:
    return None if text is None else time_from_iso(text)


def _optional_text(value: object) -> str | None:
    return None if value is None else text_from(value)


def _optional_int(number: Any, low: int, high: int) -> int | None:
    """Return a stored number; raises ValueError if it is not in its range."""
    if number is None:
        return None
    if not low <= number <= high:
        raise ValueError(f"{number} is not from {low} to {high}")
    return int(number)
