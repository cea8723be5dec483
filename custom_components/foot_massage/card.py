"""Serves the dashboard card, and has dashboards load it.

Where Home Assistant keeps the resources of dashboards, the card is one of them. Where
they are in YAML, which is the user's own, it is loaded as an extra module.
"""

import asyncio
from hashlib import sha256
import logging
from pathlib import Path
from typing import Any, Final

from homeassistant.components.frontend import add_extra_js_url, remove_extra_js_url
from homeassistant.components.http import StaticPathConfig
from homeassistant.components.lovelace.const import LOVELACE_DATA
from homeassistant.components.lovelace.resources import ResourceStorageCollection
from homeassistant.core import HomeAssistant
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN
from .speeches import LANGUAGES

_LOGGER = logging.getLogger(__name__)

CARD_FILE: Final = Path(__file__).parent / "www" / "card.js"
CARD_PATH: Final = f"/{DOMAIN}/card.js"
TEXTS_PATH: Final = f"/{DOMAIN}/languages/{{}}.json"

_CARD: HassKey[Card] = HassKey(f"{DOMAIN}.card")


class Card:
    """The card's address, and where dashboards have it from.

    The address changes with the file, so that no browser shows an old one.
    """

    def __init__(self, hass: HomeAssistant, url: str) -> None:
        """Remember the address."""
        self.url = url
        self._hass = hass
        self._turn = asyncio.Lock()
        self._extra = False

    async def async_offer(self) -> None:
        """Have dashboards load the card, once, and at its present address."""
        async with self._turn:
            resources = self._hass.data[LOVELACE_DATA].resources
            if isinstance(resources, ResourceStorageCollection):
                await self._async_keep_one(resources)
            elif not self._extra:
                self._extra = True
                add_extra_js_url(self._hass, self.url)
                _LOGGER.info(
                    "Dashboard resources are in YAML, so the card is loaded as an"
                    " extra module. Only Cast needs it among them: %s, type: module",
                    self.url,
                )

    async def async_withdraw(self) -> None:
        """Have dashboards load it no longer."""
        async with self._turn:
            resources = self._hass.data[LOVELACE_DATA].resources
            if isinstance(resources, ResourceStorageCollection):
                for item in await _async_ours(resources):
                    await resources.async_delete_item(item["id"])
            elif self._extra:
                self._extra = False
                remove_extra_js_url(self._hass, self.url)

    async def _async_keep_one(self, resources: ResourceStorageCollection) -> None:
        """Write only what differs."""
        wanted = {"res_type": "module", "url": self.url}
        ours = await _async_ours(resources)
        if not ours:
            await resources.async_create_item(wanted)
        elif (ours[0]["type"], ours[0]["url"]) != ("module", self.url):
            await resources.async_update_item(ours[0]["id"], wanted)
        for item in ours[1:]:
            await resources.async_delete_item(item["id"])


async def async_serve_card(hass: HomeAssistant) -> None:
    """Serve the card, if this Home Assistant has dashboards."""
    if "frontend" not in hass.config.components:
        return
    try:
        files, version = await hass.async_add_executor_job(_files)
    except OSError:
        # Everything but the card works without it.
        _LOGGER.exception("The card is missing. Install Foot Massage again")
        return
    await hass.http.async_register_static_paths(
        [
            StaticPathConfig(path, str(file), cache_headers=True)
            for path, file in files.items()
        ]
    )
    hass.data[_CARD] = Card(hass, f"{CARD_PATH}?v={version}")


async def async_offer_card(hass: HomeAssistant) -> None:
    """Have dashboards load the card; call it for each entry that is set up."""
    if card := hass.data.get(_CARD):
        await card.async_offer()


async def async_withdraw_card(hass: HomeAssistant) -> None:
    """Have dashboards no longer load the card; call it with the last entry.

    That may have been disabled, and then nothing was served.
    """
    if LOVELACE_DATA in hass.data:
        await (hass.data.get(_CARD) or Card(hass, CARD_PATH)).async_withdraw()


def _files() -> tuple[dict[str, Path], str]:
    """Return the card and its texts by their paths, and a version for all of them."""
    texts = sorted(LANGUAGES.glob("*/card.json"))
    files = {TEXTS_PATH.format(file.parent.name): file for file in texts}
    files[CARD_PATH] = CARD_FILE
    contents = sha256()
    for file in files.values():
        contents.update(file.read_bytes())
    return files, contents.hexdigest()[:12]


async def _async_ours(resources: ResourceStorageCollection) -> list[dict[str, Any]]:
    """Return the resources that are the card, whatever their version."""
    # They are loaded only when somebody asks.
    await resources.async_get_info()
    return [
        item
        for item in resources.async_items()
        if item["url"].partition("?")[0] == CARD_PATH
    ]
