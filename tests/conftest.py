"""What several tests need: a Home Assistant that knows us, and a massager."""

import asyncio
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path

from aiohttp import web
from homeassistant.core import HomeAssistant
import pytest
import pytest_socket

# Home Assistant finds the integration only where it was imported from first.
from custom_components.foot_massage import speeches
from custom_components.foot_massage.drivers import simulated_machine

from .emulator.process import EmulatorProcess
from .entities import Massager
from .massagers import demo_entry
from .servers import served


@pytest.fixture(autouse=True)
async def enable_event_loop_debug() -> None:
    """Have threads checked, without a note of where each task and future was made.

    That is all of the stack, each time: a third of what the tests took.
    """
    loop = asyncio.get_running_loop()
    loop.set_debug(True)
    loop.get_debug = lambda: False  # type: ignore[method-assign]


@pytest.fixture(scope="session", autouse=True)
def languages_are_read_once() -> None:
    """Give every Home Assistant the same languages: no test changes them."""
    speeches._load = cache(speeches._load)


@pytest.fixture
def socket_enabled(socket_enabled: None) -> None:
    """Let tests reach 127.0.0.1, and emulators be forked off: by a socket in a file."""
    pytest_socket.socket_allow_hosts(["127.0.0.1"], allow_unix_socket=True)


@pytest.fixture
def integration(enable_custom_integrations: None, socket_enabled: None) -> None:
    """Let Home Assistant load the integration, and tests reach 127.0.0.1."""


@pytest.fixture
def prompt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the demo massager start and stop at once."""
    monkeypatch.setattr(simulated_machine, "STARTING_TAKES_S", 0.0)
    monkeypatch.setattr(simulated_machine, "STOPPING_TAKES_S", 0.0)


@pytest.fixture
async def demo(hass: HomeAssistant, integration: None, prompt: None) -> Massager:
    """The demo massager, set up."""
    return await Massager.at_home(hass, demo_entry())


@pytest.fixture
async def emulator(
    request: pytest.FixtureRequest, socket_enabled: None, tmp_path: Path
) -> AsyncIterator[EmulatorProcess]:
    """A massager that is switched on; parametrize indirectly for further options."""
    options = getattr(request, "param", ())
    async with EmulatorProcess(
        tmp_path / "massager.json", "--start-delay=0.05", *options
    ) as emulator:
        yield emulator


@pytest.fixture
async def encrypted_emulator(
    socket_enabled: None, tmp_path: Path
) -> AsyncIterator[EmulatorProcess]:
    """A massager that is switched on, and encrypts."""
    async with EmulatorProcess(tmp_path / "encrypted.json", "--tls") as emulator:
        yield emulator


@pytest.fixture
async def unencrypted_emulator(
    encrypted_emulator: EmulatorProcess,
) -> AsyncIterator[EmulatorProcess]:
    """The same massager, as if it did not encrypt; not switched on yet."""
    emulator = EmulatorProcess(encrypted_emulator.state_file)
    yield emulator
    await emulator.stop()


@pytest.fixture
async def another_emulator(
    socket_enabled: None, tmp_path: Path
) -> AsyncIterator[EmulatorProcess]:
    """A second massager that is switched on."""
    async with EmulatorProcess(
        tmp_path / "another.json", "--id=EMU2", "--name=Office massager"
    ) as emulator:
        yield emulator


@pytest.fixture
async def basic_emulator(
    socket_enabled: None, tmp_path: Path
) -> AsyncIterator[EmulatorProcess]:
    """A massager with one technique and three levels, which cannot be paused."""
    async with EmulatorProcess(tmp_path / "basic.json", "--profile=basic") as emulator:
        yield emulator


@pytest.fixture(params=[200, 401, 404])
async def stranger(
    request: pytest.FixtureRequest, socket_enabled: None
) -> AsyncIterator[int]:
    """The port of something that is not a massager."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text="<html>Router</html>", status=request.param)

    async with served(answer) as port:
        yield port
