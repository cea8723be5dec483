"""Triggers: once for each time that something happens, and never for anything else."""

import asyncio
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv, entity_registry as er
from homeassistant.helpers.trigger import async_validate_trigger_config
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from custom_components.foot_massage.trigger import TRIGGERS

from .automations import MASSAGER_TARGETS, WIND_DOWN_TARGETS, Night, trigger
from .entities import Massager, pass_time, refused, until
from .massagers import demo_entry, wind_down_subentry

TOLD = ("entity_id", "session_id", "program", "planned_minutes", "started_by")


@pytest.fixture
async def night(hass: HomeAssistant, integration: None, prompt: None) -> Night:
    """The demo massager with two wind-downs."""
    wind_downs = [
        wind_down_subentry(title, fade_minutes=0) for title in ("Bedtime", "Siesta")
    ]
    entry = demo_entry(subentries_data=wind_downs)
    return Night(hass, await Massager.at_home(hass, entry))


async def start(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, night: Night, minutes: int
) -> None:
    """Start a session: it takes a moment, and the clock stands still."""
    starting = asyncio.create_task(night.massager.start(duration=minutes))
    driver = night.massager.driver
    await until(lambda: driver.state and driver.state.session)
    freezer.tick(2)
    await starting


async def wind_down(night: Night, action: str, **data: Any) -> None:
    scene = night.massager.entity_id("scene", "wind_down")
    await night.massager.act(action, entity_id=scene, **data)


@pytest.mark.parametrize("target", MASSAGER_TARGETS)
async def test_session(night: Night, target: str) -> None:
    aim = night.target(target)
    await night.automate(trigger("session_started", aim), told=TOLD)
    answer = await night.massager.start(program="balance", duration=12)
    for action in ("pause_session", "resume_session", "stop_session"):
        await night.massager.act(action)

    assert night.runs == [
        {
            "entity_id": night.massager.entity_id("event", "session"),
            "session_id": answer["session_id"],
            "program": "balance",
            "planned_minutes": 12.0,
            "started_by": "home_assistant",
        }
    ]


@pytest.mark.parametrize("target", MASSAGER_TARGETS)
async def test_end_of_session(night: Night, target: str) -> None:
    aim = night.target(target)
    await night.automate(
        trigger("session_ended", aim), told=("outcome", "minutes", *TOLD)
    )
    await night.massager.start()
    assert night.runs == []
    await night.massager.act("stop_session")

    (run,) = night.runs
    assert run["outcome"] == "stopped"
    assert run["minutes"] == 0.0
    assert run["program"] == "wind_down"


@pytest.mark.parametrize("target", WIND_DOWN_TARGETS)
async def test_wind_down(night: Night, target: str) -> None:
    aim = night.target(target)
    await night.automate(trigger("wind_down_started", aim), told=["entity_id"])
    await wind_down(night, "start_wind_down")
    await wind_down(night, "start_wind_down", duration=5)
    await night.massager.until_shown("sensor", "wind_down", "massaging")
    await night.massager.act("stop_session")
    await night.massager.until_shown("sensor", "wind_down", "idle")

    assert night.runs == [
        {"entity_id": night.massager.entity_id("sensor", "wind_down")}
    ]


@pytest.mark.parametrize("target", WIND_DOWN_TARGETS)
async def test_end_of_wind_down(night: Night, target: str) -> None:
    await night.automate(trigger("wind_down_finished", night.target(target)))
    await wind_down(night, "start_wind_down")
    await night.massager.until_shown("sensor", "wind_down", "massaging")
    assert night.runs == []
    await night.massager.act("stop_session")
    await night.massager.until_shown("sensor", "wind_down", "idle")
    await night.hass.async_block_till_done()

    assert len(night.runs) == 1


async def test_again(night: Night) -> None:
    """Two sessions are two times, however close together."""
    await night.automate(trigger("session_ended", night.target("all")))
    for _ in range(2):
        await night.massager.start()
        await night.massager.act("stop_session")
    assert len(night.runs) == 2


