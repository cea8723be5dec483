"""What was measured in each night, in long-term statistics."""

from typing import Any

from homeassistant.helpers import entity_registry as er
import pytest

from ..massagers import set_up
from ..sleepers.bedroom import Bedroom
from ..sleepers.entries import sleeper_entry
from .database import execute
from .graphs import Graphs


async def slept(bedroom: Bedroom, hours: float, **told: Any) -> None:
    """Have a night told and settled."""
    await bedroom.until("07:00", days=1)
    await bedroom.tells(hours, **told)
    await bedroom.until("18:01")


async def test_what_a_graph_offers(bedroom: Bedroom, graphs: Graphs) -> None:
    await slept(bedroom, 7.5)
    offered = await graphs.offered()
    assert {
        name: (one["name"], one["statistics_unit_of_measurement"], one["unit_class"])
        for name, one in offered.items()
    } == {
        "ada_sleep_duration": ("Ada Sleep", "min", "duration"),
        "ada_deep_sleep": ("Ada Deep sleep", "min", "duration"),
        "ada_hrv": ("Ada Heart rate variability", "ms", "duration"),
    }
    assert {(one["mean_type"], one["has_sum"]) for one in offered.values()} == {
        (1, False)
    }


async def test_a_day_has_its_night(bedroom: Bedroom, graphs: Graphs) -> None:
    await slept(bedroom, 7.5)
    await slept(bedroom, 6, hrv=61)
    assert await graphs.shows("ada_sleep_duration", "mean", "min", "max") == {
        "10": (450, 450, 450),
        "11": (360, 360, 360),
    }
    assert await graphs.shows("ada_hrv", "mean", period="hour") == {
        "10 17:00": (50,),
        "11 17:00": (61,),
    }


async def test_only_once_it_is_settled(bedroom: Bedroom, graphs: Graphs) -> None:
    await bedroom.until("07:00", days=1)
    await bedroom.tells(7.5)
    assert await graphs.offered() == {}
    await bedroom.until("18:01")
    assert await graphs.shows("ada_sleep_duration", "mean") == {"10": (450,)}


async def test_a_correction(bedroom: Bedroom, graphs: Graphs) -> None:
    await slept(bedroom, 7.5)
    await bedroom.until("19:00")
    await bedroom.tells(7.75, woke="06:45")
    assert await graphs.shows("ada_sleep_duration", "mean") == {"10": (465,)}


async def test_a_year_at_once(bedroom: Bedroom, graphs: Graphs) -> None:
    await bedroom.has_slept(365)
    shown = await graphs.shows("ada_sleep_duration", "mean", period="hour")
    assert {when[3:] for when in shown} == {"17:00"}
    assert len(await rows(graphs, "ada_sleep_duration")) == 365
    await bedroom.reload()
    assert len(await rows(graphs, "ada_sleep_duration")) == 365


async def rows(graphs: Graphs, name: str) -> list[Any]:
    """Return the rows in the database, whatever Home Assistant makes of them."""
    return await execute(
        graphs.hass,
        "SELECT start_ts, mean FROM statistics JOIN statistics_meta"
        " ON statistics.metadata_id = statistics_meta.id"
        f" WHERE statistic_id = 'foot_massage:{name}'",
    )


@pytest.mark.parametrize(
    ("metric", "unit", "value"),
    [
        ("awakenings", None, 2),
        ("sleep_score", None, 81),
        ("resting_heart_rate", "bpm", 52),
    ],
)
async def test_what_is_no_duration(
    bedroom: Bedroom, graphs: Graphs, metric: str, unit: str | None, value: float
) -> None:
    hass = bedroom.hass
    sensor = er.async_get(hass).async_get_or_create("sensor", "mat", metric)
    await set_up(hass, sleeper_entry("Bob", sensors={metric: sensor.id}, person="bob"))
    for told in (value + 1, value):
        await bedroom.until("07:00", days=1)
        attributes = {"unit_of_measurement": unit} if unit else {}
        hass.states.async_set(sensor.entity_id, str(told), attributes)
        await bedroom.until("18:01")
    offered = await graphs.offered()
    assert offered[f"bob_{metric}"]["statistics_unit_of_measurement"] == unit
    assert offered[f"bob_{metric}"]["unit_class"] is None
    assert (await graphs.shows(f"bob_{metric}", "mean"))["11"] == (value,)


async def test_no_warnings(
    bedroom: Bedroom, graphs: Graphs, caplog: pytest.LogCaptureFixture
) -> None:
    bedroom.massaged("08:00")
    await slept(bedroom, 7.5)
    await graphs.offered()
    ours = [
        one.message
        for one in caplog.records
        if one.levelname in {"WARNING", "ERROR"} and "foot_massage" in one.message
    ]
    assert [one for one in ours if "not been tested" not in one] == []


async def test_a_database_that_cannot_be_read(
    bedroom: Bedroom, graphs: Graphs, caplog: pytest.LogCaptureFixture
) -> None:
    """What is not written is written with the next."""
    await slept(bedroom, 7.5)
    await graphs.offered()
    await bedroom.hass.config_entries.async_unload(bedroom.entry.entry_id)
    await execute(graphs.hass, "ALTER TABLE statistics RENAME TO mislaid")
    await bedroom.hass.config_entries.async_setup(bedroom.entry.entry_id)
    await bedroom.settle()
    assert "Statistics cannot be read from the recorder" in caplog.text
    await execute(graphs.hass, "ALTER TABLE mislaid RENAME TO statistics")
    await slept(bedroom, 7)
    assert await graphs.shows("ada_sleep_duration", "mean") == {
        "10": (450,),
        "11": (420,),
    }


async def test_what_is_removed_leaves_its_statistics(
    bedroom: Bedroom, graphs: Graphs
) -> None:
    await slept(bedroom, 7.5)
    before = await graphs.shows("ada_sleep_duration", "mean")
    await bedroom.hass.config_entries.async_remove(bedroom.entry.entry_id)
    assert await graphs.shows("ada_sleep_duration", "mean") == before != {}
