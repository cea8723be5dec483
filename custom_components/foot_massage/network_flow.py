"""The steps for a new massager on the network: finding it and pairing with it."""

from typing import Any, override

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import CONF_HOST, CONF_NAME, CONF_PORT
from homeassistant.helpers.service_info.zeroconf import ZeroconfServiceInfo

from .drivers.base import DriverError, ProtocolError
from .drivers.device_api import read_announcement
from .pairing import PairingMassager, async_is_still_there
from .pairing_flow import PairingSteps, base_error

API_VERSION = "1"
ENCRYPTED = "1"


class NetworkSteps(PairingSteps):
    """Steps of the config flow for a massager that is not set up yet."""

    async def async_step_network(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for a massager's address."""
        errors: dict[str, str] = {}
        if user_input is not None:
            try:
                await self._async_identify(PairingMassager(self.hass, **user_input))
            except DriverError as error:
                errors = base_error(error)
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
        try:
            serial, name = read_announcement(announced)
        except ProtocolError:
            return self.async_abort(reason="not_a_massager")
        if not discovery_info.port:
            return self.async_abort(reason="not_a_massager")
        self._massager = PairingMassager(
            self.hass,
            discovery_info.host,
            discovery_info.port,
            must_encrypt=announced.get("tls") == ENCRYPTED,
        )
        known = await self.async_set_unique_id(serial)
        # Else anybody could have the token sent to them by announcing its id.
        if known and await async_is_still_there(self.hass, known):
            self._abort_if_unique_id_configured()
        self._abort_if_known()
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
                errors = base_error(error)
            else:
                if self.unique_id != announced:
                    return self.async_abort(reason="another_massager")
                return await self.async_step_pair()
        return self.async_show_form(
            step_id="zeroconf_confirm",
            errors=errors,
            description_placeholders={
                **self.context["title_placeholders"],
                CONF_HOST: self._massager.link.host,
            },
        )

    def _abort_if_known(self) -> None:
        """Abort if the massager is set up already, and note its present address."""
        # The entry's update listener reloads it.
        self._abort_if_unique_id_configured(
            {CONF_HOST: self._massager.link.host, CONF_PORT: self._massager.link.port},
            reload_on_update=False,
        )
