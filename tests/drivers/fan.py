"""A massager that another integration has taken for a fan."""

from typing import Any

from homeassistant.components.fan import FanEntity, FanEntityFeature
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_component import DATA_INSTANCES
from homeassistant.setup import async_setup_component

FAN = "fan.massager"


async def plug_in_fan(hass: HomeAssistant) -> None:
    assert await async_setup_component(hass, "fan", {})
    await hass.data[DATA_INSTANCES]["fan"].async_add_entities([Fan()])


class Fan(FanEntity):
    """Its speed is what it is, whatever its entity is called."""

    _attr_unique_id = "massager"
    _attr_name = "Massager"
    _attr_percentage = 0
    _attr_speed_count = 3
    _attr_supported_features = (
        FanEntityFeature.SET_SPEED
        | FanEntityFeature.TURN_ON
        | FanEntityFeature.TURN_OFF
    )

    async def async_set_percentage(self, percentage: int) -> None:
        self._attr_percentage = percentage
        self.async_write_ha_state()

    async def async_turn_on(self, *args: Any, **kwargs: Any) -> None:
        await self.async_set_percentage(self.percentage or 33)

    async def async_turn_off(self, **kwargs: Any) -> None:
        await self.async_set_percentage(0)
