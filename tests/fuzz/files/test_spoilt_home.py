"""A home whose files hold what cannot be: everything in it goes on working."""

from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.diagnostics import (
    async_get_config_entry_diagnostics,
)
from custom_components.foot_massage.night_store import NIGHT_STORE, NightStore
from custom_components.foot_massage.session_log import SESSION_LOG, SessionLog
from tests.entities import refused
from tests.massagers import demo_entry, wind_down_subentry
from tests.sleepers.entries import sleeper_entry

from ..spoil import spoilt
from ..tally import Tally
from .contents import MASSAGER, SLEEPER, WIND_DOWN, files_of
from .stored import Disk, written

ANSWERS: dict[str, dict[str, Any]] = {
    "get_sessions": {},
    "get_nights": {"sleeper": SLEEPER},
    "get_report": {"sleeper": SLEEPER},
    "export_history": {"sleeper": SLEEPER},
}
HOLD = "switch.demo_foot_massager_safety_hold"


class Home:
    """The demo massager with its wind-down, and a person; read anew each time."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        bedtime = {**wind_down_subentry(), "subentry_id": WIND_DOWN}
        self._entries: list[MockConfigEntry] = [
            demo_entry(entry_id=MASSAGER, subentries_data=[bedtime]),
            sleeper_entry(entry_id=SLEEPER),
        ]

    async def built(self) -> None:
        for domain in ("homeassistant", "calendar", DOMAIN):
            assert await async_setup_component(self._hass, domain, {})
        for entry in self._entries:
            entry.add_to_hass(self._hass)

    async def begins(self) -> None:
        """Begin as after a restart."""
        log = self._hass.data[SESSION_LOG] = SessionLog(self._hass)
        await log.async_load()
        nights = self._hass.data[NIGHT_STORE] = NightStore(self._hass)
        await nights.async_load()
        for entry in self._entries:
            if entry.state is not ConfigEntryState.LOADED:
                await self._hass.config_entries.async_setup(entry.entry_id)
            assert entry.state is ConfigEntryState.LOADED
        await self._settled()

    async def is_used(self) -> None:
        """Have everything shown, started and stopped."""
        call = self._hass.services.async_call
        for action, data in ANSWERS.items():
            await call(DOMAIN, action, data, blocking=True, return_response=True)
        now = dt_util.utcnow()
        around = {
            "entity_id": "all",
            "start_date_time": now - timedelta(400),
            "end_date_time": now,
        }
        await call(
            "calendar", "get_events", around, blocking=True, return_response=True
        )
        for entry in self._entries:
            await async_get_config_entry_diagnostics(self._hass, entry)
        every = {"entity_id": "all"}
        await call(DOMAIN, "stop_session", every, blocking=True)
        hold = {"entity_id": HOLD}
        if self._hass.states.is_state(HOLD, "on"):
            with refused("safety_hold_no_reason"):
                await call(DOMAIN, "start_session", every, blocking=True)
            await call("switch", "turn_off", hold, blocking=True)
        await call(DOMAIN, "start_session", every, blocking=True)
        await call(DOMAIN, "cancel_wind_down", every, blocking=True)
        await call(DOMAIN, "stop_session", every, blocking=True)
        await self._settled()

    async def ends(self) -> None:
        for entry in self._entries:
            assert await self._hass.config_entries.async_unload(entry.entry_id)
        await self._settled()

    async def _settled(self) -> None:
        await self._hass.async_block_till_done()


@pytest.mark.usefixtures("integration", "prompt")
@pytest.mark.parametrize(
    "times",
    [6, pytest.param(150, marks=(pytest.mark.slow, pytest.mark.timeout(600)))],
)
async def test_implausible_values_break_nothing(
    hass: HomeAssistant, folder: Path, tally: Tally, loud: list[str], times: int
) -> None:
    random, home = Random(4), Home(hass)
    await home.built()
    files = files_of(dt_util.now().date(), nights=30)
    disk = Disk(hass, folder, files)
    for number in range(times):
        key = random.choice(list(files))
        data = spoilt(random, files[key]) if number else files[key]
        disk.lay(key, written(key, data))
        await home.begins()
        await home.is_used()
        await home.ends()
        tally.count(key)
        ours = [one for one in loud if "foot_massage" in one and "JSON" not in one]
        ours = [one for one in ours if "Unrecoverable error decoding" not in one]
        assert not ours, (number, ours)
