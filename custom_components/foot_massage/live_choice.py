"""The form for a person's live sensors: what is offered, and what cannot be used."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.components.sensor import (
    DOMAIN as SENSOR_DOMAIN,
    SensorDeviceClass as DeviceClass,
)
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.selector import (
    EntitySelector,
    EntitySelectorConfig,
    EntityWithDeviceFilterSelectorConfig,
)
import voluptuous as vol

from .const import CONF_LIVE_SENSORS, CONF_SENSORS
from .core.metrics import Reading
from .live_sensors import live_sensors_of
from .wearables import live_sensors, shown_unit

# As integrations write them, and as Home Assistant shows blood pressure elsewhere. A
# barometer's units are left out of what is offered.
_BPM: Final = ["bpm", "BPM", "beats/min", "count/min"]
_PRESSURE: Final = ["mmHg", "kPa", "inHg", "psi"]
_OFFERED: Final[Mapping[Reading, list[str]]] = {
    Reading.HEART_RATE: _BPM,
    Reading.HRV: ["ms", "s"],
    Reading.SPO2: ["%"],
    Reading.SYSTOLIC: _PRESSURE,
    Reading.DIASTOLIC: _PRESSURE,
}
# A battery is in percent as well.
_KINDS: Final[Mapping[Reading, set[DeviceClass]]] = {
    Reading.HEART_RATE: {DeviceClass.FREQUENCY},
    Reading.HRV: {DeviceClass.DURATION},
    Reading.SPO2: set(),
    Reading.SYSTOLIC: {DeviceClass.PRESSURE},
    Reading.DIASTOLIC: {DeviceClass.PRESSURE},
}

LIVE_SCHEMA: Final = vol.Schema(
    {
        vol.Optional(reading.value): EntitySelector(
            EntitySelectorConfig(
                filter=[
                    EntityWithDeviceFilterSelectorConfig(
                        domain=SENSOR_DOMAIN, unit_of_measurement=units
                    )
                ]
            )
        )
        for reading, units in _OFFERED.items()
    }
)


def suggested_live(
    hass: HomeAssistant, data: Mapping[str, Any], options: Mapping[str, Any]
) -> dict[str, str]:
    """Return what the form is filled in with, by field.

    It is what was chosen before, or else what the wearables of the nights have.
    """
    registry = er.async_get(hass)
    if CONF_LIVE_SENSORS in options:
        return {
            reading.value: entry.entity_id
            for reading, one in live_sensors_of(options).items()
            if (entry := registry.async_get(one))
        }
    nights = [
        entry
        for one in data[CONF_SENSORS].values()
        if (entry := registry.async_get(one[ATTR_ENTITY_ID]))
    ]
    known = live_sensors(registry.entities.values(), nights)
    return {one.value: entry.entity_id for one, entry in known.items()}


def wrong_live(hass: HomeAssistant, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with the chosen sensors, by field."""
    errors = {}
    registry = er.async_get(hass)
    for field, entity_id in chosen.items():
        entry = registry.async_get(entity_id)
        if entry is None:
            errors[field] = "no_unique_id"
        elif not _fits(hass, entry, Reading(field)):
            errors[field] = "unit_does_not_fit"
        elif list(chosen.values()).count(entity_id) > 1:
            errors[field] = "sensor_twice"
    return errors


def kept_live(hass: HomeAssistant, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the chosen sensors by registry id, so that they may be renamed."""
    registry = er.async_get(hass)
    return {
        field: entry.id
        for field, entity_id in chosen.items()
        if (entry := registry.async_get(entity_id))
    }


def _fits(hass: HomeAssistant, entry: er.RegistryEntry, reading: Reading) -> bool:
    """Return whether what an entity shows can be such a reading."""
    kind = entry.device_class or entry.original_device_class
    return (
        entry.domain == SENSOR_DOMAIN
        and (kind is None or kind in _KINDS[reading])
        and reading.scale.accepts(shown_unit(hass, entry))
    )
