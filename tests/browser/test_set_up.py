"""A person sets a massager up in the browser and looks at what there is."""

from playwright.async_api import Page, expect
import pytest

from demo.home import RealHome
from tests.emulator.process import EmulatorProcess

from .dialogs import set_up

pytestmark = pytest.mark.browser

CONTROLS = (
    "Duration",
    "Heat",
    "Intensity",
    "Pause",
    "Program",
    "Resume",
    "Start",
    "Stop",
    "Technique",
    "Zone: arch and heel",
    "Zone: ball of the foot",
    "Zone: calves and Achilles",
    "Zone: toes and top of the foot",
)
SENSORS = (
    "Last session",
    "Massage time today",
    "Massage time total",
    "Session end",
    "Session start",
    "Session state",
    "Sessions",
)


async def pair(page: Page, emulator: EmulatorProcess) -> None:
    """Go through the set-up dialog like a person."""
    await set_up(page, "Massager on the network")
    await page.locator("input[name=host]").fill("127.0.0.1")
    await page.locator("input[type=number]").fill(str(emulator.port))
    await page.get_by_role("button", name="Submit").click()
    await expect(page.get_by_text("now shows a PIN")).to_be_visible()
    await page.locator("ha-form input").fill("000000")
    await page.get_by_role("button", name="Submit").click()
    await expect(page.get_by_text("That is not the PIN")).to_be_visible()
    await page.locator("ha-form input").fill(emulator.pin)
    await page.get_by_role("button", name="Submit").click()
    await expect(page.get_by_text("It is not a medical treatment")).to_be_visible()
    await page.locator("ha-switch").last.click()
    await page.get_by_role("button", name="Submit").click()
    await page.get_by_role("button", name="Skip and finish").click()


async def test_set_up_and_device_page(
    home: RealHome, emulator: EmulatorProcess, page: Page
) -> None:
    await pair(page, emulator)
    entities = await home.client.our_entities()
    device_id = entities[0]["device_id"]
    await page.goto(f"/config/devices/device/{device_id}")
    for name in (*CONTROLS, *SENSORS):
        await expect(page.get_by_text(name, exact=True).first).to_be_visible()
    await page.locator("ha-entity-toggle ha-switch").first.click()
    await expect(page.get_by_text("Running", exact=True).first).to_be_visible()
    assert (await emulator.state())["motor"]
