"""A person makes automations and scripts of the blueprints, in the browser."""

from collections.abc import AsyncIterator
import json
from pathlib import Path
import shutil
from typing import Any

from homeassistant.util.yaml import load_yaml_dict
from playwright.async_api import Locator, Page, expect
import pytest

from demo.client import HomeClient
from demo.home import RealHome
from demo.massager import add_wind_down

pytestmark = pytest.mark.browser

BLUEPRINTS = Path(__file__).parents[2] / "blueprints"
FILES = sorted(BLUEPRINTS.rglob("*.yaml"))
# As the frontend does it when somebody follows a link.
GO_TO = """(path) => {
  history.pushState(null, "", path);
  window.dispatchEvent(new CustomEvent("location-changed"));
}"""


@pytest.fixture
async def home(home: RealHome) -> AsyncIterator[RealHome]:
    """A home into which the blueprints were imported."""
    shutil.copytree(BLUEPRINTS, home.config / "blueprints", dirs_exist_ok=True)
    yield home
    await use(home, automation={}, script={})


async def use(home: RealHome, **made: dict[str, dict[str, Any]]) -> None:
    """Have these automations and scripts, by id, and no others."""
    automations = [{"id": name, **one} for name, one in made["automation"].items()]
    (home.config / "automations.yaml").write_text(json.dumps(automations))
    (home.config / "scripts.yaml").write_text(json.dumps(made["script"]))
    for domain in made:
        await home.client.call_action(domain, "reload")


async def make_all(home: RealHome) -> None:
    """Make something of each blueprint, with no more than it has to be given."""
    client = home.client
    entry = await client.add_entry({"next_step_id": "demo"}, {"acknowledged": True})
    await add_wind_down(client, entry["entry_id"])
    given = await chosen(client)
    made: dict[str, dict[str, Any]] = {"automation": {}, "script": {}}
    for file in FILES:
        path = file.relative_to(BLUEPRINTS)
        needed = {
            key: given[key]
            for section in sections(file).values()
            for key, described in section["input"].items()
            if "default" not in described
        }
        made[path.parts[0]][file.stem] = {
            "alias": file.stem,
            "use_blueprint": {"path": str(Path(*path.parts[1:])), "input": needed},
        }
    await use(home, **made)


async def chosen(client: HomeClient) -> dict[str, Any]:
    """Return what a person chooses where there is no default."""
    switch = await client.entity_id("switch", "session")
    (massager,) = (
        entity
        for entity in await client.our_entities()
        if entity["entity_id"] == switch
    )
    sensor = await client.entity_id("sensor", "massage_time_today")
    return {
        "massager": massager["device_id"],
        "wind_down": await client.entity_id("scene", "wind_down"),
        "sensor": sensor,
        "sensors": [sensor],
        "recipients": ["notify.phone"],
        # There is none here; any device shows that one can be chosen.
        "phone": massager["device_id"],
    }


def sections(file: Path) -> dict[str, Any]:
    """Return the sections of a blueprint's inputs."""
    found: dict[str, Any] = load_yaml_dict(file)["blueprint"]["input"]
    return found


async def unfold(editor: Locator, section: str) -> None:
    """Open a section, if it is not open."""
    panel = editor.locator("ha-expansion-panel").filter(
        has=editor.page.get_by_text(section, exact=True)
    )
    heading = panel.get_by_role("button", name=section)
    if await heading.get_attribute("aria-expanded") == "false":
        await heading.click()


async def test_every_input_is_shown(home: RealHome, page: Page) -> None:
    await make_all(home)
    await page.goto("/config/automation/dashboard")
    for file in FILES:
        domain = file.relative_to(BLUEPRINTS).parts[0]
        # The list is between one and the next.
        list_of_all = page.locator(f"ha-{domain}-picker")
        await page.evaluate(GO_TO, f"/config/{domain}/dashboard")
        await expect(list_of_all).to_be_visible()
        await page.evaluate(GO_TO, f"/config/{domain}/edit/{file.stem}")
        editor = page.locator(f"blueprint-{domain}-editor")
        await expect(editor).to_be_visible()
        for section in sections(file).values():
            await unfold(editor, section["name"])
            for described in (section, *section["input"].values()):
                name = editor.get_by_text(described["name"], exact=True)
                await expect(name.first).to_be_visible()
        await expect(editor.locator("ha-alert[alert-type=error]")).to_have_count(0)
        await expect(editor.locator("hui-error-card")).to_have_count(0)
