"""Sets a massager up, with the safety notes before anything else, or a sleeper."""

from typing import Any, override

from homeassistant.config_entries import (
    ConfigEntry,
    ConfigFlowResult,
    ConfigSubentryFlow,
    OptionsFlow,
)
from homeassistant.core import callback
from homeassistant.helpers.selector import BooleanSelector
import voluptuous as vol

from .const import CONF_DRIVER, DOMAIN, SUBENTRY_WIND_DOWN, DriverKind
from .drivers.simulated import SIMULATED_CAPABILITIES, SIMULATED_IDENTITY
from .entities_flow import EntitiesSteps
from .infrared_flow import InfraredSteps
from .massager_entry import entry_data
from .network_flow import NetworkSteps
from .options_flow import MassagerOptionsFlow
from .pair_again_flow import PairAgainSteps
from .sleep_people import is_sleeper
from .sleeper_flow import SleeperSteps
from .sleeper_options import SleeperOptionsFlow
from .wind_down_flow import WindDownFlow

CONF_ACKNOWLEDGED = "acknowledged"

_SAFETY_SCHEMA = vol.Schema(
    {vol.Required(CONF_ACKNOWLEDGED, default=False): BooleanSelector()}
)


class FootMassageConfigFlow(
    NetworkSteps,
    PairAgainSteps,
    EntitiesSteps,
    InfraredSteps,
    SleeperSteps,
    domain=DOMAIN,
):
    """Handle the set-up of a foot massager, or of a person who sleeps."""

    VERSION = 1
    MINOR_VERSION = 1

    # What the new entry will be, once the safety notes have been read.
    _title: str
    _data: dict[str, Any]

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> OptionsFlow:
        """Return the options flow of a massager or a sleeper."""
        if is_sleeper(config_entry):
            return SleeperOptionsFlow()
        return MassagerOptionsFlow()

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(
        cls, config_entry: ConfigEntry
    ) -> dict[str, type[ConfigSubentryFlow]]:
        """Return what can be added to a massager; to a sleeper there is nothing."""
        return {} if is_sleeper(config_entry) else {SUBENTRY_WIND_DOWN: WindDownFlow}

    @override
    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Let the user choose how the massager is reached, or add a sleeper."""
        return self.async_show_menu(
            step_id="user",
            menu_options=["demo", "network", "entities", "infrared", "sleeper"],
        )

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Change how a massager is reached, or what measures somebody's sleep."""
        entry = self._get_reconfigure_entry()
        if is_sleeper(entry):
            return await self._async_reconfigure_sleeper()
        match entry.data[CONF_DRIVER]:
            case DriverKind.HTTP:
                return await self.async_step_new_address()
            case DriverKind.ENTITIES:
                return await self._async_reconfigure_entities()
            case DriverKind.INFRARED:
                return await self._async_reconfigure_infrared()
        return self.async_abort(reason="nothing_to_reconfigure")

    async def async_step_demo(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Take the simulated massager; one is enough."""
        await self.async_set_unique_id(SIMULATED_IDENTITY.serial)
        self._abort_if_unique_id_configured()
        return await self._async_new_massager(
            SIMULATED_IDENTITY.name,
            entry_data(
                DriverKind.SIMULATED, SIMULATED_IDENTITY, SIMULATED_CAPABILITIES
            ),
        )

    @override
    async def _async_new_massager(
        self, title: str, data: dict[str, Any]
    ) -> ConfigFlowResult:
        """Go on to the safety notes."""
        self._title = title
        self._data = data
        return await self.async_step_safety()

    async def async_step_safety(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Have the user read when not to use a massager."""
        errors: dict[str, str] = {}
        if user_input is not None:
            if user_input[CONF_ACKNOWLEDGED]:
                self._abort_if_unique_id_configured()
                return self.async_create_entry(title=self._title, data=self._data)
            errors[CONF_ACKNOWLEDGED] = "not_acknowledged"
        return self.async_show_form(
            step_id="safety", data_schema=_SAFETY_SCHEMA, errors=errors
        )
