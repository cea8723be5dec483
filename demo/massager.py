"""Sets the massager and its wind-down up, through the dialogs a person would use."""

import asyncio
from contextlib import suppress

from tests.emulator.process import EmulatorProcess

from .client import UNAVAILABLE, HomeClient, HomeError, Json

READY_ATTEMPTS = 100
READY_INTERVAL = 0.2
TARGET_PERCENT = 10
WIND_DOWN = {
    "name": "Bedtime",
    "brightness": TARGET_PERCENT,
    "color_temp": 2200,
    "fade_minutes": 2,
    "only_lights_on": True,
    "massage": "with_fade",
    "program": "wind_down",
    "duration": 10,
    "at_end": "off",
    "extras": [],
}


def lights(states: dict[str, Json]) -> dict[str, Json]:
    """Return the states of the bedroom's lights: the home has no others."""
    return {key: state for key, state in states.items() if key.startswith("light.")}


async def add_massager(client: HomeClient, emulator: EmulatorProcess) -> str:
    """Pair with the massager on the network; returns its config entry's id."""
    entry = await client.add_entry(
        {"next_step_id": "network"},
        {"host": "127.0.0.1", "port": emulator.port},
        {"pin": emulator.pin},
        {"acknowledged": True},
    )
    return str(entry["entry_id"])


async def add_wind_down(client: HomeClient, entry_id: str) -> None:
    """Add the wind-down for all lights of the bedroom; returns once it is ready."""
    all_lights = list(lights(await client.states()))
    await client.add_subentry(entry_id, "wind_down", WIND_DOWN | {"lights": all_lights})
    for _ in range(READY_ATTEMPTS):
        if await _ready(client):
            return
        await asyncio.sleep(READY_INTERVAL)
    raise HomeError("the massager or the wind-down is unavailable")


async def _ready(client: HomeClient) -> bool:
    """Return whether the massager answers and the wind-down has its entities."""
    with suppress(LookupError, HomeError):
        scene = await client.state(await client.entity_id("scene", "wind_down"))
        switch = await client.state(await client.entity_id("switch", "session"))
        return UNAVAILABLE not in (scene["state"], switch["state"])
    return False
