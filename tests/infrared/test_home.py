"""Sessions on a massager whose state is only assumed: actions, losses, repairs."""

import subprocess
import sys
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.repairs import DOMAIN as REPAIRS
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.foot_massage.const import DOMAIN, DriverKind
from custom_components.foot_massage.core.massager import MassagerIdentity
from custom_components.foot_massage.core.remote import LearnedRemote
from custom_components.foot_massage.core.remote_controls import InfraredSource
from custom_components.foot_massage.massager_entry import entry_data
from tests.entities import Massager, get_sessions, pass_time
from tests.massagers import demo_entry

from .room import EMITTER, Machine, Room, remote

pytestmark = pytest.mark.usefixtures("integration")


def entry_of(learned: LearnedRemote) -> MockConfigEntry:
    identity = MassagerIdentity(serial="infrared_1", name="Old massager")
    source = InfraredSource(remote=learned, emitter=EMITTER)
    return MockConfigEntry(
        domain=DOMAIN,
        title=identity.name,
        unique_id=identity.serial,
        data=entry_data(
            DriverKind.INFRARED,
            identity,
            source.capabilities(),
            infrared=source.as_dict(),
        ),
    )


@pytest.fixture
async def massager(
    freezer: FrozenDateTimeFactory, hass: HomeAssistant, room: Room
) -> Massager:
    """A massager whose only key turns it on and off."""
    learned = remote()
    room.machine = Machine(learned)
    return await Massager.at_home(hass, entry_of(learned))


def on(room: Room) -> bool:
    assert room.machine
    return room.machine.on


def shown(massager: Massager) -> str:
    return massager.shows("sensor", "session_state")


async def passes(
    massager: Massager, freezer: FrozenDateTimeFactory, **t: float
) -> None:
    await pass_time(massager.hass, freezer, **t)


async def test_whole_session(
    massager: Massager, room: Room, freezer: FrozenDateTimeFactory
) -> None:
    await massager.start(duration=5)
    assert shown(massager) == "running"
    assert on(room)
    await passes(massager, freezer, minutes=5, seconds=10)
    assert shown(massager) == "idle"
    assert not on(room)
    (session,) = await get_sessions(massager.hass)
    assert (session["outcome"], session["minutes"]) == ("completed", 5.0)


async def test_it_was_switched_off_by_hand(
    massager: Massager, room: Room, freezer: FrozenDateTimeFactory
) -> None:
    await massager.start(duration=10)
    await passes(massager, freezer, minutes=2)
    assert room.machine
    room.machine.on = False
    await massager.act("set_right", running=False)

    assert shown(massager) == "idle"
    (session,) = await get_sessions(massager.hass)
    assert (session["outcome"], session["minutes"]) == ("stopped", 2.0)
    assert len(room.emitter.sent) == 1
    await massager.start(duration=10)
    assert on(room)


async def test_it_was_switched_on_by_hand(
    massager: Massager, room: Room, freezer: FrozenDateTimeFactory
) -> None:
    assert room.machine
    room.machine.on = True
    await massager.act("set_right", running=True)
    assert shown(massager) == "running"
    assert room.emitter.sent == []

    # It does not go on for ever.
    await passes(massager, freezer, step=60, minutes=61)
    assert shown(massager) == "idle"
    assert not on(room)
    (session,) = await get_sessions(massager.hass)
    assert (session["started_by"], session["outcome"]) == ("device", "completed")


async def test_wrong_belief(
    massager: Massager, room: Room, freezer: FrozenDateTimeFactory
) -> None:
    """It was on by hand, so that the start has switched it off."""
    assert room.machine
    room.machine.on = True
    await massager.start(duration=10)
    assert not on(room)
    await massager.act("set_right", running=False)
    await passes(massager, freezer, seconds=1)
    await massager.start(duration=10)
    assert on(room)
    await passes(massager, freezer, seconds=1)
    await massager.act("stop_session")
    assert not on(room)


async def test_only_what_is_assumed_can_be_set_right(
    hass: HomeAssistant, massager: Massager
) -> None:
    demo = await Massager.at_home(hass, demo_entry())
    switch = demo.entity_id("switch", "session")
    for action, data, key in (
        ("set_right", {"running": True}, "not_assumed"),
        ("export_remote", {}, "no_remote"),
    ):
        with pytest.raises(ServiceValidationError) as caught:
            await hass.services.async_call(
                DOMAIN,
                action,
                {"entity_id": switch, **data},
                blocking=True,
                return_response=action == "export_remote",
            )
        assert caught.value.translation_key == key


