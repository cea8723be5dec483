"""How somebody slept after their massages, asked aloud or by a language model."""

from homeassistant.auth.const import GROUP_ID_USER
from homeassistant.components.homeassistant import exposed_entities
from homeassistant.core import Context
from homeassistant.helpers import entity_registry as er, llm
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.massagers import set_up
from tests.sleepers.entries import person, sleeper_entry

from .bedroom import Bedroom, asked_by, said

pytestmark = pytest.mark.freeze_time("2026-11-26 22:35:00", tick=True)

ASKED = "how did I sleep after my foot massages?"
TOOL = "foot_massage__sleep_report"
SO_FAR = (
    "So far no massage nights and no other nights are on record;"
    " a comparison begins at five of each."
)


async def ada(bedroom: Bedroom) -> MockConfigEntry:
    """Add somebody whose sleep is recorded."""
    entry = await set_up(bedroom.hass, sleeper_entry())
    await bedroom.hass.async_block_till_done(wait_background_tasks=True)
    return entry


async def test_the_only_one_there_is(bedroom: Bedroom) -> None:
    await ada(bedroom)
    assert await bedroom.say(ASKED) == SO_FAR


@pytest.mark.parametrize("language", ["de"])
async def test_in_another_language(bedroom: Bedroom, language: str) -> None:
    await ada(bedroom)
    answer = await bedroom.say(
        "Wie habe ich nach der Fußmassage geschlafen?", language=language
    )
    assert answer.startswith("Bisher"), answer


async def test_nobody(bedroom: Bedroom) -> None:
    assert await bedroom.say(ASKED) == (
        "No one's sleep is recorded yet. Add a person to the integration first."
    )


async def test_two_people(bedroom: Bedroom) -> None:
    await ada(bedroom)
    user = await bedroom.hass.auth.async_create_user("Bo")
    known = await person(bedroom.hass, "Bo", user.id)
    await set_up(bedroom.hass, sleeper_entry("Bo", person=known))
    await bedroom.hass.async_block_till_done(wait_background_tasks=True)

    assert await bedroom.say(ASKED) == (
        "I do not know whose sleep you mean. There is Ada, Bo."
    )
    assert await bedroom.say(ASKED, context=Context(user_id=user.id)) == SO_FAR


async def test_somebody_elses_sleep(bedroom: Bedroom) -> None:
    auth = bedroom.hass.auth
    owner = await auth.async_create_user("Ada")
    known = await person(bedroom.hass, "Ada", owner.id)
    await set_up(bedroom.hass, sleeper_entry("Ada", person=known))
    bo = await auth.async_create_user("Bo", group_ids=[GROUP_ID_USER])
    await person(bedroom.hass, "Bo", bo.id)
    await bedroom.hass.async_block_till_done(wait_background_tasks=True)

    assert await bedroom.say(ASKED, context=Context(user_id=bo.id)) == (
        "I may tell you about your own nights only."
    )
    assert await bedroom.say(ASKED, context=Context(user_id=owner.id)) == SO_FAR


async def test_as_an_intent(bedroom: Bedroom) -> None:
    await ada(bedroom)
    assert said(await bedroom.handle("FootMassageSleepReport")) == SO_FAR


async def test_a_model_is_told_only_if_that_is_exposed(bedroom: Bedroom) -> None:
    hass = bedroom.hass
    entry = await ada(bedroom)
    assert await async_setup_component(hass, "llm", {})
    await hass.async_block_till_done()
    api = await llm.async_get_api(hass, "assist", asked_by())
    assert TOOL not in {tool.name for tool in api.tools}

    (comparison,) = (
        entity.entity_id
        for entity in er.async_entries_for_config_entry(
            er.async_get(hass), entry.entry_id
        )
        if entity.translation_key == "comparison"
    )
    exposed_entities.async_expose_entity(hass, "conversation", comparison, True)
    api = await llm.async_get_api(hass, "assist", asked_by())
    result = await api.async_call_tool(llm.ToolInput(tool_name=TOOL, tool_args={}))

    assert SO_FAR in str(result.data)
