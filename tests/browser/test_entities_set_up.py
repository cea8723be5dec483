"""A person adds a massager that is in Home Assistant already, in the browser."""

from playwright.async_api import Page, expect
import pytest

from demo.home import RealHome

from .dialogs import pick, set_up

pytestmark = pytest.mark.browser

NAMES = ("Old massager", "Massage mode", "Heating", "Massage strength")


async def choose_entities(page: Page) -> None:
    """Pick the helpers one by one."""
    for number, name in enumerate(NAMES):
        if number:
            await page.get_by_text("Add entity").last.click()
        else:
            await page.locator("ha-entities-picker ha-entity-picker").last.click()
        await pick(page, name)
        dialog = page.locator("ha-entities-picker")
        await expect(dialog.get_by_text(name).first).to_be_visible()


async def test_from_helpers_to_a_massage(home: RealHome, page: Page) -> None:
    submit = page.get_by_role("button", name="Submit")
    await set_up(page, "Massager that is in Home Assistant already")
    await choose_entities(page)
    await submit.click()

    await expect(page.get_by_text("What is what?")).to_be_visible()
    form = page.locator("ha-form")
    for name in NAMES:
        await expect(form.get_by_text(name).first).to_be_visible()
    await submit.click()

    await expect(page.get_by_text("What do its words mean?")).to_be_visible()
    await submit.click()

    await expect(page.get_by_text("Take your feet out of it.")).to_be_visible()
    await submit.click()

    await expect(page.get_by_text("Did it run and stop?")).to_be_visible()
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
