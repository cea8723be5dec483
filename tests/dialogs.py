"""Walking through the set-up dialogs."""

from typing import Any

from aiohttp.test_utils import unused_port
from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    SOURCE_USER,
    ConfigEntry,
    ConfigFlowResult,
)
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.foot_massage.const import DOMAIN

from .emulator.process import EmulatorProcess
from .massagers import paired_entry, set_up


async def choose(hass: HomeAssistant, kind: str) -> ConfigFlowResult:
    """Start to add a massager of this kind."""
    menu = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    return await go_on(hass, menu, {"next_step_id": kind})


async def go_on(
    hass: HomeAssistant, result: ConfigFlowResult, answer: dict[str, Any]
) -> ConfigFlowResult:
    """Answer what the dialog asks."""
    return await hass.config_entries.flow.async_configure(result["flow_id"], answer)


async def reconfigure(hass: HomeAssistant, entry: ConfigEntry[Any]) -> Any:
    """Start to change a massager that is set up."""
    return await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_RECONFIGURE, "entry_id": entry.entry_id}
    )


def suggested(form: Any) -> dict[str, Any]:
    """Return what the fields of a form are filled in with."""
    return {
        str(field): shown
        for field in form["data_schema"].schema
        if (shown := (field.description or {}).get("suggested_value")) is not None
    }


async def moved(hass: HomeAssistant, emulator: EmulatorProcess) -> MockConfigEntry:
    """Return an entry, set up, whose massager is no longer at its address."""
    entry = await set_up(hass, await paired_entry(emulator, port=unused_port()))
    assert not reaches(entry)
    return entry


def reaches(entry: MockConfigEntry) -> bool:
    """Return whether the massager of an entry is reached."""
    return entry.runtime_data.coordinator.driver.state is not None


def address(port: int) -> dict[str, Any]:
    return {"host": "127.0.0.1", "port": port}
