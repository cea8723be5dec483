"""Scene: activating one starts a wind-down."""

from datetime import timedelta
from typing import Any, override

from homeassistant.components.light import ATTR_TRANSITION
from homeassistant.components.scene import Scene
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .runtime import FootMassageConfigEntry
from .wind_down_entity import WindDownEntity, add_to_each

PARALLEL_UPDATES = 0

WIND_DOWN = EntityDescription(key="scene", translation_key="wind_down")


async def async_setup_entry(
    hass: HomeAssistant,
    entry: FootMassageConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add a scene for each wind-down."""
    add_to_each(entry, async_add_entities, WindDownScene, WIND_DOWN)


class WindDownScene(WindDownEntity, Scene):
    """Dims the lights and starts the massage."""

    _attr_name = None

    @override
    async def async_activate(self, **kwargs: Any) -> None:
        """Start the wind-down; ``transition`` (s) is the length of its fade."""
        transition = kwargs.get(ATTR_TRANSITION)
        await self.wind_down.async_activate(
            fade=None if transition is None else timedelta(seconds=transition),
            context=self._context,
        )
