"""The entities that an integration makes of what a client offers.

Each offer becomes what it says it is: something to switch, to choose, to count, to
press or to read. Nothing is named or sorted out by hand.
"""

from typing import Any

from homeassistant.components.button import ButtonEntity
from homeassistant.components.number import NumberEntity
from homeassistant.components.select import SelectEntity
from homeassistant.components.sensor import SensorDeviceClass, SensorEntity
from homeassistant.components.switch import SwitchEntity
from homeassistant.const import Platform, UnitOfTemperature, UnitOfTime
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.update_coordinator import (
    CoordinatorEntity,
    DataUpdateCoordinator,
)

from .client import Client

DOMAIN = "simulated"
# As MIoT and Tuya call them.
UNITS = {
    "celsius": UnitOfTemperature.CELSIUS,
    "min": UnitOfTime.MINUTES,
    "minutes": UnitOfTime.MINUTES,
}

type Coordinator = DataUpdateCoordinator[dict[str, Any]]


class Part(CoordinatorEntity[Coordinator]):
    """One entity of the device; shows what the device last said."""

    _attr_has_entity_name = True

    def __init__(
        self, coordinator: Coordinator, client: Client, offer: dict[str, Any]
    ) -> None:
        super().__init__(coordinator)
        self.offer = offer
        self._client = client
        self._attr_name = offer["name"]
        self._attr_unique_id = offer["id"]
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, client.name)}, name="Device"
        )

    @property
    def shown(self) -> Any:
        return self.coordinator.data.get(self.offer["id"])

    async def tell(self, value: object) -> None:
        """Set it, and see what has become of it."""
        await self._client.write(self.offer["id"], value)
        await self.coordinator.async_refresh()


class Switch(Part, SwitchEntity):
    @property
    def is_on(self) -> bool | None:
        return self.shown

    async def async_turn_on(self, **kwargs: Any) -> None:
        await self.tell(True)

    async def async_turn_off(self, **kwargs: Any) -> None:
        await self.tell(False)


class Select(Part, SelectEntity):
    @property
    def options(self) -> list[str]:
        return self.offer["choices"]

    @property
    def current_option(self) -> str | None:
        return self.shown

    async def async_select_option(self, option: str) -> None:
        await self.tell(option)


class Number(Part, NumberEntity):
    def __init__(
        self, coordinator: Coordinator, client: Client, offer: dict[str, Any]
    ) -> None:
        super().__init__(coordinator, client, offer)
        low, high, self._attr_native_step = offer["range"]
        self._attr_native_min_value, self._attr_native_max_value = low, high
        self._attr_native_unit_of_measurement = UNITS.get(offer["unit"])

    @property
    def native_value(self) -> float | None:
        return self.shown

    async def async_set_native_value(self, value: float) -> None:
        await self.tell(int(value))


class Sensor(Part, SensorEntity):
    def __init__(
        self, coordinator: Coordinator, client: Client, offer: dict[str, Any]
    ) -> None:
        super().__init__(coordinator, client, offer)
        self._attr_native_unit_of_measurement = UNITS.get(offer["unit"])
        if choices := offer.get("choices"):
            self._attr_device_class = SensorDeviceClass.ENUM
            self._attr_options = choices

    @property
    def native_value(self) -> Any:
        return self.shown


class Button(Part, ButtonEntity):
    async def async_press(self) -> None:
        await self._client.act(self.offer["id"])
        await self.coordinator.async_refresh()


KINDS: dict[Platform, type[Part]] = {
    Platform.BUTTON: Button,
    Platform.NUMBER: Number,
    Platform.SELECT: Select,
    Platform.SENSOR: Sensor,
    Platform.SWITCH: Switch,
}


def platform_of(offer: dict[str, Any]) -> Platform:
    """Return what an offer is in Home Assistant."""
    if offer["action"]:
        return Platform.BUTTON
    if not offer["settable"]:
        return Platform.SENSOR
    if "choices" in offer:
        return Platform.SELECT
    if "range" in offer:
        return Platform.NUMBER
    assert offer["type"] == "bool"
    return Platform.SWITCH
