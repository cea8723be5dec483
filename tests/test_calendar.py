"""Calendar: every recorded session of a massager."""

from datetime import UTC, datetime, timedelta
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.foot_massage.core.massager import MassageSettings
from custom_components.foot_massage.core.programs import ProgramKey
from custom_components.foot_massage.core.session import Outcome, Session, StartedBy

from .entities import Massager

EVENING = datetime(2026, 11, 1, 20, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def time_zone(hass: HomeAssistant) -> None:
    await hass.config.async_set_time_zone("Europe/Amsterdam")


def record(
    massager: Massager,
    ended_at: datetime,
    minutes: float,
    *,
    of: str | None = None,
    program: ProgramKey = ProgramKey.DEEP_RELAX,
) -> None:
    """Put a session into the log."""
    session = Session(
        session_id=ended_at.isoformat(),
        massager_id=of or massager.entry.entry_id,
        program=program,
        settings=MassageSettings(),
        planned=timedelta(minutes=20),
        started_by=StartedBy.HOME_ASSISTANT,
        seen_at=ended_at,
    )
    massager.entry.runtime_data.coordinator.log.finish(
        session.end(Outcome.STOPPED, ended_at, timedelta(minutes=minutes))
    )


async def events(massager: Massager, start: str, end: str) -> list[dict[str, Any]]:
    """Return what the calendar has between two local times."""
    calendar = massager.entity_id("calendar", "sessions")
    answer: Any = await massager.hass.services.async_call(
        "calendar",
        "get_events",
        {"entity_id": calendar, "start_date_time": start, "end_date_time": end},
        blocking=True,
        return_response=True,
    )
    found: list[dict[str, Any]] = answer[calendar]["events"]
    return found


async def test_a_session(demo: Massager) -> None:
    record(demo, EVENING, 12.4)

    assert await events(demo, "2026-11-01 00:00:00", "2026-11-02 00:00:00") == [
        {
            "start": "2026-11-01T21:17:36+01:00",
            "end": "2026-11-01T21:30:00+01:00",
            "summary": "Deep relax, 12 min",
            "description": "Stopped",
        }
    ]
    assert demo.shows("calendar", "sessions") == "off"


async def test_a_session_in_german(demo: Massager) -> None:
    demo.hass.config.language = "de"
    record(demo, EVENING, 12.4)

    (event,) = await events(demo, "2026-11-01 00:00:00", "2026-11-02 00:00:00")
    assert event["summary"] == "Tiefe Entspannung, 12 min"
    assert event["description"] == "Vorzeitig beendet"


async def test_a_session_that_no_program_describes(demo: Massager) -> None:
    record(demo, EVENING, 12.4, program=ProgramKey.CUSTOM)

    (event,) = await events(demo, "2026-11-01 00:00:00", "2026-11-02 00:00:00")
    assert event["summary"] == "Custom, 12 min"


async def test_none(demo: Massager) -> None:
    assert await events(demo, "2026-11-01 00:00:00", "2026-11-02 00:00:00") == []


async def test_sessions_of_another_massager(demo: Massager) -> None:
    record(demo, EVENING, 10, of="another")

    assert await events(demo, "2026-11-01 00:00:00", "2026-11-02 00:00:00") == []


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("21:20:00", "21:30:00", 1),
        ("21:00:00", "21:25:00", 1),
        ("21:25:00", "22:00:00", 1),
        ("21:00:00", "21:20:00", 0),
        ("21:30:00", "22:00:00", 0),
    ],
)
async def test_what_overlaps(demo: Massager, start: str, end: str, count: int) -> None:
    record(demo, EVENING, 10)

    found = await events(demo, f"2026-11-01 {start}", f"2026-11-01 {end}")

    assert len(found) == count
