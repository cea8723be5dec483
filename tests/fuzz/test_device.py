"""A massager that says anything: nothing of it breaks the client, or is told twice."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
import json
import logging
from random import Random

import aiohttp
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.foot_massage import coordinator, session_runner
from custom_components.foot_massage.const import DOMAIN, DriverKind
from custom_components.foot_massage.core.massager import (
    Capabilities,
    MassagerIdentity,
    MassageSettings,
)
from custom_components.foot_massage.drivers import http
from custom_components.foot_massage.drivers.base import DriverError, ProtocolError
from custom_components.foot_massage.drivers.device_api import read_message
from custom_components.foot_massage.drivers.http_link import HttpLink
from custom_components.foot_massage.drivers.http_pairing import (
    confirm_pairing,
    fetch_capabilities,
    fetch_info,
    open_pairing,
    unpair,
)
from custom_components.foot_massage.massager_entry import entry_data
from tests.drivers.stub import state
from tests.drivers.waiting import until
from tests.massagers import EMULATED, set_up

from .liar import BINARY, TEXT, Liar, answer, message
from .tally import Tally

pytestmark = pytest.mark.usefixtures("nothing_loud")
MANY = (pytest.mark.slow, pytest.mark.timeout(600))
TOKEN = "t" * 32
ACTIONS = ("start_session", "stop_session", "pause_session", "resume_session")
IDENTITY = MassagerIdentity(serial="EMU1", name="Foot massager")
# What a run may need more at its end than after its first quarter, in KiB.
MOST_GROWTH = 16 * 1024


@pytest.fixture(autouse=True)
def quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "FIRST_DELAY_S", 0.001)
    monkeypatch.setattr(http, "LONGEST_DELAY_S", 0.002)


@pytest.fixture
async def session(socket_enabled: None) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def link(session: aiohttp.ClientSession, liar: Liar) -> HttpLink:
    return HttpLink(session, "127.0.0.1", liar.port, TOKEN)


@pytest.fixture
async def driver(link: HttpLink) -> AsyncIterator[http.HttpDriver]:
    driver = http.HttpDriver(link, IDENTITY, Capabilities())
    await driver.connect()
    yield driver
    await driver.disconnect()


@pytest.fixture
def nonsense() -> Iterator[list[str]]:
    """Each time it was said that the massager makes no sense, and nobody else hears."""
    told: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            assert record.levelno == logging.WARNING
            told.append(record.getMessage())

    ear = Ear(logging.WARNING)
    logger = logging.getLogger(http.__name__)
    logger.addHandler(ear)
    logger.propagate = False
    yield told
    logger.propagate = True
    logger.removeHandler(ear)


async def marked(liar: Liar, driver: http.HttpDriver, number: int) -> None:
    """Have the driver take in everything so far; it ends with something true."""
    level = number % 20 + 1
    settings = {**state()["settings"], "intensity": level}
    true = {"type": "state", "state": state(1, f"mark{number}", settings=settings)}
    await until(driver, lambda: driver.state is not None)
    await liar.push(json.dumps(true).encode())
    await until(
        driver,
        lambda: driver.state is not None and driver.state.settings.intensity == level,
    )


def makes_sense(data: bytes) -> bool:
    try:
        read_message(data)
    except ProtocolError:
        return False
    return True


def frame_of(data: bytes) -> int:
    """Return the first byte of a frame that may hold this."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return BINARY
    return TEXT


