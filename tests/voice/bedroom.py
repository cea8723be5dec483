"""Somebody in bed who speaks, and what comes of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from homeassistant.components import conversation
from homeassistant.components.conversation.default_agent import DefaultAgent
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import intent, llm
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import load_yaml_dict
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.entities import Massager

_DOMAINS = {
    "program": "select",
    "duration": "number",
    "intensity": "number",
    "session_state": "sensor",
    "wind_down": "sensor",
}


@dataclass(frozen=True, slots=True)
class Bedroom:
    """A massager that is spoken to."""

    hass: HomeAssistant
    massager: Massager

    @classmethod
    async def at_home(cls, hass: HomeAssistant, entry: MockConfigEntry) -> Bedroom:
        """Return the massager of an entry, in a home that has Assist."""
        for domain in ("homeassistant", "conversation", "intent"):
            assert await async_setup_component(hass, domain, {})
        return cls(hass, await Massager.at_home(hass, entry))

    async def say(
        self,
        text: str,
        *,
        language: str = "en",
        context: Context | None = None,
        **where: Any,
    ) -> str:
        """Say something to Assist and return the answer."""
        result = await conversation.async_converse(
            self.hass, text, None, context or Context(), language=language, **where
        )
        await self.hass.async_block_till_done()
        return said(result.response)

    async def handle(
        self, name: str, /, language: str = "en", **slots: Any
    ) -> intent.IntentResponse:
        """Have an intent handled."""
        return await intent.async_handle(
            self.hass,
            "test",
            name,
            {key: {"value": value} for key, value in slots.items()},
            language=language,
            assistant="conversation",
        )

    async def taken_by(self, text: str, language: str = "en") -> int:
        """Return how many of our commands a sentence would run."""
        agent = conversation.async_get_agent(self.hass)
        assert isinstance(agent, DefaultAgent)
        result = await agent.async_recognize_sentence_trigger(
            conversation.ConversationInput(
                text=text,
                context=Context(),
                conversation_id=None,
                device_id=None,
                satellite_id=None,
                language=language,
                agent_id=conversation.HOME_ASSISTANT_AGENT,
            )
        )
        return len(result.matched_triggers) if result else 0

    async def begin_with(self, before: str) -> None:
        """Bring everything to where a row of a table begins."""
        wind_down = self.massager.entity_id("scene", "wind_down")
        await self.massager.act("cancel_wind_down", entity_id=wind_down)
        await self.massager.act("stop_session")
        await self.massager.until_shown("sensor", "session_state", "idle")
        await self.massager.use("select.select_option", "program", option="wind_down")
        if before == "winding_down":
            await self.massager.act("start_wind_down", entity_id=wind_down)
        elif before != "idle":
            await self.massager.start(duration=10)
        if before == "paused":
            await self.massager.act("pause_session")

    def shows(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Return what is shown of the things that a row names."""
        shown: dict[str, Any] = {}
        for key in wanted:
            state = self.massager.shows(_DOMAINS[key], key)
            shown[key] = int(float(state)) if _DOMAINS[key] == "number" else state
        return shown


def asked_by(
    context: Context | None = None, device_id: str | None = None
) -> llm.LLMContext:
    """Return what a language model tells of who asks."""
    return llm.LLMContext(
        platform="test",
        context=context or Context(),
        language="en",
        assistant="conversation",
        device_id=device_id,
    )


def said(response: intent.IntentResponse) -> str:
    """Return what an intent answers."""
    speech: str = response.speech["plain"]["speech"]
    return speech


def table(language: str) -> dict[str, Any]:
    """Return what is said in a language, and what is to come of it."""
    return load_yaml_dict(Path(__file__).parent / f"{language}.yaml")
