"""What the long-term statistics of each config entry begin with.

It is made of the name that a massager or a person had first and stays the same, or
their history would end with every new name.
"""

from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.singleton import singleton
from homeassistant.util import slugify
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN
from .stored_file import StoredFile, parts_of

# The recorder has room for 255 characters, with what comes before and after.
_LONGEST: Final = 100


class StatisticSlugs:
    """One for each config entry: ``foot_massage.statistics``."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Know of none yet; ``async_load`` fills it."""
        self._hass = hass
        self._store = StoredFile(hass, "statistics")
        self._slugs: dict[str, str] = {}

    async def async_load(self) -> None:
        """Read the file; raises HomeAssistantError if nothing may be written to it.

        Names that make no sense are found anew.
        """
        parts, damaged = parts_of(await self._store.async_read(), {"slugs": dict})
        for entry_id, slug in parts["slugs"].items():
            if _is_slug(slug) and slug not in self._slugs.values():
                self._slugs[entry_id] = slug
        await self._store.async_tell(
            damaged=damaged or len(self._slugs) < len(parts["slugs"]), unreadable=0
        )
        if self._store.damaged:
            await self._store.async_save({"slugs": dict(self._slugs)})

    async def async_slug(self, entry: ConfigEntry[Any]) -> str:
        """Return an entry's own; that of one that is gone may be taken again."""
        if entry.entry_id not in self._slugs:
            known = {one.entry_id for one in self._hass.config_entries.async_entries()}
            self._slugs = {
                one: slug for one, slug in self._slugs.items() if one in known
            }
            self._slugs[entry.entry_id] = self._free(entry.title)
            await self._store.async_save({"slugs": dict(self._slugs)})
        return self._slugs[entry.entry_id]

    def _free(self, title: str) -> str:
        base = slugify(title)[:_LONGEST].strip("_")
        taken = {*self._slugs.values()}
        slug, number = base, 2
        while slug in taken:
            slug = f"{base}_{number}"
            number += 1
        return slug


def _is_slug(slug: object) -> bool:
    return isinstance(slug, str) and slug == slugify(slug) and len(slug) <= 2 * _LONGEST


_SLUGS: HassKey[StatisticSlugs] = HassKey(f"{DOMAIN}.statistic_slugs")


@singleton(_SLUGS, async_=True)
async def async_get_slugs(hass: HomeAssistant) -> StatisticSlugs:
    """Return them, loaded."""
    slugs = StatisticSlugs(hass)
    await slugs.async_load()
    return slugs
