"""Looks out for what keeps a massager from working, and has it put right."""

from datetime import datetime, timedelta
from typing import Any

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from .drivers.base import (
    MassagerDriver,
    NotAuthorisedError,
    SourceGoneError,
    UntrustedError,
)
from .issues import (
    DEVICE_GONE,
    SOURCE_GONE,
    STOP_NOT_CONFIRMED,
    raise_device_gone,
    raise_source_gone,
    raise_stop_not_confirmed,
    take_back,
)
from .massager_entry import described

GONE_FOR_LONG = timedelta(days=1)
# As Home Assistant starts, one integration is there before another.
SURELY_GONE = timedelta(minutes=2)


class Lookout:
    """Asks for a new pairing, reports to Repairs, keeps the description current."""

    def __init__(
        self, hass: HomeAssistant, entry: ConfigEntry[Any], driver: MassagerDriver
    ) -> None:
        """Set up, having seen nothing yet."""
        self._hass = hass
        self._entry = entry
        self._driver = driver
        self._alarm: CALLBACK_TYPE | None = None
        self._source_gone = False
        # Before a reload it may have been either.
        self._unconfirmed: bool | None = None
        self._closed = False

    @callback
    def look(self, *, stop_unconfirmed: bool) -> None:
        """Look at the driver, after any change."""
        if self._closed:
            return
        if stop_unconfirmed != self._unconfirmed:
            self._unconfirmed = stop_unconfirmed
            self._report_stop()
        if self._driver.state is not None:
            self._here()
        else:
            self._gone()

    @callback
    def close(self) -> None:
        """Look no more: what happens from now on is not the massager's doing."""
        self._closed = True
        self._take_alarm_back()

    def _take_alarm_back(self) -> None:
        if self._alarm:
            self._alarm()
            self._alarm = None

    def _report_stop(self) -> None:
        entry = self._entry
        if self._unconfirmed:
            raise_stop_not_confirmed(self._hass, entry.entry_id, entry.title)
        else:
            take_back(self._hass, STOP_NOT_CONFIRMED, entry.entry_id)

    def _gone(self) -> None:
        if isinstance(self._driver.problem, (NotAuthorisedError, UntrustedError)):
            self._entry.async_start_reauth(self._hass)
        source_gone = isinstance(self._driver.problem, SourceGoneError)
        if self._alarm is None or source_gone is not self._source_gone:
            self._take_alarm_back()
            self._source_gone = source_gone
            if not source_gone:
                take_back(self._hass, SOURCE_GONE, self._entry.entry_id)
            wait = SURELY_GONE if source_gone else GONE_FOR_LONG
            self._alarm = async_call_later(self._hass, wait, self._on_alarm)

    @callback
    def _on_alarm(self, _now: datetime) -> None:
        problem, entry = self._driver.problem, self._entry
        if isinstance(problem, SourceGoneError):
            raise_source_gone(self._hass, entry.entry_id, entry.title, str(problem))
        else:
            raise_device_gone(self._hass, entry.entry_id, entry.title)

    def _here(self) -> None:
        self._take_alarm_back()
        # Another device may have had its address for a while.
        flows = self._hass.config_entries.flow
        for flow in self._entry.async_get_active_flows(self._hass, {SOURCE_REAUTH}):
            flows.async_abort(flow["flow_id"])
        take_back(self._hass, DEVICE_GONE, self._entry.entry_id)
        take_back(self._hass, SOURCE_GONE, self._entry.entry_id)
        data = {
            **self._entry.data,
            **described(self._driver.identity, self._driver.capabilities),
        }
        if data != self._entry.data:
            self._hass.config_entries.async_update_entry(self._entry, data=data)
