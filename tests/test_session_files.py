"""The session log on a real disk."""

import asyncio
import json
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest

from .entities import get_sessions
from .massagers import demo_entry, set_up
from .test_session_log import ACTIVE, HISTORY, ended, loaded, running


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """A configuration folder of its own."""
    return hass_tmp_config_dir


@pytest.fixture
def hass_storage() -> dict[str, Any]:
    """Nothing that stands in for the disk."""
    return {}


@pytest.fixture
def folder(hass_config_dir: str) -> Path:
    """Where the files are."""
    return Path(hass_config_dir) / ".storage"


def on_disk(folder: Path, key: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / key).read_text())["data"]
    return data


def write(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text)


def put_aside(folder: Path, key: str) -> list[str]:
    return [file.read_text() for file in folder.glob(f"{key}.corrupt.*")]


async def test_on_disk_before_anything_else(hass: HomeAssistant, folder: Path) -> None:
    log = await loaded(hass)
    await log.async_keep(running())
    assert on_disk(folder, ACTIVE)["sessions"]["m1"]["session_id"] == "one"
    assert (folder / ACTIVE).stat().st_mode & 0o777 == 0o600


async def test_sessions_that_end_while_the_history_is_written(
    hass: HomeAssistant, folder: Path
) -> None:
    log = await loaded(hass)
    for number in range(50):
        massager = f"m{number % 5}"
        log.keep(running(str(number), massager))
        log.finish(ended(str(number), massager, hours=number))
        await asyncio.sleep(0)
    await hass.async_block_till_done()
    names = [one["session_id"] for one in on_disk(folder, HISTORY)["sessions"]]
    assert names == [str(number) for number in range(50)]
    assert on_disk(folder, ACTIVE)["ended"] == {}
    assert on_disk(folder, ACTIVE)["sessions"] == {}
    assert len(await loaded(hass)) == 50


@pytest.mark.parametrize("rest", ["", "\0\0\0\0", '{"version": 1, "data": {"sess'])
@pytest.mark.parametrize("key", [ACTIVE, HISTORY])
async def test_cut_off_file_is_put_aside(
    hass: HomeAssistant, integration: None, folder: Path, key: str, rest: str
) -> None:
    write(folder / key, rest)
    await set_up(hass, demo_entry())
    assert await get_sessions(hass) == []
    assert put_aside(folder, key) == [rest]
    issues = {issue.translation_key for issue in ir.async_get(hass).issues.values()}
    assert issues == {"storage_corruption"}
