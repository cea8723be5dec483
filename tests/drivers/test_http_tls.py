"""A massager that encrypts: only the certificate that was paired is talked to."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from custom_components.foot_massage.core.massager import Activity, MassageSettings
from custom_components.foot_massage.drivers import http_pairing
from custom_components.foot_massage.drivers.base import (
    CannotConnectError,
    UntrustedError,
)
from custom_components.foot_massage.drivers.http import HttpDriver
from custom_components.foot_massage.drivers.http_link import HttpLink
from custom_components.foot_massage.drivers.http_pairing import (
    confirm_pairing,
    fetch_capabilities,
    fetch_certificate,
    fetch_info,
    open_pairing,
    unpair,
)
from tests.emulator.flash import Flash
from tests.emulator.process import EmulatorProcess
from tests.emulator.tls import tls_context

from .conftest import MakeDriver
from .test_http import TEN_MINUTES
from .waiting import report_of, until, until_activity, until_back, until_lost

HOST = "127.0.0.1"

pytestmark = pytest.mark.parametrize("emulator", [("--tls",)], indirect=True)


@pytest.fixture
async def secret(
    make_driver: MakeDriver, emulator: EmulatorProcess, token: str
) -> HttpDriver:
    """Return a driver that is connected to the emulator, encrypted."""
    driver = await make_driver(emulator.port, token, certificate=emulator.certificate)
    await driver.connect()
    assert driver.state is not None
    return driver


@pytest.fixture
async def eavesdropper(
    socket_enabled: None,
) -> AsyncIterator[tuple[int, asyncio.Queue[bytes]]]:
    """Something with a certificate of its own: its port, and what it was told."""
    heard = asyncio.Queue[bytes]()

    async def listen(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        heard.put_nowait(await reader.read())
        writer.close()

    tls = tls_context(Flash(None), "EMU1")
    async with await asyncio.start_server(listen, HOST, 0, ssl=tls) as server:
        yield server.sockets[0].getsockname()[1], heard


async def test_pairing_encrypted(
    session: aiohttp.ClientSession, emulator: EmulatorProcess
) -> None:
    link = HttpLink(session, HOST, emulator.port)
    certificate = await fetch_certificate(link)
    assert certificate == emulator.certificate

    link = replace(link, certificate=certificate)
    assert (await fetch_info(link)).serial == "EMU1"
    await open_pairing(link)
    link = replace(link, token=await confirm_pairing(link, emulator.pin))
    assert (await fetch_capabilities(link)).pause
    await unpair(link)


async def test_a_session_encrypted(
    secret: HttpDriver, emulator: EmulatorProcess
) -> None:
    await secret.start("one", MassageSettings(intensity=2), TEN_MINUTES)
    await until_activity(secret, Activity.RUNNING)
    await emulator.admin("button", {"button": "power"})
    report = await until_activity(secret, Activity.IDLE)
    assert report.last_session is not None
    assert report.last_session.session_id == "one"


async def test_the_certificate_outlives_a_power_cut(
    secret: HttpDriver, emulator: EmulatorProcess
) -> None:
    certificate = emulator.certificate
    await emulator.kill()
    await until_lost(secret)
    await emulator.start()
    assert emulator.certificate == certificate
    await until_back(secret)
    assert report_of(secret).activity is Activity.IDLE


async def test_another_certificate(
    secret: HttpDriver, emulator: EmulatorProcess
) -> None:
    await emulator.admin("lose_certificate")
    await emulator.restart()

    await until(secret, lambda: isinstance(secret.problem, UntrustedError))

    problem = secret.problem
    assert isinstance(problem, UntrustedError)
    assert problem.certificate == emulator.certificate
    with pytest.raises(UntrustedError):
        await secret.stop()
    assert (await emulator.state())["commands"] == []


async def test_nothing_is_told_to_a_stranger(
    make_driver: MakeDriver,
    emulator: EmulatorProcess,
    token: str,
    eavesdropper: tuple[int, asyncio.Queue[bytes]],
) -> None:
    port, heard = eavesdropper
    driver = await make_driver(port, token, certificate=emulator.certificate)
    await driver.connect()
    with pytest.raises(UntrustedError):
        await driver.start("one", MassageSettings(), TEN_MINUTES)
    assert isinstance(driver.problem, UntrustedError)
    await driver.disconnect()
    # That of the command, and the one before it.
    assert [await heard.get(), await heard.get()] == [b"", b""]


async def test_a_certificate_is_read_without_a_word(
    session: aiohttp.ClientSession,
    emulator: EmulatorProcess,
    eavesdropper: tuple[int, asyncio.Queue[bytes]],
) -> None:
    port, heard = eavesdropper
    assert (
        await fetch_certificate(HttpLink(session, HOST, port)) != emulator.certificate
    )
    assert await heard.get() == b""


async def test_the_certificate_that_nobody_has(
    session: aiohttp.ClientSession,
    emulator: EmulatorProcess,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(http_pairing, "NOBODYS_CERTIFICATE", emulator.certificate)
    certificate = await fetch_certificate(HttpLink(session, HOST, emulator.port))
    assert certificate == emulator.certificate


async def test_in_the_open_again(
    secret: HttpDriver, emulator: EmulatorProcess, tmp_path: Path
) -> None:
    """What answers without encryption is not talked to, even if it knows the token."""
    await emulator.kill()
    await until_lost(secret)
    plain = EmulatorProcess(emulator.state_file)
    plain.port = emulator.port
    await plain.start()
    try:
        with pytest.raises(CannotConnectError):
            await secret.stop()
        assert secret.state is None
        assert (await plain.state())["commands"] == []
    finally:
        await plain.stop()


async def test_asked_in_the_open_it_does_not_answer(
    session: aiohttp.ClientSession, emulator: EmulatorProcess
) -> None:
    with pytest.raises(CannotConnectError):
        await fetch_info(HttpLink(session, HOST, emulator.port))
