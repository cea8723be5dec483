"""Runs wind-downs at once, and tells the processor time that they take."""

import asyncio
import gc
from time import process_time

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse


class WindDowns:
    """All wind-downs of a home, or some of them, or none to compare with."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Have none run yet."""
        self._hass = hass

    async def wind_down(self, call: ServiceCall) -> ServiceResponse:
        """Start ``scenes``, and cancel them after ``seconds``; tells ms of all."""
        scenes: list[str] = call.data["scenes"]
        await self._hass.async_block_till_done()
        gc.collect()
        began = process_time()
        await self._all("start_wind_down", scenes)
        await asyncio.sleep(call.data["seconds"])
        await self._all("cancel_wind_down", scenes)
        await self._hass.async_block_till_done()
        return {"processor_ms": (process_time() - began) * 1000}

    async def _all(self, action: str, scenes: list[str]) -> None:
        await asyncio.gather(
            *(
                self._hass.services.async_call(
                    "foot_massage", action, {"entity_id": scene}, blocking=True
                )
                for scene in scenes
            )
        )
