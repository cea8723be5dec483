"""Which massager is meant, and who may use it."""

from typing import Any

from homeassistant.components.homeassistant import exposed_entities
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)
import pytest

from tests.emulator.process import EmulatorProcess
from tests.entities import Massager
from tests.guests import guest_of
from tests.massagers import demo_entry, paired_entry, wind_down_subentry

from .bedroom import Bedroom

pytestmark = pytest.mark.freeze_time("2026-11-26 22:35:00", tick=True)

STARTED = "Ten minutes, medium, ends at 22:45."
WHICH = (
    "Which one: Demo foot massager or Study massager?"
    " Say for example: start a foot massage with Demo foot massager."
)
NONE = (
    "There is no foot massager that I may use."
    " Set one up, and expose its switch to voice assistants."
)


@pytest.fixture
async def study(
    hass: HomeAssistant, bedroom: Bedroom, emulator: EmulatorProcess
) -> Massager:
    """A second massager, in the study."""
    massager = await Massager.at_home(hass, await paired_entry(emulator))
    devices = dr.async_get(hass)
    (device,) = dr.async_entries_for_config_entry(devices, massager.entry.entry_id)
    area = ar.async_get(hass).async_create("Study", aliases={"Office"})
    devices.async_update_device(
        device.id, area_id=area.id, name_by_user="Study massager"
    )
    await hass.async_block_till_done()
    return massager


def satellite(hass: HomeAssistant, area: str) -> tuple[str, str]:
    """Return the device and the entity of a satellite in a room."""
    entry_id = hass.config_entries.async_entries("foot_massage")[0].entry_id
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=entry_id, identifiers={("satellite", area)}
    )
    dr.async_get(hass).async_update_device(device.id, area_id=area)
    entity = er.async_get(hass).async_get_or_create(
        "assist_satellite", "voice", area, device_id=device.id
    )
    return device.id, entity.entity_id


def running(*massagers: Massager) -> list[bool]:
    return [one.shows("switch", "session") == "on" for one in massagers]


async def test_two_and_nothing_to_tell_them_apart(
    bedroom: Bedroom, study: Massager
) -> None:
    assert await bedroom.say("start a foot massage") == WHICH
    assert running(bedroom.massager, study) == [False, False]


@pytest.mark.parametrize("heard_by", ["satellite_id", "device_id"])
async def test_the_one_in_the_room(
    hass: HomeAssistant, bedroom: Bedroom, study: Massager, heard_by: str
) -> None:
    device_id, satellite_id = satellite(hass, "study")
    ids: dict[str, Any] = {"device_id": device_id, "satellite_id": satellite_id}

    answer = await bedroom.say("start a foot massage", **{heard_by: ids[heard_by]})

    assert answer == STARTED
    assert running(bedroom.massager, study) == [False, True]


async def test_a_satellite_in_a_room_without_one(
    hass: HomeAssistant, bedroom: Bedroom, study: Massager
) -> None:
    ar.async_get(hass).async_create("Kitchen")
    _, satellite_id = satellite(hass, "kitchen")
    assert await bedroom.say("start a foot massage", satellite_id=satellite_id) == WHICH


@pytest.mark.parametrize(
    "said",
    [
        "start a foot massage with the study massager",
        "start a foot massage in the study",
        "start a ten minute foot massage in my office",
        "start a foot massage on the study massager for 10 minutes",
    ],
)
async def test_the_one_that_is_named(
    hass: HomeAssistant, bedroom: Bedroom, study: Massager, said: str
) -> None:
    """Also if the speaker is in another room."""
    _, satellite_id = satellite(hass, "bedroom")
    assert await bedroom.say(said, satellite_id=satellite_id) == STARTED
    assert running(bedroom.massager, study) == [False, True]


async def test_its_alias(bedroom: Bedroom, study: Massager) -> None:
    er.async_get(bedroom.hass).async_update_entity(
        study.entity_id("switch", "session"), aliases=["Sole mate"]
    )
    await bedroom.say("start a foot massage with sole mate")
    assert running(bedroom.massager, study) == [False, True]


