"""Numbers: the intensity and the length of a session."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import override

from homeassistant.components.number import (
    NumberDeviceClass,
    NumberEntity,
    NumberEntityDescription,
    NumberMode,
)
from homeassistant.const import UnitOfTime
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import SHORTEST_SESSION
from .coordinator import FootMassageCoordinator
from .core.panel import SessionRequest
from .entity import ConnectedEntity
from .runtime import FootMassageConfigEntry
from .view import MassagerView

PARALLEL_UPDATES = 0

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class FootMassageNumberDescription(NumberEntityDescription):
    """What a number shows, its upper end and what it asks for."""

    max_fn: Callable[[FootMassageCoordinator], float]
    value_fn: Callable[[MassagerView], float | None]
    request_fn: Callable[[float], SessionRequest]


NUMBERS = (
    FootMassageNumberDescription(
        key="intensity",
        translation_key="intensity",
        native_min_value=1,
        native_step=1,
        mode=NumberMode.SLIDER,
        max_fn=lambda massager: massager.driver.capabilities.intensity_levels,
        value_fn=lambda view: view.settings.intensity,
        request_fn=lambda value: SessionRequest(intensity=int(value)),
    ),
    FootMassageNumberDescription(
        key="duration",
        translation_key="duration",
        device_class=NumberDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.MINUTES,
        native_min_value=SHORTEST_SESSION / _MINUTE,
        native_step=1,
        mode=NumberMode.BOX,
        max_fn=lambda massager: massager.longest // _MINUTE,
        value_fn=lambda view: round(view.duration / _MINUTE, 1),
        request_fn=lambda value: SessionRequest(duration=value * _MINUTE),
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: FootMassageConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the numbers for what the massager has."""
    coordinator = entry.runtime_data.coordinator
    async_add_entities(
        FootMassageNumber(coordinator, description)
        for description in NUMBERS
        if description.max_fn(coordinator)
    )


class FootMassageNumber(ConnectedEntity, NumberEntity):
    """A number that the massager is set to."""

    entity_description: FootMassageNumberDescription

    @property
    @override
    def native_max_value(self) -> float:
        """Return the upper end."""
        return self.entity_description.max_fn(self.coordinator)

    @property
    @override
    def native_value(self) -> float | None:
        """Return what is set."""
        return self.entity_description.value_fn(self.coordinator.data)

    @override
    async def async_set_native_value(self, value: float) -> None:
        """Set it; a running session follows at once."""
        await self.coordinator.async_set(self.entity_description.request_fn(value))
