"""Event: what happens to sessions."""

from typing import Any, override

from homeassistant.components.event import EventEntity, EventEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import FootMassageEntity
from .runtime import FootMassageConfigEntry
from .session_tracker import SessionEvent

PARALLEL_UPDATES = 0

SESSION = EventEntityDescription(
    key="session_event", translation_key="session", event_types=list(SessionEvent)
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: FootMassageConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the event entity."""
    async_add_entities([SessionEventEntity(entry.runtime_data.coordinator, SESSION)])


class SessionEventEntity(FootMassageEntity, EventEntity):
    """Tells what happens to sessions as it happens."""

    @override
    async def async_added_to_hass(self) -> None:
        """Listen for what happens."""
        await super().async_added_to_hass()
        news = self.coordinator.news
        self.async_on_remove(news.listen(self._on_event, as_entity=True))

    @callback
    def _on_event(self, event: SessionEvent, attributes: dict[str, Any]) -> None:
        self._trigger_event(event, attributes)
        self.async_write_ha_state()
