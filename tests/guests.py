"""People who may not do everything."""

from collections.abc import Iterable

from homeassistant.auth.permissions import PolicyPermissions
from homeassistant.core import Context, HomeAssistant


async def guest_of(hass: HomeAssistant, entity_ids: Iterable[str]) -> Context:
    """Return the context of a user who may only use these entities."""
    # The first user of a home is its owner, who may do everything.
    await hass.auth.async_create_user("Owner")
    guest = await hass.auth.async_create_user("Guest", group_ids=[])
    allowed = {"entities": {"entity_ids": dict.fromkeys(entity_ids, True)}}
    # Home Assistant has no dialog yet that makes such a group.
    guest.permissions = PolicyPermissions(allowed, hass.auth._store._perm_lookup)
    return Context(user_id=guest.id)
