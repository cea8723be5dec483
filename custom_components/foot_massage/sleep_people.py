"""Who sleeps here, which config entries are theirs, and whose a session is."""

from typing import Any, Final

from homeassistant.components.person.const import DOMAIN as PERSON_DOMAIN
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import entity_registry as er

from .const import (
    CONF_DEFAULT_SLEEPER,
    CONF_KIND,
    CONF_PERSON,
    DOMAIN,
    KIND_SLEEPER,
)
from .errors import invalid, unknown_value

ATTR_SLEEPER: Final = "sleeper"
# An attribute of a person's state.
_USER_ID: Final = "user_id"


def is_sleeper(entry: ConfigEntry[Any]) -> bool:
    """Return whether a config entry is of a person instead of a massager."""
    return bool(entry.data.get(CONF_KIND) == KIND_SLEEPER)


def sleepers(hass: HomeAssistant) -> list[ConfigEntry[Any]]:
    """Return the config entries of all people, by name."""
    entries = hass.config_entries.async_entries(
        DOMAIN, include_ignore=False, include_disabled=False
    )
    return sorted(filter(is_sleeper, entries), key=lambda entry: entry.title.casefold())


def massagers(hass: HomeAssistant) -> list[ConfigEntry[Any]]:
    """Return the config entries of all massagers, disabled ones too."""
    entries = hass.config_entries.async_entries(DOMAIN, include_ignore=False)
    return [entry for entry in entries if not is_sleeper(entry)]


def find_sleeper(hass: HomeAssistant, called: str) -> ConfigEntry[Any]:
    """Return the person who is called so: by entry id, name or person entity.

    Raises ServiceValidationError that names those there are.
    """
    known = sleepers(hass)
    registered = er.async_get(hass).async_get(called)
    for entry in known:
        is_person = registered is not None and registered.id == entry.data[CONF_PERSON]
        if called == entry.entry_id or is_person or _same(called, entry.title):
            return entry
    if not known:
        raise invalid("no_sleeper")
    raise unknown_value(ATTR_SLEEPER, called, [entry.title for entry in known])


def sleeper_of_user(
    hass: HomeAssistant, user_id: str | None
) -> ConfigEntry[Any] | None:
    """Return the person who has a user account."""
    if user_id is None:
        return None
    registry = er.async_get(hass)
    people = {
        person.id
        for state in hass.states.async_all(PERSON_DOMAIN)
        if state.attributes.get(_USER_ID) == user_id
        and (person := registry.async_get(state.entity_id))
    }
    return next(
        (entry for entry in sleepers(hass) if entry.data[CONF_PERSON] in people), None
    )


def is_persons(hass: HomeAssistant, user_id: str) -> bool:
    """Return whether a user account is that of a person, not of a tablet."""
    return any(
        state.attributes.get(_USER_ID) == user_id
        for state in hass.states.async_all(PERSON_DOMAIN)
    )


def has_account(hass: HomeAssistant, sleeper: ConfigEntry[Any]) -> bool:
    """Return whether somebody has a user account, or may have one."""
    if not (person_id := sleeper.data[CONF_PERSON]):
        return False
    person = er.async_get(hass).async_get(person_id)
    state = hass.states.get(person.entity_id) if person else None
    return state is None or state.attributes.get(_USER_ID) is not None


def sleeper_by_default(hass: HomeAssistant, massager: ConfigEntry[Any]) -> str | None:
    """Return the entry id of the person who uses a massager unless told otherwise."""
    default = massager.options.get(CONF_DEFAULT_SLEEPER)
    known = {entry.entry_id for entry in sleepers(hass)}
    return default if default in known else None


def attributed(
    hass: HomeAssistant, massager: ConfigEntry[Any], context: Context | None
) -> str | None:
    """Return the entry id of the person who is massaged, if nobody is named."""
    if asking := sleeper_of_user(hass, context.user_id if context else None):
        return asking.entry_id
    return sleeper_by_default(hass, massager)


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
