"""What a massager's owner allows: how long a session is, and whether one may start."""

from datetime import timedelta
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_cached_translations

from .const import (
    CONF_HOLD_REASONS,
    CONF_LONGEST_SESSION,
    DOMAIN,
    LONGEST_SESSION,
    SHORTEST_SESSION,
)
from .core.massager import Capabilities
from .errors import invalid

_MINUTE = timedelta(minutes=1)


def longest_session(entry: ConfigEntry[Any], has: Capabilities) -> timedelta:
    """Return the longest session that owner and massager allow."""
    minutes = entry.options.get(CONF_LONGEST_SESSION)
    return min(minutes * _MINUTE if minutes else LONGEST_SESSION, has.longest)


def check_duration(duration: timedelta, longest: timedelta) -> None:
    """Raise ServiceValidationError for a length that no session may have."""
    if not SHORTEST_SESSION <= duration <= longest:
        raise invalid(
            "duration_out_of_range",
            shortest=str(SHORTEST_SESSION // _MINUTE),
            longest=str(longest // _MINUTE),
        )


def held_back(hass: HomeAssistant, entry: ConfigEntry[Any]) -> Exception:
    """Return the error that tells why the safety hold lets no session start."""
    reasons = entry.options.get(CONF_HOLD_REASONS)
    if not reasons:
        return invalid("safety_hold_no_reason", name=entry.title)
    words = async_get_cached_translations(
        hass, hass.config.language, "selector", DOMAIN
    )
    prefix = f"component.{DOMAIN}.selector.hold_reason.options."
    told = ", ".join(words.get(prefix + reason, reason) for reason in reasons)
    return invalid("safety_hold", name=entry.title, reasons=told)
