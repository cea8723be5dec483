"""The two files of the session log: how they are kept, and what can be read of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from .core.record import RecordError, panel_from_dict, session_from_dict
from .core.session import Session
from .stored_file import Record, StoredFile, parts_of
from .wind_down_plan import WindDownRecord


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

    def take_unreadable(self) -> list[Any]:
        """Take out the sessions that cannot be read, and return them."""
        taken: list[Any] = []
        for part in (self.sessions, self.ended):
            for key, record in list(part.items()):
                if not read_sessions([record]):
                    taken.append(part.pop(key))
        return taken

    def mend(self) -> bool:
        """Put right what makes no sense; returns whether something of it is lost.

        A session under the name of another massager would never be looked at again. Of
        a panel that makes no sense the safety hold stays, and is on in doubt.
        """
        mended = False
        for key, record in list(self.sessions.items()):
            for session in read_sessions([record]):
                if session.massager_id != key:
                    mended |= session.massager_id in self.sessions
                    self.sessions.setdefault(session.massager_id, record)
                    del self.sessions[key]
        for key, panel in list(self.panels.items()):
            if not _is_panel(panel):
                hold = panel.get("hold") if isinstance(panel, dict) else None
                self.panels[key] = {"hold": hold is not False}
                mended = True
        for key, run in list(self.wind_downs.items()):
            if not _is_wind_down(run):
                del self.wind_downs[key]
                mended = True
        return mended


async def async_read_active(file: StoredFile) -> Active:
    """Return what the small file holds, in which the sessions may be unreadable.

    Raises HomeAssistantError if nothing may be written to it.
    """
    kinds = {part.name: dict for part in fields(Active)}
    parts, damaged = parts_of(await file.async_read(), kinds)
    active = Active(**parts)
    mended = active.mend()
    await file.async_tell(damaged=damaged or mended, unreadable=0)
    return active


async def async_read_history(
    file: StoredFile, more: list[Any]
) -> tuple[list[Any], list[Session]]:
    """Return the records of the history, and the sessions that can be read of them.

    ``more`` are records that it has to hold from now on. Raises HomeAssistantError if
    nothing may be written to it.
    """
    parts, damaged = parts_of(await file.async_read(), {"sessions": list})
    records: list[Any] = parts["sessions"]
    records += [one for one in more if one not in records]
    sessions = await file.hass.async_add_executor_job(read_sessions, records)
    await file.async_tell(damaged=damaged, unreadable=len(records) - len(sessions))
    return records, sessions


def read_sessions(records: Iterable[Any]) -> list[Session]:
    """Return the sessions that can be read."""
    sessions: list[Session] = []
    for record in records:
        try:
            sessions.append(session_from_dict(record))
        except RecordError:
            continue
    return sessions


def _is_panel(record: object) -> bool:
    """Return whether this is what a massager is set to, and its hold."""
    if not isinstance(record, dict) or not isinstance(record.get("hold"), bool):
        return False
    if record.keys() == {"hold"}:
        return True
    try:
        panel_from_dict(record["panel"])
    except (KeyError, RecordError):
        return False
    return record.keys() == {"hold", "panel", "default"}


def _is_wind_down(record: Any) -> bool:
    try:
        WindDownRecord.from_dict(record)
    except RecordError:
        return False
    return True
