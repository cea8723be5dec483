"""What a config flow asks of a massager, and the wire below it."""

import asyncio
from dataclasses import replace
from datetime import timedelta
import gzip
import logging
import tracemalloc

import aiohttp
from aiohttp import web
import pytest
import pytest_socket

from custom_components.foot_massage.core.massager import (
    Capabilities,
    Heat,
    MassagerIdentity,
    Technique,
    Zone,
)
from custom_components.foot_massage.drivers import http_link
from custom_components.foot_massage.drivers.base import (
    CannotConnectError,
    NotAuthorisedError,
    ProtocolError,
    RefusedError,
)
from custom_components.foot_massage.drivers.http_link import HttpLink
from custom_components.foot_massage.drivers.http_pairing import (
    confirm_pairing,
    fetch_capabilities,
    fetch_info,
    open_pairing,
    unpair,
)
from tests.emulator.process import EmulatorProcess

from .stub import INFO, StubMassager

HOST = "127.0.0.1"


async def test_pairing(
    session: aiohttp.ClientSession,
    emulator: EmulatorProcess,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    link = HttpLink(session, HOST, emulator.port)
    assert await fetch_info(link) == MassagerIdentity(
        serial="EMU1",
        name="Foot massager",
        manufacturer="Foot Massage project",
        model="Emulated FM-5",
        firmware="1.0.0",
    )
    await open_pairing(link)
    with pytest.raises(NotAuthorisedError):
        await confirm_pairing(link, "111111")
    token = await confirm_pairing(link, emulator.pin)
    paired = replace(link, token=token)
    assert await fetch_capabilities(paired) == Capabilities(
        techniques=frozenset(
            {
                Technique.EFFLEURAGE,
                Technique.KNEADING,
                Technique.TRIGGER_POINT,
                Technique.AIR_COMPRESSION,
            }
        ),
        zones=frozenset(Zone),
        heat=frozenset(Heat),
        intensity_levels=5,
        pause=True,
        longest=timedelta(hours=1),
    )
    await unpair(paired)
    with pytest.raises(NotAuthorisedError):
        await fetch_capabilities(paired)
    assert token not in caplog.text
    assert emulator.pin not in caplog.text


async def test_pairing_that_is_closed(
    session: aiohttp.ClientSession, emulator: EmulatorProcess
) -> None:
    link = HttpLink(session, HOST, emulator.port)
    with pytest.raises(RefusedError, match="pairing_not_open"):
        await confirm_pairing(link, emulator.pin)
    await open_pairing(link)
    for _ in range(4):
        with pytest.raises(NotAuthorisedError):
            await confirm_pairing(link, "111111")
    with pytest.raises(RefusedError, match="too_many_attempts"):
        await confirm_pairing(link, "111111")
    with pytest.raises(RefusedError, match="too_many_attempts"):
        await confirm_pairing(link, emulator.pin)


async def test_nobody_there(
    session: aiohttp.ClientSession, unused_tcp_port: int
) -> None:
    with pytest.raises(CannotConnectError):
        await fetch_info(HttpLink(session, HOST, unused_tcp_port))


@pytest.mark.parametrize(
    "host",
    ["", "foo bar", "http://127.0.0.1", "127.0.0.1/x", "127.0.0.1:80", "a@127.0.0.1"],
)
async def test_what_is_not_a_host(
    session: aiohttp.ClientSession, stub: StubMassager, host: str
) -> None:
    with pytest.raises(CannotConnectError):
        await fetch_info(HttpLink(session, host, stub.port))
    assert not stub.requests


@pytest.mark.parametrize("host", ["::1", "[::1]"])
async def test_a_massager_with_an_ipv6_address(
    session: aiohttp.ClientSession, host: str
) -> None:
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1"])

    async def answer(_: web.BaseRequest) -> web.Response:
        return web.json_response(INFO)

    runner = web.ServerRunner(web.Server(answer, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "::1", 0).start()
    port = runner.addresses[0][1]
    assert (await fetch_info(HttpLink(session, host, port))).serial == "EMU1"
    await runner.cleanup()


async def test_no_redirect_is_followed(
    session: aiohttp.ClientSession, stub: StubMassager
) -> None:
    async def redirect(_: web.Request) -> web.Response:
        raise web.HTTPFound("/v1/elsewhere")

    stub.answers["GET /v1/info"] = redirect
    with pytest.raises(ProtocolError, match="302"):
        await fetch_info(HttpLink(session, HOST, stub.port))
    assert stub.requests == ["GET /v1/info"]


@pytest.mark.parametrize("location", ["/v1/elsewhere", "http://localhost/elsewhere"])
async def test_no_redirect_of_the_events_is_followed(
    session: aiohttp.ClientSession, stub: StubMassager, location: str
) -> None:
    async def redirect(_: web.Request) -> web.Response:
        raise web.HTTPTemporaryRedirect(location.replace("st/", f"st:{stub.port}/"))

    async def serve(request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        return socket

    stub.answers["GET /v1/events"] = redirect
    stub.answers["GET /v1/elsewhere"] = stub.answers["GET /elsewhere"] = serve
    link = HttpLink(session, HOST, stub.port, "t" * 32)
    with pytest.raises(ProtocolError, match="307"):
        await link.open_events()
    assert stub.requests == ["GET /v1/events"]


async def test_a_body_that_swells(
    session: aiohttp.ClientSession, stub: StubMassager
) -> None:
    """It is fifty megabytes, and no more is unpacked than is taken."""
    packed = gzip.compress(bytes(5 * 10**7))

    async def swell(_: web.Request) -> web.Response:
        return web.Response(body=packed, headers={"Content-Encoding": "gzip"})

    stub.answers["GET /v1/info"] = swell
    tracemalloc.start()
    try:
        with pytest.raises(ProtocolError, match="65536"):
            await fetch_info(HttpLink(session, HOST, stub.port))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 5 * 10**6


async def test_a_body_that_is_too_large(
    session: aiohttp.ClientSession, stub: StubMassager
) -> None:
    stub.answers["GET /v1/info"] = INFO | {"more": "x" * 70_000}
    with pytest.raises(ProtocolError, match="65536"):
        await fetch_info(HttpLink(session, HOST, stub.port))


async def test_a_massager_that_says_nothing(
    session: aiohttp.ClientSession,
    emulator: EmulatorProcess,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        http_link, "REQUEST_TIMEOUT", aiohttp.ClientTimeout(total=0.1, connect=5)
    )
    await emulator.admin("misbehave", {"hold": True})
    with pytest.raises(CannotConnectError, match="in time"):
        await fetch_info(HttpLink(session, HOST, emulator.port))


@pytest.mark.parametrize(
    ("spoken", "error"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", ProtocolError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", CannotConnectError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]", ProtocolError),
        (b"HTTP/1.1 204 No Content\r\n\r\n", ProtocolError),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", ProtocolError),
        (b"", CannotConnectError),
    ],
)
async def test_what_is_not_a_massager(
    session: aiohttp.ClientSession, spoken: bytes, error: type[Exception]
) -> None:
    async def speak(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(spoken)
        writer.close()

    server = await asyncio.start_server(speak, HOST, 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(error):
            await fetch_info(HttpLink(session, HOST, port))


async def test_nonsense(
    session: aiohttp.ClientSession, emulator: EmulatorProcess, token: str
) -> None:
    link = HttpLink(session, HOST, emulator.port, token)
    for answer in (
        open_pairing(link),
        confirm_pairing(link, emulator.pin),
        fetch_capabilities(link),
        unpair(link),
    ):
        await emulator.admin("misbehave", {"garbage": 1})
        with pytest.raises(ProtocolError):
            await answer
