"""A voice assistant in the bedroom, and what somebody says to it."""

from typing import Any, override

from homeassistant.components.assist_pipeline import PipelineEvent
from homeassistant.components.assist_satellite import (
    DOMAIN,
    AssistSatelliteAnswer,
    AssistSatelliteConfiguration,
    AssistSatelliteEntity,
    AssistSatelliteEntityFeature,
)
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.entity_component import EntityComponent
from homeassistant.setup import async_setup_component

from .evening import Evening


class Satellite(AssistSatelliteEntity):
    """Hears what it is given to hear; Home Assistant makes out what that means."""

    _attr_name = "Bedroom"
    _attr_supported_features = AssistSatelliteEntityFeature.START_CONVERSATION

    def __init__(self, heard: str | None) -> None:
        self.heard = heard
        self.asked: list[str | None] = []

    @classmethod
    async def at_home(cls, evening: Evening, heard: str | None) -> Satellite:
        """Return one in whose room this will be said."""
        assert await async_setup_component(evening.hass, DOMAIN, {})
        component: EntityComponent[AssistSatelliteEntity] = evening.hass.data[DOMAIN]
        satellite = cls(heard)
        await component.async_add_entities([satellite])
        await evening.settle()
        return satellite

    @override
    async def async_internal_ask_question(
        self,
        question: str | None = None,
        question_media_id: str | None = None,
        preannounce: bool = True,
        preannounce_media_id: str = "",
        answers: list[dict[str, Any]] | None = None,
    ) -> AssistSatelliteAnswer | None:
        """Hear the answer without the microphone."""
        self.asked.append(question)
        if self.heard is None:
            raise HomeAssistantError("No answer from question")
        return self._question_response_to_answer(self.heard, answers or [])

    @override
    def on_pipeline_event(self, event: PipelineEvent) -> None:
        raise NotImplementedError

    @override
    def async_get_configuration(self) -> AssistSatelliteConfiguration:
        raise NotImplementedError

    @override
    async def async_set_configuration(
        self, config: AssistSatelliteConfiguration
    ) -> None:
        raise NotImplementedError
