"""The dashboard and the graphs of docs/dashboard.md work as they are written there."""

from pathlib import Path
import re
from typing import Any

from playwright.async_api import Page, expect
import pytest
import yaml

from demo.client import HomeClient
from demo.home import RealHome
from demo.massager import add_massager, add_wind_down
from demo.person import Person
from demo.seed import ZONE
from tests.emulator.process import EmulatorProcess

pytestmark = pytest.mark.browser

DOCS = Path(__file__).parents[2] / "docs" / "dashboard.md"
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


def pasted(beginning: str) -> list[Any]:
    """Return what the page has to paste and begins like this, for the demo person."""
    found = re.findall(
        rf"```yaml\n({beginning}.*?)```", DOCS.read_text("utf-8"), re.DOTALL
    )
    return [yaml.safe_load(one.replace(":ada_", ":demo_person_")) for one in found]


async def show(client: HomeClient, page: Page, config: dict[str, Any]) -> None:
    """Make a dashboard of its first view's path, and open it."""
    path = config["views"][0]["path"]
    dashboard = f"feet-{path}"
    await client.command("lovelace/dashboards/create", title=path, url_path=dashboard)
    await client.command("lovelace/config/save", url_path=dashboard, config=config)
    await page.goto(f"/{dashboard}/{path}")


async def test_dashboard(home: RealHome, emulator: EmulatorProcess, page: Page) -> None:
    await add_wind_down(home.client, await add_massager(home.client, emulator))
    await page.set_viewport_size({"width": 1000, "height": 1150})
    (dashboard,) = pasted("title: Night")
    await show(home.client, page, dashboard)
    for name in NAMES:
        await expect(page.get_by_text(name, exact=True).first).to_be_visible()
    assert await page.locator("hui-error-card, hui-warning").count() == 0

    await page.get_by_text("Wind-down", exact=True).first.click()

    await expect(page.get_by_text("Running", exact=True).first).to_be_visible()
    await expect(page.get_by_text("Ends", exact=True).first).to_be_visible()
    await page.get_by_text("Five minutes more").click()
    await expect(page.locator("hui-numeric-input-card-feature").last).to_contain_text(
        "15"
    )
    assert (await emulator.state())["session"]["duration_s"] == 15 * 60
    assert await page.locator("hui-error-card, hui-warning").count() == 0

    await page.set_viewport_size({"width": 390, "height": 1600})
    await page.locator("hui-tile-card", has_text="Cancel").click()
    await expect(page.get_by_text("Ends", exact=True)).to_have_count(0)
    assert not (await emulator.state())["motor"]


async def test_graphs(home: RealHome, emulator: EmulatorProcess, page: Page) -> None:
    massager_id = await add_massager(home.client, emulator)
    await (await Person.move_in(home, ZONE)).give_past(massager_id)
    graphs = pasted("type: statistics-graph")
    await show(home.client, page, {"views": [{"path": "graphs", "cards": graphs}]})
    for title in ("Demo person Sleep", "Foot massager Massage time"):
        await expect(page.get_by_text(title).first).to_be_visible()
    await expect(page.locator("statistics-chart canvas")).to_have_count(2)
    assert await page.locator("hui-error-card, hui-warning").count() == 0
