"""What Settings > System > Repairs > System information says about us."""

from typing import Any

from homeassistant.components.system_health import SystemHealthRegistration
from homeassistant.core import HomeAssistant, callback

from .const import DOMAIN
from .runtime import FootMassageConfigEntry
from .session_files import STORE_VERSION
from .session_log import SESSION_LOG


@callback
def async_register(hass: HomeAssistant, register: SystemHealthRegistration) -> None:
    """Register what we have to say."""
    register.async_register_info(system_health_info)


async def system_health_info(hass: HomeAssistant) -> dict[str, Any]:
    """Return counts only: no names, no addresses."""
    entries: list[FootMassageConfigEntry] = hass.config_entries.async_loaded_entries(
        DOMAIN
    )
    return {
        "massagers": len(entries),
        "reachable": sum(
            entry.runtime_data.coordinator.data.connected for entry in entries
        ),
        "recorded_sessions": len(hass.data[SESSION_LOG]),
        "store_version": STORE_VERSION,
    }
