"""The steps for a massager on the network: finding it and pairing with it."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, override

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigFlow,
    ConfigFlowResult,
)
from homeassistant.const import CONF_HOST, CONF_NAME, CONF_PIN, CONF_PORT, CONF_TOKEN
from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    TextSelector,
    TextSelectorConfig,
)
from homeassistant.helpers.service_info.zeroconf import ZeroconfServiceInfo
import voluptuous as vol

from .drivers.base import (
    CannotConnectError,
    DriverError,
    NotAuthorisedError,
    RefusedError,
)
from .pairing import PairingMassager

API_VERSION = "1"
DEFAULT_PORT = 8080

_ADDRESS_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_HOST): TextSelector(TextSelectorConfig(autocomplete="off")),
        vol.Required(CONF_PORT, default=DEFAULT_PORT): vol.All(
            NumberSelector(
                NumberSelectorConfig(min=1, max=65535, mode=NumberSelectorMode.BOX)
            ),
            vol.Coerce(int),
        ),
    }
)
_PIN_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_PIN): TextSelector(
            TextSelectorConfig(autocomplete="one-time-code")
        )
    }
)


class NetworkSteps(ConfigFlow):
    """Steps of the config flow that talk to a massager."""

    _massager: PairingMassager

    @abstractmethod
    async def _async_new_massager(
        self, title: str, data: dict[str, Any]
    ) -> ConfigFlowResult:
        """Go on with a massager that is ready to become an entry."""

    async def async_step_network(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for a massager's address."""
        errors: dict[str, str] = {}
        if user_input is not None:
            try:
                await self._async_identify(PairingMassager(self.hass, **user_input))
            except DriverError as error:
                errors = _base_error(error)
            else:
                self._abort_if_known()
                return await self.async_step_pair()
        return self._show_address_form("network", user_input or {}, errors)

    @override
    async def async_step_zeroconf(
        self, discovery_info: ZeroconfServiceInfo
    ) -> ConfigFlowResult:
        """Take up a massager that announces itself."""
        announced = discovery_info.properties
        if announced.get("api") != API_VERSION:
            return self.async_abort(reason="api_version")
        if not (serial := announced.get("id")) or not discovery_info.port:
            return self.async_abort(reason="not_a_massager")
        self._massager = PairingMassager(
            self.hass, discovery_info.host, discovery_info.port
        )
        await self.async_set_unique_id(serial)
        self._abort_if_known()
        name = announced.get("name") or discovery_info.name.partition(".")[0]
        self.context["title_placeholders"] = {CONF_NAME: name}
        return await self.async_step_zeroconf_confirm()

    async def async_step_zeroconf_confirm(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask whether to set up the massager that was found."""
        errors: dict[str, str] = {}
        if user_input is not None:
            announced = self.unique_id
            try:
                await self._async_identify(self._massager)
            except DriverError as error:
                errors = _base_error(error)
            else:
                if self.unique_id != announced:
                    return self.async_abort(reason="another_massager")
                return await self.async_step_pair()
        return self.async_show_form(
            step_id="zeroconf_confirm",
            errors=errors,
            description_placeholders={
                **self.context["title_placeholders"],
                CONF_HOST: self._massager.host,
            },
        )

    async def async_step_pair(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Have the massager show a PIN, and trade that PIN for a token."""
        if user_input is None:
            errors = await self._async_show_pin()
        else:
            try:
                await self._massager.pair(user_input[CONF_PIN].strip())
            except NotAuthorisedError:
                errors = {CONF_PIN: "wrong_pin"}
            except RefusedError:
                # The PIN has run out, or there were too many wrong ones.
                errors = await self._async_show_pin() or {CONF_PIN: "pairing_closed"}
            except DriverError as error:
                errors = _base_error(error)
            else:
                return await self._async_accepted()
        return self.async_show_form(
            step_id="pair",
            data_schema=_PIN_SCHEMA,
            errors=errors,
            description_placeholders={CONF_NAME: self._massager.identity.name},
        )

    async def async_step_reauth(
        self, entry_data: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """Take up a massager that no longer accepts its token."""
        self._massager = PairingMassager(
            self.hass, entry_data[CONF_HOST], entry_data[CONF_PORT]
        )
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask before the massager shows a PIN: someone has to be there to read it."""
        errors: dict[str, str] = {}
        if user_input is not None:
            try:
                await self._async_identify(self._massager)
            except DriverError as error:
                errors = _base_error(error)
            else:
                self._abort_if_unique_id_mismatch(reason="another_massager")
                return await self.async_step_pair()
        return self.async_show_form(step_id="reauth_confirm", errors=errors)

    async def async_step_new_address(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for a massager's new address; the token stays unless it is refused."""
        entry = self._get_reconfigure_entry()
        errors: dict[str, str] = {}
        if user_input is not None:
            try:
                await self._async_identify(PairingMassager(self.hass, **user_input))
                self._abort_if_unique_id_mismatch(reason="another_massager")
                await self._massager.use_token(entry.data[CONF_TOKEN])
            except NotAuthorisedError:
                return await self.async_step_pair()
            except DriverError as error:
                errors = _base_error(error)
            else:
                return await self._async_accepted()
        return self._show_address_form("new_address", user_input or entry.data, errors)

    async def _async_identify(self, massager: PairingMassager) -> None:
        """Ask a massager who it is, and go on with that one."""
        await massager.identify()
        self._massager = massager
        await self.async_set_unique_id(
            massager.identity.serial, raise_on_progress=False
        )

    async def _async_show_pin(self) -> dict[str, str]:
        """Have the massager show a PIN; returns the errors for the form."""
        try:
            await self._massager.show_pin()
        except RefusedError:
            return {"base": "pairing_locked"}
        except DriverError as error:
            return _base_error(error)
        return {}

    async def _async_accepted(self) -> ConfigFlowResult:
        """Go on with a massager that has accepted a token."""
        if self.source == SOURCE_REAUTH:
            return self._update(self._get_reauth_entry())
        if self.source == SOURCE_RECONFIGURE:
            return self._update(self._get_reconfigure_entry())
        return await self._async_new_massager(
            self._massager.identity.name, self._massager.entry_data()
        )

    def _abort_if_known(self) -> None:
        """Abort if the massager is set up already, and note its present address."""
        # The entry's update listener reloads it.
        self._abort_if_unique_id_configured(
            {CONF_HOST: self._massager.host, CONF_PORT: self._massager.port},
            reload_on_update=False,
        )

    def _update(self, entry: ConfigEntry) -> ConfigFlowResult:
        """Keep what was learned about a massager that is set up already."""
        return self.async_update_and_abort(entry, data=self._massager.entry_data())

    def _show_address_form(
        self, step_id: str, suggested: Mapping[str, Any], errors: dict[str, str]
    ) -> ConfigFlowResult:
        """Ask for a host and a port."""
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(_ADDRESS_SCHEMA, suggested),
            errors=errors,
        )


def _base_error(error: DriverError) -> dict[str, str]:
    """Return a form's errors for a massager that could not be talked to."""
    if isinstance(error, CannotConnectError):
        return {"base": "cannot_connect"}
    return {"base": "not_a_massager"}
