"""Starts a massager: by our action, and as barely as it can be done."""

import json
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.util.file import write_utf8_file_atomic

_BODY: Final = {
    "duration_s": 600.0,
    "settings": {
        "technique": "effleurage",
        "intensity": 2,
        "zones": ["arch_and_heel", "ball"],
        "heat": "low",
    },
}


class Starts:
    """Both ways; ``began`` is when they were begun (s, perf_counter)."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Start nothing yet."""
        self._hass = hass
        self._active: dict[str, Any] = {}

    async def start(self, call: ServiceCall) -> ServiceResponse:
        """Start a session by action, or write what that wrote and POST to ``url``."""
        if "url" in call.data:
            return {"began": await self._bare(call.data["url"])}
        began = perf_counter()
        await self._hass.services.async_call(
            "foot_massage", "start_session", dict(call.data), blocking=True
        )
        file = Path(self._hass.config.path(".storage", "foot_massage.active"))
        text = await self._hass.async_add_executor_job(file.read_text)
        self._active = json.loads(text)
        return {"began": began}

    async def _bare(self, url: str) -> float:
        file = self._hass.config.path(".storage", "bench_probe.active")
        began = perf_counter()
        await self._hass.async_add_executor_job(_write, file, self._active)
        session = async_get_clientsession(self._hass)
        async with session.post(url, json=_BODY) as response:
            await response.read()
        return began


def _write(file: str, active: dict[str, Any]) -> None:
    write_utf8_file_atomic(file, json.dumps(active), private=True)
