"""Home Assistant's dialogs, as a person goes through them."""

from playwright.async_api import Page, expect


async def set_up(page: Page, kind: str) -> None:
    """Begin to set something of ours up, of a kind that the menu has."""
    await page.goto("/_my_redirect/config_flow_start?domain=foot_massage")
    await page.get_by_role("button", name="OK").click()
    await page.get_by_text(kind).first.click()


async def pick(page: Page, name: str) -> None:
    """Choose something from the list of a picker that is opening."""
    picker = page.locator("ha-picker-combo-box")
    await picker.locator("input").fill(name)
    await picker.get_by_text(name).first.click()
    # What was chosen is taken when the list has closed.
    await expect(picker).to_have_count(0)
