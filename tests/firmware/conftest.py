"""Real firmware, compiled for this computer, and whoever is connected to it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from .build import FIRMWARE, build
from .chip import Chip
from .owner import Owner

PORT = 16053
SHORT_PORT = 16054
RELAY_PORT = 16055


@pytest.fixture(scope="session")
def program() -> Path:
    """The massager with everything."""
    return build(FIRMWARE / "host.yaml", "host", port=str(PORT))


@pytest.fixture(scope="session")
def short_program() -> Path:
    """The same, which nothing may drive for longer than four minutes."""
    return build(
        FIRMWARE / "host.yaml",
        "short",
        name="foot-massager-short",
        port=str(SHORT_PORT),
        mac_address="06:35:69:AB:F6:7A",
        longest_minutes="4",
        default_minutes="2",
    )


@pytest.fixture(scope="session")
def relay_program() -> Path:
    """The one with a motor on a relay and nothing else."""
    return build(Path(__file__).parent / "relay.yaml", "relay", port=str(RELAY_PORT))


@pytest.fixture
async def chip(
    program: Path, socket_enabled: None, tmp_path: Path
) -> AsyncIterator[Chip]:
    """The massager with everything, switched on."""
    chip = Chip(program, tmp_path / "flash", PORT)
    await chip.start()
    yield chip
    await chip.cut_power()


@pytest.fixture
async def short_chip(
    short_program: Path, socket_enabled: None, tmp_path: Path
) -> AsyncIterator[Chip]:
    """The massager whose safety cut-off comes early, switched on."""
    chip = Chip(short_program, tmp_path / "flash", SHORT_PORT)
    await chip.start()
    yield chip
    await chip.cut_power()


@pytest.fixture
async def relay_chip(
    relay_program: Path, socket_enabled: None, tmp_path: Path
) -> AsyncIterator[Chip]:
    """The massager with one relay, switched on."""
    chip = Chip(relay_program, tmp_path / "flash", RELAY_PORT)
    await chip.start()
    yield chip
    await chip.cut_power()


@pytest.fixture
async def owner(chip: Chip) -> AsyncIterator[Owner]:
    async with Owner(chip) as owner:
        yield owner


@pytest.fixture
async def short_owner(short_chip: Chip) -> AsyncIterator[Owner]:
    async with Owner(short_chip) as owner:
        yield owner


@pytest.fixture
async def relay_owner(relay_chip: Chip) -> AsyncIterator[Owner]:
    async with Owner(relay_chip) as owner:
        yield owner
