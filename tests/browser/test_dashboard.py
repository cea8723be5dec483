"""The dashboard of docs/dashboard.md works as it is written there."""

from pathlib import Path
import re
from typing import Any

from playwright.async_api import Page, expect
import pytest
import yaml

from demo.home import RealHome
from demo.massager import add_massager, add_wind_down
from tests.emulator.process import EmulatorProcess

from .conftest import SCREENSHOTS

pytestmark = pytest.mark.browser

DOCS = Path(__file__).parents[2] / "docs" / "dashboard.md"
PATH = "feet-night"
NAMES = (
    "Massage",
    "Now",
    "Program",
    "Intensity",
    "Minutes",
    "Pause",
    "Go on",
    "Arch and heel",
    "Heat",
)


def dashboard() -> dict[str, Any]:
    """Return the dashboard as the page has it."""
    found = re.search(r"```yaml\n(title: .*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert found
    config: dict[str, Any] = yaml.safe_load(found[1])
    return config


async def test_dashboard(home: RealHome, emulator: EmulatorProcess, page: Page) -> None:
    client = home.client
    await add_wind_down(client, await add_massager(client, emulator))
    await client.command("lovelace/dashboards/create", title="Night", url_path=PATH)
    await client.command("lovelace/config/save", url_path=PATH, config=dashboard())
    await page.set_viewport_size({"width": 1000, "height": 1150})
    await page.goto(f"/{PATH}/night")
    for name in NAMES:
        await expect(page.get_by_text(name, exact=True).first).to_be_visible()
    assert await page.locator("hui-error-card, hui-warning").count() == 0

    await page.get_by_text("Wind-down", exact=True).first.click()

    await expect(page.get_by_text("Running", exact=True).first).to_be_visible()
    await expect(page.get_by_text("Ends", exact=True).first).to_be_visible()
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=SCREENSHOTS / "dashboard.png")
    await page.get_by_text("Five minutes more").click()
    await expect(page.locator("hui-numeric-input-card-feature").last).to_contain_text(
        "15"
    )
    assert (await emulator.state())["session"]["duration_s"] == 15 * 60
    assert await page.locator("hui-error-card, hui-warning").count() == 0

    await page.set_viewport_size({"width": 390, "height": 1600})
    await page.screenshot(path=SCREENSHOTS / "dashboard-phone.png")
    await page.locator("hui-tile-card", has_text="Cancel").click()
    await expect(page.get_by_text("Ends", exact=True)).to_have_count(0)
    assert not (await emulator.state())["motor"]
