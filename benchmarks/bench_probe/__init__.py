"""Measures from inside a Home Assistant what cannot be told from outside."""

import gc
from pathlib import Path
import resource
from time import process_time
from typing import Final

from homeassistant.const import Platform
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
)
from homeassistant.helpers.discovery import async_load_platform
from homeassistant.helpers.typing import ConfigType

from .set_ups import SetUps
from .starts import Starts
from .wind_downs import WindDowns

DOMAIN: Final = "bench_probe"
_PAGE: Final = resource.getpagesize()


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Offer what it measures as actions; ``lights`` is how many lights it brings."""

    async def used(call: ServiceCall) -> ServiceResponse:
        return await hass.async_add_executor_job(_used, "collect" in call.data)

    actions = {
        "used": used,
        "start": Starts(hass).start,
        "set_up": SetUps(hass).set_up,
        "wind_down": WindDowns(hass).wind_down,
    }
    for name, action in actions.items():
        hass.services.async_register(
            DOMAIN, name, action, supports_response=SupportsResponse.ONLY
        )
    options = config[DOMAIN] or {}
    if count := options.get("lights"):
        await async_load_platform(
            hass, Platform.LIGHT, DOMAIN, {"count": count}, config
        )
    return True


def _used(collect: bool) -> ServiceResponse:
    """Return processor time (s) and memory (MB) that this process has used.

    ``collect`` first frees what is not needed, which itself takes time.
    """
    used = process_time()
    if collect:
        gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return {"processor_s": used, "memory_mb": pages * _PAGE / 1e6}
