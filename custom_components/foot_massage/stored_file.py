"""One of our files in ``.storage``: whatever has become of it, nothing in it gets lost.

A file that is not JSON is put aside and reported by Home Assistant itself. What is JSON
and still makes no sense is seen to here: a copy is kept before anything overwrites it,
what can be read is used, and the owner is told.
"""

from collections.abc import Mapping
import logging
import shutil
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store
from homeassistant.util import dt as dt_util
from homeassistant.util.json import load_json

from .const import DOMAIN
from .issues import (
    STORAGE_REFUSED,
    raise_storage_damaged,
    raise_storage_refused,
    take_back,
    tell_unreadable,
)

_LOGGER = logging.getLogger(__name__)

STORE_VERSION: Final = 1
STORE_MINOR_VERSION: Final = 1

type Record = dict[str, Any]


class StoredFile(Store[Record]):
    """A file ``foot_massage.<name>``; whoever reads it says then what it was like.

    If it was ``damaged``, what could be read of it has to be written to it.
    """

    def __init__(self, hass: HomeAssistant, name: str) -> None:
        """Take the name; nothing is read yet."""
        self.damaged = False
        super().__init__(
            hass,
            STORE_VERSION,
            f"{DOMAIN}.{name}",
            minor_version=STORE_MINOR_VERSION,
            private=True,
            atomic_writes=True,
            serialize_in_event_loop=False,
        )

    async def async_read(self) -> object:
        """Return what the file holds, None if there is none.

        Raises HomeAssistantError, and reports it, if the file cannot be read at all or
        is of a newer version; nothing may be written then.
        """
        try:
            return await self.async_load()
        except HomeAssistantError as err:
            raise_storage_refused(self.hass, self.key, str(err))
            raise
        except (AttributeError, KeyError, NotImplementedError, TypeError, ValueError):
            # What Home Assistant puts around it is damaged: what is in it may not be.
            around = await self.hass.async_add_executor_job(load_json, self.path)
        inside = around.values() if isinstance(around, dict) else ()
        found = [one for one in inside if isinstance(one, dict)]
        return Damaged(found[0] if len(found) == 1 else None)

    async def async_tell(self, *, damaged: bool, unreadable: int) -> None:
        """Report what the file was like; ``unreadable`` records are still in it.

        If it was damaged, a copy is kept. Raises HomeAssistantError, and reports it, if
        there can be none; nothing may be written then.
        """
        self.damaged = damaged
        take_back(self.hass, STORAGE_REFUSED, self.key)
        tell_unreadable(self.hass, self.key, unreadable)
        if unreadable:
            _LOGGER.warning(
                "%s records in .storage/%s cannot be read; they stay there, unseen",
                unreadable,
                self.key,
            )
        if not damaged:
            return
        copy = f"{self.path}.damaged.{dt_util.utcnow().isoformat()}"
        try:
            await self.hass.async_add_executor_job(shutil.copy2, self.path, copy)
        except OSError as err:
            raise_storage_refused(self.hass, self.key, str(err))
            raise HomeAssistantError(
                f".storage/{self.key} is damaged, and no copy can be kept: {err}"
            ) from err
        _LOGGER.warning(
            ".storage/%s is damaged; what can be read is used, a copy is %s",
            self.key,
            copy,
        )
        raise_storage_damaged(self.hass, self.key, copy)


class Damaged:
    """What could be found inside a file whose outside is damaged."""

    def __init__(self, data: object) -> None:
        """Hold it."""
        self.data = data


def parts_of(data: object, kinds: Mapping[str, type]) -> tuple[Record, bool]:
    """Return the parts of an object, and whether something of it is not among them.

    A part that is not there, or null, is empty. Something under a name that is unknown
    is taken for the only part that is missing: one wrong bit must not cost all of it.
    """
    if data is None:
        return {name: kind() for name, kind in kinds.items()}, False
    damaged = isinstance(data, Damaged)
    if isinstance(data, Damaged):
        data = data.data
    if not isinstance(data, dict):
        return {name: kind() for name, kind in kinds.items()}, True
    known = {name: data[name] for name in kinds if data.get(name) is not None}
    strange = [value for name, value in data.items() if name not in kinds]
    missing = [name for name in kinds if name not in data]
    if len(strange) == len(missing) == 1:
        known[missing[0]] = strange[0]
    parts = {name: known.get(name, kind()) for name, kind in kinds.items()}
    for name, kind in kinds.items():
        if not isinstance(parts[name], kind):
            parts[name], damaged = kind(), True
    return parts, damaged or bool(strange)
