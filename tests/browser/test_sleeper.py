"""A person adds somebody whose sleep is compared, in the browser."""

from playwright.async_api import Page, expect
import pytest

from demo.home import RealHome
from demo.person import morning_of
from demo.phone import Phone, Slept
from demo.seed import ZONE

from .dialogs import pick, set_up

pytestmark = pytest.mark.browser


async def with_a_phone(home: RealHome) -> None:
    """Have the owner be a person with a phone."""
    client = home.client
    user = (await client.command("auth/current_user"))["id"]
    await client.command("person/create", name="Ada", user_id=user)
    slept = Slept(woke_up=morning_of(ZONE), asleep=401, hrv=44, resting_heart_rate=58)
    await Phone.register(client, "Ada's phone", slept)


async def choose_person(page: Page) -> None:
    """Begin the dialog, and say whose sleep it is."""
    await set_up(page, "Person whose sleep is compared")
    await page.locator("ha-entity-picker").click()
    await pick(page, "Ada")


async def test_from_a_phone_to_a_trial(home: RealHome, page: Page) -> None:
    submit = page.get_by_role("button", name="Submit")
    form = page.locator("ha-form")
    await with_a_phone(home)
    await choose_person(page)
    for shown in (
        "Ada's phone (Mobile App)",
        "Resting heart rate",
        "Shortest night",
    ):
        await submit.click()
        await expect(form).to_contain_text(shown)
    await submit.click()
    await page.get_by_role("button", name="Skip and finish").click()
    device_id = (await home.client.our_entities())[0]["device_id"]
    await page.goto(f"/config/devices/device/{device_id}")
    await expect(page.get_by_text("Comparison").first).to_be_visible()

    await page.goto("/config/integrations/integration/foot_massage")
    await page.get_by_role("button", name="Configure").first.click()
    await page.get_by_text("Sensors before and after a massage").first.click()
    await expect(form).to_contain_text("Blood oxygen")
    await submit.click()
    await page.get_by_role("button", name="Finish").click()

    await page.get_by_role("button", name="Configure").first.click()
    await page.get_by_text("Start a trial").first.click()
    await expect(page.get_by_text("chance decides").first).to_be_visible()
    await submit.click()
    await page.get_by_role("button", name="Finish").click()

    await page.get_by_role("button", name="Configure").first.click()
    await expect(page.get_by_text("End the trial").first).to_be_visible()
