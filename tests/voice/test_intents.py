"""The same orders as intents, for sentences of one's own, and as tools for models."""

from typing import Any

from homeassistant.components.homeassistant import exposed_entities
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import device_registry as dr, intent, llm
from homeassistant.setup import async_setup_component
import pytest
import voluptuous as vol

from custom_components.foot_massage.intent import INTENTS
from custom_components.foot_massage.orders import ORDERS
from tests.guests import guest_of

from .bedroom import Bedroom, asked_by, said

pytestmark = pytest.mark.freeze_time("2026-11-26 22:35:00", tick=True)

OF_MASSAGER = {
    "start",
    "stop",
    "pause",
    "resume",
    "time_left",
    "extend",
    "stronger",
    "gentler",
    "rate",
}
OF_WIND_DOWN = {"start_wind_down", "cancel_wind_down"}


async def test_every_order_is_an_intent(bedroom: Bedroom) -> None:
    assert set(INTENTS) == set(ORDERS)
    names = {handler.intent_type for handler in intent.async_get(bedroom.hass)}
    assert {one.name for one in INTENTS.values()} <= names


async def test_a_whole_evening(bedroom: Bedroom) -> None:
    response = await bedroom.handle(
        "FootMassageStart",
        minutes=15,
        program="deep_relax",
        strength="gentle",
        place="bedroom",
    )
    assert response.response_type is intent.IntentResponseType.ACTION_DONE
    assert said(response) == "Fifteen minutes, gentle, ends at 22:50."
    assert bedroom.massager.panel["intensity"] == "2"
    steps: tuple[tuple[str, dict[str, Any], str], ...] = (
        ("FootMassageStronger", {}, "Level 3 of 5."),
        ("FootMassageGentler", {}, "Level 2 of 5."),
        ("FootMassageExtend", {"minutes": 5}, "Five more minutes, ends at 22:55."),
        ("FootMassageTimeLeft", {}, "Twenty minutes left, until 22:55."),
        (
            "FootMassagePause",
            {},
            "The foot massage is paused, with twenty minutes left.",
        ),
        ("FootMassageResume", {}, "The foot massage goes on until 22:55."),
        ("FootMassageStop", {}, "The foot massage has stopped."),
        (
            "FootMassageStartWindDown",
            {"minutes": 12},
            "The lights are dimming. Twelve minutes of massage, until 22:47.",
        ),
        ("FootMassageCancelWindDown", {}, "The wind-down is cancelled."),
    )
    for name, slots, answer in steps:
        assert said(await bedroom.handle(name, **slots)) == answer


async def test_an_order_that_fails(bedroom: Bedroom) -> None:
    response = await bedroom.handle("FootMassageStop")
    assert response.response_type is intent.IntentResponseType.ERROR
    assert said(response) == "No foot massage is running."


@pytest.mark.parametrize(
    "slots",
    [{"minutes": "ages"}, {"minutes": 0}, {"program": "turbo"}, {"strength": "brutal"}],
)
async def test_slots_that_make_no_sense(
    bedroom: Bedroom, slots: dict[str, Any]
) -> None:
    with pytest.raises(intent.InvalidSlotInfo):
        await bedroom.handle("FootMassageStart", **slots)
    assert bedroom.massager.shows("switch", "session") == "off"


@pytest.mark.parametrize("minutes", [61, 10**9, 10**20])
async def test_longer_than_any_massage(bedroom: Bedroom, minutes: int) -> None:
    for order in ("FootMassageStart", "FootMassageStartWindDown"):
        response = await bedroom.handle(order, minutes=minutes)
        assert response.response_type is intent.IntentResponseType.ERROR
        assert "60 minutes" in said(response)
    await bedroom.handle("FootMassageStart", minutes=10)
    response = await bedroom.handle("FootMassageExtend", minutes=minutes)
    assert response.response_type is intent.IntentResponseType.ERROR


