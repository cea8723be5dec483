"""Stored files, spoilt: recovered or refused, a copy kept, and nothing lost unsaid."""

from datetime import date
from pathlib import Path
from random import Random

from homeassistant.core import HomeAssistant
import pytest

from ..spoil import BYTES, cut, spoilt
from ..tally import Tally
from .contents import ACTIVE, HISTORY, NIGHTS, SLUGS, files_of
from .stored import Disk, written

pytestmark = pytest.mark.usefixtures("integration")
MANY = (pytest.mark.slow, pytest.mark.timeout(600))

KEYS = (ACTIVE, HISTORY, NIGHTS, SLUGS)
TODAY = date(2026, 11, 26)


@pytest.fixture
def disk(hass: HomeAssistant, folder: Path) -> Disk:
    return Disk(hass, folder, files_of(TODAY))


@pytest.mark.parametrize("key", KEYS)
async def test_whole(disk: Disk, key: str) -> None:
    assert await disk.reads(key, disk.whole[key]) == "unharmed"
    assert not disk.issues


@pytest.mark.parametrize("step", [97, pytest.param(1, marks=MANY)])
async def test_small_file_cut_at_every_length(
    disk: Disk, tally: Tally, caplog: pytest.LogCaptureFixture, step: int
) -> None:
    whole = disk.whole[ACTIVE]
    for length in range(0, len(whole), step):
        tally.count(await disk.reads(ACTIVE, whole[:length]))
        caplog.clear()
    assert tally["put aside"] == tally.total


@pytest.mark.parametrize("times", [6, pytest.param(500, marks=MANY)])
@pytest.mark.parametrize("key", [HISTORY, NIGHTS])
async def test_large_file_cut_anywhere(
    disk: Disk, tally: Tally, caplog: pytest.LogCaptureFixture, key: str, times: int
) -> None:
    random = Random(1)
    for _ in range(times):
        tally.count(await disk.reads(key, cut(random, disk.whole[key])))
        caplog.clear()
    assert tally["put aside"] == times


@pytest.mark.parametrize(
    "times",
    [25, pytest.param(500, marks=MANY)],
)
@pytest.mark.parametrize("key", KEYS)
async def test_wrong_bits(
    disk: Disk, tally: Tally, caplog: pytest.LogCaptureFixture, key: str, times: int
) -> None:
    random = Random(2)
    for _ in range(times):
        spoil = random.choice(BYTES)
        tally.count(await disk.reads(key, spoil(random, disk.whole[key])))
        caplog.clear()
    assert tally.total == times


@pytest.mark.parametrize(
    "times",
    [25, pytest.param(500, marks=MANY)],
)
@pytest.mark.parametrize("key", KEYS)
async def test_wrong_content(
    hass: HomeAssistant, disk: Disk, tally: Tally, key: str, times: int
) -> None:
    random, whole = Random(3), files_of(TODAY, nights=8)[key]
    for _ in range(times):
        tally.count(await disk.reads(key, written(key, spoilt(random, whole))))
    assert tally.total == times
