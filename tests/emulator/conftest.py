"""A real emulator process, and a client that has been paired with it."""

from collections.abc import AsyncGenerator

import aiohttp
import pytest

from .client import Client
from .process import EmulatorProcess


@pytest.fixture
async def stranger(emulator: EmulatorProcess) -> AsyncGenerator[Client]:
    """Return a client without a token."""
    async with aiohttp.ClientSession() as session:
        yield Client(session, emulator.port)


@pytest.fixture
async def client(emulator: EmulatorProcess, stranger: Client) -> Client:
    """Return a client with a token."""
    return stranger.with_token((await emulator.admin("token"))["token"])
