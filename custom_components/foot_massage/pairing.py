"""A massager on the network while it is being set up: who it is, and its token."""

from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_HOST, CONF_PORT
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from .const import CONF_CERTIFICATE, DriverKind
from .core.massager import Capabilities, MassagerIdentity
from .drivers.base import CannotConnectError, DriverError
from .drivers.http_pairing import (
    confirm_pairing,
    fetch_capabilities,
    fetch_certificate,
    fetch_info,
    open_pairing,
)
from .massager_entry import entry_data


class NotEncryptedError(DriverError):
    """The massager has to be reached encrypted, and what answers does not do that."""


async def async_is_still_there(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    """Return whether the massager of an entry answers at the address it had."""
    if CONF_HOST not in entry.data:
        return False
    try:
        identity = await fetch_info(
            async_get_clientsession(hass),
            entry.data[CONF_HOST],
            entry.data[CONF_PORT],
            certificate=entry.data.get(CONF_CERTIFICATE),
        )
    except DriverError:
        return False
    return identity.serial == entry.unique_id


class PairingMassager:
    """The massager at an address, as far as it has been asked.

    ``identity`` is there once ``identify`` has returned; ``certificate`` is then the
    fingerprint of the only one that the massager may show, or ``None`` if it does not
    encrypt. ``entry_data`` can be had once ``pair`` or ``use_token`` has returned. All
    of them raise the driver's errors, or NotEncryptedError.
    """

    identity: MassagerIdentity
    _token: str
    _capabilities: Capabilities

    def __init__(
        self,
        hass: HomeAssistant,
        host: str,
        port: int,
        *,
        certificate: str | None = None,
        must_encrypt: bool = False,
    ) -> None:
        """Take an address; nothing is asked yet.

        If no ``certificate`` is known, the one that is shown first will be taken. A
        massager that shows none is asked in the open, unless it ``must_encrypt``.
        """
        self.host = host.strip()
        self.port = port
        self.certificate = certificate
        self._must_encrypt = must_encrypt or certificate is not None
        self._at = (async_get_clientsession(hass), self.host, port)

    async def identify(self) -> None:
        """Ask the massager who it is."""
        try:
            await self._identify()
        except CannotConnectError:
            if not self._must_encrypt:
                raise
            # Whoever answers this is there, but in the open.
            await fetch_info(*self._at)
            raise NotEncryptedError("The massager does not encrypt") from None

    async def _identify(self) -> None:
        if self.certificate is None:
            try:
                self.certificate = await fetch_certificate(*self._at)
            except CannotConnectError:
                if self._must_encrypt:
                    raise
        self.identity = await fetch_info(*self._at, certificate=self.certificate)

    async def show_pin(self) -> None:
        """Have the massager show a PIN."""
        await open_pairing(*self._at, certificate=self.certificate)

    async def pair(self, pin: str) -> None:
        """Trade the PIN for a token."""
        await self.use_token(
            await confirm_pairing(*self._at, pin, certificate=self.certificate)
        )

    async def use_token(self, token: str) -> None:
        """Ask what the massager has, which takes a token that it accepts."""
        self._capabilities = await fetch_capabilities(
            *self._at, token, certificate=self.certificate
        )
        self._token = token

    def entry_data(self) -> dict[str, Any]:
        """Return what the massager's config entry keeps."""
        return entry_data(
            DriverKind.HTTP,
            self.identity,
            self._capabilities,
            host=self.host,
            port=self.port,
            token=self._token,
            certificate=self.certificate,
        )
