"""What a massager on the network is asked while it is being set up, or removed."""

from dataclasses import replace

from ..core.massager import Capabilities, MassagerIdentity
from .base import NotAuthorisedError, ProtocolError, UntrustedError
from .device_api import read_capabilities, read_identity, read_token
from .http_link import HttpLink

CLIENT_NAME = "Home Assistant"
NOBODYS_CERTIFICATE = "00" * 32


async def fetch_certificate(link: HttpLink) -> str:
    """Return the fingerprint of the certificate that is shown at this address.

    Nothing is asked there. Raises CannotConnectError if it does not speak TLS.
    """
    try:
        await fetch_info(replace(link, certificate=NOBODYS_CERTIFICATE))
    except UntrustedError as err:
        return err.certificate
    return NOBODYS_CERTIFICATE


async def fetch_info(link: HttpLink) -> MassagerIdentity:
    """Return who answers at this address.

    Whoever it is must not see the token before it is clear that it is theirs.
    """
    try:
        info = await replace(link, token=None).request("GET", "info")
    except NotAuthorisedError as err:
        raise ProtocolError("A massager tells anyone who it is") from err
    return read_identity(info)


async def open_pairing(link: HttpLink) -> None:
    """Have the massager show its PIN."""
    await link.request("POST", "pairing")


async def confirm_pairing(link: HttpLink, pin: str) -> str:
    """Return a token; NotAuthorisedError for a wrong PIN, RefusedError if too late."""
    body: dict[str, object] = {"pin": pin, "client_name": CLIENT_NAME}
    return read_token(await link.request("POST", "pairing/confirm", body))


async def fetch_capabilities(link: HttpLink) -> Capabilities:
    """Return what the massager has."""
    return read_capabilities(await link.request("GET", "capabilities"))


async def unpair(link: HttpLink) -> None:
    """Have the massager forget the token."""
    await link.request("DELETE", "pairing")
