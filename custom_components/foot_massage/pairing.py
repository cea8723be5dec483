"""A massager on the network while it is being set up: who it is, and its token."""

from dataclasses import replace
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_HOST
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from .const import DriverKind
from .core.massager import Capabilities, MassagerIdentity
from .drivers.base import CannotConnectError, DriverError
from .drivers.http_link import HttpLink
from .drivers.http_pairing import (
    confirm_pairing,
    fetch_capabilities,
    fetch_certificate,
    fetch_info,
    open_pairing,
)
from .massager_entry import entry_data, link_to


class NotEncryptedError(DriverError):
    """The massager has to be reached encrypted, and what answers does not do that."""


async def async_is_still_there(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    """Return whether the massager of an entry answers at the address it had."""
    if CONF_HOST not in entry.data:
        return False
    try:
        identity = await fetch_info(link_to(hass, entry))
    except DriverError:
        return False
    return identity.serial == entry.unique_id


class PairingMassager:
    """The massager at an address, as far as it has been asked.

    ``link`` is the way to it. ``identity`` is there once ``identify`` has returned;
    the ``certificate`` of the link is then the fingerprint of the only one that the
    massager may show, or ``None`` if it does not encrypt. ``entry_data`` can be had
    once ``pair`` or ``use_token`` has returned. All of them raise the driver's
    errors, or NotEncryptedError.
    """

    identity: MassagerIdentity
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
        self._must_encrypt = must_encrypt or certificate is not None
        self.link = HttpLink(
            async_get_clientsession(hass), host.strip(), port, certificate=certificate
        )

    async def identify(self) -> None:
        """Ask the massager who it is."""
        try:
            await self._identify()
        except CannotConnectError:
            if not self._must_encrypt:
                raise
            # Whoever answers this is there, but in the open.
            await fetch_info(replace(self.link, certificate=None))
            raise NotEncryptedError("The massager does not encrypt") from None

    async def _identify(self) -> None:
        if self.link.certificate is None:
            try:
                certificate = await fetch_certificate(self.link)
            except CannotConnectError:
                if self._must_encrypt:
                    raise
            else:
                self.link = replace(self.link, certificate=certificate)
        self.identity = await fetch_info(self.link)

    async def show_pin(self) -> None:
        """Have the massager show a PIN."""
        await open_pairing(self.link)

    async def pair(self, pin: str) -> None:
        """Trade the PIN for a token."""
        await self.use_token(await confirm_pairing(self.link, pin))

    async def use_token(self, token: str) -> None:
        """Ask what the massager has, which takes a token that it accepts."""
        link = replace(self.link, token=token)
        self._capabilities = await fetch_capabilities(link)
        self.link = link

    def entry_data(self) -> dict[str, Any]:
        """Return what the massager's config entry keeps."""
        return entry_data(
            DriverKind.HTTP,
            self.identity,
            self._capabilities,
            host=self.link.host,
            port=self.link.port,
            token=self.link.token,
            certificate=self.link.certificate,
        )
