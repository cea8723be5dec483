"""A real emulator process, a stub server, and drivers that talk to them over TCP."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack

import aiohttp
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.foot_massage.core.massager import Capabilities, MassagerIdentity
from custom_components.foot_massage.drivers import http
from custom_components.foot_massage.drivers.http_link import HttpLink
from tests.emulator.process import EmulatorProcess

from .appliance import Appliance
from .stub import StubMassager

type MakeDriver = Callable[..., Awaitable[http.HttpDriver]]


@pytest.fixture(autouse=True)
def quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Come back soon after a loss."""
    monkeypatch.setattr(http, "FIRST_DELAY_S", 0.05)
    monkeypatch.setattr(http, "LONGEST_DELAY_S", 0.2)


@pytest.fixture
async def session(socket_enabled: None) -> AsyncGenerator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as client:
        yield client


@pytest.fixture
async def stub(socket_enabled: None) -> AsyncGenerator[StubMassager]:
    async with StubMassager() as massager:
        yield massager


@pytest.fixture
async def make_driver(session: aiohttp.ClientSession) -> AsyncGenerator[MakeDriver]:
    """Make a driver for a port on this machine, and see it off after the test."""
    async with AsyncExitStack() as stack:

        async def make(
            port: int, token: str, certificate: str | None = None
        ) -> http.HttpDriver:
            driver = http.HttpDriver(
                HttpLink(session, "127.0.0.1", port, token, certificate=certificate),
                MassagerIdentity(serial="EMU1", name="Foot massager"),
                Capabilities(),
            )
            stack.push_async_callback(driver.disconnect)
            return driver

        yield make


@pytest.fixture
async def token(emulator: EmulatorProcess) -> str:
    """Return a token that the emulator accepts."""
    made: str = (await emulator.admin("token"))["token"]
    return made


@pytest.fixture
async def driver(
    make_driver: MakeDriver, emulator: EmulatorProcess, token: str
) -> http.HttpDriver:
    """Return a driver that is connected to the emulator."""
    made = await make_driver(emulator.port, token)
    await made.connect()
    assert made.state is not None
    return made


@pytest.fixture
async def stub_driver(make_driver: MakeDriver, stub: StubMassager) -> http.HttpDriver:
    """Return a driver that is connected to the stub."""
    made = await make_driver(stub.port, "t" * 32)
    await made.connect()
    assert made.state is not None
    return made


@pytest.fixture
async def appliance(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> AsyncGenerator[Appliance]:
    plugged_in = await Appliance.plugged_in(hass, freezer)
    yield plugged_in
    await plugged_in.unplug()
