"""A real Home Assistant, looked at with a real browser."""

from collections.abc import AsyncIterator
from pathlib import Path

from playwright.async_api import Page, expect
import pytest

from demo.browser import logged_in
from demo.home import RealHome
from tests.emulator.process import EmulatorProcess

# A machine that has much else to do takes its time.
expect.set_options(timeout=20_000)

SCREENSHOTS = Path(__file__).parents[2] / ".cache" / "screenshots"


@pytest.fixture
async def home(socket_enabled: None, tmp_path: Path) -> AsyncIterator[RealHome]:
    """A home that has just been made."""
    with RealHome(tmp_path / "config") as home:
        await home.seed()
        await home.start()
        yield home


@pytest.fixture
async def emulator(
    socket_enabled: None, tmp_path: Path
) -> AsyncIterator[EmulatorProcess]:
    """A massager that is switched on."""
    async with EmulatorProcess(
        tmp_path / "massager.json", "--name=Foot massager"
    ) as emulator:
        yield emulator


@pytest.fixture
async def page(home: RealHome) -> AsyncIterator[Page]:
    """A browser in which the owner is logged in."""
    async with logged_in(home, viewport={"width": 1280, "height": 1500}) as page:
        yield page
