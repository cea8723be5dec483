"""The graphs of docs/dashboard.md show what is in the long-term statistics."""

from pathlib import Path
import re
from typing import Any

from playwright.async_api import Page, expect
import pytest
import yaml

from demo.home import RealHome
from demo.massager import add_massager
from demo.person import Person
from demo.seed import ZONE
from tests.emulator.process import EmulatorProcess

from .conftest import SCREENSHOTS

pytestmark = pytest.mark.browser

DOCS = Path(__file__).parents[2] / "docs" / "dashboard.md"
PATH = "feet-graphs"


def cards() -> list[Any]:
    """Return the graphs as the page has them, of the person there is."""
    _, _, graphs = DOCS.read_text("utf-8").partition("## Graphs")
    found = re.findall(r"```yaml\n(.*?)```", graphs, re.DOTALL)
    return [yaml.safe_load(one.replace(":ada_", ":demo_person_")) for one in found]


async def test_graphs(home: RealHome, emulator: EmulatorProcess, page: Page) -> None:
    massager_id = await add_massager(home.client, emulator)
    await (await Person.move_in(home, ZONE)).give_past(massager_id)
    client = home.client
    await client.command("lovelace/dashboards/create", title="Graphs", url_path=PATH)
    view = {"title": "Graphs", "path": "graphs", "cards": cards()}
    await client.command(
        "lovelace/config/save", url_path=PATH, config={"views": [view]}
    )
    await page.goto(f"/{PATH}/graphs")
    for title in ("Demo person Sleep", "Foot massager Massage time"):
        await expect(page.get_by_text(title).first).to_be_visible()
    await expect(page.locator("statistics-chart canvas")).to_have_count(2)
    assert await page.locator("hui-error-card, hui-warning").count() == 0
    await page.wait_for_timeout(1500)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=SCREENSHOTS / "graphs.png")
