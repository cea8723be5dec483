"""A real Home Assistant, looked at with a real browser."""

from collections.abc import AsyncIterator
import json
from pathlib import Path

from playwright.async_api import Page, async_playwright
import pytest

from demo.home import RealHome
from demo.keys import Keys
from tests.emulator.process import EmulatorProcess

CHROMIUM = "/usr/bin/chromium"
# What Chromium would otherwise ask its maker's servers, and needs root's consent for.
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
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
    emulator = EmulatorProcess(tmp_path / "massager.json", "--name=Foot massager")
    await emulator.start()
    yield emulator
    await emulator.stop()


@pytest.fixture
async def page(home: RealHome) -> AsyncIterator[Page]:
    """A browser in which the owner is logged in."""
    keys = Keys.load(home.config)
    url = home.client.url
    login = {
        "access_token": keys.token,
        "token_type": "Bearer",
        "refresh_token": "",
        "expires_in": 10**8,
        "expires": 10**14,
        "hassUrl": url,
        "clientId": f"{url}/",
    }
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(OPTIONS)
        )
        context = await browser.new_context(
            base_url=url, viewport={"width": 1280, "height": 1500}
        )
        await context.add_init_script(
            f"localStorage.setItem('hassTokens', {json.dumps(json.dumps(login))})"
        )
        page = await context.new_page()
        page.set_default_timeout(30_000)
        yield page
        await browser.close()
