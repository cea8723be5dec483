"""Somebody in Berlin who sleeps, and a ring that measures it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from custom_components.foot_massage.core.massager import MassageSettings
from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.night_report import Observation, Report
from custom_components.foot_massage.core.nights import NightRules
from custom_components.foot_massage.core.programs import ProgramKey
from custom_components.foot_massage.core.session import Outcome, Session, StartedBy

BERLIN = ZoneInfo("Europe/Berlin")
RULES = NightRules(zone=BERLIN)
# A Tuesday. Times in the tests are of this day, or "day hour:minute".
DAY = date(2026, 11, 10)
NEXT = DAY + timedelta(days=1)

DURATION = Metric.SLEEP_DURATION
DEEP, REM, LIGHT = Metric.DEEP_SLEEP, Metric.REM_SLEEP, Metric.LIGHT_SLEEP
UNITS = {
    **dict.fromkeys((DURATION, DEEP, REM, LIGHT, Metric.SLEEP_LATENCY), "min"),
    Metric.HRV: "ms",
    Metric.RESTING_HEART_RATE: "bpm",
}


def at(clock: str, zone: ZoneInfo = BERLIN) -> datetime:
    """Return a local time, as UTC: "07:30", or "11 07:30" on another day."""
    day, _, time = clock.rpartition(" ")
    hour, minute = map(int, time.split(":"))
    local = datetime(2026, 11, int(day or DAY.day), hour, minute, tzinfo=zone)
    return local.astimezone(UTC)


def shows(
    clock: str,
    values: Mapping[Metric, object],
    *,
    slept: tuple[str | None, str] | None = None,
    told: str | None = None,
    wearable: str = "ring",
) -> Report:
    """Return what a ring shows at a time; ``told`` is when it last said so."""
    began, ended = slept or (None, None)
    return Report(
        wearable=wearable,
        taken_at=at(clock),
        observations=tuple(
            Observation(
                metric=metric,
                value=value,
                unit=UNITS.get(metric),
                source=f"{wearable}_{metric}",
                reported_at=at(told or clock),
            )
            for metric, value in values.items()
        ),
        slept_from=at(began) if began else None,
        slept_until=at(ended) if ended else None,
    )


def session(
    clock: str, minutes: float = 10, session_id: str = "one", *, known: bool = True
) -> Session:
    """Return a massage; its start is unknown if it never was seen to run."""
    start = at(clock)
    return Session(
        session_id=session_id,
        massager_id="massager",
        program=ProgramKey.CUSTOM,
        settings=MassageSettings(
            technique=None, intensity=None, zones=frozenset(), heat=None
        ),
        planned=timedelta(minutes=10),
        started_by=StartedBy.HOME_ASSISTANT,
        seen_at=start,
        started_at=start if known else None,
        massaged=timedelta(minutes=minutes),
        ended_at=start + timedelta(minutes=minutes),
        outcome=Outcome.COMPLETED,
    )
