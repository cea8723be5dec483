"""The card in all its states: how it looks, and that everybody can use it."""

from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any, Literal

from PIL import Image, ImageChops
from playwright.async_api import Locator, Page, expect
import pytest

from demo.home import RealHome
from demo.massager import add_massager, add_wind_down
from demo.person import Person
from demo.seed import ZONE
from tests.emulator.process import EmulatorProcess

from .card import show
from .card_states import NOW, STATES
from .conftest import SCREENSHOTS

pytestmark = [pytest.mark.browser, pytest.mark.node]

FOLDER = Path(__file__).parent
AXE = FOLDER.parents[1] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
SNAPSHOTS = FOLDER / "snapshots"
LANGUAGES = ("en", "de", "fr", "es", "nl")
SCRIPT = (FOLDER / "card_states.js").read_text()
WIDTHS = {"phone": 360, "desktop": 900}
# A pixel differs if a channel does by more than this; so many of a thousand may.
MUCH = 48
MOST_PER_THOUSAND = 8
COLOURS = 96
COLOURS_TAKE_MS = 500


@pytest.fixture
async def stage(home: RealHome, emulator: EmulatorProcess, page: Page) -> Page:
    """A dashboard that has loaded the card, at a moment that does not pass."""
    await add_wind_down(home.client, await add_massager(home.client, emulator))
    # Of nobody else there are nights yet.
    await Person.move_in(home, ZONE, "Somebody new")
    await page.clock.set_fixed_time(NOW)
    # Home Assistant's clock does go on, and the card would follow it.
    await page.route("**/api/", lambda route: route.abort())
    await show(home.client, page)
    await page.add_script_tag(path=AXE)
    return page


async def appear(page: Page, state: dict[str, Any]) -> Locator:
    """Show the card in a state."""
    await page.evaluate(SCRIPT, state)
    card = page.locator("#stage foot-massage-card")
    await expect(card.locator("ha-card")).to_be_visible()
    if name := state.get("press"):
        await card.get_by_role("button", name=name).click()
        await expect(card.get_by_role("alert")).not_to_be_empty()
    if key := state.get("press_key"):
        await card.get_by_role("slider").press(key)
    await page.mouse.move(0, 1399)
    if "nights" in state:
        await expect(card.locator(".wait")).to_have_count(0)
    return card


async def put_on(page: Page, scheme: Literal["dark", "light"]) -> None:
    """Have Home Assistant change its theme, and everything take its colours on."""
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    home = "document.querySelector('home-assistant')"
    await page.wait_for_function(
        f"dark => {home}.hass.themes.darkMode === dark", arg=scheme == "dark"
    )
    await page.wait_for_timeout(COLOURS_TAKE_MS)


async def test_all_states(stage: Page, pytestconfig: pytest.Config) -> None:
    update = pytestconfig.getoption("update_snapshots")
    problems: list[str] = []
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        await put_on(stage, scheme)
        for width_name, width in WIDTHS.items():
            await stage.set_viewport_size({"width": width, "height": 1400})
            for name, state in STATES.items():
                card = await appear(stage, state)
                which = f"{name}-{scheme}-{width_name}"
                if width_name == "phone":
                    problems += await axe(card, which)
                problems += await small_targets(card, which)
                problems += compare(await card.screenshot(), which, update=update)
    assert problems == []


async def test_every_language_fits_a_narrow_phone(stage: Page) -> None:
    problems: list[str] = []
    await stage.set_viewport_size({"width": 320, "height": 1400})
    for language, direction in product(LANGUAGES, ("ltr", "rtl")):
        locale = {"language": language, "time_zone": "server", "time_format": "24"}
        for name in ("running", "refused", "nights", "nights-few", "gone"):
            state = STATES[name] | {"press": None}
            more = STATES[name].get("more", {}) | {"locale": locale}
            card = await appear(stage, state | {"more": more, "dir": direction})
            problems += await small_targets(card, f"{name}-{language}-{direction}")
    assert problems == []


async def axe(card: Locator, which: str) -> list[str]:
    """Return what keeps somebody from using it."""
    found = await card.evaluate(
        """async (card) => {
          const { incomplete, passes, violations } = await axe.run(card);
          return passes.length + incomplete.length ? violations : null;
        }"""
    )
    assert found is not None, f"{which}: nothing was looked at"
    return [
        f"{which}: {one['id']}: {node['html'][:120]}"
        for one in found
        for node in one["nodes"]
    ]


async def small_targets(card: Locator, which: str) -> list[str]:
    """Return what is too small for a finger, or does not fit into the card."""
    small: list[str] = await card.evaluate(
        """(card) => [...card.shadowRoot.querySelectorAll("button, select, summary, p")]
          .filter((one) => {
            const box = one.getBoundingClientRect(), all = card.getBoundingClientRect();
            return one.scrollWidth > one.clientWidth + 1 && !one.matches(".sr") ||
              !one.matches("p") && (box.width < 44 || box.height < 44) ||
              box.left < all.left || box.right > all.right;
          }).map((one) => one.outerHTML.slice(0, 120))"""
    )
    return [f"{which}: smaller than 44 px, or outside: {one}" for one in small]


def compare(taken: bytes, which: str, *, update: bool) -> list[str]:
    """Compare a picture with the one that is kept."""
    image = Image.open(BytesIO(taken)).convert("RGB")
    kept = SNAPSHOTS / f"{which}.png"
    if update:
        SNAPSHOTS.mkdir(exist_ok=True)
        image.quantize(COLOURS).save(kept, optimize=True)
        return []
    if not kept.exists():
        return [f"{which}: not looked at yet: run with --snapshot-update and look"]
    if (share := difference(image, Image.open(kept).convert("RGB"))) is None:
        problem = "another size"
    elif share > MOST_PER_THOUSAND:
        problem = f"{share:.1f} of a thousand pixels differ"
    else:
        return []
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    image.save(SCREENSHOTS / f"card-{which}.png")
    return [f"{which}: {problem}: see {SCREENSHOTS.name}/card-{which}.png"]


def difference(one: Image.Image, other: Image.Image) -> float | None:
    """Return how many of a thousand pixels differ; None for another size."""
    if one.size != other.size:
        return None
    changes = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(changes[0], changes[1]), changes[2])
    differing = sum(most.histogram()[MUCH + 1 :])
    return 1000 * differing / (one.width * one.height)
