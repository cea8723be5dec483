"""The two files of the session log: how they are kept, and what can be read of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
import logging
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store

from .const import DOMAIN
from .core.record import RecordError, session_from_dict
from .core.session import Session

_LOGGER = logging.getLogger(__name__)

STORE_VERSION = 1
STORE_MINOR_VERSION = 1

type Record = dict[str, Any]


@dataclass(slots=True)
class Active:
    """The contents of the small file, as plain data by massager or wind-down."""

    sessions: dict[str, Record] = field(default_factory=dict)
    ended: dict[str, Record] = field(default_factory=dict)
    panels: dict[str, Record] = field(default_factory=dict)
    wind_downs: dict[str, Record] = field(default_factory=dict)

    def as_dict(self) -> dict[str, dict[str, Record]]:
        """Return a copy that may be written while this one goes on changing."""
        return {part.name: dict(getattr(self, part.name)) for part in fields(self)}

    def take_unreadable(self) -> list[Record]:
        """Take out the sessions that cannot be read, and return them."""
        taken: list[Record] = []
        for part in (self.sessions, self.ended):
            for key, record in list(part.items()):
                if not read_sessions([record]):
                    taken.append(part.pop(key))
        return taken


def open_store(hass: HomeAssistant, name: str) -> Store[dict[str, Any]]:
    """Return one of the files, not yet read."""
    return Store(
        hass,
        STORE_VERSION,
        f"{DOMAIN}.{name}",
        minor_version=STORE_MINOR_VERSION,
        private=True,
        atomic_writes=True,
        serialize_in_event_loop=False,
    )


async def async_read_active(store: Store[dict[str, Any]]) -> Active:
    """Return what the small file holds; raises HomeAssistantError if it is damaged."""
    data = await store.async_load()
    parts = {
        part.name: _part(data, store.key, part.name, dict) for part in fields(Active)
    }
    for part in parts.values():
        if not all(isinstance(record, dict) for record in part.values()):
            raise _damaged(store.key)
    return Active(**parts)


async def async_read_history(store: Store[dict[str, Any]]) -> list[Record]:
    """Return the records of the history; raises HomeAssistantError if it is damaged."""
    return _part(await store.async_load(), store.key, "sessions", list)


def read_sessions(records: Iterable[Record]) -> list[Session]:
    """Return the sessions that can be read, and say once how many cannot."""
    sessions: list[Session] = []
    unreadable = 0
    for record in records:
        try:
            sessions.append(session_from_dict(record))
        except RecordError:
            unreadable += 1
    if unreadable:
        _LOGGER.warning(
            "%s stored sessions cannot be read; they are kept, but not shown",
            unreadable,
        )
    return sessions


def _part[PartT: (dict[str, Any], list[Any])](
    data: object, key: str, name: str, kind: type[PartT]
) -> PartT:
    """Return a part of a stored file, empty if the file has none."""
    if data is None:
        return kind()
    part = data.get(name, kind()) if isinstance(data, dict) else None
    if not isinstance(part, kind):
        raise _damaged(key)
    return part


def _damaged(key: str) -> HomeAssistantError:
    return HomeAssistantError(
        f".storage/{key} is damaged: restore it from a backup or move it away"
    )
