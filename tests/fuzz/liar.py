"""A massager on a bare socket that answers anything, also what is no HTTP at all."""

import asyncio
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha1
import json
from random import Random
import struct
from typing import Any, Self

from custom_components.foot_massage.drivers.http_link import LARGEST_BODY
from tests.drivers.stub import CAPABILITIES, INFO, running, state

from .spoil import BYTES, spoilt

_MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
STATUSES = (200, 201, 202, 204, 206, 301, 302, 400, 401, 403, 404, 409, 423, 429, 500)
KINDS = ("application/json", "text/html", "application/json; charset=nonsense", "", "x")
TEXT, BINARY = 0x81, 0x82
TLS_HANDSHAKE = b"\x16"
STATES = (
    state(5),
    state(6, **running(60)),
    state(7, activity="paused", session=running(90)["session"]),
    state(8, activity="stopping"),
    state(
        9,
        last_session={
            "id": "two",
            "reason": "completed",
            "elapsed_s": 600,
            "started_by": "device",
            "ended_ago_s": 30,
        },
    ),
)
TRUTHS: tuple[Any, ...] = (
    INFO,
    CAPABILITIES,
    *STATES,
    {"token": "t" * 32},
    {"error": {"code": "busy", "message": "It is running"}},
)
RUBBISH = (
    b"",
    b"null",
    b"NaN",
    b"{",
    b"\xff\xfe\x00",
    b"\xef\xbb\xbf{}",
    b"[" * 30_000,
    b"[" * 100_000,
    b'{"a":' * 20_000,
    b'"' + b"x" * 70_000 + b'"',
    b"9" * 6000,
    b"<html><body>Router</body></html>",
)


def body(random: Random, truths: tuple[Any, ...] = TRUTHS) -> bytes:
    """Return what a body or a message may be: seldom right, mostly nearly."""
    truth = random.choice(truths)
    match random.randrange(10):
        case 0:
            return random.choice(RUBBISH)
        case 1:
            return json.dumps(truth).encode()
        case 2 | 3:
            return random.choice(BYTES)(random, json.dumps(truth).encode())
    return json.dumps(spoilt(random, truth)).encode()


def message(random: Random, sequence: int) -> bytes:
    """Return what may be pushed; more than may be would end the connection."""
    pushes = tuple(
        {"type": "state", "state": {**one, "sequence": sequence}} for one in STATES
    )
    while len(data := body(random, (*pushes, {"type": "news"}))) > LARGEST_BODY:
        pass
    return data


def answer(random: Random) -> tuple[bytes, bool]:
    """Return an answer to any request, and whether the connection ends with it."""
    content = body(random)
    status = 200 if random.random() < 0.7 else random.choice(STATUSES)
    head = f"HTTP/1.1 {status} Any\r\nContent-Type: {random.choice(KINDS)}\r\n".encode()
    if random.random() < 0.02:
        head += b"Content-Encoding: gzip\r\n"
    if status >= 300 and random.random() < 0.3:
        head += b"Location: http://127.0.0.1:1/v1/info\r\n"
    length = b"Content-Length: %d\r\n\r\n"
    match random.randrange(25):
        case 0:
            return head + length % (len(content) + 5) + content, True
        case 1:
            return head + length % (len(content) // 2) + content, True
        case 2:
            return head + b"\r\n" + content, True
        case 3:
            return head + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + content, True
        case 4:
            return random.choice(BYTES)(random, head + length % 2 + b"{}"), True
        case 5:
            return head + b"X: " + b"y" * 10_000 + b"\r\n" + length % 2 + b"{}", True
    return head + length % len(content) + content, False


class Liar:
    """Serves on a free port; ``said`` counts what it has answered and pushed.

    ``answers`` says what to, given method and path; None for the truth.
    """

    def __init__(
        self, answers: Callable[[str], tuple[bytes, bool] | None] = lambda _: None
    ) -> None:
        self.port = 0
        self.said = 0
        self.answers = answers
        self._listener: asyncio.StreamWriter | None = None
        self._arrived = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server
        self._server.close()
        for writer in self._connections:
            writer.close()
        await self._server.wait_closed()

    async def push(self, data: bytes, first: int = TEXT) -> None:
        """Push a message to whoever listens; ``first`` is its frame's first byte."""
        while (writer := self._listener) is None or writer.is_closing():
            self._arrived.clear()
            await self._arrived.wait()
        self.said += 1
        size = len(data)
        if size < 126:
            head = struct.pack("!BB", first, size)
        elif size < 65536:
            head = struct.pack("!BBH", first, 126, size)
        else:
            head = struct.pack("!BBQ", first, 127, size)
        writer.write(head + data)
        with suppress(ConnectionError):
            await writer.drain()

    def hang_up(self) -> None:
        """End the connection on which everything is pushed."""
        if self._listener:
            self._listener.close()

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._connections.add(writer)
        try:
            while await self._answer(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self._connections.discard(writer)
            if self._listener is writer:
                self._listener = None
            writer.close()

    async def _answer(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Answer a request; returns whether the connection goes on."""
        first = await reader.readexactly(1)
        if first == TLS_HANDSHAKE:
            return False
        head = first + await reader.readuntil(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        method, path, _ = lines[0].split(" ")
        headers = {
            name.casefold(): value
            for name, _, value in (line.partition(": ") for line in lines[1:])
        }
        await reader.readexactly(int(headers.get("content-length", 0)))
        lie = self.answers(f"{method} {path}")
        if lie is not None:
            self.said += 1
            writer.write(lie[0])
            await writer.drain()
            return not lie[1]
        if path == "/v1/events":
            await self._listen(reader, writer, headers["sec-websocket-key"])
            return False
        truth: Any = {"/v1/info": INFO, "/v1/capabilities": CAPABILITIES}.get(path)
        content = json.dumps(truth or state(1)).encode()
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            b"Content-Length: %d\r\n\r\n" % len(content) + content
        )
        await writer.drain()
        return True

    async def _listen(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, key: str
    ) -> None:
        """Shake hands, say the truth once, and stay until somebody hangs up."""
        accept = b64encode(sha1((key + _MAGIC).encode()).digest()).decode()
        writer.write(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n".encode()
        )
        self._listener = writer
        self._arrived.set()
        await self.push(json.dumps({"type": "state", "state": state(1)}).encode())
        while await reader.read(4096):
            pass
