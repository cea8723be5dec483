"""A real emulator process, and a client that has been paired with it."""

from collections.abc import AsyncGenerator
from pathlib import Path

import aiohttp
import pytest

from .client import Client
from .process import EmulatorProcess


@pytest.fixture
async def emulator(
    request: pytest.FixtureRequest, socket_enabled: None, tmp_path: Path
) -> AsyncGenerator[EmulatorProcess]:
    """Run an emulator; parametrize indirectly to give it further options."""
    options = getattr(request, "param", ())
    async with EmulatorProcess(
        tmp_path / "flash.json", "--start-delay=0.05", *options
    ) as process:
        yield process


@pytest.fixture
async def stranger(emulator: EmulatorProcess) -> AsyncGenerator[Client]:
    """Return a client without a token."""
    async with aiohttp.ClientSession() as session:
        yield Client(session, emulator.port)


@pytest.fixture
async def client(emulator: EmulatorProcess, stranger: Client) -> Client:
    """Return a client with a token."""
    return stranger.with_token((await emulator.admin("token"))["token"])
