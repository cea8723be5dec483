"""Sets things up over and over, and tells the processor time that it takes."""

from copy import deepcopy
import gc
from time import process_time
from typing import Any, Final
from unittest.mock import patch

from homeassistant import config as conf_util
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers import entity_registry as er

# What its entities are called.
DIY: Final = ".diy_"
# What the package in benchmarks/diy is set up by.
_PACKAGE: Final = (
    "input_boolean",
    "input_select",
    "input_number",
    "timer",
    "script",
    "template",
    "history_stats",
    "automation",
)
# The sections of a configuration that it fills.
_SECTIONS: Final[dict[str, type[dict[str, Any]] | type[list[Any]]]] = {
    "input_boolean": dict,
    "input_select": dict,
    "input_number": dict,
    "timer": dict,
    "script": dict,
    "template": list,
    "sensor": list,
    "automation": list,
}

type Config = dict[str, Any]


class SetUps:
    """An integration's config entry, or the package, taken down and set up."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Have set up nothing yet."""
        self._hass = hass
        self._config: Config = {}

    async def set_up(self, call: ServiceCall) -> ServiceResponse:
        """Set up ``domain`` anew, or ``package``; tells ms and how many entities."""
        domain: str = call.data["domain"]
        if domain == "package":
            taken = await self._package()
            entities = [
                one for one in self._hass.states.async_entity_ids() if DIY in one
            ]
        else:
            taken = await self._entry(domain)
            entities = [
                one.entity_id
                for one in er.async_get(self._hass).entities.values()
                if one.platform == domain and not one.disabled_by
            ]
        return {"processor_ms": taken * 1000, "entities": len(entities)}

    async def _entry(self, domain: str) -> float:
        entries = self._hass.config_entries
        (entry,) = entries.async_entries(domain)
        await entries.async_unload(entry.entry_id)
        began = await self._rest()
        await entries.async_setup(entry.entry_id)
        await self._hass.async_block_till_done()
        return process_time() - began

    async def _package(self) -> float:
        if not self._config:
            self._config = await conf_util.async_hass_config_yaml(self._hass)
        without = self._config | {key: kind() for key, kind in _SECTIONS.items()}
        await self._reload(_copies(without))
        copies = _copies(self._config)
        began = await self._rest()
        await self._reload(copies)
        return process_time() - began

    async def _reload(self, copies: list[Config]) -> None:
        """Have each part of the package take up a configuration; nothing is parsed."""

        async def found(_hass: HomeAssistant) -> Config:
            return copies.pop()

        with patch.object(conf_util, "async_hass_config_yaml", found):
            for domain in _PACKAGE:
                await self._hass.services.async_call(domain, "reload", blocking=True)
        await self._hass.async_block_till_done()

    async def _rest(self) -> float:
        """Let everything come to rest; returns the processor time by then."""
        await self._hass.async_block_till_done()
        gc.collect()
        return process_time()


def _copies(config: Config) -> list[Config]:
    """Return one for each part of the package, and some more: a few ask twice."""
    return [deepcopy(config) for _ in (*_PACKAGE, *_PACKAGE)]
