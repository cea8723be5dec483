"""Config entries of massagers, as the set-up dialogs would make them."""

from datetime import timedelta
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.foot_massage.const import DOMAIN, DriverKind
from custom_components.foot_massage.core.massager import (
    Capabilities,
    Heat,
    MassagerIdentity,
    Technique,
    Zone,
)
from custom_components.foot_massage.drivers.simulated import (
    SIMULATED_CAPABILITIES,
    SIMULATED_IDENTITY,
)
from custom_components.foot_massage.massager_entry import entry_data

from .emulator.process import EmulatorProcess

EMULATED = Capabilities(
    techniques=frozenset(
        {
            Technique.EFFLEURAGE,
            Technique.KNEADING,
            Technique.TRIGGER_POINT,
            Technique.AIR_COMPRESSION,
        }
    ),
    zones=frozenset(Zone),
    heat=frozenset(Heat),
    intensity_levels=5,
    pause=True,
    longest=timedelta(hours=1),
)

WIND_DOWN: dict[str, Any] = {
    "lights": [],
    "brightness": 10,
    "color_temp": 2200,
    "fade_minutes": 5.0,
    "only_lights_on": True,
    "massage": "with_fade",
    "program": "wind_down",
    "duration": 10,
    "at_end": "off",
    "extras": [],
}


def demo_entry(**more: Any) -> MockConfigEntry:
    """Return the entry of the demo massager."""
    return MockConfigEntry(
        domain=DOMAIN,
        title=SIMULATED_IDENTITY.name,
        unique_id=SIMULATED_IDENTITY.serial,
        data=entry_data(
            DriverKind.SIMULATED, SIMULATED_IDENTITY, SIMULATED_CAPABILITIES
        ),
        **more,
    )


async def paired_entry(
    emulator: EmulatorProcess, *, port: int | None = None, **more: Any
) -> MockConfigEntry:
    """Return the entry of a massager that has just been paired, then maybe moved."""
    identity = MassagerIdentity(serial=emulator.device_id, name="Foot massager")
    token = (await emulator.admin("token"))["token"]
    return MockConfigEntry(
        domain=DOMAIN,
        title=identity.name,
        unique_id=identity.serial,
        data=entry_data(
            DriverKind.HTTP,
            identity,
            EMULATED,
            host="127.0.0.1",
            port=port or emulator.port,
            token=token,
            certificate=emulator.certificate,
        ),
        **more,
    )


def wind_down_subentry(title: str = "Bedtime", **changes: Any) -> dict[str, Any]:
    """Return a wind-down, for a new entry's ``subentries_data``."""
    return {
        "subentry_type": "wind_down",
        "title": title,
        "unique_id": None,
        "data": {**WIND_DOWN, **changes},
    }


async def set_up(hass: HomeAssistant, entry: MockConfigEntry) -> MockConfigEntry:
    """Set an entry up, and return it."""
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED
    return entry
