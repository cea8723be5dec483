"""Binary sensor: whether the massager can be reached."""

from typing import override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import FootMassageEntity
from .runtime import FootMassageConfigEntry

PARALLEL_UPDATES = 0

CONNECTION = BinarySensorEntityDescription(
    key="connection",
    translation_key="connection",
    device_class=BinarySensorDeviceClass.CONNECTIVITY,
    entity_category=EntityCategory.DIAGNOSTIC,
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: FootMassageConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the connection sensor."""
    async_add_entities([ConnectionSensor(entry.runtime_data.coordinator, CONNECTION)])


class ConnectionSensor(FootMassageEntity, BinarySensorEntity):
    """On while the massager can be reached."""

    @property
    @override
    def is_on(self) -> bool:
        """Return whether the massager can be reached."""
        return self.coordinator.data.connected
