"""The bench, with one massager after the other on it."""

from collections.abc import AsyncGenerator
from pathlib import Path

import aiohttp
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from tests.drivers.appliance import Appliance
from tests.emulator.process import EmulatorProcess
from tests.firmware.chip import Chip
from tests.infrared.room import Room

from .rig import Rig
from .rig_appliance import ApplianceRig
from .rig_chip import BENCH_PORT, ChipRig, bench_program
from .rig_http import HttpRig
from .rig_infrared import InfraredRig, quick_fingers
from .rig_plug import PlugRig
from .rig_simulated import SimulatedRig


@pytest.fixture
async def simulated_rig(freezer: FrozenDateTimeFactory) -> AsyncGenerator[Rig]:
    bench = SimulatedRig(freezer)
    await bench.connect()
    yield bench
    await bench.driver.disconnect()


@pytest.fixture
async def http_rig(
    session: aiohttp.ClientSession, emulator: EmulatorProcess, token: str
) -> AsyncGenerator[Rig]:
    bench = HttpRig(session, emulator, token)
    await bench.set_up()
    yield bench
    await bench.tear_down()


@pytest.fixture
async def plug_rig(appliance: Appliance) -> AsyncGenerator[Rig]:
    bench = PlugRig(appliance)
    await bench.connect()
    yield bench
    await bench.driver.disconnect()


@pytest.fixture
async def appliance_rig(appliance: Appliance) -> AsyncGenerator[Rig]:
    bench = ApplianceRig(appliance)
    await bench.set_up()
    yield bench
    await bench.driver.disconnect()


@pytest.fixture
async def bench_chip(socket_enabled: None, tmp_path: Path) -> AsyncGenerator[Chip]:
    chip = Chip(bench_program(), tmp_path / "flash", BENCH_PORT)
    await chip.start()
    yield chip
    await chip.cut_power()


@pytest.fixture
async def chip_rig(
    # The chip starts while the clock still goes.
    hass: HomeAssistant,
    bench_chip: Chip,
    freezer: FrozenDateTimeFactory,
) -> AsyncGenerator[Rig]:
    bench = ChipRig(hass, bench_chip, freezer)
    await bench.set_up()
    yield bench
    await bench.tear_down()


@pytest.fixture
async def infrared_rig(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> AsyncGenerator[Rig]:
    bench = InfraredRig(await Room.furnished(hass), freezer)
    with quick_fingers(freezer):
        await bench.connect()
        yield bench
        await bench.driver.disconnect()


CHIP = pytest.param("chip", marks=[pytest.mark.firmware, pytest.mark.slow])


@pytest.fixture(params=["simulated", "http", "plug", "appliance", "infrared", CHIP])
def rig(request: pytest.FixtureRequest) -> Rig:
    """Return the massager that is on the bench."""
    bench: Rig = request.getfixturevalue(f"{request.param}_rig")
    return bench
