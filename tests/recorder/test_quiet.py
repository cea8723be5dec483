"""How much is written to the database: every row counts, for years."""

from collections import Counter

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.history import get_significant_states
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util

from ..emulator.process import EmulatorProcess
from ..entities import Massager, pass_time
from ..massagers import paired_entry, wind_down_subentry

MOST_ROWS = 15


async def massage_through(
    massager: Massager, emulator: EmulatorProcess, freezer: FrozenDateTimeFactory
) -> None:
    """Let both clocks go on, side by side, until the massager is at rest."""
    await emulator.admin("stop_clock")
    session = (await emulator.state())["session"]
    await pass_time(massager.hass, freezer, seconds=session["elapsed_s"])
    while (inside := await emulator.state())["activity"] != "idle":
        # What it says at the end must not come as news from the future.
        step = 10 if inside["remaining_s"] > 10 else 1
        await emulator.admin("advance", {"seconds": step})
        await pass_time(massager.hass, freezer, seconds=step)
    await massager.until_shown("sensor", "session_state", "idle")


async def test_rows_of_a_wind_down(
    recorder: None,
    hass: HomeAssistant,
    emulator: EmulatorProcess,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = await paired_entry(
        emulator, subentries_data=[wind_down_subentry(fade_minutes=1)]
    )
    massager = await Massager.at_home(hass, entry)
    await get_instance(hass).async_block_till_done()
    began = dt_util.utcnow()
    freezer.tick(1)
    await massager.use("scene.turn_on", "wind_down")
    await massage_through(massager, emulator, freezer)
    await hass.async_block_till_done()
    await get_instance(hass).async_block_till_done()
    ours = [
        one.entity_id
        for one in er.async_get(hass).entities.values()
        if one.config_entry_id == entry.entry_id
    ]
    found = await get_instance(hass).async_add_executor_job(
        lambda: get_significant_states(
            hass,
            began,
            None,
            ours,
            include_start_time_state=False,
            significant_changes_only=False,
        )
    )
    rows = Counter({entity_id: len(states) for entity_id, states in found.items()})
    assert rows.total() <= MOST_ROWS, rows
    assert rows[massager.entity_id("switch", "session")] == 2
