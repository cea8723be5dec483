"""The lights, scripts and scenes of a wind-down: found, missed and turned on."""

import asyncio
from collections.abc import Iterable
from itertools import chain
import logging

from homeassistant.components.light import DOMAIN as LIGHT_DOMAIN
from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.const import ATTR_ENTITY_ID, SERVICE_TURN_ON
from homeassistant.core import Context, HomeAssistant, State, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er

from .const import CONF_EXTRAS, CONF_LIGHTS
from .errors import failed
from .issues import (
    WIND_DOWN_MISSING,
    last_entity_id,
    raise_wind_down_missing,
    take_back,
)
from .light_state import in_reach

_LOGGER = logging.getLogger(__name__)


def find_entities(
    hass: HomeAssistant, wanted: Iterable[str]
) -> tuple[list[str], list[str]]:
    """Return the entity ids that exist, and what was wanted and does not.

    What is wanted is named by registry id, or by entity id where an entity has none.
    """
    registry = er.async_get(hass)
    found: list[str] = []
    missing: list[str] = []
    for one in wanted:
        entity_id = er.async_resolve_entity_id(registry, one)
        if entity_id and (registry.async_get(entity_id) or hass.states.get(entity_id)):
            found.append(entity_id)
        else:
            missing.append(one)
    return found, missing


def lit_or_dark(hass: HomeAssistant, entity_ids: Iterable[str]) -> list[State]:
    """Return the states of those of some entities that are lights within reach."""
    states = (hass.states.get(entity_id) for entity_id in entity_ids)
    return [
        state
        for state in states
        if state and state.domain == LIGHT_DOMAIN and in_reach(state)
    ]


@callback
def check_missing(
    hass: HomeAssistant, entry: ConfigEntry, subentry: ConfigSubentry
) -> list[str]:
    """Report what a wind-down uses that no longer exists; returns it in words."""
    wanted = (*subentry.data[CONF_LIGHTS], *subentry.data[CONF_EXTRAS])
    _, missing = find_entities(hass, wanted)
    if missing:
        raise_wind_down_missing(hass, entry, subentry, missing)
    else:
        take_back(hass, WIND_DOWN_MISSING, subentry.subentry_id)
    return [
        str(failed("entity_gone", entity=last_entity_id(hass, one))) for one in missing
    ]


async def async_turn_on_all(
    hass: HomeAssistant, entity_ids: Iterable[str], context: Context
) -> list[str]:
    """Run scripts and activate scenes, all at once; returns what failed, in words."""
    outcomes = await asyncio.gather(
        *(_async_turn_on(hass, entity_id, context) for entity_id in entity_ids)
    )
    return list(chain.from_iterable(outcomes))


async def _async_turn_on(
    hass: HomeAssistant, entity_id: str, context: Context
) -> list[str]:
    try:
        await hass.services.async_call(
            entity_id.partition(".")[0],
            SERVICE_TURN_ON,
            {ATTR_ENTITY_ID: entity_id},
            blocking=True,
            context=context,
        )
    except Exception as err:
        # Whatever is wrong with it, the wind-down goes on.
        if not isinstance(err, HomeAssistantError):
            _LOGGER.exception("%s failed", entity_id)
        return [f"{entity_id}: {err}"]
    return []
