"""The steps for a massager that is set up: pairing again, and a new address."""

from collections.abc import Mapping
from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigFlowResult
from homeassistant.const import CONF_HOST, CONF_PORT, CONF_TOKEN

from .const import CONF_CERTIFICATE
from .drivers.base import DriverError, NotAuthorisedError, UntrustedError
from .pairing import PairingMassager
from .pairing_flow import PairingSteps, base_error


class PairAgainSteps(PairingSteps):
    """Steps of the config flow for a massager that was paired before.

    One that was paired encrypted stays so, and never shows another certificate
    without somebody being asked.
    """

    async def async_step_reauth(
        self, entry_data: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """Take up a massager that no longer accepts its token."""
        self._massager = PairingMassager(
            self.hass,
            entry_data[CONF_HOST],
            entry_data[CONF_PORT],
            certificate=entry_data.get(CONF_CERTIFICATE),
        )
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask before the massager shows a PIN: someone has to be there to read it."""
        errors: dict[str, str] = {}
        if user_input is not None:
            try:
                return await self._async_meet_again(self._get_reauth_entry())
            except DriverError as error:
                errors = base_error(error)
        return self.async_show_form(step_id="reauth_confirm", errors=errors)

    async def async_step_new_address(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for a massager's new address; the token stays unless it is refused."""
        entry = self._get_reconfigure_entry()
        errors: dict[str, str] = {}
        if user_input is not None:
            certificate = entry.data.get(CONF_CERTIFICATE)
            self._massager = PairingMassager(
                self.hass, **user_input, certificate=certificate
            )
            try:
                return await self._async_meet_again(entry)
            except DriverError as error:
                errors = base_error(error)
        return self._show_address_form("new_address", user_input or entry.data, errors)

    async def async_step_new_certificate(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Have a person decide whether it is still the massager that was paired."""
        host, errors = self._massager.link.host, {}
        if user_input is not None:
            try:
                await self._async_identify(
                    PairingMassager(
                        self.hass, host, self._massager.link.port, must_encrypt=True
                    )
                )
            except DriverError as error:
                errors = base_error(error)
            else:
                self._abort_if_unique_id_mismatch(reason="another_massager")
                return await self.async_step_pair()
        return self.async_show_form(
            step_id="new_certificate",
            errors=errors,
            description_placeholders={CONF_HOST: host},
        )

    async def _async_meet_again(self, entry: ConfigEntry) -> ConfigFlowResult:
        """Go on with the massager of an entry, with its token if that is accepted."""
        try:
            await self._async_identify(self._massager)
            self._abort_if_unique_id_mismatch(reason="another_massager")
            await self._massager.use_token(entry.data[CONF_TOKEN])
        except UntrustedError:
            return await self.async_step_new_certificate()
        except NotAuthorisedError:
            return await self.async_step_pair()
        return await self._async_accepted()
