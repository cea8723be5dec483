"""Nights, a tile's feature and a whole dashboard, in the browser."""

from typing import Any

from playwright.async_api import Locator, Page, expect
import pytest

from demo.browser import logged_in
from demo.client import HomeClient
from demo.dashboard import PATH, add_dashboard
from demo.home import RealHome
from demo.massager import add_massager, add_wind_down
from demo.person import NAME, SENSORS, Person
from demo.seed import ZONE
from tests.emulator.process import EmulatorProcess

from .card import button, show
from .guest import guest_token

pytestmark = pytest.mark.browser


async def test_nights(home: RealHome, emulator: EmulatorProcess, page: Page) -> None:
    client = home.client
    massager = await add_massager(client, emulator)
    await add_wind_down(client, massager)
    await (await Person.move_in(home, ZONE)).give_past(massager)
    await look_at_a_dashboard_by_itself(client, page)
    await choose_whose_nights(home, page)


async def look_at_a_dashboard_by_itself(client: HomeClient, page: Page) -> None:
    await add_dashboard(client)
    await page.goto(f"/{PATH}")
    card = page.locator("foot-massage-card")
    await expect(button(card, "Start massage")).to_be_visible()

    await page.goto(f"/{PATH}/weather-night")
    await expect(card.get_by_role("heading", name=NAME)).to_be_visible()
    await expect(page.locator("hui-calendar-card")).to_be_visible()
    await expect(card.get_by_text("Difference: +")).to_be_visible()
    await expect(card.get_by_text("Tonight:")).to_be_visible()
    await expect(card.locator("circle")).to_have_count(90)

    # Each night's values: by finger, by keys, and for whom does not see them.
    chart = card.get_by_role("slider", name="Sleep")
    readout = card.locator(".readout")
    await chart.click()
    await expect(readout).to_contain_text("6 hr")
    for key in ("Home", "ArrowRight", "End"):
        before = await readout.inner_text()
        await chart.press(key)
        await expect(readout).not_to_have_text(before)
        await expect(chart).to_have_attribute(
            "aria-valuetext", await readout.inner_text()
        )
    await card.get_by_role("combobox").select_option("hrv")
    await expect(card.get_by_role("slider")).to_have_attribute(
        "aria-label", "Heart rate variability"
    )
    await expect(readout).to_contain_text(" ms")
    await card.get_by_text("In words").click()
    await expect(card.get_by_text("An association is not a cause")).to_be_visible()


def whose_of(card: Locator) -> Locator:
    """Return the choice among several people."""
    return card.get_by_role("combobox", name="Whose nights")


async def choose_whose_nights(home: RealHome, page: Page) -> None:
    """Of several people one is chosen; at first it is who looks, if that is known."""
    client = home.client
    other = await client.command("person/create", name="Somebody else")
    await client.add_entry(
        {"next_step_id": "sleeper"},
        {"person": f"person.{other['id']}"},
        {},
        {"hrv": SENSORS["hrv"]},
        {"primary": "hrv"},
    )
    card = await show(client, page)
    whose = whose_of(card)
    circles = card.locator(".chart circle")
    await expect(circles).not_to_have_count(0)
    await expect(whose).to_have_value("")
    await whose.select_option("Somebody else")
    await expect(card.get_by_text("No nights yet")).to_be_visible()
    await whose.select_option(NAME)
    await card.get_by_role("combobox", name="What is compared").select_option("hrv")
    await expect(card.get_by_role("slider", name="Heart rate var")).to_be_visible()
    await expect(circles).not_to_have_count(0)

    # Whoever is nobody of them has to say whose.
    async with logged_in(home, await guest_token(home)) as theirs:
        card = await show(client, theirs)
        await expect(whose_of(card)).to_be_visible()
        await expect(card.locator(".wait")).to_have_count(0)
        await expect(button(card, "Try again")).to_have_count(0)


async def test_a_feature_of_a_tile(
    home: RealHome, emulator: EmulatorProcess, page: Page
) -> None:
    await add_massager(home.client, emulator)
    tile: dict[str, Any] = {
        "type": "tile",
        "entity": await home.client.entity_id("switch", "session"),
        "features": [{"type": "custom:foot-massage-session-feature"}],
    }
    await show(home.client, page, {"type": "custom:foot-massage-card"}, tile)
    feature = page.locator("foot-massage-session-feature")
    await button(feature, "Start massage").click()
    await expect(feature.locator(".time")).to_contain_text("9:")
    assert (await emulator.state())["motor"]
    await feature.get_by_role("button", name="Stop").click()
    await expect(button(feature, "Start massage")).to_be_visible()

    hold = await home.client.entity_id("switch", "safety_hold")
    await home.client.call_action("switch", "turn_on", {"entity_id": hold})
    await button(feature, "Start massage").click()
    toast = page.locator("notification-manager")
    message = toast.get_by_text("The safety hold of Foot massager")
    await expect(message.first).to_be_visible()
