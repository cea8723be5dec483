"""The card on a dashboard, as a person has it before them."""

from typing import Any

from playwright.async_api import Locator, Page, expect

from demo.client import HomeClient

PATH = "feet-card"
CARD: dict[str, Any] = {"type": "custom:foot-massage-card"}


async def show(client: HomeClient, page: Page, *cards: dict[str, Any]) -> Locator:
    """Put cards on a dashboard of their own and open it; returns the first."""
    dashboards = await client.command("lovelace/dashboards/list")
    if not any(one["url_path"] == PATH for one in dashboards):
        await client.command("lovelace/dashboards/create", title="Card", url_path=PATH)
    section = {"type": "grid", "cards": list(cards or (CARD,))}
    view = {"type": "sections", "max_columns": 1, "sections": [section]}
    await client.command(
        "lovelace/config/save", url_path=PATH, config={"views": [view]}
    )
    await page.goto(f"/{PATH}")
    card = page.locator("foot-massage-card").first
    await expect(card.locator("ha-card")).to_be_visible()
    return card


def button(card: Locator, name: str) -> Locator:
    """Return a button of the card by what it says."""
    return card.get_by_role("button", name=name, exact=True)


async def seconds_left(card: Locator) -> int:
    """Return what the ring shows."""
    minutes, seconds = (await card.locator(".time").inner_text()).split(":")
    return int(minutes) * 60 + int(seconds)
