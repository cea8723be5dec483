"""``python -m demo.screenshots``: writes the README's pictures of the card."""

import asyncio
from io import BytesIO
import sys
from typing import Any, Final

from PIL import Image
from playwright.async_api import Page

from .browser import logged_in
from .dashboard import PATH
from .home import RealHome
from .keys import CHECKOUT
from .process import end_in_good_order
from .story import open_home, say, throw_away_home

IMAGES: Final = CHECKOUT / "docs" / "images"
CARD: Final = "foot-massage-card"
PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 390, "height": 1500},
    "device_scale_factor": 2,
}
DESKTOP: Final[dict[str, Any]] = {"viewport": {"width": 1100, "height": 1250}}
# As many as the eye can tell apart here; the files are half as large.
COLOURS: Final = 128
# After the last thing that moves has come to rest.
REST_MS: Final = 1500


async def main() -> int:
    """Write them all from one home; returns the exit status."""
    end_in_good_order()
    async with throw_away_home() as (home, emulator):
        await open_home(home, emulator)
        await _take(home)
    return 0


async def _take(home: RealHome) -> None:
    async with logged_in(home, color_scheme="light", **DESKTOP) as page:
        await page.goto(f"/{PATH}/weather-night")
        await page.locator(f"{CARD} .chart").click()
        await _keep(page, "card-nights")
    async with logged_in(home, color_scheme="light", **PHONE) as page:
        await page.goto(f"/{PATH}/foot-print")
        card = page.locator(CARD)
        await card.get_by_role("button", name="Start massage").click()
        await card.get_by_role("button", name="Pause").wait_for()
        await _keep(page, "card-light")
        await page.emulate_media(color_scheme="dark")
        await _keep(page, "card-dark")
        await card.get_by_role("button", name="Bedtime").click()
        await card.get_by_role("button", name="Cancel").wait_for()
        await _keep(page, "card-in-bed")


async def _keep(page: Page, name: str) -> None:
    """Write a picture of the first card."""
    await page.mouse.move(1, 1)
    await page.wait_for_timeout(REST_MS)
    file = IMAGES / f"{name}.png"
    taken = await page.locator(CARD).first.screenshot()
    Image.open(BytesIO(taken)).quantize(COLOURS).save(file, optimize=True)
    say(f"{file.relative_to(CHECKOUT)}")


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
