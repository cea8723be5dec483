"""A sleeper beside a massager: neither is taken for the other."""

from typing import Any

from homeassistant.components.diagnostics import REDACTED
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import get_system_health_info

from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.nights import NOON
from custom_components.foot_massage.core.trial import TrialPlan, plan_to_dict
from custom_components.foot_massage.diagnostics import (
    async_get_config_entry_diagnostics,
)

from ..entities import Massager, get_sessions, refused
from ..massagers import demo_entry, set_up, wind_down_subentry
from .bedroom import Bedroom
from .entries import sleeper_entry


async def test_actions_for_all_massagers(hass: HomeAssistant, demo: Massager) -> None:
    await set_up(hass, sleeper_entry())
    await demo.act("start_session", entity_id="all")
    assert demo.shows("switch", "session") == "on"
    await demo.act("stop_session", entity_id="all")


@pytest.mark.parametrize("rests", [True, False])
async def test_a_wind_down_keeps_to_a_trial(
    hass: HomeAssistant, integration: None, prompt: None, rests: bool
) -> None:
    now = dt_util.now()
    trial = TrialPlan(
        start=now.date(),
        block=2,
        seed=1,
        primary=Metric.SLEEP_DURATION,
        # Of the night that is, and of the one to come: whichever is meant now.
        schedule=(not rests, rests) if now.time() < NOON else (rests, not rests),
    )
    ada = await set_up(hass, sleeper_entry(options={"trial": plan_to_dict(trial)}))
    massager = await Massager.at_home(
        hass,
        demo_entry(
            subentries_data=[wind_down_subentry(fade_minutes=0, sleeper=ada.entry_id)]
        ),
    )
    await massager.use("scene.turn_on", "wind_down")
    session = massager.entry.runtime_data.coordinator.runner.session
    assert (session.sleeper if session else None) == (None if rests else ada.entry_id)
    await massager.use("button.press", "cancel_wind_down")


async def test_a_sleeper_is_no_massager(bedroom: Bedroom) -> None:
    hass, sleeper_id = bedroom.hass, bedroom.entry.entry_id
    with refused("unknown_value", "massager"):
        await get_sessions(hass, massager=sleeper_id)
    with refused("no_such_massager"):
        await bedroom.massager.act(
            "start_session", entity_id=bedroom.state("comparison").entity_id
        )


async def test_nothing_can_be_added_to_a_sleeper(bedroom: Bedroom) -> None:
    assert bedroom.entry.supported_subentry_types == {}
    assert "wind_down" in bedroom.massager.entry.supported_subentry_types


async def test_system_information(bedroom: Bedroom) -> None:
    hass = bedroom.hass
    assert await async_setup_component(hass, "system_health", {})
    await hass.async_block_till_done()
    info = await get_system_health_info(hass, DOMAIN)
    assert (info["massagers"], info["reachable"], info["sleepers"]) == (1, 1, 1)


async def test_diagnostics_tell_no_health(bedroom: Bedroom) -> None:
    await bedroom.until("20:00")
    bedroom.massaged("20:00")
    await bedroom.until("07:00", days=1)
    await bedroom.tells(7.4321)
    await bedroom.until("18:01")
    file: Any = await async_get_config_entry_diagnostics(bedroom.hass, bedroom.entry)
    assert file["entry"]["title"] == REDACTED
    assert file["nights_by_exposure"]["massage"] == 1
    assert file["nights_by_metric"] == {
        "sleep_duration": 1,
        "deep_sleep": 1,
        "hrv": 1,
    }
    assert (file["wearables"], file["missing"]) == (["oura"], 0)
    assert file["stage"] == "collecting"
    assert "Ada" not in str(file)
    assert "445.9" not in str(file)


async def test_both_are_removed(bedroom: Bedroom) -> None:
    hass: HomeAssistant = bedroom.hass
    for entry in (bedroom.massager.entry, bedroom.entry):
        assert await hass.config_entries.async_remove(entry.entry_id)
        await bedroom.settle()
    assert not hass.config_entries.async_entries(DOMAIN)
