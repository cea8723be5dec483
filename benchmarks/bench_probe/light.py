"""Lights that cost as little as lights can."""

from typing import Any, override

from homeassistant.components.light import LightEntity
from homeassistant.components.light.const import (
    ATTR_BRIGHTNESS,
    ColorMode,
    LightEntityFeature,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddEntitiesCallback
from homeassistant.helpers.typing import ConfigType, DiscoveryInfoType


async def async_setup_platform(
    _hass: HomeAssistant,
    _config: ConfigType,
    async_add_entities: AddEntitiesCallback,
    discovery_info: DiscoveryInfoType | None = None,
) -> None:
    """Put up as many as were asked for."""
    if discovery_info:
        async_add_entities(BenchLight(one) for one in range(discovery_info["count"]))


class BenchLight(LightEntity):
    """A light that does transitions and is at once what it was told."""

    _attr_color_mode = ColorMode.BRIGHTNESS
    _attr_supported_features = LightEntityFeature.TRANSITION
    _attr_should_poll = False

    def __init__(self, number: int) -> None:
        """Name the light; it is on."""
        self._attr_name = f"Bench {number}"
        self._attr_unique_id = f"bench_{number}"
        self._attr_supported_color_modes = {ColorMode.BRIGHTNESS}
        self._attr_is_on = True
        self._attr_brightness = 200

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        self._attr_is_on = True
        self._attr_brightness = kwargs.get(ATTR_BRIGHTNESS, self._attr_brightness)
        self.async_write_ha_state()

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        self._attr_is_on = False
        self.async_write_ha_state()
