"""Massage time in long-term statistics, of a massager and of a person."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from homeassistant.components.recorder import get_instance
from homeassistant.util import dt as dt_util
import pytest

from custom_components.foot_massage.session_log import SESSION_LOG

from ..core.sleepers import session
from ..entities import Massager, pass_time, until
from ..massagers import demo_entry, set_up
from ..sleepers.bedroom import Bedroom
from ..sleepers.entries import sleeper_entry
from .graphs import Graphs

FEET = "demo_foot_massager_massage_time"
ADA = "ada_massage_time"


async def test_what_a_graph_offers(bedroom: Bedroom, graphs: Graphs) -> None:
    assert await graphs.offered() == {}
    bedroom.massaged("20:00")
    offered = await graphs.offered()
    assert offered.keys() == {FEET, ADA}
    assert offered[FEET] == {
        "statistic_id": f"foot_massage:{FEET}",
        "name": "Demo foot massager Massage time",
        "source": "foot_massage",
        "has_mean": False,
        "mean_type": 0,
        "has_sum": True,
        "unit_class": "duration",
        "statistics_unit_of_measurement": "min",
        "display_unit_of_measurement": "min",
    }


async def test_minutes_of_each_day(bedroom: Bedroom, graphs: Graphs) -> None:
    bedroom.massaged("08:00")
    bedroom.massaged("09:55", by="somebody")
    await bedroom.until("12:00", days=1)
    bedroom.massaged("07:00", by=None)
    assert await graphs.shows(FEET, "change", "sum") == {
        "09": (20, 20),
        "10": (10, 30),
    }
    assert await graphs.shows(FEET, "state", "sum", period="hour") == {
        "09 08:00": (10, 10),
        "09 09:00": (5, 15),
        "09 10:00": (5, 20),
        "10 07:00": (10, 30),
    }
    assert await graphs.shows(ADA, "change") == {"09": (10,)}


async def test_a_real_session(bedroom: Bedroom, graphs: Graphs) -> None:
    feet = bedroom.massager
    start = asyncio.create_task(feet.start(duration=2))
    await until(lambda: feet.driver.state and feet.driver.state.session)
    # It takes a moment to begin, and the clock stands still.
    bedroom.clock.tick(2)
    await start
    await pass_time(bedroom.hass, bedroom.clock, minutes=2, step=5)
    assert await graphs.shows(FEET, "sum") == {"09": (2,)}


async def test_a_massage_that_is_told_late(bedroom: Bedroom, graphs: Graphs) -> None:
    """A massager was away, and had one on its own."""
    await bedroom.until("12:00", days=1)
    bedroom.massaged("08:00")
    assert await graphs.shows(FEET, "sum") == {"10": (10,)}
    begun = dt_util.utcnow() - timedelta(days=1)
    told = replace(
        session("20:00"),
        massager_id=bedroom.massager.entry.entry_id,
        seen_at=begun,
        started_at=begun,
        ended_at=begun + timedelta(minutes=7),
        massaged=timedelta(minutes=7),
    )
    bedroom.hass.data[SESSION_LOG].finish(told)
    assert await graphs.shows(FEET, "sum") == {"09": (7,), "10": (17,)}


async def test_a_restart_writes_nothing_again(
    bedroom: Bedroom, graphs: Graphs, monkeypatch: pytest.MonkeyPatch
) -> None:
    bedroom.massaged("08:00")
    before = await graphs.shows(FEET, "state", "sum", period="hour")
    written = []
    recorder = get_instance(bedroom.hass)
    monkeypatch.setattr(
        recorder,
        "async_import_statistics",
        lambda metadata, rows, table: written.append(list(rows)),
    )
    for entry in (bedroom.massager.entry, bedroom.entry):
        await bedroom.hass.config_entries.async_reload(entry.entry_id)
    assert await graphs.shows(FEET, "state", "sum", period="hour") == before
    # Only what they are called.
    assert written == [[], []]


async def test_what_somebody_has_deleted_is_there_again(
    bedroom: Bedroom, graphs: Graphs
) -> None:
    bedroom.massaged("08:00")
    before = await graphs.shows(FEET, "sum")
    await graphs.ask("clear_statistics", statistic_ids=[f"foot_massage:{FEET}"])
    assert await graphs.shows(FEET, "sum") == {}
    await bedroom.hass.config_entries.async_reload(bedroom.massager.entry.entry_id)
    assert await graphs.shows(FEET, "sum") == before


async def test_a_new_name_keeps_the_history(bedroom: Bedroom, graphs: Graphs) -> None:
    bedroom.massaged("08:00")
    before = await graphs.shows(FEET, "sum")
    bedroom.hass.config_entries.async_update_entry(
        bedroom.massager.entry, title="Living room"
    )
    await bedroom.settle()
    bedroom.massaged("09:00")
    offered = await graphs.offered()
    assert offered.keys() == {FEET, ADA}
    assert offered[FEET]["name"] == "Living room Massage time"
    assert await graphs.shows(FEET, "sum") != before


async def test_two_of_one_name(bedroom: Bedroom, graphs: Graphs) -> None:
    other = await set_up(bedroom.hass, sleeper_entry("ADA", person="another"))
    bedroom.massaged("08:00", by=other.entry_id)
    assert (await graphs.offered()).keys() == {FEET, "ada_2_massage_time"}


async def test_removed_and_added_again(bedroom: Bedroom, graphs: Graphs) -> None:
    hass = bedroom.hass
    bedroom.massaged("08:00")
    await graphs.offered()
    await hass.config_entries.async_remove(bedroom.massager.entry.entry_id)
    assert await graphs.shows(FEET, "sum") == {"09": (10,)}
    bedroom.massager = await Massager.at_home(hass, demo_entry())
    bedroom.massaged("09:00")
    assert await graphs.shows(FEET, "change", "sum") == {"09": (20, 20)}


async def test_a_name_without_letters(bedroom: Bedroom, graphs: Graphs) -> None:
    nobody = await set_up(bedroom.hass, sleeper_entry("👣", person="nobody"))
    bedroom.massaged("08:00", by=nobody.entry_id)
    (name,) = (await graphs.offered()).keys() - {FEET}
    assert name.endswith("_massage_time")
