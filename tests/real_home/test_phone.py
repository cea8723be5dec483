"""An evening's massage and the next morning's sleep, told by a phone, in one row."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from demo.client import HomeClient
from demo.evidence import complaints
from demo.home import RealHome
from demo.massager import add_massager
from demo.phone import Phone
from tests.emulator.process import EmulatorProcess

from .another_time import starting_at

pytestmark = [pytest.mark.clock, pytest.mark.slow]

ZONE = ZoneInfo("Europe/Zurich")
# The owner's token counts from now, so it has to be a night to come.
EVENING = (datetime.now(ZONE) + timedelta(days=2)).replace(hour=22, minute=30)
MORNING = EVENING + timedelta(hours=9, minutes=30)
SENSORS = {
    "sleep_duration": "sensor.ada_s_phone_sleep_duration",
    "hrv": "sensor.ada_s_phone_heart_rate_variability",
}
# A sleeper takes what was reported a minute after the last change.
PATIENCE_S = 120


async def nights(client: HomeClient) -> list[dict[str, Any]]:
    answer = await client.call_action(
        "foot_massage", "get_nights", return_response=True
    )
    found: list[dict[str, Any]] = answer["nights"]
    return found


async def until_slept(client: HomeClient) -> dict[str, Any]:
    """Wait until the night is known; returns its row."""
    for _ in range(PATIENCE_S):
        if (found := await nights(client)) and found[-1]["sleep_duration"] is not None:
            return found[-1]
        await asyncio.sleep(1)
    raise AssertionError(f"The night is not known: {await nights(client)}")


async def restart(home: RealHome, moment: datetime) -> None:
    await home.stop()
    home.set_clock(starting_at(moment))
    await home.start()


async def add_sleeper(client: HomeClient) -> None:
    """Make the owner a person, and have the sleep of that person recorded."""
    user = (await client.command("auth/current_user"))["id"]
    await client.command("person/create", name="Ada", user_id=user)
    await client.add_entry(
        {"next_step_id": "sleeper"}, {"person": "person.ada"}, {}, SENSORS, {}
    )


async def massage(client: HomeClient, emulator: EmulatorProcess) -> None:
    """Have ten minutes of massage, by the massager's own clock."""
    switch = {"entity_id": await client.entity_id("switch", "session")}
    await client.call_action("foot_massage", "start_session", switch | {"duration": 10})
    await emulator.admin("advance", {"seconds": 600})
    for _ in range(PATIENCE_S):
        if (await client.state(switch["entity_id"]))["state"] == "off":
            return
        await asyncio.sleep(1)
    raise AssertionError("The massage does not end")


@pytest.fixture
async def emulator(tmp_path: Path) -> AsyncIterator[EmulatorProcess]:
    emulator = EmulatorProcess(tmp_path / "massager.json", "--name=Foot massager")
    await emulator.start()
    yield emulator
    await emulator.stop()


async def test_an_evening_and_a_morning(
    emulator: EmulatorProcess, tmp_path: Path
) -> None:
    with RealHome(tmp_path / "config") as home:
        await home.seed()
        home.set_clock(starting_at(EVENING))
        await home.start()
        client = home.client
        await add_massager(client, emulator)
        phone = await Phone.register(client, "Ada's phone")
        day = timedelta(days=1)
        await phone.report_night(EVENING - day, MORNING - day, asleep=455, hrv=51)
        await add_sleeper(client)
        await massage(client, emulator)

        await restart(home, MORNING)
        await phone.report_night(
            EVENING + timedelta(minutes=40),
            MORNING - timedelta(minutes=30),
            asleep=482.5,
            hrv=48,
        )
        row = await until_slept(client)
        await restart(home, MORNING + timedelta(hours=1))
        again = await nights(client)
        await home.stop()

    assert row["night"] == MORNING.date().isoformat()
    assert (row["massage"], row["massage_minutes"]) == ("yes", 10)
    assert (row["sleep_duration"], row["hrv"]) == (482.5, 48)
    assert again[-1] == row
    assert list(complaints(home.log_text())) == []
