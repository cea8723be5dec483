"""What a trigger or a condition has to look at, from what it is aimed at."""

from typing import ClassVar

from homeassistant.components.scene import DOMAIN as SCENE_DOMAIN
from homeassistant.components.sensor import DOMAIN as SENSOR_DOMAIN
from homeassistant.components.switch import DOMAIN as SWITCH_DOMAIN
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from .const import DOMAIN

# A kind of entity: its domain and its translation key.
type Kind = tuple[str, str]

# What actions are aimed at, see targets.py.
MASSAGER: Kind = (SWITCH_DOMAIN, "session")
WIND_DOWN: Kind = (SCENE_DOMAIN, "wind_down")
# What tells how somebody's nights compare.
COMPARISON: Kind = (SENSOR_DOMAIN, "comparison")


class Aimed:
    """Finds the entities that tell what massagers or wind-downs do.

    A mixin for Home Assistant's triggers and conditions, which by themselves would
    look at every entity of a domain. It is aimed as an action is, at ``_aim``: the
    editor can tell these apart, but not one of our sensors from another. What tells
    is ``_source`` of the same massager or wind-down; it may be aimed at as well.
    """

    _hass: HomeAssistant
    _aim: ClassVar[Kind]
    _source: ClassVar[Kind]

    def entity_filter(self, entities: set[str]) -> set[str]:
        """Return the sources of what is among these entities, each of them once."""
        registry = er.async_get(self._hass)
        owners = {
            (entity.config_entry_id, entity.config_subentry_id)
            for entity in map(registry.async_get, entities)
            if entity
            and entity.platform == DOMAIN
            and _kind(entity) in (self._aim, self._source)
        }
        return {
            entity.entity_id
            for entry_id, subentry_id in owners
            if entry_id
            for entity in er.async_entries_for_config_entry(registry, entry_id)
            if entity.config_subentry_id == subentry_id
            and _kind(entity) == self._source
        }


def _kind(entity: er.RegistryEntry) -> tuple[str, str | None]:
    return entity.domain, entity.translation_key
