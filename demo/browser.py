"""A browser in which the owner of a home is logged in, or somebody else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import json
from typing import Any

from playwright.async_api import Page, async_playwright

from .home import RealHome
from .keys import Keys

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


@asynccontextmanager
async def logged_in(
    home: RealHome, token: str | None = None, **context: Any
) -> AsyncIterator[Page]:
    """Open a browser; ``context`` is what Playwright calls its options.

    With somebody else's access token it is theirs.
    """
    url = home.client.url
    login = {
        "access_token": token or Keys.load(home.config).token,
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
        opened = await browser.new_context(base_url=url, **context)
        await opened.add_init_script(
            f"localStorage.setItem('hassTokens', {json.dumps(json.dumps(login))})"
        )
        page = await opened.new_page()
        page.set_default_timeout(30_000)
        yield page
        await browser.close()
