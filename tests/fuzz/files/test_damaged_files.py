"""What is wrong with a stored file, and what is made of it."""

from datetime import date
import json
from pathlib import Path
import shutil
from typing import Any

from homeassistant.components.repairs import DOMAIN as REPAIRS
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest

from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.night_store import NightStore
from custom_components.foot_massage.panel_store import PanelStore
from custom_components.foot_massage.session_log import SessionLog
from custom_components.foot_massage.statistic_slugs import StatisticSlugs
from tests.massagers import EMULATED, demo_entry
from tests.test_panel_store import HOUR, OWN
from tests.test_repairs import ask, confirm, reported

from .contents import (
    ACTIVE,
    HISTORY,
    MASSAGER,
    NIGHTS,
    SLEEPER,
    SLUGS,
    WIND_DOWN,
    files_of,
)
from .stored import Disk, written

pytestmark = pytest.mark.usefixtures("integration")

FILES = files_of(date(2026, 11, 26), nights=8)


@pytest.fixture
def disk(hass: HomeAssistant, folder: Path) -> Disk:
    return Disk(hass, folder, FILES)


async def log_of(hass: HomeAssistant) -> SessionLog:
    log = SessionLog(hass)
    await log.async_load()
    return log


def changed(key: str, **parts: Any) -> bytes:
    return written(key, {**FILES[key], **parts})


@pytest.mark.parametrize(
    ("key", "data"),
    [
        (ACTIVE, [1]),
        (ACTIVE, {**FILES[ACTIVE], "sessions": 7}),
        (ACTIVE, {**FILES[ACTIVE], "panels": [1]}),
        (ACTIVE, {**FILES[ACTIVE], "panels": {MASSAGER: 7}}),
        (ACTIVE, {**FILES[ACTIVE], "wind_downs": {WIND_DOWN: None}}),
        (HISTORY, "sessions"),
        (HISTORY, {"sessions": {"a": 1}}),
        (NIGHTS, [1]),
        (NIGHTS, {"sleepers": []}),
        (NIGHTS, {"sleepers": {"ada": 7}}),
        (NIGHTS, {"sleepers": {"ada": {"nights": {}, "watch": {}}}}),
        (NIGHTS, {"sleepers": {"ada": {"nights": [], "shown": {"a": "b"}}}}),
        (NIGHTS, {"sleepers": {"ada": {"nights": [], "filled": {"a": 7}}}}),
        (NIGHTS, {"sleepers": {"ada": {"watch": {"seen_at": "yesterday"}}}}),
        (NIGHTS, {"sleepers": {"ada": {"watch": {"gaps": {"one": [1]}}}}}),
        (NIGHTS, {"sleepers": {"ada": {"left": {"name": "Ada"}}}}),
        (
            NIGHTS,
            {"sleepers": {"ada": {"left": {"name": "A", "person": 7, "trial": None}}}},
        ),
        (
            NIGHTS,
            {"sleepers": {"ada": {"left": {"name": "A", "person": "a", "trial": 7}}}},
        ),
        (SLUGS, {"slugs": {"a": 7}}),
        (SLUGS, {"slugs": {"a": "A slug"}}),
        (SLUGS, {"slugs": {"a": "one", "b": "one"}}),
    ],
)
async def test_wrong_shape(disk: Disk, key: str, data: Any) -> None:
    assert await disk.reads(key, written(key, data)) == "mended"
    # The next start finds nothing wrong any more.
    assert await disk.reads(key, disk.on_disk(key)) in {"unharmed", "taken as it is"}


@pytest.mark.parametrize("around", [[], 7, {"version": 1}, {"data": 7}, {"version": 0}])
async def test_wrong_outside(disk: Disk, around: Any) -> None:
    assert await disk.reads(HISTORY, json.dumps(around).encode()) == "mended"


async def test_wrong_outside_costs_nothing_that_is_inside(
    hass: HomeAssistant, disk: Disk
) -> None:
    disk.lay(HISTORY, disk.whole[HISTORY].replace(b'"data"', b'"dat!"'))
    assert len(await log_of(hass)) == len(FILES[HISTORY]["sessions"])


@pytest.mark.parametrize(
    ("key", "name"), [(ACTIVE, b'"panels"'), (HISTORY, b'"sessions"')]
)
async def test_wrong_name_costs_nothing_under_it(
    hass: HomeAssistant, disk: Disk, key: str, name: bytes
) -> None:
    disk.lay(key, disk.whole[key].replace(name, b'"unknown"'))
    log = await log_of(hass)
    assert len(log) == len(FILES[HISTORY]["sessions"])
    assert log.panel(MASSAGER) == FILES[ACTIVE]["panels"][MASSAGER]
    assert any(issue.startswith("storage_damaged") for issue in disk.issues)