async def test_emitter_away_in_mid_session(
    massager: Massager, room: Room, freezer: FrozenDateTimeFactory
) -> None:
    await massager.start(duration=5)
    await passes(massager, freezer, minutes=2)
    room.emitter.go(away=True)
    await massager.hass.async_block_till_done()
    assert shown(massager) == "unavailable"
    with pytest.raises(HomeAssistantError) as caught:
        await massager.act("stop_session")
    assert caught.value.translation_key == "cannot_connect"
    await passes(massager, freezer, minutes=1)
    assert on(room)

    room.emitter.go(away=False)
    await passes(massager, freezer, seconds=5)
    assert not on(room)
    assert shown(massager) == "idle"
    (session,) = await get_sessions(massager.hass)
    assert session["outcome"] == "stopped"


async def test_emitter_away_beyond_the_end(
    massager: Massager, room: Room, freezer: FrozenDateTimeFactory
) -> None:
    await massager.start(duration=5)
    await passes(massager, freezer, minutes=2)
    room.emitter.go(away=True)
    await passes(massager, freezer, minutes=6)
    assert on(room)
    room.emitter.go(away=False)
    await passes(massager, freezer, seconds=5)
    assert not on(room)
    assert shown(massager) == "idle"
    assert len(await get_sessions(massager.hass)) == 1


@pytest.mark.parametrize("minutes_away", [1, 9])
async def test_restart_in_mid_session(
    massager: Massager,
    room: Room,
    freezer: FrozenDateTimeFactory,
    minutes_away: float,
) -> None:
    await massager.start(duration=5)
    await passes(massager, freezer, minutes=2)
    hass, entry = massager.hass, massager.entry
    assert await hass.config_entries.async_unload(entry.entry_id)
    await hass.async_block_till_done()
    await passes(massager, freezer, minutes=minutes_away)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await passes(massager, freezer, seconds=5)
    assert on(room) == (minutes_away == 1)
    await passes(massager, freezer, minutes=3)
    assert not on(room)
    (session,) = await get_sessions(hass)
    assert session["outcome"] == "completed"
    assert len(room.emitter.sent) == 2


async def test_unload_leaves_nothing_behind(
    massager: Massager, room: Room, freezer: FrozenDateTimeFactory
) -> None:
    hass = massager.hass
    await massager.start(duration=5)
    driver = massager.driver
    assert await hass.config_entries.async_unload(massager.entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    room.emitter.go(away=True)
    room.emitter.go(away=False)
    await passes(massager, freezer, minutes=10)
    assert driver.state is None
    assert len(room.emitter.sent) == 1


async def test_repair_when_nobody_can_know(
    massager: Massager, room: Room, freezer: FrozenDateTimeFactory
) -> None:
    hass = massager.hass
    assert await async_setup_component(hass, REPAIRS, {})
    await massager.start(duration=5)
    await passes(massager, freezer, minutes=1)
    room.emitter.trouble = HomeAssistantError("No answer")
    with pytest.raises(HomeAssistantError):
        await massager.act("stop_session")
    room.emitter.trouble = None
    issue_id = f"stop_not_confirmed_{massager.entry.entry_id}"
    issues = ir.async_get(hass)
    assert issues.async_get_issue(DOMAIN, issue_id)
    await passes(massager, freezer, minutes=10)
    assert shown(massager) == "stopping"
    assert len(room.emitter.sent) == 1

    manager: Any = hass.data[REPAIRS]["flow_manager"]
    form = await manager.async_init(DOMAIN, context={"issue_id": issue_id})
    form = await manager.async_configure(form["flow_id"], {})
    assert form["errors"] == {"base": "look_yourself"}
    assert room.machine
    room.machine.on = False
    result = await manager.async_configure(form["flow_id"], {})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()
    assert not issues.async_get_issue(DOMAIN, issue_id)
    assert shown(massager) == "idle"
    assert len(await get_sessions(hass)) == 1
    await massager.start(duration=5)
    assert on(room)


async def test_hold(massager: Massager, room: Room) -> None:
    await massager.use("switch.turn_on", "safety_hold")
    assert room.machine
    room.machine.on = True
    await massager.act("set_right", running=True)
    await massager.hass.async_block_till_done(wait_background_tasks=True)
    assert not on(room)
    assert shown(massager) == "idle"


async def test_without_the_infrared_integration(hass: HomeAssistant) -> None:
    massager = await Massager.at_home(hass, entry_of(remote()))
    assert "infrared" not in hass.config.components
    assert shown(massager) == "unavailable"
    await massager.act("set_right", running=False)


def test_nothing_needs_the_library_to_be_loaded() -> None:
    """It is there only once Home Assistant has set something infrared up."""
    rooms = ("config_flow", "diagnostics", "repairs", "switch")
    code = "import sys; sys.modules['infrared_protocols'] = None\n" + "\n".join(
        f"import custom_components.foot_massage.{room}" for room in rooms
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
