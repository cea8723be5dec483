"""What somebody can choose from to have their sleep measured, and what they chose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.components.event import DOMAIN as EVENT_DOMAIN
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.loader import IntegrationNotLoaded, async_get_loaded_integration

from .const import CONF_ATTRIBUTE, CONF_SENSORS
from .core.metrics import Metric
from .option_words import async_option_words
from .sleep_people import sleepers
from .wearable_words import Part
from .wearables import WEARABLES, Suggestion, Wearer, shown_unit, suggest, wearers

_TRACKERS: Final = "device_trackers"
# Those that tell of sleep as it happens.
EVENT_WEARABLES: Final = sorted(
    {
        wearable.domain
        for wearable in WEARABLES
        for parts in wearable.parts.values()
        if any(part.event for part in parts)
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WearerChoice:
    """A wearable that may be somebody's; ``likely`` if it seems to be."""

    key: str
    label: str
    entity_ids: tuple[str, ...]
    likely: bool


def wearers_in(
    hass: HomeAssistant, person: er.RegistryEntry | None, name: str
) -> list[WearerChoice]:
    """Return all wearables there are; the only one that nobody has is likely theirs."""
    registry = er.async_get(hass)
    found = wearers(registry.entities.values())
    taken = {
        entry.entity_id
        for sleeper in sleepers(hass)
        for one in sleeper.data[CONF_SENSORS].values()
        if (entry := registry.async_get(one[ATTR_ENTITY_ID]))
    }
    free = [who for who, ids in found.items() if taken.isdisjoint(ids)]
    own = _devices_of(hass, person)
    choices = []
    for who, entity_ids in found.items():
        label = _label(hass, who, entity_ids)
        devices = {registry.entities[one].device_id for one in entity_ids}
        theirs = not own.isdisjoint(devices) or name.casefold() in label.casefold()
        choices.append(
            WearerChoice(
                key=f"{who.domain}:{who.owner}",
                label=label,
                entity_ids=tuple(entity_ids),
                likely=theirs or free == [who],
            )
        )
    return sorted(choices, key=lambda choice: choice.label.casefold())


def mapping_of(
    hass: HomeAssistant, chosen: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """Return what measures each metric, as a config entry keeps it.

    By registry id, so that the entity may be renamed.
    """
    registry = er.async_get(hass)
    mapping = {}
    for metric in Metric:
        if metric in chosen and (entry := registry.async_get(chosen[metric])):
            part = _part(hass, entry, metric)
            mapping[metric.value] = {
                ATTR_ENTITY_ID: entry.id,
                CONF_ATTRIBUTE: part.attribute if part else None,
            }
    return mapping


def wrong_units(hass: HomeAssistant, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return which sensors cannot be used, by field."""
    errors = {}
    registry = er.async_get(hass)
    for field, entity_id in chosen.items():
        metric = Metric(field)
        entry = registry.async_get(entity_id)
        if entry is None:
            errors[field] = "no_unique_id"
        elif _part(hass, entry, metric) is None and (
            entry.domain == EVENT_DOMAIN
            or not metric.scale.accepts(shown_unit(hass, entry))
        ):
            errors[field] = "unit_does_not_fit"
    return errors


async def remarks_on(hass: HomeAssistant, found: Suggestion) -> str:
    """Return what to say of a suggestion: what is missing, refused or to be noted."""
    word = await async_option_words(hass)
    notes = [
        f"- **{word('metric', metric)}**: {word('note', one.part.note)}"
        for metric, one in found.best.items()
        if one.part.note
    ]
    if found.handed_on:
        notes.append(f"- {word('note', 'handed_on')}")
    if found.adds_up:
        duration = word("metric", Metric.SLEEP_DURATION)
        notes.append(f"- **{duration}**: {word('note', 'adds_up')}")
    disabled = [
        f"- **{word('metric', metric)}**: {one.entry.entity_id}"
        for metric, one in found.disabled.items()
    ]
    refused = [
        f"- **{word('metric', metric)}**: {entity_id} ({word('trap', trap)})"
        for entity_id, (metric, trap) in found.refused.items()
    ]
    remarks = {"disabled": disabled, "refused": refused, "notes": notes}
    return "".join(
        "\n".join(["\n", word("remark", key), *lines])
        for key, lines in remarks.items()
        if lines
    )


def _part(hass: HomeAssistant, entry: er.RegistryEntry, metric: Metric) -> Part | None:
    """Return which part of a known entity is a metric."""
    found = suggest(hass, [entry])
    sensor = found.best.get(metric) or found.disabled.get(metric)
    return sensor.part if sensor else None


def _devices_of(hass: HomeAssistant, person: er.RegistryEntry | None) -> set[str]:
    """Return the devices that follow a person around: their phone."""
    state = hass.states.get(person.entity_id) if person else None
    registry = er.async_get(hass)
    return {
        entry.device_id
        for tracker in (state.attributes.get(_TRACKERS, ()) if state else ())
        if (entry := registry.async_get(tracker)) and entry.device_id
    }


def _label(hass: HomeAssistant, who: Wearer, entity_ids: list[str]) -> str:
    """Return what a wearable is called by its owner."""
    devices = dr.async_get(hass)
    registry = er.async_get(hass)
    for entity_id in entity_ids:
        device_id = registry.entities[entity_id].device_id
        if device_id and (device := devices.async_get(device_id)):
            return f"{device.name_by_user or device.name} ({_name(hass, who.domain)})"
    return f"{_name(hass, who.domain)} ({who.owner})"


def _name(hass: HomeAssistant, domain: str) -> str:
    """Return what an integration is called, as far as it is there."""
    try:
        return async_get_loaded_integration(hass, domain).name
    except IntegrationNotLoaded:
        return domain
