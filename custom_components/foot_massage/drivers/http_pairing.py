"""What a massager on the network is asked while it is being set up, or removed."""

import aiohttp

from ..core.massager import Capabilities, MassagerIdentity
from .base import NotAuthorisedError, ProtocolError
from .device_api import read_capabilities, read_identity, read_token
from .http_link import HttpLink

CLIENT_NAME = "Home Assistant"


async def fetch_info(
    session: aiohttp.ClientSession, host: str, port: int
) -> MassagerIdentity:
    """Return who answers at this address."""
    try:
        info = await HttpLink(session, host, port).request("GET", "info")
    except NotAuthorisedError as err:
        raise ProtocolError("A massager tells anyone who it is") from err
    return read_identity(info)


async def open_pairing(session: aiohttp.ClientSession, host: str, port: int) -> None:
    """Have the massager show its PIN."""
    await HttpLink(session, host, port).request("POST", "pairing")


async def confirm_pairing(
    session: aiohttp.ClientSession, host: str, port: int, pin: str
) -> str:
    """Return a token; NotAuthorisedError for a wrong PIN, RefusedError if too late."""
    body: dict[str, object] = {"pin": pin, "client_name": CLIENT_NAME}
    link = HttpLink(session, host, port)
    return read_token(await link.request("POST", "pairing/confirm", body))


async def fetch_capabilities(
    session: aiohttp.ClientSession, host: str, port: int, token: str
) -> Capabilities:
    """Return what the massager has."""
    link = HttpLink(session, host, port, token)
    return read_capabilities(await link.request("GET", "capabilities"))


async def unpair(
    session: aiohttp.ClientSession, host: str, port: int, token: str
) -> None:
    """Have the massager forget the token."""
    await HttpLink(session, host, port, token).request("DELETE", "pairing")
