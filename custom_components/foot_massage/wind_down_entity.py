"""What the entities of a wind-down share."""

from collections.abc import Callable
from typing import override

from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity import Entity, EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import DOMAIN
from .runtime import FootMassageConfigEntry
from .wind_down import WindDown


class WindDownEntity(Entity):
    """An entity of a wind-down's own device."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(self, wind_down: WindDown, description: EntityDescription) -> None:
        """Name the entity and its device."""
        self.wind_down = wind_down
        self.entity_description = description
        subentry = wind_down.subentry
        self._attr_unique_id = f"{subentry.subentry_id}_{description.key}"
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, subentry.subentry_id)},
            name=subentry.title,
            entry_type=DeviceEntryType.SERVICE,
        )

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the wind-down."""
        await super().async_added_to_hass()
        self.async_on_remove(self.wind_down.async_subscribe(self.async_write_ha_state))


def add_to_each[DescriptionT: EntityDescription](
    entry: FootMassageConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
    entity: Callable[[WindDown, DescriptionT], WindDownEntity],
    description: DescriptionT,
) -> None:
    """Add an entity to each wind-down of a massager."""
    for subentry_id, wind_down in entry.runtime_data.wind_downs.items():
        # It may have been removed while the massager was being set up.
        if subentry_id in entry.subentries:
            async_add_entities(
                [entity(wind_down, description)], config_subentry_id=subentry_id
            )
