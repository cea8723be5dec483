"""Black-box tests: a real Home Assistant in a process of its own, over loopback."""

import asyncio
from collections.abc import Iterator

import pytest
from pytest_socket import enable_socket

from demo.client import HomeClient
from demo.home import RealHome


@pytest.fixture(autouse=True)
def sockets(socket_enabled: None) -> None:
    """Let tests connect; the test plugin only lets them reach 127.0.0.1."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealHome]:
    """A running home, shared by the tests of a module."""
    # This is set up before the first test gets its sockets.
    enable_socket()
    with RealHome(tmp_path_factory.mktemp("home") / "config") as home:
        asyncio.run(make(home))
        yield home


async def make(home: RealHome) -> None:
    await home.seed()
    await home.start()


@pytest.fixture
def client(home: RealHome) -> HomeClient:
    """The home's owner."""
    return home.client
