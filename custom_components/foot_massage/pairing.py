"""A massager on the network while it is being set up: who it is, and its token."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from .const import DriverKind
from .core.massager import Capabilities, MassagerIdentity
from .drivers.http_pairing import (
    confirm_pairing,
    fetch_capabilities,
    fetch_info,
    open_pairing,
)
from .massager_entry import entry_data


class PairingMassager:
    """The massager at an address, as far as it has been asked.

    ``identity`` is there once ``identify`` has returned; ``entry_data`` can be had
    once ``pair`` or ``use_token`` has. All of them raise the driver's errors.
    """

    identity: MassagerIdentity
    _token: str
    _capabilities: Capabilities

    def __init__(self, hass: HomeAssistant, host: str, port: int) -> None:
        """Take an address; nothing is asked yet."""
        self.host = host.strip()
        self.port = port
        self._session = async_get_clientsession(hass)

    async def identify(self) -> None:
        """Ask the massager who it is."""
        self.identity = await fetch_info(self._session, self.host, self.port)

    async def show_pin(self) -> None:
        """Have the massager show a PIN."""
        await open_pairing(self._session, self.host, self.port)

    async def pair(self, pin: str) -> None:
        """Trade the PIN for a token."""
        await self.use_token(
            await confirm_pairing(self._session, self.host, self.port, pin)
        )

    async def use_token(self, token: str) -> None:
        """Ask what the massager has, which takes a token that it accepts."""
        self._capabilities = await fetch_capabilities(
            self._session, self.host, self.port, token
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
        )
