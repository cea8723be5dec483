"""A home whose clocks stand still unless a test moves them.

Each module says by ``freeze_time`` when its tests begin.
"""

from collections.abc import AsyncGenerator, Iterator
import logging
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import HomeAssistant
import pytest

from tests.emulator.process import EmulatorProcess
from tests.massagers import paired_entry

from .home import Home


@pytest.fixture
async def massager(
    request: pytest.FixtureRequest, socket_enabled: None, tmp_path: Path
) -> AsyncGenerator[EmulatorProcess]:
    """A massager that begins and rests at once, unless a test wants it otherwise."""
    option = getattr(request, "param", "--start-delay=0")
    async with EmulatorProcess(
        tmp_path / "massager.json", "--start-delay=0", "--stop-delay=0", option
    ) as massager:
        await massager.admin("stop_clock")
        yield massager


@pytest.fixture
async def home(
    freezer: FrozenDateTimeFactory,
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    integration: None,
    massager: EmulatorProcess,
) -> Home:
    """Home Assistant with the massager set up."""
    entry = await paired_entry(massager)
    entry.add_to_hass(hass)
    home = Home(
        hass=hass,
        entry=entry,
        massager=massager,
        freezer=freezer,
        storage=hass_storage,
    )
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    hass.bus.async_listen(EVENT_STATE_CHANGED, home.note)
    assert home.shows("connection") == "on"
    return home


@pytest.fixture(autouse=True)
def no_traceback(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever a massager does, nothing of ours may break."""
    yield
    for phase in ("setup", "call"):
        for record in caplog.get_records(phase):
            assert record.levelno < logging.ERROR, record.getMessage()
            assert record.exc_info is None, record.getMessage()
