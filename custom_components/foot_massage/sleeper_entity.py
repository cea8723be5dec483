"""What the entities of a sleeper share."""

from collections.abc import Iterable
from typing import override

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity import Entity, EntityDescription

from .const import DOMAIN
from .sleeper import Sleeper


class SleeperEntity(Entity):
    """An entity of a person's own device."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(self, sleeper: Sleeper, description: EntityDescription) -> None:
        """Name the entity and its device."""
        self.sleeper = sleeper
        self.entity_description = description
        entry = sleeper.entry
        self._attr_unique_id = _unique_id(sleeper, description)
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, entry.entry_id)},
            name=entry.title,
            entry_type=DeviceEntryType.SERVICE,
        )

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the sleeper."""
        await super().async_added_to_hass()
        self.async_on_remove(self.sleeper.async_subscribe(self.async_write_ha_state))


def remove_all_but(
    hass: HomeAssistant, sleeper: Sleeper, described: Iterable[EntityDescription]
) -> None:
    """Remove the entities of what is no longer measured."""
    registry = er.async_get(hass)
    kept = {_unique_id(sleeper, one) for one in described}
    for entity in er.async_entries_for_config_entry(registry, sleeper.entry.entry_id):
        if entity.unique_id not in kept:
            registry.async_remove(entity.entity_id)


def _unique_id(sleeper: Sleeper, description: EntityDescription) -> str:
    return f"{sleeper.entry.entry_id}_{description.key}"
