"""Measures somebody just before and just after their sessions, and writes it down."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN
from .core.readings import Window, window_after, window_before
from .core.session import Session
from .issues import tell_live_sensors_missing
from .live_sensors import LiveSensors, live_sensors_of
from .session_log import SessionLog

_READINGS: HassKey[dict[str, SessionReadings]] = HassKey(f"{DOMAIN}.readings")


def readings_of(hass: HomeAssistant) -> dict[str, SessionReadings]:
    """Return all who are measured around their sessions, by sleeper."""
    return hass.data.setdefault(_READINGS, {})


class SessionReadings:
    """What is measured around one person's sessions, on whatever massager."""

    def __init__(
        self, hass: HomeAssistant, entry: ConfigEntry[Any], log: SessionLog
    ) -> None:
        """Set up; ``async_start`` begins to listen."""
        self._hass = hass
        self._entry: Final = entry
        self._log = log
        self._sensors = LiveSensors(hass, entry)
        self._waiting: dict[str, CALLBACK_TYPE] = {}

    @callback
    def async_start(self) -> None:
        """Listen until the config entry is unloaded, if there is something to."""
        hass, entry = self._hass, self._entry
        if not live_sensors_of(entry.options):
            tell_live_sensors_missing(hass, entry, ())
            return
        everybody = readings_of(hass)
        everybody[entry.entry_id] = self
        entry.async_on_unload(self._sensors.async_start())
        entry.async_on_unload(self._conclude)
        entry.async_on_unload(partial(everybody.__delitem__, entry.entry_id))
        entry.async_on_unload(
            hass.bus.async_listen(EVENT_HOMEASSISTANT_STOP, self._on_stop)
        )

    @callback
    def begun(self, session: Session) -> Session:
        """Return a session that has begun with what was measured before it."""
        # Two minutes after another one end where this one begins.
        self._conclude()
        return replace(session, before=self._sensors.take(window_before(session)))

    @callback
    def ended(self, session: Session) -> None:
        """Measure once the session has been over for two minutes."""
        left = window_after(session).end - dt_util.utcnow()
        self._waiting[session.session_id] = async_call_later(
            self._hass, left, partial(self._on_time, session.session_id)
        )

    @callback
    def _on_time(self, session_id: str, _now: datetime) -> None:
        self._take(session_id)

    @callback
    def _on_stop(self, _event: Event) -> None:
        self._conclude()

    @callback
    def _conclude(self) -> None:
        """Make do with what was measured until now: there will be no more."""
        for session_id, cancel in list(self._waiting.items()):
            cancel()
            self._take(session_id)

    def _take(self, session_id: str) -> None:
        del self._waiting[session_id]
        if (session := self._log.find(session_id)) is None:
            return
        window = window_after(session)
        now = dt_util.utcnow()
        after = self._sensors.take(Window(window.start, min(window.end, now)))
        if after:
            self._hass.async_create_task(
                self._log.async_amend(replace(session, after=after)),
                f"{DOMAIN} readings {session_id}",
            )
