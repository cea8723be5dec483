"""A person looks at the card and presses it, in the browser."""

import asyncio
from datetime import UTC, datetime, timedelta

from playwright.async_api import Page, expect
import pytest

from demo.browser import logged_in
from demo.home import RealHome
from demo.massager import add_massager, add_wind_down
from tests.emulator.process import EmulatorProcess

from ..patience import looks
from .card import CARD, PATH, button, seconds_left, show
from .guest import guest_token

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
async def massager(home: RealHome, emulator: EmulatorProcess) -> None:
    """A massager with a wind-down, set up."""
    await add_wind_down(home.client, await add_massager(home.client, emulator))


async def test_a_session_by_tapping(
    home: RealHome, emulator: EmulatorProcess, page: Page
) -> None:
    card = await show(home.client, page)
    await button(card, "Start massage").click()
    await expect(button(card, "Pause")).to_be_visible()
    assert (await emulator.state())["motor"]

    ring = card.locator("circle.left")
    before = await ring.get_attribute("stroke-dashoffset")
    await expect(ring).not_to_have_attribute("stroke-dashoffset", before or "")
    assert 580 < await seconds_left(card) < 600

    more = button(card, "Intensity: more")
    await more.click()
    await more.click()
    await expect(card.locator(".stepper .value")).to_contain_text("5")
    await expect(more).to_have_attribute("aria-disabled", "true")
    await until_set(emulator, "intensity", 5)

    await card.get_by_role("switch", name="Calves").click()
    await card.get_by_role("button", name="High").click()
    await expect(button(card, "High")).to_have_attribute("aria-pressed", "true")
    await until_set(emulator, "heat", "high")

    await button(card, "5 more minutes").click()
    await expect(card.locator(".time")).to_contain_text("14:")
    await page.reload()
    await expect(card.locator(".time")).to_contain_text("14:")

    await button(card, "Pause").click()
    await expect(button(card, "Go on")).to_be_visible()
    assert not (await emulator.state())["motor"]
    await button(card, "Go on").click()
    await expect(button(card, "Pause")).to_be_visible()

    await button(card, "Stop").click()
    await expect(button(card, "Start massage")).to_be_visible()
    assert not (await emulator.state())["motor"]


async def until_set(emulator: EmulatorProcess, name: str, value: object) -> None:
    """Wait until the massager itself is set to something."""
    for _ in looks():
        if (await emulator.state())["settings"][name] == value:
            return
        await asyncio.sleep(0.05)
    pytest.fail(f"{name} does not become {value}")


async def test_a_wind_down(
    home: RealHome, emulator: EmulatorProcess, page: Page
) -> None:
    card = await show(home.client, page)
    await card.get_by_role("button", name="Bedtime").click()
    await expect(card.get_by_text("Dimming")).to_be_visible()
    await expect(button(card, "Stop")).to_be_visible()
    await expect(card.locator("ha-card.dim")).to_be_visible()
    await button(card, "Cancel").click()
    await expect(button(card, "Start massage")).to_be_visible()
    await expect(card.locator("ha-card.dim")).to_have_count(0)
    assert not (await emulator.state())["motor"]


async def test_what_goes_wrong_is_said(
    home: RealHome, emulator: EmulatorProcess, page: Page
) -> None:
    card = await show(home.client, page)
    hold = await home.client.entity_id("switch", "safety_hold")
    await home.client.call_action("switch", "turn_on", {"entity_id": hold})
    await expect(card.get_by_text("no massage starts")).to_be_visible()
    await button(card, "Start massage").click()
    alert = card.get_by_role("alert")
    await expect(alert).to_contain_text("The safety hold of Foot massager is on")
    await button(card, "Close message").click()
    await expect(alert).to_be_empty()
    await home.client.call_action("switch", "turn_off", {"entity_id": hold})

    await emulator.kill()
    await expect(card.get_by_text("cannot be reached")).to_be_visible(timeout=90_000)
    await expect(button(card, "Start massage")).to_be_disabled()


@pytest.mark.slow
async def test_a_stop_that_is_not_confirmed(
    home: RealHome, emulator: EmulatorProcess, page: Page
) -> None:
    card = await show(home.client, page)
    await button(card, "Start massage").click()
    await expect(button(card, "Pause")).to_be_visible()
    await emulator.admin("misbehave", {"ignore_stop": True})
    await button(card, "Stop").click()
    alert = card.get_by_role("alert")
    await expect(alert).to_contain_text("has not confirmed it", timeout=60_000)
    await emulator.admin("misbehave", {"ignore_stop": False})
    await button(card, "Stop").click()
    await expect(button(card, "Start massage")).to_be_visible()
    await expect(alert).to_be_empty()


