"""The steps in which a massager on the network is identified and paired with."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    ConfigFlow,
    ConfigFlowResult,
)
from homeassistant.const import CONF_HOST, CONF_NAME, CONF_PIN, CONF_PORT
from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    TextSelector,
    TextSelectorConfig,
)
import voluptuous as vol

from .const import CONF_CERTIFICATE
from .drivers.base import (
    CannotConnectError,
    DriverError,
    NotAuthorisedError,
    RefusedError,
    UntrustedError,
)
from .pairing import NotEncryptedError, PairingMassager

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


class PairingSteps(ConfigFlow):
    """Steps of the config flow that every massager on the network goes through."""

    _massager: PairingMassager

    @abstractmethod
    async def _async_new_massager(
        self, title: str, data: dict[str, Any]
    ) -> ConfigFlowResult:
        """Go on with a massager that is ready to become an entry."""

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
                errors = base_error(error)
            else:
                return await self._async_accepted()
        placeholders = {CONF_NAME: self._massager.identity.name}
        if certificate := self._massager.link.certificate:
            placeholders[CONF_CERTIFICATE] = _legible(certificate)
        return self.async_show_form(
            step_id="pair_encrypted" if certificate else "pair",
            data_schema=_PIN_SCHEMA,
            errors=errors,
            description_placeholders=placeholders,
        )

    async_step_pair_encrypted = async_step_pair

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
            return base_error(error)
        return {}

    async def _async_accepted(self) -> ConfigFlowResult:
        """Go on with a massager that has accepted a token."""
        data = self._massager.entry_data()
        if self.source == SOURCE_REAUTH:
            return self.async_update_and_abort(self._get_reauth_entry(), data=data)
        if self.source == SOURCE_RECONFIGURE:
            return self.async_update_and_abort(self._get_reconfigure_entry(), data=data)
        return await self._async_new_massager(self._massager.identity.name, data)

    def _show_address_form(
        self, step_id: str, suggested: Mapping[str, Any], errors: dict[str, str]
    ) -> ConfigFlowResult:
        """Ask for a host and a port."""
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(_ADDRESS_SCHEMA, suggested),
            errors=errors,
        )


def _legible(certificate: str) -> str:
    """Return what is enough of a fingerprint, as a person compares it."""
    digits = certificate[:16].upper()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def base_error(error: DriverError) -> dict[str, str]:
    """Return a form's errors for a massager that could not be talked to."""
    if isinstance(error, NotEncryptedError):
        return {"base": "not_encrypted"}
    if isinstance(error, UntrustedError):
        return {"base": "untrusted"}
    if isinstance(error, CannotConnectError):
        return {"base": "cannot_connect"}
    return {"base": "not_a_massager"}
