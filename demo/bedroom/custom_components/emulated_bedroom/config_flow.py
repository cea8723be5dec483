"""Makes the config entry that ``emulated_bedroom:`` in configuration.yaml asks for."""

from typing import Any

from homeassistant.config_entries import ConfigFlow, ConfigFlowResult

from . import DOMAIN


class EmulatedBedroomConfigFlow(ConfigFlow, domain=DOMAIN):
    """Make the one entry."""

    async def async_step_import(self, import_data: dict[str, Any]) -> ConfigFlowResult:
        """Make the entry without asking anything."""
        return self.async_create_entry(title="Emulated bedroom", data={})
