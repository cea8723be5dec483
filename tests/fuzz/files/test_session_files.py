"""The session log on a disk that does as it is told."""

import asyncio
import json
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant

from tests.test_session_log import ACTIVE, HISTORY, ended, loaded, running


def on_disk(folder: Path, key: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / key).read_text())["data"]
    return data


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
