"""``python -m demo.film``: writes the moving picture of a wind-down in the README.

It takes the ten minutes and a half that it shows.
"""

import asyncio
from io import BytesIO
import sys
from time import monotonic
from typing import Any, Final

from PIL import Image
from playwright.async_api import Page

from .browser import logged_in
from .client import HomeClient
from .keys import CHECKOUT
from .massager import add_massager, add_wind_down
from .process import end_in_good_order
from .story import say, throw_away_home

FILE: Final = CHECKOUT / "docs" / "images" / "wind-down.webp"
PATH: Final = "bedtime-film"
SCREEN: Final[dict[str, Any]] = {
    "viewport": {"width": 860, "height": 640},
    "color_scheme": "dark",
}
INTERVAL_S: Final = 12.0
TAKES: Final = 52
FRAME_MS: Final = 500
# How long the first and the last picture stay.
STAYS_MS: Final = 2500
QUALITY: Final = 70
LIGHTS: Final = (
    "light.bedroom_ceiling_lamp",
    "light.bedroom_bedside_lamp_left",
    "light.bedroom_bedside_lamp_right",
)


async def main() -> int:
    """Film it in a home of its own; returns the exit status."""
    end_in_good_order()
    async with throw_away_home() as (home, emulator):
        await home.seed()
        await emulator.start()
        await home.start()
        await add_wind_down(home.client, await add_massager(home.client, emulator))
        await _add_dashboard(home.client)
        async with logged_in(home, **SCREEN) as page:
            _keep(await _film(page))
    say(str(FILE.relative_to(CHECKOUT)))
    return 0


async def _add_dashboard(client: HomeClient) -> None:
    """Put the card beside the lights that it dims."""
    await client.command("lovelace/dashboards/create", title="Bedtime", url_path=PATH)
    parts = {"hide": ["controls", "nights"], "dim": "never"}
    lights = [
        {
            "type": "tile",
            "entity": light,
            "features": [{"type": "light-brightness"}],
            "grid_options": {"columns": "full"},
        }
        for light in LIGHTS
    ]
    sections = [
        {"type": "grid", "cards": [{"type": "custom:foot-massage-card", **parts}]},
        {"type": "grid", "cards": lights},
    ]
    view = {"type": "sections", "max_columns": 2, "sections": sections}
    await client.command(
        "lovelace/config/save", url_path=PATH, config={"views": [view]}
    )


async def _film(page: Page) -> list[Image.Image]:
    """Press the wind-down's button, and return what is seen from then on."""
    await page.goto(f"/{PATH}?kiosk")
    button = page.locator("foot-massage-card").get_by_role("button", name="Bedtime")
    await button.wait_for()
    await page.wait_for_timeout(2000)
    frames = [await _frame(page)]
    await button.click()
    began = monotonic()
    for take in range(TAKES):
        await asyncio.sleep(max(0.0, began + 1 + take * INTERVAL_S - monotonic()))
        frames.append(await _frame(page))
        say(f"{take + 1} of {TAKES}")
    return frames


async def _frame(page: Page) -> Image.Image:
    return Image.open(BytesIO(await page.screenshot())).convert("RGB")


def _keep(frames: list[Image.Image]) -> None:
    first, *others = frames
    durations = [STAYS_MS, *[FRAME_MS] * (len(others) - 1), STAYS_MS]
    first.save(
        FILE,
        save_all=True,
        append_images=others,
        duration=durations,
        loop=0,
        quality=QUALITY,
    )


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
