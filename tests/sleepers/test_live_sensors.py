"""How somebody is just before and just after a massage, from their live sensors."""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import CoreState
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.foot_massage.diagnostics import (
    async_get_config_entry_diagnostics,
)
from custom_components.foot_massage.session_log import SESSION_LOG, SessionLog
from custom_components.foot_massage.session_readings import readings_of

from .bedroom import Bedroom

UNITS = {
    "heart_rate": "bpm",
    "hrv": "ms",
    "spo2": "%",
    "systolic": "mmHg",
    "diastolic": "mmHg",
}


class Strap:
    """What Ada wears that measures her at any moment."""

    def __init__(self, bedroom: Bedroom) -> None:
        self.bedroom = bedroom
        registry = er.async_get(bedroom.hass)
        self.entities = {
            key: registry.async_get_or_create(
                "sensor",
                "strap",
                f"strap_{key}",
                suggested_object_id=f"strap_{key}",
                unit_of_measurement=unit,
            )
            for key, unit in UNITS.items()
        }

    async def choose(self, *keys: str) -> None:
        """Have these listened to."""
        bedroom = self.bedroom
        live = {key: self.entities[key].id for key in keys}
        bedroom.hass.config_entries.async_update_entry(
            bedroom.entry, options={**bedroom.entry.options, "live_sensors": live}
        )
        await bedroom.settle()

    async def show(self, key: str, value: object) -> None:
        entity_id = self.entity_id(key)
        self.bedroom.hass.states.async_set(
            entity_id, str(value), {"unit_of_measurement": UNITS[key]}
        )
        await self.bedroom.settle()

    def entity_id(self, key: str) -> str:
        entry = er.async_get(self.bedroom.hass).async_get(self.entities[key].entity_id)
        return entry.entity_id if entry else self.entities[key].entity_id

    async def beats(self, *rates: object) -> None:
        """Show a heart rate, and let a minute pass; and so on."""
        for rate in rates:
            await self.show("heart_rate", rate)
            await pass_time(self.bedroom, minutes=1)


@pytest.fixture
async def strap(bedroom: Bedroom) -> Strap:
    strap = Strap(bedroom)
    await strap.choose("heart_rate")
    return strap


async def pass_time(bedroom: Bedroom, **length: float) -> None:
    bedroom.clock.tick(timedelta(**length))
    async_fire_time_changed(bedroom.hass)
    await bedroom.settle()


async def start(bedroom: Bedroom, **data: Any) -> None:
    await bedroom.hass.services.async_call(
        "foot_massage",
        "start_session",
        {"entity_id": switch(bedroom), "sleeper": "Ada", **data},
        blocking=True,
    )
    await bedroom.settle()


async def stop(bedroom: Bedroom, action: str = "stop_session") -> None:
    await bedroom.hass.services.async_call(
        "foot_massage", action, {"entity_id": switch(bedroom)}, blocking=True
    )
    await bedroom.settle()


def switch(bedroom: Bedroom) -> str:
    return bedroom.massager.entity_id("switch", "session")


async def sessions(bedroom: Bedroom) -> list[dict[str, Any]]:
    return list((await bedroom.act("get_sessions"))["sessions"])


async def heart(bedroom: Bedroom) -> tuple[float | None, float | None]:
    """Return the heart rate before and after the latest massage."""
    last = (await sessions(bedroom))[-1]
    return last["heart_rate_before"], last["heart_rate_after"]


async def massage(strap: Strap) -> None:
    """A massage of ten minutes, with the heart slowing down."""
    await strap.beats(90, 70, 72, 74, 76, 78)
    await start(strap.bedroom, duration=10)
    await strap.beats(*[80] * 7, 60, 62, 64)
    await stop(strap.bedroom)


async def test_before_and_after(strap: Strap) -> None:
    bedroom = strap.bedroom
    await massage(strap)
    assert await heart(bedroom) == (74, None)
    await strap.beats(66, 68, 100)
    assert await heart(bedroom) == (74, 64)

    row = (await sessions(bedroom))[0]
    assert (row["spo2_before"], row["systolic_after"]) == (None, None)
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
    await bedroom.settle()
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
    await bedroom.massager.driver.async_press()  # type: ignore[attr-defined]
    await bedroom.settle()
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
    await stop(bedroom, "pause_session")
    await strap.beats(66)
    await stop(bedroom, "resume_session")
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


