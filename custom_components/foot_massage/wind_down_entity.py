"""What the entities of a wind-down share."""

from typing import override

from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity import Entity, EntityDescription

from .const import DOMAIN
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
