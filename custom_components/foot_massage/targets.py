"""Finds the massagers and wind-downs that an action is aimed at.

Home Assistant's own entity actions leave unavailable entities out without a word;
ours have to say that a massager is out of reach, and stopping must reach it still.
"""

from collections.abc import AsyncIterator, Iterator

from homeassistant.auth.permissions.const import POLICY_CONTROL
from homeassistant.const import ATTR_ENTITY_ID, ENTITY_MATCH_ALL
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import UnknownUser
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.target import (
    TargetSelection,
    async_extract_referenced_entity_ids,
)

from .aimed import MASSAGER, WIND_DOWN, Kind
from .const import DOMAIN
from .coordinator import FootMassageCoordinator
from .errors import ForbiddenError, invalid
from .runtime import FootMassageConfigEntry
from .wind_down import WindDown


async def async_massagers(call: ServiceCall) -> dict[str, FootMassageCoordinator]:
    """Return the massagers aimed at, by the entity id of their session switch."""
    found = {
        entity.entity_id: entry.runtime_data.coordinator
        async for entity, entry in _async_aimed_at(call, MASSAGER)
    }
    if not found:
        raise invalid("no_such_massager")
    return found


async def async_wind_downs(call: ServiceCall) -> list[WindDown]:
    """Return the wind-downs aimed at."""
    found = [
        entry.runtime_data.wind_downs[entity.config_subentry_id]
        async for entity, entry in _async_aimed_at(call, WIND_DOWN)
        if entity.config_subentry_id in entry.runtime_data.wind_downs
    ]
    if not found:
        raise invalid("no_such_wind_down")
    return found


def ours(
    hass: HomeAssistant, kind: Kind
) -> Iterator[tuple[er.RegistryEntry, FootMassageConfigEntry]]:
    """Yield our enabled entities of one kind, of all massagers that are set up."""
    registry = er.async_get(hass)
    for entry in hass.config_entries.async_loaded_entries(DOMAIN):
        for entity in er.async_entries_for_config_entry(registry, entry.entry_id):
            if (entity.domain, entity.translation_key) == kind and not entity.disabled:
                yield entity, entry


async def _async_aimed_at(
    call: ServiceCall, kind: Kind
) -> AsyncIterator[tuple[er.RegistryEntry, FootMassageConfigEntry]]:
    """Yield our entities of one kind that the caller aims at and may control."""
    hass = call.hass
    user = None
    if call.context.user_id:
        user = await hass.auth.async_get_user(call.context.user_id)
        if user is None:
            raise UnknownUser(context=call.context)
    everything = call.data.get(ATTR_ENTITY_ID) == ENTITY_MATCH_ALL
    aimed: set[str] = set()
    if not everything:
        selected = async_extract_referenced_entity_ids(
            hass, TargetSelection(call.data), True
        )
        aimed = selected.referenced | selected.indirectly_referenced
    for entity, entry in ours(hass, kind):
        if not (everything or entity.entity_id in aimed):
            continue
        if not user or user.permissions.check_entity(entity.entity_id, POLICY_CONTROL):
            yield entity, entry
        elif not everything:
            state = hass.states.get(entity.entity_id)
            name = state.name if state else entity.entity_id
            raise ForbiddenError(call.context, "not_allowed", name=name)