@pytest.mark.parametrize("how", ["unloaded", "shut down", "removed"])
async def test_two_minutes_are_not_over(strap: Strap, how: str) -> None:
    bedroom, hass = strap.bedroom, strap.bedroom.hass
    await massage(strap)
    await strap.beats(66)
    if how == "unloaded":
        await hass.config_entries.async_unload(bedroom.entry.entry_id)
    elif how == "removed":
        await hass.config_entries.async_remove(bedroom.entry.entry_id)
    else:
        hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await bedroom.settle()
    # What was measured until then is all there is.
    assert await heart(bedroom) == (74, 63)
    await pass_time(bedroom, minutes=5)
    assert await heart(bedroom) == (74, 63)
    assert (bedroom.entry.entry_id in readings_of(hass)) is (how == "shut down")


async def test_the_session_is_gone_by_then(strap: Strap) -> None:
    bedroom = strap.bedroom
    await massage(strap)
    log = bedroom.hass.data[SESSION_LOG]
    log._sessions.clear()
    await pass_time(bedroom, minutes=3)
    assert await sessions(bedroom) == []


async def test_renamed_and_disabled(strap: Strap) -> None:
    bedroom, registry = strap.bedroom, er.async_get(strap.bedroom.hass)
    entity_id = strap.entities["heart_rate"].entity_id
    registry.async_update_entity(entity_id, new_entity_id="sensor.heart")
    await bedroom.settle()
    bedroom.hass.states.async_set("sensor.heart", "70", {"unit_of_measurement": "bpm"})
    await pass_time(bedroom, minutes=2)
    await start(bedroom)
    await stop(bedroom)
    assert (await heart(bedroom))[0] == 70
    registry.async_update_entity(
        "sensor.heart", disabled_by=er.RegistryEntryDisabler.USER
    )
    bedroom.hass.states.async_remove("sensor.heart")
    await pass_time(bedroom, minutes=10)
    await start(bedroom)
    await stop(bedroom)
    assert (await heart(bedroom))[0] is None


async def test_what_is_shown_already(strap: Strap) -> None:
    await strap.show("heart_rate", 70)
    await strap.bedroom.reload()
    await pass_time(strap.bedroom, minutes=2)
    await start(strap.bedroom)
    await stop(strap.bedroom)
    assert (await heart(strap.bedroom))[0] == 70


async def test_what_is_shown_while_home_assistant_starts(strap: Strap) -> None:
    bedroom, hass = strap.bedroom, strap.bedroom.hass
    hass.set_state(CoreState.starting)
    await bedroom.reload()
    # An integration shows what it had kept, as if it were new.
    await strap.show("heart_rate", 70)
    hass.set_state(CoreState.running)
    hass.bus.async_fire("homeassistant_started")
    await bedroom.settle()
    await pass_time(bedroom, minutes=2)
    await start(bedroom)
    await stop(bedroom)
    assert (await heart(bedroom))[0] is None
    await strap.beats(72, 72)
    await start(bedroom)
    await stop(bedroom)
    assert (await heart(bedroom))[0] == 72


async def test_only_counted_in_diagnostics(strap: Strap) -> None:
    bedroom = strap.bedroom
    await massage(strap)
    await strap.beats(66, 68)
    person: Any = await async_get_config_entry_diagnostics(bedroom.hass, bedroom.entry)
    assert person["sessions_by_reading"] == {
        "heart_rate": 1,
        "hrv": 0,
        "spo2": 0,
        "systolic": 0,
        "diastolic": 0,
    }
    massager: Any = await async_get_config_entry_diagnostics(
        bedroom.hass, bedroom.massager.entry
    )
    (recent,) = massager["recent_sessions"]
    assert recent["before"] == recent["after"] == "**REDACTED**"
