"""What another integration's device has that could drive a massager."""

from collections.abc import Iterable, Mapping
from typing import Any

from homeassistant.components.fan import ATTR_PERCENTAGE_STEP
from homeassistant.const import ATTR_DEVICE_CLASS, ATTR_UNIT_OF_MEASUREMENT
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .const import DOMAIN
from .core.massager import Heat
from .core.roles import Role, SourceEntity
from .core.source_map import SourceMap
from .core.vocabulary import (
    fan_levels,
    numeric_levels,
    suggest_heat,
    suggest_levels,
    suggest_minutes,
    suggest_techniques,
)

# A massager with our firmware says so in its project's name.
_OUR_FIRMWARE = ("foot_massage", "massager")

_SWITCHED = ("switch", "input_boolean")
_PRESSED = ("button", "input_button", "script", "scene")
_CHOSEN = ("select", "input_select")
_COUNTED = ("number", "input_number")
# What each role can be played by.
ROLE_DOMAINS: dict[Role, tuple[str, ...]] = {
    Role.POWER: (*_SWITCHED, "fan", "humidifier", "light"),
    Role.START: _PRESSED,
    Role.STOP: _PRESSED,
    Role.PAUSE: (*_SWITCHED, *_PRESSED),
    Role.RESUME: _PRESSED,
    Role.RUNNING: ("binary_sensor", "sensor"),
    Role.POWER_METER: ("sensor",),
    Role.TECHNIQUE: _CHOSEN,
    Role.INTENSITY: (*_COUNTED, *_CHOSEN, "fan"),
    Role.HEAT: (*_SWITCHED, *_CHOSEN, *_COUNTED),
    Role.DURATION: (*_COUNTED, *_CHOSEN),
    Role.TIME_LEFT: ("sensor",),
    Role.ARCH_AND_HEEL: _SWITCHED,
    Role.BALL: _SWITCHED,
    Role.TOES_AND_DORSUM: _SWITCHED,
    Role.CALVES_AND_ACHILLES: _SWITCHED,
}


def entities_of(
    hass: HomeAssistant, device_ids: Iterable[str], others: Iterable[str]
) -> list[SourceEntity]:
    """Return the enabled entities of devices, and some others by entity id."""
    registry = er.async_get(hass)
    of_devices = [
        entry.entity_id
        for device_id in device_ids
        for entry in er.async_entries_for_device(registry, device_id)
    ]
    return [
        describe(hass, entity_id)
        for entity_id in dict.fromkeys((*of_devices, *others))
        if not ((entry := registry.async_get(entity_id)) and entry.platform == DOMAIN)
    ]


def describe(hass: HomeAssistant, entity_id: str) -> SourceEntity:
    """Return what is known of an entity."""
    entry = er.async_get(hass).async_get(entity_id)
    state = hass.states.get(entity_id)
    shown: Mapping[str, Any] = state.attributes if state else {}
    shown_name = state.name if state else ""
    # While a device is off, its registry entry still knows what it can do.
    known = {**(entry.capabilities or {} if entry else {}), **shown}
    return SourceEntity(
        entity_id=entity_id,
        domain=entity_id.partition(".")[0],
        name=(entry.name or entry.original_name or "") if entry else shown_name,
        platform=entry.platform if entry else "",
        key=(entry.translation_key or entry.unique_id if entry else ""),
        device_class=known.get(ATTR_DEVICE_CLASS)
        or (entry.original_device_class if entry else None),
        unit=known.get(ATTR_UNIT_OF_MEASUREMENT)
        or (entry.unit_of_measurement if entry else None),
        options=tuple(map(str, known.get("options", ()))),
        minimum=known.get("min"),
        maximum=known.get("max"),
        step=known.get("step") or known.get(ATTR_PERCENTAGE_STEP),
        assumed_state=bool(known.get("assumed_state")),
        entity_category=entry.entity_category if entry else None,
        state_class=known.get("state_class"),
    )


def is_ours(hass: HomeAssistant, device_id: str) -> bool:
    """Return whether a device runs our own firmware."""
    device = dr.async_get(hass).async_get(device_id)
    return (
        isinstance(device, dr.DeviceEntry)
        and (device.manufacturer, device.model) == _OUR_FIRMWARE
    )


def candidates(entities: Iterable[SourceEntity], role: Role) -> list[str]:
    """Return the entity ids of what could play a role."""
    domains = ROLE_DOMAINS[role]
    return [one.entity_id for one in entities if one.domain in domains]


def values_of(entity: SourceEntity) -> tuple[str, ...]:
    """Return what an entity can be set to, in its own words."""
    if entity.domain in _SWITCHED:
        return ("off", "on")
    if entity.domain == "fan":
        return tuple(map(str, fan_levels(entity.step))) if entity.step else ()
    if entity.options or entity.minimum is None or entity.maximum is None:
        return entity.options
    levels = numeric_levels(entity.minimum, entity.maximum, entity.step or 1)
    return tuple(f"{level:g}" for level in levels)


def heat_values_of(entity: SourceEntity) -> tuple[str, ...]:
    """Return what a heater can be set to: unlike a motor's, its 0 is a level."""
    values = values_of(entity)
    return ("0", *values) if entity.minimum == 0 and "0" not in values else values


def levels_of(entity: SourceEntity) -> tuple[str, ...]:
    """Return an entity's levels from gentlest to strongest, if they are clear."""
    if entity.options:
        return suggest_levels(entity.options)
    return values_of(entity)


def heats_of(entity: SourceEntity) -> dict[Heat, str]:
    """Return what a device's own heat levels probably are."""
    if entity.domain in _SWITCHED:
        return {Heat.OFF: "off", Heat.MEDIUM: "on"}
    if entity.options:
        return suggest_heat(entity.options)
    levels = values_of(entity)
    off = {Heat.OFF: "0"} if entity.minimum == 0 else {}
    return off | dict(zip(_HEATS.get(len(levels), ()), levels, strict=False))


_HEATS = {
    1: (Heat.MEDIUM,),
    2: (Heat.LOW, Heat.HIGH),
    3: (Heat.LOW, Heat.MEDIUM, Heat.HIGH),
}


def map_of(
    roles: Mapping[Role, str], entities: Iterable[SourceEntity], *, whole_timer: bool
) -> SourceMap:
    """Return the map for these roles, with every word as it is suggested."""
    known = {one.entity_id: one for one in entities}
    played = {role: known[entity_id] for role, entity_id in roles.items()}

    def of[ResultT](role: Role, what: Any, otherwise: ResultT) -> ResultT:
        result: ResultT = what(played[role]) if role in played else otherwise
        return result

    return SourceMap(
        entities=roles,
        techniques=of(Role.TECHNIQUE, lambda one: suggest_techniques(one.options), {}),
        levels=of(Role.INTENSITY, levels_of, ()),
        heats=of(Role.HEAT, heats_of, {}),
        minutes=of(Role.DURATION, lambda one: suggest_minutes(one.options), {}),
        timer_is_whole=whole_timer,
    )


def kept_by(hass: HomeAssistant, entity_id: str) -> str:
    """Return what to keep of an entity, so that it may be renamed."""
    entry = er.async_get(hass).async_get(entity_id)
    return entry.id if entry else entity_id
