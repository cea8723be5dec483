"""Somebody new follows the README: installs, tries everything, and removes it."""

from collections.abc import AsyncIterator
from pathlib import Path
import shutil

from aiohttp import web
from playwright.async_api import Locator, Page, expect
import pytest

from demo.evidence import complaints
from demo.home import RealHome

from ..patience import looks
from ..servers import served
from .conftest import SCREENSHOTS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
INTEGRATION = ROOT / "custom_components" / "foot_massage"
LIGHT = "light.bedroom_ceiling_lamp"
ANOTHER_LIGHT = "light.bedroom_reading_light"
BLUEPRINT = ROOT / "blueprints" / "automation" / "foot_massage" / "stop_when.yaml"


@pytest.fixture
async def home(socket_enabled: None, tmp_path: Path) -> AsyncIterator[RealHome]:
    """A home without the integration."""
    with RealHome(tmp_path / "config") as home:
        await home.seed()
        installed(home).unlink()
        await home.start()
        yield home


def installed(home: RealHome) -> Path:
    """Return where the integration is in a home."""
    return home.config / "custom_components" / "foot_massage"


async def look(page: Page, name: str) -> None:
    """Keep what is to be seen."""
    await page.wait_for_timeout(1500)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=SCREENSHOTS / f"newcomer-{name}.png")


async def test_from_the_readme_alone(home: RealHome, page: Page) -> None:
    await page.set_viewport_size({"width": 1280, "height": 1000})
    before = await traces(home)
    shutil.copytree(INTEGRATION, installed(home))
    await home.restart()
    await add_the_demo_massager(page)
    await add_a_wind_down(page)
    await say(page, "start a foot massage", "Ten minutes")
    await say(page, "stop the foot massage", "stopped")
    await add_the_dashboard(page)
    await run_the_wind_down(home, page)
    await import_a_blueprint(page)
    await remove(page)
    assert list(complaints(home.log_text())) == []
    await home.stop()
    shutil.rmtree(installed(home))
    for file in (home.config / ".storage").glob("foot_massage.*"):
        file.unlink()
    await home.start()
    await clear_statistics(home)
    assert await traces(home) == before


async def traces(home: RealHome) -> dict[str, object]:
    """Return what an integration could leave in a home."""
    client = home.client
    states = await client.states()
    resources = await client.command("lovelace/resources")
    issues = (await client.command("repairs/list_issues"))["issues"]
    services = await client.command("get_services")
    return {
        "entities": sorted(one for one in states if not one.startswith("sun.")),
        "registered": len(await client.command("config/entity_registry/list")),
        "devices": len(await client.command("config/device_registry/list")),
        "resources": [one["url"] for one in resources],
        "issues": [one for one in issues if one["domain"] == "foot_massage"],
        "statistics": await statistics(home),
        "actions": sorted(services.get("foot_massage", ())),
        "stored": sorted(
            file.name for file in (home.config / ".storage").glob("foot_massage*")
        ),
    }


async def statistics(home: RealHome) -> list[str]:
    """Return under which names there are long-term statistics of a massager."""
    known = await home.client.command("recorder/list_statistic_ids")
    return [one["statistic_id"] for one in known if "foot" in one["statistic_id"]]


async def clear_statistics(home: RealHome) -> None:
    """Do what the page of statistics does."""
    await home.client.command(
        "recorder/clear_statistics", statistic_ids=await statistics(home)
    )


async def add_the_demo_massager(page: Page) -> None:
    await page.goto("/config/integrations/dashboard")
    await page.get_by_role("button", name="Add integration").click()
    await expect(page.get_by_text("Select brand")).to_be_visible()
    await page.wait_for_timeout(1000)
    await page.keyboard.type("Foot")
    await look(page, "search")
    await page.get_by_text("Foot Massage").first.click()
    await look(page, "menu")
    await page.get_by_text("Demo massager").first.click()
    await expect(page.get_by_text("It is not a medical treatment")).to_be_visible()
    await look(page, "safety")
    await page.locator("ha-switch").last.click()
    await page.get_by_role("button", name="Submit").click()
    await page.get_by_role("button", name="Skip and finish").click()
    await expect(page.get_by_text("Technique").first).to_be_visible()
    await look(page, "device")


