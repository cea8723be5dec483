"""A person adds somebody whose sleep is compared, in the browser."""

from playwright.async_api import Page, expect
import pytest

from demo.home import RealHome
from demo.person import morning_of
from demo.phone import Phone, Slept
from demo.seed import ZONE

from .conftest import SCREENSHOTS

pytestmark = pytest.mark.browser


async def look(page: Page, name: str) -> None:
    """Keep what is to be seen."""
    await page.wait_for_timeout(500)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=SCREENSHOTS / f"sleeper-{name}.png")


async def with_a_phone(home: RealHome) -> None:
    """Have the owner be a person with a phone."""
    client = home.client
    user = (await client.command("auth/current_user"))["id"]
    await client.command("person/create", name="Ada", user_id=user)
    slept = Slept(woke_up=morning_of(ZONE), asleep=401, hrv=44, resting_heart_rate=58)
    await Phone.register(client, "Ada's phone", slept)


async def choose_person(page: Page) -> None:
    """Begin the dialog, and say whose sleep it is."""
    await page.goto("/_my_redirect/config_flow_start?domain=foot_massage")
    await page.get_by_role("button", name="OK").click()
    await page.get_by_text("Person whose sleep is compared").first.click()
    await page.locator("ha-entity-picker").click()
    # The list opens with a movement, and hears no keys before its end.
    await page.wait_for_timeout(1500)
    await page.keyboard.type("Ada")
    await page.wait_for_timeout(1000)
    await page.keyboard.press("Enter")


async def test_from_a_phone_to_a_trial(home: RealHome, page: Page) -> None:
    submit = page.get_by_role("button", name="Submit")
    form = page.locator("ha-form")
    await with_a_phone(home)
    await choose_person(page)
    await look(page, "person")
    for name, shown in (
        ("wearables", "Ada's phone (Mobile App)"),
        ("sensors", "Resting heart rate"),
        ("rules", "Shortest night"),
    ):
        await submit.click()
        await expect(form).to_contain_text(shown)
        await look(page, name)
    await submit.click()
    await page.get_by_role("button", name="Skip and finish").click()
    device_id = (await home.client.our_entities())[0]["device_id"]
    await page.goto(f"/config/devices/device/{device_id}")
    await expect(page.get_by_text("Comparison").first).to_be_visible()
    await look(page, "device")

    await page.goto("/config/integrations/integration/foot_massage")
    await page.get_by_role("button", name="Configure").first.click()
    await page.get_by_text("Sensors before and after a massage").first.click()
    await expect(form).to_contain_text("Blood oxygen")
    await look(page, "live")
    await submit.click()
    await page.get_by_role("button", name="Finish").click()

    await page.get_by_role("button", name="Configure").first.click()
    await page.get_by_text("Start a trial").first.click()
    await expect(page.get_by_text("chance decides").first).to_be_visible()
    await look(page, "trial")
    await submit.click()
    await page.get_by_role("button", name="Finish").click()
    tonight = await home.client.entity_id("sensor", "tonight")
    assert (await home.client.state(tonight))["state"] in ("massage", "rest")
