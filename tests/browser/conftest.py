"""A real Home Assistant, looked at with a real browser."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from playwright.async_api import Page, expect
import pytest
from pytest_socket import enable_socket

from demo.browser import logged_in
from demo.client import HomeClient
from demo.home import RealHome

# A machine that has much else to do takes its time.
expect.set_options(timeout=20_000)

SCREENSHOTS = Path(__file__).parents[2] / ".cache" / "screenshots"
# These stand for a massager that is in Home Assistant already.
HELPERS = """
input_boolean:
  massager:
    name: Old massager
input_select:
  mode:
    name: Massage mode
    options: [Knead, Roll, Party]
  heat:
    name: Heating
    options: ["Off", Low, High]
input_number:
  strength:
    name: Massage strength
    min: 0
    max: 3
    step: 1
"""


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealHome]:
    """A home that has been made, for whoever does not need one of their own."""
    # This is set up before the first test gets its sockets.
    enable_socket()
    with RealHome(tmp_path_factory.mktemp("home") / "config") as house:
        asyncio.run(house.seed())
        with (house.config / "configuration.yaml").open("a") as configuration:
            configuration.write(HELPERS)
        yield house


@pytest.fixture
async def home(socket_enabled: None, house: RealHome) -> RealHome:
    """A home that runs, and in which nothing of ours is set up."""
    if not house.running:
        await house.start()
    await clear_out(house.client)
    return house


async def clear_out(client: HomeClient) -> None:
    """Remove what another test has left."""
    for domain in ("foot_massage", "mobile_app"):
        for entry in await client.config_entries(domain):
            await client.remove_entry(entry["entry_id"])
    for person in (await client.command("person/list"))["storage"]:
        await client.command("person/delete", person_id=person["id"])
    for user in await client.command("config/auth/list"):
        if not (user["is_owner"] or user["system_generated"]):
            await client.command("config/auth/delete", user_id=user["id"])


@pytest.fixture
async def page(home: RealHome, request: pytest.FixtureRequest) -> AsyncIterator[Page]:
    """A browser in which the owner is logged in; what it shows last is kept."""
    async with logged_in(home, viewport={"width": 1280, "height": 1500}) as page:
        yield page
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        await page.screenshot(path=SCREENSHOTS / f"{request.node.name}.png")
