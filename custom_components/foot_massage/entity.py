"""What all entities of a massager share."""

from typing import override

from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .const import CONF_DRIVER, CONF_IDENTITY, DOMAIN, DriverKind
from .coordinator import FootMassageCoordinator

# Others have only what we call them ourselves.
_HAVE_SERIALS = (DriverKind.HTTP, DriverKind.SIMULATED)


class FootMassageEntity(CoordinatorEntity[FootMassageCoordinator]):
    """An entity of the massager's device."""

    _attr_has_entity_name = True

    def __init__(
        self, coordinator: FootMassageCoordinator, description: EntityDescription
    ) -> None:
        """Name the entity and its device."""
        super().__init__(coordinator)
        self.entity_description = description
        entry = coordinator.config_entry
        serial = entry.data[CONF_IDENTITY]["serial"]
        self._attr_unique_id = f"{serial}_{description.key}"
        identity = coordinator.driver.identity
        driver = entry.data[CONF_DRIVER]
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, serial)},
            name=entry.title,
            manufacturer=identity.manufacturer,
            model=identity.model,
            sw_version=identity.firmware,
            serial_number=identity.serial if driver in _HAVE_SERIALS else None,
        )


class ConnectedEntity(FootMassageEntity):
    """An entity that needs the massager to be within reach."""

    @property
    @override
    def available(self) -> bool:
        """Return whether the massager can be reached."""
        return super().available and self.coordinator.data.connected
