"""What the card costs a browser.

What the page does in each minute of a session, and its memory after an hour that its
clock is put through, beside a dashboard of core tiles and buttons that shows the same
massager; in one real Chromium.
"""

from collections import defaultdict
from typing import Any, Final

from playwright.async_api import CDPSession, Page

from demo.browser import logged_in
from demo.client import HomeClient
from demo.home import RealHome
from demo.massager import add_massager

from .bench_home import bench_home
from .figure import Figure

ROUNDS: Final = 3
WATCHED_S: Final = 15
HOUR_MS: Final = 3_600_000
# Once everything has been loaded and drawn.
REST_MS: Final = 4_000
# How much of the core cards' memory the card may hold, after an hour.
MOST_MEMORY: Final = 1.07
CORE: Final = "core-cards"
OURS: Final = "our-card"

_WHAT: Final = {"scripting": "ScriptDuration", "everything": "TaskDuration"}
_MEMORY: Final = "memory"

type Costs = dict[str, list[float]]


async def measure() -> list[Figure]:
    """Return the medians: ms of the page per minute, MB after an hour."""
    async with bench_home() as (home, emulator):
        await home.start()
        await add_massager(home.client, emulator)
        await _dashboards(home.client)
        costs = {path: await _cost(home, path) for path in (OURS, CORE)}
    ours, core = costs[OURS], costs[CORE]
    return [
        Figure.beside(
            f"the card for a minute in a browser: {what}",
            "ms",
            ours[what],
            "core tiles and buttons",
            core[what],
        )
        for what in _WHAT
    ] + [
        Figure.beside(
            "a browser's memory after an hour of the card",
            "MB",
            ours[_MEMORY],
            "core tiles and buttons",
            core[_MEMORY],
            bar=MOST_MEMORY,
        )
    ]


async def _dashboards(client: HomeClient) -> None:
    """Make both, and start an hour of massage."""
    switch = await client.entity_id("switch", "session")
    end = await client.entity_id("sensor", "session_end")
    buttons = [await client.entity_id("button", key) for key in ("pause", "resume")]
    cards = {
        CORE: [
            {"type": "tile", "entity": switch},
            {"type": "tile", "entity": end},
            *({"type": "button", "entity": one} for one in buttons),
        ],
        OURS: [{"type": "custom:foot-massage-card"}],
    }
    for path, shown in cards.items():
        await client.command("lovelace/dashboards/create", title=path, url_path=path)
        view = {"type": "sections", "sections": [{"type": "grid", "cards": shown}]}
        await client.command(
            "lovelace/config/save", url_path=path, config={"views": [view]}
        )
    await client.call_action(
        "foot_massage", "start_session", {"entity_id": switch, "duration": 60}
    )


async def _cost(home: RealHome, path: str) -> Costs:
    """Return what a dashboard costs, each time it was looked at."""
    costs: Costs = defaultdict(list)
    async with logged_in(home) as page:
        await page.goto(f"/{path}")
        await page.wait_for_timeout(REST_MS)
        inspector = await page.context.new_cdp_session(page)
        await inspector.send("Performance.enable")
        for _ in range(ROUNDS):
            for what, cost in (await _a_while(page, inspector)).items():
                costs[what].append(cost)
    async with logged_in(home) as page:
        await page.clock.install()
        await page.goto(f"/{path}")
        await page.locator("hui-tile-card, foot-massage-card").first.wait_for()
        await page.wait_for_timeout(REST_MS)
        inspector = await page.context.new_cdp_session(page)
        await inspector.send("Performance.enable")
        await page.clock.run_for(HOUR_MS)
        costs[_MEMORY].append(await _heap_mb(inspector))
    return costs


async def _a_while(page: Page, inspector: CDPSession) -> dict[str, float]:
    """Return the time that the page takes, in ms for each minute."""
    before = await _metrics(inspector)
    await page.wait_for_timeout(WATCHED_S * 1000)
    after = await _metrics(inspector)
    scale = 1000 * 60 / WATCHED_S
    return {what: scale * (after[key] - before[key]) for what, key in _WHAT.items()}


async def _heap_mb(inspector: CDPSession) -> float:
    await inspector.send("HeapProfiler.collectGarbage")
    return (await _metrics(inspector))["JSHeapUsedSize"] / 1e6


async def _metrics(inspector: CDPSession) -> dict[str, float]:
    answer: dict[str, Any] = await inspector.send("Performance.getMetrics")
    return {one["name"]: float(one["value"]) for one in answer["metrics"]}
