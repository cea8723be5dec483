"""What Settings > System > Repairs > System information says about us."""

from typing import Any

from homeassistant.components.system_health import SystemHealthRegistration
from homeassistant.core import HomeAssistant, callback

from .const import DOMAIN
from .night_store import NIGHT_STORE
from .session_log import SESSION_LOG
from .sleep_people import is_sleeper
from .stored_file import STORE_VERSION


@callback
def async_register(hass: HomeAssistant, register: SystemHealthRegistration) -> None:
    """Register what we have to say."""
    register.async_register_info(system_health_info)


async def system_health_info(hass: HomeAssistant) -> dict[str, Any]:
    """Return counts only: no names, no addresses."""
    entries = hass.config_entries.async_loaded_entries(DOMAIN)
    massagers = [entry for entry in entries if not is_sleeper(entry)]
    return {
        "massagers": len(massagers),
        "reachable": sum(
            entry.runtime_data.coordinator.data.connected for entry in massagers
        ),
        "sleepers": len(entries) - len(massagers),
        "recorded_sessions": len(hass.data[SESSION_LOG]),
        "recorded_nights": len(hass.data[NIGHT_STORE]),
        "store_version": STORE_VERSION,
    }