async def test_somebody_who_may_only_look(
    home: RealHome, emulator: EmulatorProcess, page: Page
) -> None:
    await show(home.client, page)
    async with logged_in(home, await guest_token(home)) as theirs:
        await theirs.goto(f"/{PATH}")
        card = theirs.locator("foot-massage-card").first
        await button(card, "Start massage").click()
        await expect(card.get_by_role("alert")).to_contain_text("You are not allowed")
        await button(card, "Close message").click()
        await card.get_by_role("button", name="Bedtime").click()
        await expect(card.get_by_role("alert")).to_contain_text("You are not allowed")
    assert (await emulator.state())["starts"] == 0


async def test_home_assistant_restarts(
    home: RealHome, emulator: EmulatorProcess, page: Page
) -> None:
    card = await show(home.client, page)
    await button(card, "Start massage").click()
    await expect(button(card, "Pause")).to_be_visible()
    await home.stop()
    await expect(card.get_by_text("No connection to Home Assistant")).to_be_visible()
    await expect(button(card, "Stop")).to_be_visible()
    await home.start()
    await expect(card.get_by_text("No connection")).to_have_count(0, timeout=90_000)
    await expect(button(card, "Pause")).to_be_visible()
    assert 500 < await seconds_left(card) < 600
    await button(card, "Stop").click()
    await expect(button(card, "Start massage")).to_be_visible()
    assert (await emulator.state())["starts"] == 1


async def test_a_clock_that_is_three_minutes_off(home: RealHome, page: Page) -> None:
    await page.clock.install(time=datetime.now(UTC) + timedelta(minutes=3))
    card = await show(home.client, page)
    await button(card, "Start massage").click()
    await expect(card.locator(".time")).to_contain_text("9:")
    assert 570 < await seconds_left(card) < 601


async def test_two_cards_and_an_odd_name(home: RealHome, page: Page) -> None:
    name = "<img src=x onerror=alert(1)> & <b>feet</b>"
    await show(home.client, page, CARD | {"name": name}, CARD)
    first, second = (page.locator("foot-massage-card").nth(n) for n in (0, 1))
    await expect(first.get_by_role("heading", name=name)).to_be_visible()
    await button(first, "Start massage").click()
    await expect(button(second, "Pause")).to_be_visible()
    await button(second, "Stop").click()
    await expect(button(first, "Start massage")).to_be_visible()


async def test_keyboard_only(home: RealHome, page: Page) -> None:
    card = await show(home.client, page)

    async def press(name: str, role: str = "button") -> None:
        """Go to something with the Tab key, and press it."""
        wanted = card.get_by_role(role, name=name)  # type: ignore[arg-type]
        await expect(wanted.first).to_be_visible()
        for _ in range(60):
            if await wanted.first.evaluate("one => one.matches(':focus-visible')"):
                await page.keyboard.press("Space")
                return
            await page.keyboard.press("Tab")
        pytest.fail(f"{name} is not reached")

    await press("Start massage")
    await expect(button(card, "Pause")).to_be_visible()
    await press("Intensity: more")
    await expect(card.locator(".stepper .value")).to_contain_text("4")
    await press("Calves", "switch")
    await press("Stop")
    await expect(button(card, "Start massage")).to_be_visible()
    await press("Bedtime")
    await expect(button(card, "Cancel")).to_be_visible()
    await press("Cancel")
    await expect(button(card, "Start massage")).to_be_visible()


async def test_picker_and_editor(home: RealHome, page: Page) -> None:
    await page.set_viewport_size({"width": 1200, "height": 900})
    await show(home.client, page)
    await page.goto("/feet-card/0?edit=1")
    await page.locator("hui-card-edit-mode").first.hover()
    await page.locator("hui-card-edit-mode ha-svg-icon").first.click()
    editor = page.locator("hui-card-element-editor")
    await expect(editor.get_by_text("Dim look for the night")).to_be_visible()

    await page.goto("/feet-card/0?edit=1")
    await page.locator("button.add").last.click()
    dialog = page.locator("ha-dialog")
    await dialog.locator("input").first.fill("foot")
    await dialog.get_by_text("Pause", exact=True).click()
    await expect(dialog.locator("foot-massage-card ha-card")).to_be_visible()
    await dialog.get_by_text("By card").click()
    await dialog.locator("input").first.fill("foot massage")
    await expect(dialog.locator("foot-massage-card ha-card")).to_be_visible()

    await page.goto("/config/lovelace/dashboards")
    await page.get_by_text("Add dashboard").last.click()
    await expect(page.get_by_text("Start and stop a massager")).to_be_visible()
