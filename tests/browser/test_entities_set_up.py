"""A person adds a massager that is in Home Assistant already, in the browser."""

from collections.abc import AsyncIterator
from pathlib import Path

from playwright.async_api import Page, expect
import pytest

from demo.home import RealHome

from .conftest import SCREENSHOTS

pytestmark = pytest.mark.browser

HELPERS = """
input_boolean:
  massager:
    name: Old massager
input_select:
  mode:
    name: Massage mode
    options: [Knead, Roll, Party]
  heat:
    name: Heating
    options: ["Off", Low, High]
input_number:
  strength:
    name: Massage strength
    min: 0
    max: 3
    step: 1
"""
NAMES = ("Old massager", "Massage mode", "Heating", "Massage strength")


@pytest.fixture
async def home(socket_enabled: None, tmp_path: Path) -> AsyncIterator[RealHome]:
    """A home with helpers that stand for a massager."""
    with RealHome(tmp_path / "config") as home:
        await home.seed()
        with (home.config / "configuration.yaml").open("a") as configuration:
            configuration.write(HELPERS)
        await home.start()
        yield home


async def look(page: Page, name: str) -> None:
    """Keep what is to be seen."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=SCREENSHOTS / f"entities-{name}.png")


async def choose_entities(page: Page) -> None:
    """Pick the helpers one by one."""
    for number, name in enumerate(NAMES):
        if number:
            await page.get_by_text("Add entity").last.click()
        else:
            await page.locator("ha-entities-picker ha-entity-picker").last.click()
        # The list opens with a movement, and hears no keys before its end.
        await page.wait_for_timeout(1500)
        await page.keyboard.type(name)
        await page.wait_for_timeout(1000)
        await page.keyboard.press("Enter")
        dialog = page.locator("ha-entities-picker")
        await expect(dialog.get_by_text(name).first).to_be_visible()


async def test_from_helpers_to_a_massage(home: RealHome, page: Page) -> None:
    submit = page.get_by_role("button", name="Submit")
    await page.goto("/_my_redirect/config_flow_start?domain=foot_massage")
    await page.get_by_role("button", name="OK").click()
    await page.get_by_text("Massager that is in Home Assistant already").first.click()
    await choose_entities(page)
    await submit.click()

    await expect(page.get_by_text("What is what?")).to_be_visible()
    form = page.locator("ha-form")
    for name in NAMES:
        await expect(form.get_by_text(name).first).to_be_visible()
    await look(page, "roles")
    await submit.click()

    await expect(page.get_by_text("What do its words mean?")).to_be_visible()
    await look(page, "words")
    await submit.click()

    await expect(page.get_by_text("Take your feet out of it.")).to_be_visible()
    await look(page, "try-out")
    await submit.click()

    await expect(page.get_by_text("Did it run and stop?")).to_be_visible()
    await look(page, "tried")
    massager = await home.client.state("input_boolean.massager")
    assert massager["state"] == "off"
    await page.get_by_text("Yes, it ran and stopped").first.click()
    await expect(page.get_by_text("It is not a medical treatment")).to_be_visible()
    await page.locator("ha-switch").last.click()
    await submit.click()
    await page.get_by_role("button", name="Skip and finish").click()

    switch = await home.client.entity_id("switch", "session")
    await home.client.call_action("switch", "turn_on", {"entity_id": switch})
    massager = await home.client.state("input_boolean.massager")
    assert massager["state"] == "on"
