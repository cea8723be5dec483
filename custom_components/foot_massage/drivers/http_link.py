"""The wire to a massager: HTTP requests with limits, and the socket of its events."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from ipaddress import IPv6Address
import re

import aiohttp
from aiohttp import hdrs

from .base import (
    CannotConnectError,
    NotAuthorisedError,
    ProtocolError,
    UntrustedError,
)
from .device_api import Report, read_error, read_json, read_message

LARGEST_BODY = 64 * 1024
REQUEST_TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5)
# Silence is broken by a ping, and half as long without a pong ends the connection:
# a half-open socket is noticed within 25 seconds, for aiohttp rounds both up.
HEARTBEAT_S = 15.0
FIRST_STATE_TIMEOUT_S = 10.0
CLOSING_TIMEOUT = aiohttp.ClientWSTimeout(ws_close=1)
TOKEN_REVOKED = 4401

_HOST_NAME = re.compile(r"[\w.-]+")
_MESSAGES = (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY)


class NoAnswerError(CannotConnectError):
    """No answer came in time: nobody knows whether the massager has acted."""


@dataclass(frozen=True, slots=True)
class HttpLink:
    """Requests to one massager; every failure is a DriverError.

    ``host`` is a name or an address, IPv6 with or without brackets. With the
    fingerprint of a ``certificate``, SHA-256 in hexadecimal, all is encrypted, and
    nothing is sent to whoever shows another one.
    """

    session: aiohttp.ClientSession
    host: str
    port: int
    token: str | None = field(default=None, repr=False)
    certificate: str | None = field(default=None, kw_only=True)

    async def request(
        self, method: str, path: str, body: dict[str, object] | None = None
    ) -> object:
        """Return the JSON that the massager answers with."""
        with _wire_errors():
            # A redirect would hand the token to somebody else.
            async with self.session.request(
                method,
                self._url(path),
                json=body,
                headers=self._headers,
                timeout=REQUEST_TIMEOUT,
                allow_redirects=False,
                ssl=self._ssl,
            ) as response:
                answer = await _read_body(response)
        if response.status >= HTTPStatus.MULTIPLE_CHOICES:
            raise read_error(response.status, answer)
        return read_json(answer)

    async def command(
        self,
        method: str,
        path: str,
        body: dict[str, object] | None = None,
        *,
        insist: bool = False,
    ) -> object:
        """Request once more if the first got lost; ``insist`` also after silence."""
        try:
            return await self.request(method, path, body)
        except CannotConnectError as err:
            if isinstance(err, NoAnswerError) and not insist:
                raise
        return await self.request(method, path, body)

    async def open_events(self) -> aiohttp.ClientWebSocketResponse:
        """Open the socket on which the massager pushes its states."""
        with _wire_errors():
            # Left to itself, ws_connect goes wherever it is sent.
            async with (
                asyncio.timeout(REQUEST_TIMEOUT.total),
                aiohttp.ClientSession(
                    connector=self.session.connector,
                    connector_owner=False,
                    middlewares=[_refuse_redirects],
                ) as session,
            ):
                return await session.ws_connect(
                    self._url("events"),
                    headers=self._headers,
                    heartbeat=HEARTBEAT_S,
                    max_msg_size=LARGEST_BODY,
                    timeout=CLOSING_TIMEOUT,
                    ssl=self._ssl,
                )

    @property
    def _headers(self) -> dict[str, str]:
        return {hdrs.AUTHORIZATION: f"Bearer {self.token}"} if self.token else {}

    @property
    def _ssl(self) -> aiohttp.Fingerprint | bool:
        return _fingerprint(self.certificate) if self.certificate else True

    def _url(self, path: str) -> str:
        scheme = "https" if self.certificate else "http"
        host = self.host.removeprefix("[").removesuffix("]")
        if ":" in host:
            host = f"[{IPv6Address(host)}]"
        elif not _HOST_NAME.fullmatch(host):
            raise ValueError(f"{host} is not the name of a host")
        return f"{scheme}://{host}:{self.port}/v1/{path}"


async def receive(socket: aiohttp.ClientWebSocketResponse) -> str | bytes:
    """Return the next message; raises DriverError once the connection is gone."""
    message = await socket.receive()
    if message.type in _MESSAGES:
        data: str | bytes = message.data
        return data
    if isinstance(message.data, aiohttp.WebSocketError):
        raise ProtocolError(f"The massager broke the connection: {message.data}")
    if socket.close_code == TOKEN_REVOKED:
        raise NotAuthorisedError("The massager has revoked the token")
    raise CannotConnectError("The connection was lost")


async def receive_first(socket: aiohttp.ClientWebSocketResponse) -> Report:
    """Return the state that a massager sends as soon as it is listened to."""
    try:
        async with asyncio.timeout(FIRST_STATE_TIMEOUT_S):
            while (report := read_message(await receive(socket))) is None:
                pass
    except TimeoutError as err:
        raise NoAnswerError("The massager did not send its state") from err
    return report


async def _refuse_redirects(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    response = await handler(request)
    if response.status >= HTTPStatus.MULTIPLE_CHOICES:
        response.close()
        raise read_error(response.status, b"")
    return response


@cache
def _fingerprint(certificate: str) -> aiohttp.Fingerprint:
    """Return the only one there is of a certificate: connections are kept by it."""
    return aiohttp.Fingerprint(bytes.fromhex(certificate))


async def _read_body(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise ProtocolError(f"The massager sent more than {LARGEST_BODY} bytes")
    return bytes(body)


@contextmanager
def _wire_errors() -> Iterator[None]:
    """Raise whatever goes wrong on the wire as a DriverError."""
    try:
        yield
    except TimeoutError as err:
        raise NoAnswerError("The massager did not answer in time") from err
    except aiohttp.ServerFingerprintMismatch as err:
        raise UntrustedError(err.got.hex()) from err
    except aiohttp.ClientResponseError as err:
        raise read_error(err.status, b"") from err
    except (aiohttp.ClientError, OSError, ValueError) as err:
        raise CannotConnectError(f"The massager cannot be reached: {err}") from err