async def test_only_one_is_running(bedroom: Bedroom, study: Massager) -> None:
    await study.start(duration=10)
    assert await bedroom.say("pause the foot massage") == (
        "The foot massage is paused, with ten minutes left."
    )
    assert study.shows("sensor", "session_state") == "paused"
    await bedroom.say("stop the foot massage")
    assert running(study) == [False]


async def test_both_are_running(
    hass: HomeAssistant, bedroom: Bedroom, study: Massager
) -> None:
    await study.start(duration=10)
    await bedroom.massager.start(duration=10)
    assert await bedroom.say("stop the foot massage") == WHICH
    assert running(bedroom.massager, study) == [True, True]

    _, satellite_id = satellite(hass, "bedroom")
    await bedroom.say("stop the foot massage", satellite_id=satellite_id)
    assert running(bedroom.massager, study) == [False, True]


async def test_only_what_is_exposed(bedroom: Bedroom, study: Massager) -> None:
    switch = study.entity_id("switch", "session")
    expose = exposed_entities.async_expose_entity
    expose(bedroom.hass, "conversation", switch, False)
    await bedroom.say("start a foot massage")
    assert running(bedroom.massager, study) == [True, False]

    expose(
        bedroom.hass,
        "conversation",
        bedroom.massager.entity_id("switch", "session"),
        False,
    )
    assert await bedroom.say("stop the foot massage") == NONE
    assert running(bedroom.massager) == [True]


async def test_a_guest(bedroom: Bedroom, study: Massager) -> None:
    guest = await guest_of(bedroom.hass, [study.entity_id("switch", "session")])
    await bedroom.say("start a foot massage", context=guest)
    assert running(bedroom.massager, study) == [False, True]


async def test_a_guest_who_may_use_none(bedroom: Bedroom) -> None:
    guest = await guest_of(bedroom.hass, [])
    assert await bedroom.say("start a foot massage", context=guest) == (
        "You are not allowed to use Demo foot massager."
    )
    assert running(bedroom.massager) == [False]


async def test_who_has_asked(bedroom: Bedroom) -> None:
    user = await bedroom.hass.auth.async_create_user("Anna")
    await bedroom.say("start a foot massage", context=Context(user_id=user.id))
    session = bedroom.massager.entry.runtime_data.coordinator.runner.session
    assert session.user_id == user.id


async def test_removed(bedroom: Bedroom) -> None:
    await bedroom.hass.config_entries.async_remove(bedroom.massager.entry.entry_id)
    assert await bedroom.say("start a foot massage") == NONE
    assert await bedroom.say("start my wind-down") == (
        "There is no wind-down that I may use."
        " Add one to the massager, and expose its scene to voice assistants."
    )


async def test_disabled(bedroom: Bedroom) -> None:
    """Its switch is not there, but the massager is."""
    switch = bedroom.massager.entity_id("switch", "session")
    er.async_get(bedroom.hass).async_update_entity(
        switch, disabled_by=er.RegistryEntryDisabler.USER
    )
    await bedroom.hass.async_block_till_done()
    assert await bedroom.say("start a foot massage") == NONE


@pytest.fixture
async def two_wind_downs(hass: HomeAssistant, bedroom: Bedroom) -> Massager:
    """Another massager with wind-downs of its own."""
    entry = demo_entry(
        subentries_data=[wind_down_subentry("Siesta"), wind_down_subentry("Night")]
    )
    await hass.config_entries.async_remove(bedroom.massager.entry.entry_id)
    return await Massager.at_home(hass, entry)


async def test_which_wind_down(bedroom: Bedroom, two_wind_downs: Massager) -> None:
    assert await bedroom.say("start my wind-down") == (
        "Which one: Siesta or Night? Say for example: activate Siesta."
    )
    assert running(two_wind_downs) == [False]
    await bedroom.say("start the wind-down in the siesta")
    assert running(two_wind_downs) == [True]
    # Only one is under way.
    assert await bedroom.say("cancel my wind-down") == "The wind-down is cancelled."
    assert await bedroom.say("start my wind-down in the attic") == (
        "I do not know a wind-down attic. There is Siesta and Night."
    )
