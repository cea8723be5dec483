"""What a massager on the network is asked while it is being set up, or removed."""

import aiohttp

from ..core.massager import Capabilities, MassagerIdentity
from .base import NotAuthorisedError, ProtocolError, UntrustedError
from .device_api import read_capabilities, read_identity, read_token
from .http_link import HttpLink

CLIENT_NAME = "Home Assistant"
NOBODYS_CERTIFICATE = "00" * 32


async def fetch_certificate(
    session: aiohttp.ClientSession, host: str, port: int
) -> str:
    """Return the fingerprint of the certificate that is shown at this address.

    Nothing is asked there. Raises CannotConnectError if it does not speak TLS.
    """
    try:
        await fetch_info(session, host, port, certificate=NOBODYS_CERTIFICATE)
    except UntrustedError as err:
        return err.certificate
    return NOBODYS_CERTIFICATE


async def fetch_info(
    session: aiohttp.ClientSession,
    host: str,
    port: int,
    *,
    certificate: str | None = None,
) -> MassagerIdentity:
    """Return who answers at this address."""
    link = HttpLink(session, host, port, certificate=certificate)
    try:
        info = await link.request("GET", "info")
    except NotAuthorisedError as err:
        raise ProtocolError("A massager tells anyone who it is") from err
    return read_identity(info)


async def open_pairing(
    session: aiohttp.ClientSession,
    host: str,
    port: int,
    *,
    certificate: str | None = None,
) -> None:
    """Have the massager show its PIN."""
    link = HttpLink(session, host, port, certificate=certificate)
    await link.request("POST", "pairing")


async def confirm_pairing(
    session: aiohttp.ClientSession,
    host: str,
    port: int,
    pin: str,
    *,
    certificate: str | None = None,
) -> str:
    """Return a token; NotAuthorisedError for a wrong PIN, RefusedError if too late."""
    body: dict[str, object] = {"pin": pin, "client_name": CLIENT_NAME}
    link = HttpLink(session, host, port, certificate=certificate)
    return read_token(await link.request("POST", "pairing/confirm", body))


async def fetch_capabilities(
    session: aiohttp.ClientSession,
    host: str,
    port: int,
    token: str,
    *,
    certificate: str | None = None,
) -> Capabilities:
    """Return what the massager has."""
    link = HttpLink(session, host, port, token, certificate=certificate)
    return read_capabilities(await link.request("GET", "capabilities"))


async def unpair(
    session: aiohttp.ClientSession,
    host: str,
    port: int,
    token: str,
    *,
    certificate: str | None = None,
) -> None:
    """Have the massager forget the token."""
    link = HttpLink(session, host, port, token, certificate=certificate)
    await link.request("DELETE", "pairing")