@pytest.mark.parametrize(
    ("panel", "hold"),
    [
        (7, True),
        ({}, True),
        ({"hold": "no"}, True),
        ({"hold": True, "panel": 7, "default": "wind_down"}, True),
        ({"hold": False, "panel": 7, "default": "wind_down"}, False),
        ({**FILES[ACTIVE]["panels"][MASSAGER], "hold": False, "more": 1}, False),
    ],
)
async def test_safety_hold_is_on_in_doubt(
    hass: HomeAssistant, disk: Disk, panel: Any, hold: bool
) -> None:
    disk.lay(ACTIVE, changed(ACTIVE, panels={MASSAGER: panel}))
    entry = demo_entry(entry_id=MASSAGER)
    store = PanelStore(await log_of(hass), entry, EMULATED, HOUR)
    assert store.hold is hold
    assert store.panel != OWN


@pytest.mark.parametrize(
    "wrong",
    [
        {"before": 7},
        {"before": [{"entity_id": "bed", "state": "on"}]},
        {
            "before": [
                {
                    "entity_id": "light.bed",
                    "state": "on",
                    "attributes": {
                        "brightness": "high",
                        "supported_color_modes": ["brightness"],
                    },
                }
            ]
        },
        {"began": "2026-11-26T22:00:00"},
        {"until": None},
        {"until": "2199-01-01T00:00:00+00:00"},
        {"until": "1999-01-01T00:00:00+00:00"},
    ],
)
async def test_wind_down_that_makes_no_sense(
    hass: HomeAssistant, disk: Disk, wrong: dict[str, Any]
) -> None:
    run = FILES[ACTIVE]["wind_downs"][WIND_DOWN]
    disk.lay(ACTIVE, changed(ACTIVE, wind_downs={WIND_DOWN: run | wrong}))
    assert (await log_of(hass)).wind_down(WIND_DOWN) is None
    assert any(issue.startswith("storage_damaged") for issue in disk.issues)


async def test_session_of_another_massager(hass: HomeAssistant, disk: Disk) -> None:
    session = FILES[ACTIVE]["sessions"][MASSAGER]
    disk.lay(ACTIVE, changed(ACTIVE, sessions={"another": session}))
    log = await log_of(hass)
    assert log.running("another") is None
    assert log.running(MASSAGER)
    assert not disk.issues
    both = {"another": session, MASSAGER: session}
    assert await disk.reads(ACTIVE, changed(ACTIVE, sessions=both)) == "mended"


async def test_two_nights_of_one_day(hass: HomeAssistant, disk: Disk) -> None:
    nights = FILES[NIGHTS]["sleepers"][SLEEPER]["nights"]
    ada = {**FILES[NIGHTS]["sleepers"][SLEEPER], "nights": [*nights, nights[0]]}
    assert (
        await disk.reads(NIGHTS, written(NIGHTS, {"sleepers": {SLEEPER: ada}}))
        == "kept unread"
    )


async def test_newer_file_is_left_alone(hass: HomeAssistant, disk: Disk) -> None:
    newer = disk.whole[NIGHTS].replace(b'"version": 1', b'"version": 9')
    assert await disk.reads(NIGHTS, newer) == "refused"
    (issue,) = ir.async_get(hass).issues.values()
    assert issue.severity is ir.IssueSeverity.CRITICAL
    assert issue.translation_placeholders
    assert "9" in issue.translation_placeholders["problem"]
    disk.lay(NIGHTS, disk.whole[NIGHTS])
    await NightStore(hass).async_load()
    assert not disk.issues


async def test_no_copy_can_be_kept(
    hass: HomeAssistant, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(shutil, "copy2", full)
    assert await disk.reads(SLUGS, written(SLUGS, [1])) == "refused"


async def test_somebody_has_seen_to_it(hass: HomeAssistant, disk: Disk) -> None:
    assert await async_setup_component(hass, REPAIRS, {})
    assert await async_setup_component(hass, DOMAIN, {})
    disk.lay(SLUGS, written(SLUGS, [1]))
    await StatisticSlugs(hass).async_load()
    ((_, issue_id),) = ir.async_get(hass).issues
    issue = reported(hass, issue_id)
    assert issue is not None
    assert issue.is_persistent
    assert issue.translation_placeholders
    copy = Path(issue.translation_placeholders["copy"])
    assert disk.on_disk(copy.name) == written(SLUGS, [1])
    await confirm(hass, await ask(hass, issue_id))
    assert not disk.issues