async def test_a_language_that_nobody_has_written(bedroom: Bedroom) -> None:
    response = await bedroom.handle("FootMassageStop", language="tlh")
    assert said(response) == "No foot massage is running."


@pytest.fixture
async def models(bedroom: Bedroom) -> Bedroom:
    """Language models may use what is exposed to the assistant."""
    assert await async_setup_component(bedroom.hass, "llm", {})
    await bedroom.hass.async_block_till_done()
    return bedroom


async def tools(
    hass: HomeAssistant, context: llm.LLMContext | None = None
) -> dict[str, llm.Tool]:
    """Return the tools of ours that a model has, by their order."""
    api = await llm.async_get_api(hass, "assist", context or asked_by())
    prefix = "foot_massage__"
    return {
        tool.name.removeprefix(prefix): tool
        for tool in api.tools
        if tool.name.startswith(prefix)
    }


async def call(
    bedroom: Bedroom, name: str, context: llm.LLMContext | None = None, **args: Any
) -> str:
    api = await llm.async_get_api(bedroom.hass, "assist", context or asked_by())
    tool_input = llm.ToolInput(tool_name=f"foot_massage__{name}", tool_args=args)
    result: Any = await api.async_call_tool(tool_input)
    answer: str = result.data["speech"]["plain"]["speech"]
    return answer


async def test_tools_of_what_is_exposed(
    models: Bedroom, caplog: pytest.LogCaptureFixture
) -> None:
    hass = models.hass
    assert set(await tools(hass)) == OF_MASSAGER | OF_WIND_DOWN

    expose = exposed_entities.async_expose_entity
    switch = models.massager.entity_id("switch", "session")
    expose(hass, "conversation", switch, False)
    assert set(await tools(hass)) == OF_WIND_DOWN

    scene = models.massager.entity_id("scene", "wind_down")
    expose(hass, "conversation", scene, False)
    assert await tools(hass) == {}
    assert "foot_massage" not in caplog.text or "LLM tools" not in caplog.text


async def test_tools_say_what_they_are(models: Bedroom) -> None:
    for tool in (await tools(models.hass)).values():
        assert tool.title
        assert tool.description
        assert tool.integration == "foot_massage"
        assert tool.annotations.destructive is False
        assert tool.annotations.open_world is False
    start = (await tools(models.hass))["start"]
    names = {str(marker) for marker in start.parameters.schema}
    assert names == {"minutes", "program", "strength", "place"}
    assert isinstance(start.parameters, vol.Schema)


async def test_a_model_starts_it_for_somebody(models: Bedroom) -> None:
    user = await models.hass.auth.async_create_user("Anna")
    (device,) = dr.async_entries_for_config_entry(
        dr.async_get(models.hass), models.massager.entry.entry_id
    )[:1]
    context = asked_by(Context(user_id=user.id), device.id)

    answer = await call(models, "start", context, minutes=20, program="", place=None)

    assert answer == "Twenty minutes, medium, ends at 22:55."
    session = models.massager.entry.runtime_data.coordinator.runner.session
    assert session.user_id == user.id


async def test_a_model_may_do_no_more_than_who_asks(models: Bedroom) -> None:
    guest = await guest_of(models.hass, [])
    assert await call(models, "start", asked_by(guest)) == (
        "You are not allowed to use Demo foot massager."
    )
    assert models.massager.shows("switch", "session") == "off"


async def test_a_model_meets_the_safety_hold(models: Bedroom) -> None:
    await models.massager.use("switch.turn_on", "safety_hold")
    assert await call(models, "start") == (
        "The safety hold of Demo foot massager is on, so no massage starts."
    )
    await call(models, "start_wind_down")
    assert models.massager.shows("switch", "session") == "off"


async def test_a_model_is_not_given_the_safety_hold(models: Bedroom) -> None:
    hold = models.massager.entity_id("switch", "safety_hold")
    expose = exposed_entities.async_should_expose
    assert expose(models.hass, "conversation", hold) is False
