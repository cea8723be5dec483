"""What a massager is set to survives; what it can no longer do gives way."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.foot_massage.core.massager import (
    Capabilities,
    Heat,
    MassageSettings,
    Technique,
    Zone,
)
from custom_components.foot_massage.core.panel import Panel
from custom_components.foot_massage.core.programs import ProgramKey
from custom_components.foot_massage.core.record import panel_to_dict
from custom_components.foot_massage.panel_store import PanelStore
from custom_components.foot_massage.session_log import SessionLog

from .entities import Massager
from .massagers import EMULATED, demo_entry

HOUR = timedelta(hours=1)
OWN = Panel(
    program=ProgramKey.CUSTOM,
    settings=MassageSettings(
        technique=Technique.KNEADING,
        intensity=5,
        zones=frozenset({Zone.BALL}),
        heat=Heat.HIGH,
    ),
    duration=timedelta(minutes=40),
)
TWENTY_ONE = replace(OWN.settings, intensity=21)
KEPT = {"panel": panel_to_dict(OWN), "hold": True, "default": "wind_down"}
DEFAULT = Panel.for_program(ProgramKey.WIND_DOWN, EMULATED, HOUR)


@pytest.fixture
async def log(hass: HomeAssistant, hass_storage: dict[str, Any]) -> SessionLog:
    log = SessionLog(hass)
    await log.async_load()
    return log


@pytest.fixture
def entry() -> MockConfigEntry:
    return demo_entry()


def test_nothing_kept(log: SessionLog, entry: MockConfigEntry) -> None:
    store = PanelStore(log, entry, EMULATED, HOUR)
    assert (store.panel, store.hold) == (DEFAULT, False)


async def test_kept(
    hass: HomeAssistant, log: SessionLog, entry: MockConfigEntry
) -> None:
    store = PanelStore(log, entry, EMULATED, HOUR)
    store.set(OWN)
    store.set_hold(True)
    await hass.async_block_till_done()
    again = SessionLog(hass)
    await again.async_load()
    store = PanelStore(again, entry, EMULATED, HOUR)
    assert (store.panel, store.hold) == (OWN, True)


@pytest.mark.parametrize(
    "odd",
    [
        {},
        # More levels than a record may have: an entity with that many options.
        {"panel": panel_to_dict(replace(OWN, settings=TWENTY_ONE))},
        {"panel": {**panel_to_dict(OWN), "duration": 0}},
        {"panel": {**panel_to_dict(OWN), "duration": -600}},
        {"default": "deep_relax"},
    ],
)
def test_gives_way(
    log: SessionLog, entry: MockConfigEntry, odd: dict[str, Any]
) -> None:
    """The hold stays on whatever else has become of the panel."""
    kept = {**KEPT, **odd} if odd else {"hold": True}
    log.keep_panel(entry.entry_id, kept)
    store = PanelStore(log, entry, EMULATED, HOUR)
    assert (store.panel, store.hold) == (DEFAULT, True)


def test_new_massager_under_the_old_entry(
    log: SessionLog, entry: MockConfigEntry
) -> None:
    log.keep_panel(entry.entry_id, KEPT)
    basic = Capabilities(techniques=frozenset({Technique.EFFLEURAGE}))
    panel = PanelStore(log, entry, basic, HOUR).panel
    assert panel == Panel.for_program(ProgramKey.WIND_DOWN, basic, HOUR)
    basic.check(panel.settings)


def test_less_time_allowed(log: SessionLog, entry: MockConfigEntry) -> None:
    log.keep_panel(entry.entry_id, KEPT)
    panel = PanelStore(log, entry, EMULATED, timedelta(minutes=15)).panel
    assert (panel.settings, panel.program) == (OWN.settings, OWN.program)
    assert panel.duration == timedelta(minutes=15)


@pytest.mark.parametrize("again", [Massager.reload, Massager.restart])
async def test_panel_and_hold_survive(demo: Massager, again: Any) -> None:
    await demo.use("select.select_option", "program", option="deep_relax")
    await demo.use("switch.turn_off", "zone_ball")
    await demo.use("number.set_value", "duration", value=33)
    await demo.use("switch.turn_on", "safety_hold")
    before = demo.panel

    await again(demo)

    assert demo.panel == before
    assert demo.panel["program"] == "custom"
    assert demo.panel["duration"] == "33.0"
    assert demo.shows("switch", "zone_ball") == "off"
    assert demo.shows("switch", "safety_hold") == "on"
