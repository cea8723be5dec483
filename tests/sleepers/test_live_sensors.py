"""How somebody is just before and just after a massage, from live sensors."""

import csv
from io import StringIO
from typing import Any

import pytest

from custom_components.foot_massage.session_log import SESSION_LOG, SessionLog

from .bedroom import Bedroom
from .live import UNITS, Strap, heart, massage, pass_time, sessions, start, stop, use


async def test_before_and_after(strap: Strap) -> None:
    bedroom = strap.bedroom
    await massage(strap)
    assert await heart(bedroom) == (74, None)
    await strap.beats(66, 68, 100)
    assert await heart(bedroom) == (74, 64)

    row = (await sessions(bedroom))[0]
    assert (row["spo2_before"], row["systolic_after"]) == (None, None)
    await bedroom.has_slept(8)
    report = await bedroom.act("get_report")
    assert report["readings"] == {
        "heart_rate": {
            "before_mean": 74,
            "after_mean": 64,
            "mean_change": -10,
            "unit": "bpm",
            "sessions": 1,
        }
    }
    answer = await bedroom.act("export_history")
    (line,) = csv.DictReader(StringIO(answer["sessions_csv"]))
    assert (line["heart_rate_before"], line["heart_rate_after"]) == ("74.0", "64.0")
    assert (line["hrv_before"], line["diastolic_after"]) == ("", "")


async def test_they_are_on_disk(strap: Strap, hass_storage: dict[str, Any]) -> None:
    bedroom = strap.bedroom
    await massage(strap)
    await strap.beats(66, 68)
    (record,) = hass_storage["foot_massage.sessions"]["data"]["sessions"]
    assert record["before"] == {"heart_rate": 74.0}
    assert record["after"] == {"heart_rate": 64.0}
    log = bedroom.hass.data[SESSION_LOG] = SessionLog(bedroom.hass)
    await log.async_load()
    assert await heart(bedroom) == (74, 64)


async def test_a_file_from_before_there_were_any(bedroom: Bedroom) -> None:
    bedroom.massaged("08:00")
    await bedroom.hass.async_block_till_done()
    log = bedroom.hass.data[SESSION_LOG] = SessionLog(bedroom.hass)
    await log.async_load()
    assert await heart(bedroom) == (None, None)


async def test_before_is_on_disk_while_it_runs(
    strap: Strap, hass_storage: dict[str, Any]
) -> None:
    await strap.beats(70, 70)
    await start(strap.bedroom)
    (running,) = hass_storage["foot_massage.active"]["data"]["sessions"].values()
    assert running["before"] == {"heart_rate": 70.0}
    await stop(strap.bedroom)


async def test_all_of_them(strap: Strap) -> None:
    bedroom = strap.bedroom
    await strap.choose(*UNITS)
    for key, value in (
        *(("heart_rate", 70), ("hrv", 41.5), ("spo2", 97)),
        *(("systolic", 131), ("diastolic", 84)),
    ):
        await strap.show(key, value)
    await pass_time(bedroom, minutes=2)
    await start(bedroom)
    await stop(bedroom)
    row = (await sessions(bedroom))[0]
    assert [row[f"{key}_before"] for key in UNITS] == [70, 41.5, 97, 131, 84]


async def test_the_same_rate_is_reported_again(strap: Strap) -> None:
    await strap.beats(*[70] * 8)
    await start(strap.bedroom)
    await stop(strap.bedroom)
    assert (await heart(strap.bedroom))[0] == 70


@pytest.mark.parametrize("gone", ["unavailable", "unknown", "0", "999"])
async def test_nothing_is_made_up(strap: Strap, gone: str) -> None:
    bedroom = strap.bedroom
    await strap.beats(70, gone)
    await pass_time(bedroom, minutes=5)
    await start(bedroom)
    await stop(bedroom)
    await pass_time(bedroom, minutes=3)
    assert await heart(bedroom) == (None, None)


async def test_the_strap_was_taken_off_long_before(strap: Strap) -> None:
    await strap.beats(70)
    await pass_time(strap.bedroom, minutes=6)
    await start(strap.bedroom)
    await stop(strap.bedroom)
    assert (await heart(strap.bedroom))[0] is None


async def test_a_massage_of_somebody_else(strap: Strap) -> None:
    bedroom = strap.bedroom
    await strap.beats(70, 72)
    await use(bedroom, "start_session")
    await stop(bedroom)
    await strap.beats(70, 72, 74)
    assert await heart(bedroom) == (None, None)


async def test_shorter_than_a_minute(strap: Strap) -> None:
    bedroom = strap.bedroom
    await strap.beats(*[70] * 5)
    await start(bedroom)
    await strap.show("heart_rate", 60)
    await pass_time(bedroom, seconds=30)
    await stop(bedroom)
    await strap.beats(60, 60, 60)
    assert await heart(bedroom) == (70, 60)


async def test_with_a_pause(strap: Strap) -> None:
    bedroom = strap.bedroom
    await strap.beats(70)
    await start(bedroom)
    await strap.beats(68)
    await use(bedroom, "pause_session")
    await strap.beats(66)
    await use(bedroom, "resume_session")
    await strap.beats(64)
    await stop(bedroom)
    await strap.beats(64, 64, 64)
    assert await heart(bedroom) == (70, 65.2)


async def test_another_massage_follows_at_once(strap: Strap) -> None:
    bedroom = strap.bedroom
    await strap.beats(70)
    await start(bedroom)
    await strap.beats(60, 60, 60)
    await stop(bedroom)
    await strap.beats(62)
    await start(bedroom)
    await strap.beats(100, 100)
    first, *_ = await sessions(bedroom)
    assert first["heart_rate_after"] == 60.5
    await stop(bedroom)
