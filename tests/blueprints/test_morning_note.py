"""The morning note: what the report says, once a day, when the night is known."""

from datetime import timedelta
from typing import Any

from homeassistant.const import EVENT_CALL_SERVICE
from homeassistant.core import Event, ServiceCall, callback
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service

from tests.massagers import set_up
from tests.sleepers.entries import sleeper_entry

from .evening import Evening

NAME = "morning_note"
SLEEP = "sensor.sleep"
DEEP = "sensor.deep_sleep"
# What the report says before there is anything to compare.
SUMMARY = "So far no massage nights and no other nights are on record"


class Morning:
    """The evening after which it comes, the reports that were asked for, the notes."""

    def __init__(self, evening: Evening) -> None:
        self.evening = evening
        self.reports: list[dict[str, Any]] = []
        hass = evening.hass
        hass.bus.async_listen(EVENT_CALL_SERVICE, self._note)
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

    @callback
    def _note(self, event: Event[dict[str, Any]]) -> None:
        if event.data["service"] == "get_report":
            self.reports.append(event.data["service_data"])


@pytest.fixture
async def morning(evening: Evening) -> Morning:
    """The morning of somebody whose sleep is recorded."""
    await set_up(evening.hass, sleeper_entry("Anna"))
    await evening.hass.async_block_till_done(wait_background_tasks=True)
    return Morning(evening)


async def test_the_night_is_known(morning: Morning) -> None:
    await morning.begin()
    await morning.minutes(60)
    await morning.evening.set(SLEEP, "430")
    await morning.minutes(4)
    await morning.evening.set(DEEP, "80")
    assert morning.notes == []
    await morning.minutes(1)
    assert morning.reports == [{}]
    (note,) = morning.notes
    assert note.data["message"].startswith(SUMMARY)
    assert (note.data["entity_id"], note.data["title"]) == (
        ["notify.phone"],
        "Good morning",
    )


async def test_one_of_several_people(morning: Morning) -> None:
    bo = await set_up(morning.evening.hass, sleeper_entry("Bo"))
    await morning.begin(sleeper=bo.entry_id)
    await morning.minutes(60)
    await morning.evening.set(SLEEP, "430")
    await morning.minutes(5)
    assert morning.reports == [{"sleeper": bo.entry_id}]
    assert len(morning.notes) == 1


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


async def test_nobody_is_set_up(
    evening: Evening, caplog: pytest.LogCaptureFixture
) -> None:
    morning = Morning(evening)
    await morning.begin()
    await morning.minutes(60)
    await evening.set(SLEEP, "430")
    await morning.minutes(5)
    assert morning.notes == []
    assert "Add a person" in caplog.text
