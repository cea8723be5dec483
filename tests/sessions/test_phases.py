"""Programs with phases: the massager follows them, by Home Assistant's clock."""

from typing import Any

import pytest

from .home import Home

pytestmark = pytest.mark.freeze_time("2026-11-01T20:30:00Z")


async def settings(home: Home) -> dict[str, Any]:
    inside: dict[str, Any] = (await home.massager.state())["settings"]
    return inside


async def levels(home: Home, *minutes: float) -> list[int]:
    """Return the intensity at some minutes of the session."""
    found, now = [], 0.0
    for minute in minutes:
        await home.wait(minutes=minute - now, step=10)
        now = minute
        found.append((await settings(home))["intensity"])
    return found


async def test_wind_down_eases_off(home: Home) -> None:
    await home.start(program="wind_down")
    assert await levels(home, 6.5, 7, 8.2, 8.6, 9.8) == [3, 2, 2, 1, 1]
    assert (home.shows("program"), home.shows("intensity")) == ("wind_down", "3")
    assert await home.commands() == ["PUT", "PATCH", "PATCH"]


async def test_deep_relax(home: Home) -> None:
    await home.start(program="deep_relax")
    assert (await settings(home))["intensity"] == 2
    assert await levels(home, 3.5, 4.5, 15.5, 16.5) == [2, 3, 3, 2]


async def test_after_walking_changes_its_technique(home: Home) -> None:
    await home.start(program="after_walking")
    await home.wait(minutes=11)
    assert (await settings(home))["technique"] == "kneading"
    await home.wait(minutes=1, seconds=30)
    assert (await settings(home))["technique"] == "effleurage"


async def test_longer_session_has_longer_phases(home: Home) -> None:
    await home.start(program="wind_down")
    await home.call("extend_session", duration=10)
    assert await levels(home, 7, 13, 14, 17) == [3, 3, 2, 1]


async def test_phases_go_on_after_a_restart(home: Home) -> None:
    await home.start(program="wind_down")
    await home.wait(minutes=7)
    assert (await settings(home))["intensity"] == 2
    await home.leave()
    await home.massager.admin("advance", {"seconds": 60})
    home.freezer.tick(60)
    await home.come_back()
    await home.heard()
    assert home.shows("program") == "wind_down"
    await home.wait(minutes=1, step=10)
    assert (await settings(home))["intensity"] == 1