@pytest.mark.parametrize("times", [2000, pytest.param(70_000, marks=MANY)])
async def test_pushes(
    driver: http.HttpDriver, liar: Liar, tally: Tally, nonsense: list[str], times: int
) -> None:
    """What makes no sense is dropped, and said once until something makes sense."""
    random = Random(5)
    streaks, is_streak = 0, False
    while tally.total < times:
        data = message(random, tally.total)
        makes = makes_sense(data)
        streaks += not makes and not is_streak
        is_streak = not makes
        tally.count("taken" if makes else "dropped")
        await liar.push(data, frame_of(data))
        if tally.total % 500 == 0:
            await marked(liar, driver, tally.total // 500)
            is_streak = False
        if tally.total % (times // 8) == 0:
            tally.weigh()
    assert len(nonsense) == streaks
    assert tally.growth() < MOST_GROWTH


@pytest.mark.parametrize("times", [60, pytest.param(1000, marks=MANY)])
async def test_broken_frames(
    driver: http.HttpDriver, liar: Liar, tally: Tally, times: int
) -> None:
    """The connection is lost and made anew."""
    random = Random(6)
    for number in range(times):
        data = random.choice((message(random, number), b"\xff", b"x" * 70_000))
        await liar.push(data, random.randrange(256))
        tally.count("pushed")
        if number % 20 == 19:
            # Whatever the frame was the beginning of, it ends here.
            liar.hang_up()
            await until(driver, lambda: driver.state is None)
            await until(driver, lambda: driver.state is not None)


@pytest.mark.usefixtures("nonsense")
@pytest.mark.parametrize("times", [400, pytest.param(30_000, marks=MANY)])
async def test_answers(
    link: HttpLink,
    driver: http.HttpDriver,
    liar: Liar,
    tally: Tally,
    times: int,
) -> None:
    """Whatever a massager answers, what was asked has an answer or a DriverError."""
    random = Random(7)
    asked: tuple[Callable[[], Awaitable[object]], ...] = (
        lambda: driver.start("one", MassageSettings(), EMULATED.longest),
        lambda: driver.apply("one", duration=EMULATED.longest),
        lambda: driver.pause("one"),
        driver.stop,
        lambda: fetch_info(link),
        lambda: open_pairing(link),
        lambda: confirm_pairing(link, "123456"),
        lambda: fetch_capabilities(link),
        lambda: unpair(link),
    )
    liar.answers = lambda _: answer(random)
    while tally.total < times:
        try:
            await random.choice(asked)()
        except DriverError as err:
            tally.count(type(err).__name__)
        else:
            tally.count("taken")
        if tally.total % (times // 8) == 0:
            tally.weigh()
    assert tally.growth() < MOST_GROWTH


async def used(hass: HomeAssistant, action: str) -> str:
    """Use an action on every massager; returns what came of it."""
    try:
        await hass.services.async_call(
            DOMAIN, action, {"entity_id": "all"}, blocking=True
        )
    except HomeAssistantError as err:
        return str(err.translation_key)
    return "done"


@pytest.mark.usefixtures("integration")
@pytest.mark.parametrize("times", [200, pytest.param(5000, marks=MANY)])
async def test_in_home_assistant(
    hass: HomeAssistant,
    liar: Liar,
    tally: Tally,
    monkeypatch: pytest.MonkeyPatch,
    times: int,
) -> None:
    """What is nearly right goes further, and leads to nothing that breaks."""
    monkeypatch.setattr(coordinator, "CONFIRM_SECONDS", 0.01)
    monkeypatch.setattr(session_runner, "STOP_CONFIRM_SECONDS", (0.01,))
    random = Random(8)
    where = {"host": "127.0.0.1", "port": liar.port, "token": TOKEN}
    data = entry_data(DriverKind.HTTP, IDENTITY, EMULATED, **where)
    entry = await set_up(hass, MockConfigEntry(domain=DOMAIN, title="It", data=data))
    driver = entry.runtime_data.coordinator.driver
    liar.answers = lambda path: (
        answer(random) if "session" in path and random.random() < 0.5 else None
    )
    for number in range(times):
        await liar.push(message(random, number), BINARY)
        tally.count("pushed")
        if number % 5 == 0:
            tally.count(await used(hass, random.choice(ACTIONS)))
        if number % 50 == 49:
            await marked(liar, driver, number // 50)
            await hass.async_block_till_done()
    liar.answers = lambda _: None
    assert await hass.config_entries.async_unload(entry.entry_id)
    await hass.async_block_till_done()
