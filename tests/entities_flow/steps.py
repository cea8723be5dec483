"""Walking through the dialogs about existing entities."""

from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType

from tests.dialogs import choose, go_on, suggested


async def chosen(hass: HomeAssistant, *entity_ids: str) -> Any:
    """Choose entities; returns what is asked next."""
    form = await choose(hass, "entities")
    assert form["step_id"] == "entities"
    return await go_on(hass, form, {"entities": list(entity_ids)})


async def up_to_try_out(hass: HomeAssistant, roles: Any, **answers: Any) -> Any:
    """Answer what is what, and go on to the try-out."""
    words = await go_on(hass, roles, {"name": "X", **answers})
    assert words["step_id"] == "words", words
    trying = await go_on(hass, words, suggested(words))
    assert trying["step_id"] == "try_out", trying
    return trying


async def finish(hass: HomeAssistant, tried: Any) -> ConfigEntry[Any]:
    """Say that it ran, and have the entry made."""
    assert tried["step_id"] == "tried", tried
    safety = await go_on(hass, tried, {"next_step_id": "it_ran"})
    assert safety["step_id"] == "safety"
    created = await go_on(hass, safety, {"acknowledged": True})
    assert created["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()
    entry: ConfigEntry[Any] = created["result"]
    assert entry.state is ConfigEntryState.LOADED
    return entry
