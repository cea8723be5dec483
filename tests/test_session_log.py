"""The log on disk: exactly once, whatever happens, and never silently emptied."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import CoreState, HomeAssistant
import pytest

from custom_components.foot_massage.core.massager import Activity, MassageSettings
from custom_components.foot_massage.core.programs import ProgramKey
from custom_components.foot_massage.core.record import session_to_dict
from custom_components.foot_massage.core.session import Outcome, Session, StartedBy
from custom_components.foot_massage.session_log import SessionLog

BEGAN = datetime(2026, 11, 1, 21, tzinfo=UTC)
WIND_DOWN: dict[str, Any] = {
    "massager_id": "m1",
    "context_id": "c1",
    "before": [],
    "began": BEGAN.isoformat(),
    "until": BEGAN.isoformat(),
    "rest": False,
}
ACTIVE, HISTORY = "foot_massage.active", "foot_massage.sessions"


def running(name: str = "one", massager: str = "m1", hours: int = 0) -> Session:
    return Session(
        session_id=name,
        massager_id=massager,
        program=ProgramKey.WIND_DOWN,
        settings=MassageSettings(),
        planned=timedelta(minutes=10),
        started_by=StartedBy.HOME_ASSISTANT,
        seen_at=BEGAN + timedelta(hours=hours),
        started_at=BEGAN + timedelta(hours=hours),
        state=Activity.RUNNING,
    )


def ended(name: str = "one", massager: str = "m1", hours: int = 0) -> Session:
    session = running(name, massager, hours)
    return session.end(
        Outcome.COMPLETED, session.seen_at + session.planned, session.planned
    )


async def loaded(hass: HomeAssistant) -> SessionLog:
    log = SessionLog(hass)
    await log.async_load()
    return log


def stored(key: str, data: dict[str, Any]) -> dict[str, Any]:
    return {"version": 1, "minor_version": 1, "key": key, "data": data}


async def test_empty(hass: HomeAssistant, hass_storage: dict[str, Any]) -> None:
    log = await loaded(hass)
    assert (len(log), log.running("m1"), log.sessions()) == (0, None, [])
    assert log.massaged("m1") == timedelta()


async def test_running_session_is_on_disk_at_once(
    hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    await (await loaded(hass)).async_keep(running())
    assert list(hass_storage[ACTIVE]["data"]["sessions"]) == ["m1"]
    assert (await loaded(hass)).running("m1") == running()


async def test_ended_session_moves_into_the_history(
    hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    log = await loaded(hass)
    await log.async_keep(running())
    log.finish(ended())
    log.finish(ended())
    await hass.async_block_till_done()
    assert hass_storage[ACTIVE]["data"]["sessions"] == {}
    assert hass_storage[ACTIVE]["data"]["ended"] == {}
    again = await loaded(hass)
    assert again.sessions() == [ended()]
    assert again.knows("one")
    assert again.massaged("m1") == timedelta(minutes=10)


@pytest.mark.parametrize("in_history", [False, True])
@pytest.mark.parametrize("still_active", [False, True])
async def test_power_cut_while_a_session_is_recorded(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    in_history: bool,
    still_active: bool,
) -> None:
    record = session_to_dict(ended())
    hass_storage[ACTIVE] = stored(
        ACTIVE,
        {
            "sessions": {"m1": session_to_dict(running())} if still_active else {},
            "ended": {"one": record},
        },
    )
    if in_history:
        hass_storage[HISTORY] = stored(HISTORY, {"sessions": [record]})
    log = await loaded(hass)
    assert log.sessions() == [ended()]
    assert log.running("m1") is None
    assert hass_storage[HISTORY]["data"]["sessions"] == [record]
    assert hass_storage[ACTIVE]["data"]["ended"] == {}


async def test_power_cut_while_the_last_is_written(
    hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    """Home Assistant stops, and one file is written before the other."""
    log = await loaded(hass)
    await log.async_keep(running())
    hass.set_state(CoreState.stopping)
    log.finish(ended())
    await hass.async_block_till_done()
    hass.bus.async_fire(EVENT_HOMEASSISTANT_FINAL_WRITE)
    await hass.async_block_till_done()
    assert hass_storage.pop(HISTORY)["data"]["sessions"]
    hass.set_state(CoreState.running)
    assert (await loaded(hass)).sessions() == [ended()]


async def test_what_is_asked_for(
    hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    log = await loaded(hass)
    for name, massager, hours in (("b", "m1", 24), ("a", "m1", 0), ("c", "m2", 48)):
        log.finish(ended(name, massager, hours))
    assert [one.session_id for one in log.sessions()] == ["a", "b", "c"]
    assert [one.session_id for one in log.sessions(massager_id="m1")] == ["a", "b"]
    noon = BEGAN + timedelta(hours=15)
    assert [one.session_id for one in log.sessions(start=noon)] == ["b", "c"]
    assert [one.session_id for one in log.sessions(end=noon)] == ["a"]
    assert [one.session_id for one in log.recent("m1", 1)] == ["b"]
    assert log.massaged_since("m1", noon) == timedelta(minutes=10)
    assert log.massaged("m1") == timedelta(minutes=20)


async def test_unreadable_records_are_kept(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    good = session_to_dict(ended())
    odd: list[Any] = [{}, {**good, "planned": "long"}, 7, None, ["x"]]
    hass_storage[HISTORY] = stored(HISTORY, {"sessions": [*odd, good]})
    log = await loaded(hass)
    assert log.sessions() == [ended()]
    assert f"5 records in .storage/{HISTORY} cannot be read" in caplog.text
    log.finish(ended("two", hours=1))
    await hass.async_block_till_done()
    assert hass_storage[HISTORY]["data"]["sessions"][:6] == [*odd, good]


@pytest.mark.parametrize("data", [{}, {"sessions": {"m1": {}}}])
async def test_odd_active_file(
    hass: HomeAssistant, hass_storage: dict[str, Any], data: dict[str, Any]
) -> None:
    hass_storage[ACTIVE] = stored(ACTIVE, data)
    log = await loaded(hass)
    assert log.running("m1") is None
    await log.async_keep(running())
    assert log.running("m1") == running()


@pytest.mark.parametrize("part", ["sessions", "ended"])
async def test_unreadable_active_session_is_kept(
    hass: HomeAssistant, hass_storage: dict[str, Any], part: str
) -> None:
    odd = {**session_to_dict(running()), "program": "from_the_future"}
    hass_storage[ACTIVE] = stored(ACTIVE, {part: {"m1": odd}})
    await (await loaded(hass)).async_keep(running("two"))
    assert hass_storage[HISTORY]["data"]["sessions"] == [odd]
    # A power cut before the small file was written must not double it.
    hass_storage[ACTIVE] = stored(ACTIVE, {part: {"m1": odd}})
    log = await loaded(hass)
    log.finish(ended())
    await hass.async_block_till_done()
    assert hass_storage[HISTORY]["data"]["sessions"] == [odd, session_to_dict(ended())]


async def test_newer_file_is_not_overwritten(
    hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    hass_storage[HISTORY] = {**stored(HISTORY, {"sessions": []}), "version": 99}
    with pytest.raises(Exception, match="99"):
        await loaded(hass)
    assert hass_storage[HISTORY]["version"] == 99


async def test_panels_and_wind_downs(
    hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    log = await loaded(hass)
    log.keep_panel("m1", {"hold": True})
    await log.async_keep_wind_down("w1", WIND_DOWN)
    again = await loaded(hass)
    assert again.panel("m1") == {"hold": True}
    assert again.wind_down("w1") == WIND_DOWN
    again.forget_wind_down("w1")
    again.forget_wind_down("w1")
    again.discard("m1")
    await hass.async_block_till_done()
    assert (await loaded(hass)).wind_down("w1") is None


async def test_forgotten_massager(
    hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    log = await loaded(hass)
    await log.async_keep(running())
    await log.async_keep(running("two", "m2"))
    log.keep_panel("m1", {"hold": True})
    await log.async_keep_wind_down("w1", {"massager_id": "m1"})
    await log.async_forget_massager("m1")
    await hass.async_block_till_done()
    (session,) = log.sessions()
    assert (session.session_id, session.outcome) == ("one", Outcome.INTERRUPTED)
    assert (log.panel("m1"), log.wind_down("w1")) == (None, None)
    assert log.running("m2") == running("two", "m2")


async def test_never_began(hass: HomeAssistant, hass_storage: dict[str, Any]) -> None:
    log = await loaded(hass)
    log.keep(replace(running(), state=Activity.STARTING, started_at=None))
    log.discard("m1")
    await hass.async_block_till_done()
    assert hass_storage[ACTIVE]["data"]["sessions"] == {}
    assert log.sessions() == []
