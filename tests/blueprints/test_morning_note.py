"""The morning note: what the report says, once a day, when the night is known."""

from datetime import timedelta
from typing import Any

from homeassistant.core import ServiceCall, SupportsResponse
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service

from .evening import Evening

NAME = "morning_note"
SLEEP = "sensor.sleep"
DEEP = "sensor.deep_sleep"
SUMMARY = "You slept 18 minutes longer on nights with a massage."


class Morning:
    """The evening after which it comes, the reports that were asked for, the notes."""

    def __init__(self, evening: Evening, summary: str | None) -> None:
        self.evening = evening
        hass = evening.hass
        self.reports: list[ServiceCall] = async_mock_service(
            hass,
            "foot_massage",
            "get_report",
            response={"comparison": {}, "summary": summary},
            supports_response=SupportsResponse.ONLY,
        )
        self.notes: list[ServiceCall] = async_mock_service(
            hass, "notify", "send_message"
        )

    async def begin(self, **inputs: Any) -> None:
        for sensor in (SLEEP, DEEP):
            await self.evening.set(sensor, "400")
        given = {"recipients": ["notify.phone"]}
        await self.evening.automate(NAME, sensors=[SLEEP, DEEP], **given, **inputs)
        await self.evening.at("04:50")

    async def minutes(self, count: float) -> None:
        await self.evening.wait(timedelta(minutes=count))


@pytest.fixture
async def morning(evening: Evening) -> Morning:
    """A morning that has something to tell."""
    return Morning(evening, SUMMARY)


async def test_the_night_is_known(morning: Morning) -> None:
    await morning.begin()
    await morning.minutes(60)
    await morning.evening.set(SLEEP, "430")
    await morning.minutes(4)
    await morning.evening.set(DEEP, "80")
    assert morning.notes == []
    await morning.minutes(1)
    (report,) = morning.reports
    assert report.data == {}
    (note,) = morning.notes
    assert note.data == {
        "entity_id": ["notify.phone"],
        "title": "Good morning",
        "message": SUMMARY,
    }


async def test_one_of_several_people(morning: Morning) -> None:
    await morning.begin(sleeper="anna")
    await morning.minutes(60)
    await morning.evening.set(SLEEP, "430")
    await morning.minutes(5)
    (report,) = morning.reports
    assert report.data == {"sleeper": "anna"}


async def test_once_a_day(morning: Morning) -> None:
    await morning.begin(wait=0)
    await morning.minutes(60)
    for value in ("430", "431"):
        await morning.evening.set(SLEEP, value)
        await morning.minutes(10)
    assert len(morning.notes) == 1
    await morning.evening.at("04:00")
    await morning.evening.at("06:30")
    await morning.evening.set(SLEEP, "390")
    await morning.minutes(1)
    assert len(morning.notes) == 2


@pytest.mark.parametrize("clock", ["04:55", "12:05"])
async def test_not_in_the_morning(morning: Morning, clock: str) -> None:
    await morning.begin()
    await morning.evening.at(clock)
    await morning.evening.set(SLEEP, "430")
    await morning.minutes(10)
    assert morning.notes == []


@pytest.mark.parametrize("states", [("unavailable", "430"), ("unknown",), ("0",)])
async def test_no_new_reading(morning: Morning, states: tuple[str, ...]) -> None:
    """A restart, a sensor that is empty until it is synchronised."""
    await morning.begin()
    await morning.minutes(60)
    for state in states:
        await morning.evening.set(SLEEP, state)
    await morning.minutes(10)
    assert morning.reports == []


async def test_first_reading_after_an_empty_one(morning: Morning) -> None:
    await morning.begin()
    await morning.evening.set(SLEEP, "0")
    await morning.minutes(60)
    await morning.evening.set(SLEEP, "430")
    await morning.minutes(5)
    assert len(morning.notes) == 1


@pytest.mark.parametrize("summary", ["", None])
async def test_nothing_to_say(evening: Evening, summary: str | None) -> None:
    morning = Morning(evening, summary)
    await morning.begin()
    await morning.minutes(60)
    await evening.set(SLEEP, "430")
    await morning.minutes(5)
    assert len(morning.reports) == 1
    assert morning.notes == []
