"""Changing a massager with an infrared remote that is set up."""

from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.foot_massage import try_out
from custom_components.foot_massage.core.remote import RemoteKey, remote_from_dict
from tests.core.infrared_air import sent
from tests.dialogs import reconfigure, suggested

from .dialog import imported
from .room import EMITTER, Room

pytestmark = pytest.mark.usefixtures("integration")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(try_out, "RUNS_S", 0.01)


async def test_reconfigure(hass: HomeAssistant, room: Room) -> None:
    dialog = await imported(room)
    await dialog.behave(gap_ms=60, repeats=1)
    entry: Any = await dialog.finish()
    assert room.machine

    dialog.shown = await reconfigure(hass, entry)
    assert dialog.shown["step_id"] == "infrared"
    await dialog.answer(name="New name", emitter=EMITTER)
    await dialog.paste("heat", ", ".join(map(str, sent("nec", 9))))
    await dialog.behave(gap_ms=70)
    await dialog.answer()
    await dialog.go_to("remote_ran")
    assert dialog.shown["reason"] == "reconfigure_successful"
    await hass.async_block_till_done()

    kept = remote_from_dict(entry.data["infrared"]["remote"])
    assert kept.keys.keys() == {RemoteKey.POWER, RemoteKey.HEAT}
    assert (kept.gap_ms, kept.repeats) == (70, 1)
    assert entry.title == "New name"
    assert entry.unique_id == entry.data["identity"]["serial"]
    assert entry.data["capabilities"]["heat"] == ["off", "low"]


async def test_reconfigure_after_the_emitter_was_removed(
    hass: HomeAssistant, room: Room, entity_registry: Any
) -> None:
    dialog = await imported(room)
    await dialog.behave()
    entry: Any = await dialog.finish()
    entity_registry.async_remove(EMITTER)
    await hass.async_block_till_done()
    switch = hass.states.get("switch.old_massager")
    assert switch
    assert switch.state == "unavailable"
    dialog.shown = await reconfigure(hass, entry)
    assert suggested(dialog.shown)["emitter"] == "infrared.hand"
