"""A pause that Home Assistant's clock ends."""

import asyncio
from datetime import datetime, timedelta

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.event import async_call_later


async def async_pause(hass: HomeAssistant, length: timedelta) -> None:
    """Wait for ``length``; at once if it is not positive."""
    if length <= timedelta():
        return
    over = asyncio.Event()

    @callback
    def end(_now: datetime) -> None:
        over.set()

    cancel = async_call_later(hass, length, end)
    try:
        await over.wait()
    finally:
        cancel()