async def enter(field: Locator, value: str) -> None:
    """Enter something, again if the form was still busy with what came before."""
    for _ in looks():
        await field.fill(value)
        await field.press("Tab")
        await field.page.wait_for_timeout(1000)
        if await field.input_value() == value:
            return


async def add_a_wind_down(page: Page) -> None:
    await page.goto("/config/integrations/integration/foot_massage")
    await page.get_by_text("Add wind-down").first.click()
    form = page.locator("ha-form")
    await form.locator("input[name=name]").fill("Bedtime")
    await form.locator("ha-entities-picker ha-entity-picker").first.click()
    # The list opens with a movement, and hears nothing before its end.
    await page.wait_for_timeout(1500)
    await page.get_by_text("Ceiling lamp").click()
    await expect(form.get_by_text("Ceiling lamp")).to_be_visible()
    _, fade_time, duration = await form.locator("input[type=number]").all()
    await enter(fade_time, "0")
    await enter(duration, "1")
    await look(page, "wind-down")
    await page.get_by_role("button", name="Submit").click()
    await page.get_by_role("button", name="Finish").click()
    await expect(page.get_by_text("Bedtime").first).to_be_visible()
    await look(page, "integration")


async def say(page: Page, sentence: str, answer: str) -> None:
    if not await page.locator("ha-assist-chat").is_visible():
        await page.goto("/home")
        await page.get_by_role("button", name="Assist (A)").click()
    message = page.locator("ha-assist-chat input").first
    await message.fill(sentence)
    await message.press("Enter")
    await expect(page.locator("ha-assist-chat").get_by_text(answer)).to_be_visible()
    await look(page, f"say-{sentence.split(maxsplit=1)[0]}")


async def add_the_dashboard(page: Page) -> None:
    await page.goto("/config/lovelace/dashboards")
    await page.get_by_role("button", name="Add dashboard").click()
    await page.get_by_text("Foot massage", exact=True).first.click()
    await page.locator("dialog-lovelace-dashboard-detail input").first.fill("Feet")
    await look(page, "dashboard-dialog")
    await page.get_by_role("button", name="Create").click()
    await page.get_by_role("link", name="Feet").click()


async def run_the_wind_down(home: RealHome, page: Page) -> None:
    """It dims, massages for a minute, and turns the light off."""
    card = page.locator("foot-massage-card").first
    await expect(card.get_by_role("button", name="Start massage")).to_be_visible()
    await look(page, "card")
    await card.get_by_role("button", name="Bedtime").click()
    await expect(card.locator(".time")).to_contain_text("0:5")
    await look(page, "winding-down")
    start = card.get_by_role("button", name="Start massage")
    await expect(start).to_be_visible(timeout=90_000)
    await look(page, "card-after")
    for _ in looks():
        if (await home.client.state(LIGHT))["state"] == "off":
            break
    assert (await home.client.state(LIGHT))["state"] == "off"
    assert (await home.client.state(ANOTHER_LIGHT))["state"] == "on"


async def import_a_blueprint(page: Page) -> None:
    async def blueprint(_: web.Request) -> web.Response:
        return web.Response(text=BLUEPRINT.read_text())

    async with served(blueprint) as port:
        await page.goto("/config/blueprint/dashboard")
        await page.get_by_role("button", name="Import blueprint").click()
        dialog = page.locator("ha-dialog-import-blueprint")
        address = f"http://127.0.0.1:{port}/{BLUEPRINT.name}"
        await dialog.locator("input").first.fill(address)
        await dialog.get_by_role("button", name="Preview").click()
        await look(page, "blueprint-preview")
        await dialog.get_by_role("button", name="Import").click()
        await expect(page.get_by_text("Pause or stop").first).to_be_visible()
        await look(page, "blueprint")


async def remove(page: Page) -> None:
    await page.goto("/config/integrations/integration/foot_massage")
    row = page.locator("ha-config-entry-row").first
    await row.get_by_role("button", name="Menu").first.click()
    await page.get_by_text("Delete", exact=True).first.click()
    await look(page, "delete")
    await page.get_by_role("button", name="Delete").last.click()
    await expect(row).to_have_count(0)
    await look(page, "deleted")
