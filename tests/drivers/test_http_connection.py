"""How the network driver keeps its connection, and what it says when it cannot."""

import asyncio
import logging
import random

from aiohttp import web
import pytest

from custom_components.foot_massage.core.massager import (
    Activity,
    Capabilities,
    EndReason,
    Heat,
    MassagerIdentity,
    MassageSettings,
    Technique,
    Zone,
)
from custom_components.foot_massage.drivers import http, http_link
from custom_components.foot_massage.drivers.base import (
    CannotConnectError,
    NotAuthorisedError,
    ProtocolError,
)
from custom_components.foot_massage.drivers.http import HttpDriver
from tests.emulator.process import EmulatorProcess

from .conftest import MakeDriver
from .stub import CAPABILITIES, INFO, StubMassager
from .test_http import TEN_MINUTES
from .waiting import records, until, until_activity, until_back, until_lost


async def test_a_disconnect_is_no_news(
    driver: HttpDriver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    heard: list[None] = []
    driver.subscribe(lambda: heard.append(None))
    await driver.disconnect()
    await driver.disconnect()
    assert driver.state is None
    assert isinstance(driver.problem, CannotConnectError)
    assert not heard
    assert not records(caplog)


async def test_each_connection_reads_anew_who_and_what_the_massager_is(
    make_driver: MakeDriver, stub: StubMassager
) -> None:
    driver = await make_driver(stub.port, "t" * 32)
    assert driver.capabilities == Capabilities()
    await driver.connect()
    assert driver.identity == MassagerIdentity(
        serial="EMU1",
        name="Foot massager",
        manufacturer="Maker",
        model="M1",
        firmware="1.2",
    )
    assert driver.capabilities.zones == {Zone.BALL}
    assert driver.capabilities.heat == {Heat.OFF, Heat.HIGH}

    stub.answers["GET /v1/info"] = INFO | {"firmware_version": "2.0"}
    stub.answers["GET /v1/capabilities"] = CAPABILITIES | {"techniques": ["tapping"]}
    await stub.sockets[-1].close()
    await until(driver, lambda: driver.identity.firmware == "2.0")
    assert driver.capabilities.techniques == {Technique.TAPPING}


async def test_a_massager_that_is_switched_off_and_on(
    driver: HttpDriver, emulator: EmulatorProcess, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await driver.start("one", MassageSettings(), TEN_MINUTES)
    await until_activity(driver, Activity.RUNNING)
    await emulator.kill()
    await until_lost(driver)
    assert isinstance(driver.problem, CannotConnectError)
    await emulator.start()
    report = await until_back(driver)
    assert driver.problem is None
    assert report.activity is Activity.IDLE
    assert report.last_session is not None
    assert report.last_session.reason is EndReason.POWER_LOST
    assert report.last_session.ended_ago is None
    lost, back = records(caplog)
    assert "is unavailable" in lost
    assert "is back" in back


async def test_a_massager_that_reboots(
    driver: HttpDriver, emulator: EmulatorProcess
) -> None:
    await driver.start("one", MassageSettings(), TEN_MINUTES)
    await emulator.admin("reboot")
    await until_lost(driver)
    report = await until_back(driver)
    assert report.last_session is not None
    assert report.last_session.reason is EndReason.POWER_LOST


async def test_a_half_open_connection_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
    make_driver: MakeDriver,
    emulator: EmulatorProcess,
    token: str,
) -> None:
    monkeypatch.setattr(http_link, "HEARTBEAT_S", 0.2)
    monkeypatch.setattr(http_link, "FIRST_STATE_TIMEOUT_S", 0.2)
    driver = await make_driver(emulator.port, token)
    await driver.connect()
    await emulator.admin("misbehave", {"mute": True})
    await until_lost(driver)
    await until(driver, lambda: isinstance(driver.problem, http_link.NoAnswerError))
    await emulator.admin("misbehave", {"mute": False})
    await until_back(driver)


async def test_a_token_that_is_not_accepted(
    make_driver: MakeDriver, emulator: EmulatorProcess
) -> None:
    driver = await make_driver(emulator.port, "wrong" * 10)
    await driver.connect()
    assert driver.state is None
    assert isinstance(driver.problem, NotAuthorisedError)
    with pytest.raises(NotAuthorisedError):
        await driver.stop()


async def test_a_token_that_is_revoked(
    driver: HttpDriver, emulator: EmulatorProcess
) -> None:
    await emulator.admin("revoke")
    await until_lost(driver)
    assert isinstance(driver.problem, NotAuthorisedError)


async def test_a_token_that_is_not_accepted_for_the_socket(
    make_driver: MakeDriver, stub: StubMassager
) -> None:
    async def refuse(_: web.Request) -> web.Response:
        return web.Response(status=401)

    stub.answers["GET /v1/events"] = refuse
    driver = await make_driver(stub.port, "t" * 32)
    await driver.connect()
    assert isinstance(driver.problem, NotAuthorisedError)


async def test_another_massager_never_sees_the_token(
    make_driver: MakeDriver, stub: StubMassager
) -> None:
    tokens: list[str | None] = []

    async def answer(request: web.Request) -> web.Response:
        tokens.append(request.headers.get("Authorization"))
        return web.json_response(INFO | {"id": "OTHER"})

    stub.answers["GET /v1/info"] = answer
    driver = await make_driver(stub.port, "t" * 32)
    await driver.connect()
    assert isinstance(driver.problem, CannotConnectError)
    assert "Another massager" in str(driver.problem)
    with pytest.raises(CannotConnectError, match="Another massager"):
        await driver.stop()
    assert set(stub.requests) == {"GET /v1/info"}
    assert set(tokens) == {None}


async def test_a_stranger_that_wants_a_password_is_no_massager(
    make_driver: MakeDriver, stub: StubMassager
) -> None:
    async def refuse(_: web.Request) -> web.Response:
        return web.Response(status=401)

    stub.answers["GET /v1/info"] = refuse
    driver = await make_driver(stub.port, "t" * 32)
    await driver.connect()
    assert isinstance(driver.problem, ProtocolError)


async def test_the_pauses_grow_to_a_minute(
    monkeypatch: pytest.MonkeyPatch, make_driver: MakeDriver, stub: StubMassager
) -> None:
    monkeypatch.setattr(http, "FIRST_DELAY_S", 1.0)
    monkeypatch.setattr(http, "LONGEST_DELAY_S", 60.0)
    # However long an attempt takes, it is no good connection.
    monkeypatch.setattr(http, "STEADY_S", 0)
    shares: list[tuple[float, float]] = []
    enough = asyncio.Event()
    pauses: list[float] = []

    class Share(float):
        """A share that notes what it is a share of."""

        def __rmul__(self, delay: float) -> float:
            pauses.append(delay)
            if len(pauses) == 9:
                enough.set()
            return 0.0

    def uniform(low: float, high: float) -> float:
        shares.append((low, high))
        return Share(low)

    monkeypatch.setattr(random, "uniform", uniform)
    del stub.answers["GET /v1/info"]
    driver = await make_driver(stub.port, "t" * 32)
    await driver.connect()
    async with asyncio.timeout(10):
        await enough.wait()
    assert pauses[:9] == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert set(shares) == {(0.5, 1)}


async def test_a_good_connection_is_soon_tried_again(
    monkeypatch: pytest.MonkeyPatch, stub: StubMassager, make_driver: MakeDriver
) -> None:
    monkeypatch.setattr(http, "STEADY_S", 0)
    monkeypatch.setattr(http, "LONGEST_DELAY_S", 600)
    driver = await make_driver(stub.port, "t" * 32)
    await driver.connect()
    for _ in range(12):
        await stub.sockets[-1].close()
        await until_lost(driver)
        await until_back(driver)


@pytest.mark.parametrize("asked", ["GET /v1/info", "GET /v1/events"])
async def test_disconnect_during_connect(
    make_driver: MakeDriver, stub: StubMassager, asked: str
) -> None:
    never = asyncio.Event()

    async def say_nothing(_: web.Request) -> web.Response:
        await never.wait()
        return web.Response()

    stub.answers[asked] = say_nothing
    driver = await make_driver(stub.port, "t" * 32)
    connecting = asyncio.create_task(driver.connect())
    await stub.until_asked(asked)
    await driver.disconnect()
    await connecting
    assert driver.state is None
    never.set()


async def test_disconnect_straight_after_connect(
    make_driver: MakeDriver, stub: StubMassager
) -> None:
    driver = await make_driver(stub.port, "t" * 32)
    connecting = asyncio.create_task(driver.connect())
    await asyncio.sleep(0)
    await driver.disconnect()
    await connecting
    assert not stub.requests