async def test_what_does_not_happen(night: Night) -> None:
    names = ("session_started", "session_ended")
    await night.automate(*(trigger(name, night.target("all")) for name in names))
    with refused("unsupported_setting"):
        await night.massager.start(intensity=9)
    assert night.runs == []


@pytest.mark.parametrize("name", ["wind_down_started", "wind_down_finished"])
@pytest.mark.parametrize("target", ["switch", "event"])
async def test_a_massager_is_no_wind_down(night: Night, name: str, target: str) -> None:
    await night.automate(trigger(name, night.target(target)))
    await wind_down(night, "start_wind_down")
    await night.massager.act("stop_session")
    assert night.runs == []


async def test_another_wind_down(night: Night) -> None:
    siesta = {"entity_id": "scene.siesta"}
    await night.automate(trigger("wind_down_started", siesta), told=["entity_id"])
    await wind_down(night, "start_wind_down")
    assert night.runs == []
    await night.massager.act("start_wind_down", entity_id="scene.siesta")
    assert night.runs == [{"entity_id": "sensor.siesta_state"}]


async def test_neighbours(hass: HomeAssistant, night: Night) -> None:
    """Others in the area, even if they are called alike, are none of ours."""
    entry = MockConfigEntry(domain="other")
    entry.add_to_hass(hass)
    registry = er.async_get(hass)
    area = night.target("area")["area_id"]
    other = registry.async_get_or_create(
        "event", "other", "1", config_entry=entry, translation_key="session"
    ).entity_id
    registry.async_update_entity(other, area_id=area)
    hass.states.async_set(other, "2026-11-01T20:00:00.000+00:00")
    aim = {"area_id": area, "entity_id": [other, "event.unknown"]}
    await night.automate(trigger("session_started", aim))
    hass.states.async_set(
        other, "2026-11-01T20:01:00.000+00:00", {"event_type": "started"}
    )
    await hass.async_block_till_done()
    assert night.runs == []

    await night.massager.start()
    assert len(night.runs) == 1


@pytest.mark.parametrize(
    ("outcomes", "runs"),
    [(["stopped"], 1), ("stopped", 1), (["completed", "interrupted"], 0)],
)
async def test_outcomes(night: Night, outcomes: Any, runs: int) -> None:
    aim = night.target("switch")
    await night.automate(trigger("session_ended", aim, outcomes=outcomes))
    await night.massager.start()
    await night.massager.act("stop_session")
    assert len(night.runs) == runs


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("session_ended", {"outcomes": []}),
        ("session_ended", {"outcomes": ["refused"]}),
        ("session_started", {"outcomes": ["stopped"]}),
        ("wind_down_started", {"behavior": "all"}),
    ],
)
async def test_options_that_there_are_not(
    hass: HomeAssistant, night: Night, name: str, options: dict[str, Any]
) -> None:
    config = cv.TRIGGER_SCHEMA(trigger(name, night.target("switch"), **options))
    with pytest.raises(vol.Invalid, match=next(iter(options))):
        await async_validate_trigger_config(hass, config)


async def test_completed(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, night: Night
) -> None:
    aim = night.target("device")
    await night.automate(trigger("session_ended", aim), told=["outcome", "minutes"])
    await start(hass, freezer, night, 2)
    await pass_time(hass, freezer, minutes=3)
    assert night.runs == [{"outcome": "completed", "minutes": 2.0}]


async def test_out_of_reach(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, night: Night
) -> None:
    """To be away and to come back is neither an end nor a start."""
    aim = night.target("all")
    every = (trigger(name, aim) for name in TRIGGERS)
    await night.automate(*every, told=["platform"])
    await start(hass, freezer, night, 20)
    assert [run["platform"] for run in night.runs] == ["foot_massage.session_started"]
    for reachable in (False, True, False):
        night.massager.driver.set_reachable(reachable)
        await hass.async_block_till_done()
    assert len(night.runs) == 1

    # Ten minutes after its planned end it is given up.
    await pass_time(hass, freezer, minutes=31)
    assert [run["platform"] for run in night.runs[1:]] == ["foot_massage.session_ended"]
