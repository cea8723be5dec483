"""A phone tells of last night: its sleep stands beside the evening's massage."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from demo.evidence import complaints
from demo.home import RealHome
from demo.massager import add_massager
from demo.person import Person
from tests.emulator.process import EmulatorProcess


def where_it_is_morning() -> ZoneInfo:
    """Return a time zone in which it is past ten in the morning."""
    ahead = 10 - datetime.now(UTC).hour
    if ahead < -12:
        ahead += 24
    # These zones are named by how far they are behind.
    return ZoneInfo(f"Etc/GMT{-ahead:+d}")


@pytest.fixture
async def emulator(tmp_path: Path) -> AsyncIterator[EmulatorProcess]:
    async with EmulatorProcess(
        tmp_path / "massager.json", "--name=Foot massager"
    ) as emulator:
        yield emulator


# What comes together is waited for: a minute of Home Assistant's own clock.
@pytest.mark.slow
async def test_an_evening_and_a_morning(
    emulator: EmulatorProcess, tmp_path: Path
) -> None:
    zone = where_it_is_morning()
    with RealHome(tmp_path / "config") as home:
        await home.seed(zone=zone)
        await home.start()
        massager_id = await add_massager(home.client, emulator)
        person = await Person.move_in(home, zone)
        # Last evening's massage among others: no clock can be put forward here.
        await person.give_past(massager_id)
        before = await person.nights()
        slept = await person.wake_up()
        row = await person.last_night()
        await home.restart()
        again = await person.last_night()
        await home.stop()

    assert before[-1]["night"] < row["night"] == datetime.now(zone).date().isoformat()
    assert (row["massage"], row["massage_minutes"]) == ("yes", 10)
    assert row["sleep_duration"] == slept.asleep
    assert row["hrv"] == slept.hrv
    assert row["resting_heart_rate"] == slept.resting_heart_rate
    assert datetime.fromisoformat(row["ended"]) == slept.woke_up
    assert again == row
    assert list(complaints(home.log_text())) == []
