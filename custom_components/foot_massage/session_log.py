"""The durable log: what runs now, what a massager is set to, and every session.

Two files. ``foot_massage.active`` is small and written before a massager is told
anything; ``foot_massage.sessions`` is the history. A session that has ended stands
in the small file until the history holds it, so a power cut at any moment neither
loses it nor records it twice.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from homeassistant.core import CALLBACK_TYPE, CoreState, HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN
from .core.history import SessionHistory
from .core.record import session_to_dict
from .core.session import Outcome, Session
from .session_files import (
    Active,
    async_read_active,
    async_read_history,
    read_sessions,
)
from .stored_file import Record, StoredFile

SESSION_LOG: HassKey[SessionLog] = HassKey(f"{DOMAIN}.session_log")


class SessionLog(SessionHistory):
    """Every session there was and is, on all massagers, and on disk."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Make an empty log; ``async_load`` fills it."""
        super().__init__()
        self._hass = hass
        self._active_store = StoredFile(hass, "active")
        self._history_store = StoredFile(hass, "sessions")
        self._active = Active()
        self._records: list[Record] = []
        # Where in them each session is.
        self._places: dict[str, int] = {}
        self._subscribers: list[Callable[[Session], None]] = []

    async def async_load(self) -> None:
        """Read both files; a record that cannot be understood is kept as it is.

        Raises HomeAssistantError if nothing may be written to one of them.
        """
        active = await async_read_active(self._active_store)
        # The next session would take their place, so the history keeps them.
        unreadable = active.take_unreadable()
        records, sessions = await async_read_history(self._history_store, unreadable)
        await self._hass.async_add_executor_job(self._read, records, sessions)
        self._active, self._records = active, records
        for session in read_sessions(active.ended.values()):
            self._append(session)
        for massager_id, record in list(active.sessions.items()):
            if self.knows(record["session_id"]):
                del active.sessions[massager_id]
        damaged = self._active_store.damaged or self._history_store.damaged
        if unreadable or active.ended or damaged:
            await self._async_write_history(list(active.ended))

    def running(self, massager_id: str) -> Session | None:
        """Return the session that a massager is in, as last written down."""
        record = self._active.sessions.get(massager_id)
        return next(iter(read_sessions([record])), None) if record else None

    async def async_keep(self, session: Session) -> None:
        """Write down a running session; on disk when this returns."""
        self._active.sessions[session.massager_id] = session_to_dict(session)
        await self._async_write_active()

    @callback
    def keep(self, session: Session) -> None:
        """Write down a running session soon."""
        self._active.sessions[session.massager_id] = session_to_dict(session)
        self._write_active_soon()

    @callback
    def discard(self, massager_id: str) -> None:
        """Forget a session that never began."""
        if self._active.sessions.pop(massager_id, None):
            self._write_active_soon()

    @callback
    def finish(self, session: Session) -> None:
        """Move an ended session into the history."""
        self._active.sessions.pop(session.massager_id, None)
        if self.knows(session.session_id):
            return
        self._active.ended[session.session_id] = session_to_dict(session)
        self._append(session)
        self._hass.async_create_task(
            self._async_write_history([session.session_id]),
            f"{DOMAIN} session {session.session_id}",
        )
        for listener in tuple(self._subscribers):
            listener(session)

    @callback
    def async_subscribe(self, listener: Callable[[Session], None]) -> CALLBACK_TYPE:
        """Call ``listener`` with each session that ends; returns how to end that."""
        self._subscribers.append(listener)
        return lambda: self._subscribers.remove(listener)

    async def async_reattribute(self, former: str, sleeper_id: str) -> None:
        """Have a sleeper's ended sessions be another's; on disk when this returns."""
        self.reattribute(former, sleeper_id)
        self._records = [
            one | {"sleeper": sleeper_id}
            if isinstance(one, dict) and one.get("sleeper") == former
            else one
            for one in self._records
        ]
        await self._async_write_history([])

    async def async_amend(self, session: Session) -> None:
        """Write down what became known of a session after it had ended."""
        self.amend(session)
        place = self._places[session.session_id]
        # What a newer version wrote beside it stays.
        self._records[place] = self._records[place] | session_to_dict(session)
        await self._async_write_history([])

    def panel(self, massager_id: str) -> Mapping[str, Any] | None:
        """Return what a massager was last set to, as plain data."""
        return self._active.panels.get(massager_id)

    @callback
    def keep_panel(self, massager_id: str, panel: Record) -> None:
        """Write down what a massager is set to, soon, if that is new."""
        if self._active.panels.get(massager_id) != panel:
            self._active.panels[massager_id] = panel
            self._write_active_soon()

    def wind_down(self, wind_down_id: str) -> Mapping[str, Any] | None:
        """Return the wind-down that was running, as plain data."""
        return self._active.wind_downs.get(wind_down_id)

    async def async_keep_wind_down(self, wind_down_id: str, run: Record) -> None:
        """Write down a running wind-down; on disk when this returns."""
        self._active.wind_downs[wind_down_id] = run
        await self._async_write_active()

    @callback
    def forget_wind_down(self, wind_down_id: str) -> None:
        """Remove a wind-down that is over, soon."""
        if self._active.wind_downs.pop(wind_down_id, None):
            self._write_active_soon()

    async def async_forget_massager(self, massager_id: str) -> None:
        """Remove what was kept of a massager; its sessions stay in the history.

        The one that runs ends here: nobody will hear how it goes on.
        """
        self._active.panels.pop(massager_id, None)
        self._active.wind_downs = {
            wind_down_id: run
            for wind_down_id, run in self._active.wind_downs.items()
            if run.get("massager_id") != massager_id
        }
        if session := self.running(massager_id):
            self.finish(
                session.end(Outcome.INTERRUPTED, session.seen_at, session.massaged)
            )
        await self._async_write_active()

    def _read(self, records: list[Any], sessions: list[Session]) -> None:
        """Take them into memory; in an executor, as there may be very many."""
        self.remember_all(sessions)
        self._places = {
            str(one.get("session_id")): place
            for place, one in enumerate(records)
            if isinstance(one, dict)
        }

    def _append(self, session: Session) -> None:
        if not self.knows(session.session_id):
            self._places[session.session_id] = len(self._records)
            self._records.append(session_to_dict(session))
            self.remember(session)

    @callback
    def _write_active_soon(self) -> None:
        self._hass.async_create_task(
            self._async_write_active(), f"{DOMAIN} active session"
        )

    async def _async_write_active(self) -> None:
        await self._active_store.async_save(self._active.as_dict())

    async def _async_write_history(self, ended: Iterable[str]) -> None:
        await self._history_store.async_save({"sessions": list(self._records)})
        if self._hass.state is CoreState.stopping:
            # Both files are written at the very end, and the small one maybe first.
            ended = ()
        for session_id in ended:
            self._active.ended.pop(session_id, None)
        await self._async_write_active()


async def async_get_log(hass: HomeAssistant) -> SessionLog:
    """Return the log; raises HomeAssistantError if its files cannot be read."""
    if (log := hass.data.get(SESSION_LOG)) is None:
        log = SessionLog(hass)
        await log.async_load()
        hass.data[SESSION_LOG] = log
    return log
