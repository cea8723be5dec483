"""After an update the new card is shown, in a browser that has kept the old one."""

from collections.abc import AsyncIterator
from pathlib import Path
import shutil

from playwright.async_api import Page, expect
import pytest

from custom_components.foot_massage.card import CARD_FILE
from demo.home import RealHome

from .card import show

pytestmark = [pytest.mark.browser, pytest.mark.slow]

YAML = "\nlovelace:\n  resource_mode: yaml\n"
OLD = "Begin a massage"


@pytest.fixture(params=["storage", "yaml"])
async def home(
    request: pytest.FixtureRequest, socket_enabled: None, tmp_path: Path
) -> AsyncIterator[RealHome]:
    """A home with an older version of the integration, and a demo massager."""
    with RealHome(tmp_path / "config") as home:
        await home.seed()
        link = home.config / "custom_components" / "foot_massage"
        checkout = link.resolve()
        link.unlink()
        shutil.copytree(checkout, link, ignore=shutil.ignore_patterns("__pycache__"))
        texts = link / "languages" / "en" / "card.json"
        texts.write_text(texts.read_text().replace("Start massage", OLD))
        card = link / "www" / CARD_FILE.name
        card.write_text(card.read_text() + "// old\n")
        if request.param == "yaml":
            with (home.config / "configuration.yaml").open("a") as configuration:
                configuration.write(YAML)
        await home.start()
        yield home


async def test_one_reload_is_enough(home: RealHome, page: Page) -> None:
    await home.client.add_entry({"next_step_id": "demo"}, {"acknowledged": True})
    card = await show(home.client, page)
    await expect(card.get_by_role("button", name=OLD)).to_be_visible()
    # Once more, with all that the browser has kept by now.
    await page.reload()
    await expect(card.get_by_role("button", name=OLD)).to_be_visible()

    await home.stop()
    integration = home.config / "custom_components" / "foot_massage"
    shutil.copy(CARD_FILE, integration / "www" / CARD_FILE.name)
    texts = integration / "languages" / "en" / "card.json"
    texts.write_text(texts.read_text().replace(OLD, "Start massage"))
    await home.start()
    await page.reload()
    await expect(card.get_by_role("button", name="Start massage")).to_be_visible()
