"""A person who sleeps: what their wearables tell becomes nights, and nights findings.

Nothing ticks. It listens to the sensors, and looks at them at three in the morning and
before the boundary between two nights.
"""

import asyncio
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from itertools import batched
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_CORE_CONFIG_UPDATE, EVENT_HOMEASSISTANT_STOP
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_time_change
from homeassistant.helpers.start import async_at_started
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .core.metrics import Metric
from .core.night_book import NightBook
from .core.night_report import Report
from .core.nights import DAY, MORNING, NOON, Night
from .core.trial import Assignment
from .issues import tell_sleep_sensors_missing
from .night_store import NightStore
from .session_log import SessionLog
from .sleep_findings import Findings, async_find
from .sleep_listening import SleepListening
from .sleep_past import async_past_nights
from .sleep_sensors import Measured
from .sleep_watch import KEPT_FOR, SleepWatch, nobodys, without
from .sleeper_rules import (
    assigned_tonight,
    metrics_of,
    primary_of,
    rules_from,
    trial_from,
)

# What of a registry entry decides whether and where it is listened to.
_MATTERS: Final = frozenset({"disabled_by", "entity_id"})
_MINUTE: Final = timedelta(minutes=1)
# As many of the nights that were found as are entered in less than 5 ms.
_AT_A_TIME: Final = 10


class Sleeper:
    """One person; entities read ``findings`` and ``tonight``, actions ``book`` too."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        book: NightBook,
        store: NightStore,
        log: SessionLog,
    ) -> None:
        """Set up, from what is kept; ``async_start`` begins to listen."""
        self._hass = hass
        self.entry = entry
        self._store = store
        self._log = log
        kept = store.kept(entry.entry_id)
        self.book = book
        self._watch = SleepWatch(hass, log, kept.watch, self._expose_since)
        # Until then nights are on record, whatever was measured of them.
        self._ended_until = self._watch.seen_at
        self._listening = SleepListening(hass, self._take)
        self._measured = Measured(groups=(), missing={})
        self._stale = False
        self._analysis: asyncio.Task[None] | None = None
        self._subscribers: list[Callable[[], None]] = []
        self.metrics = metrics_of(entry.data)
        self.trial = trial_from(entry.options)
        self.findings = Findings(primary=primary_of(entry.data, entry.options))

    @callback
    def async_start(self) -> None:
        """Listen until the config entry is unloaded."""
        hass, on_unload = self._hass, self.entry.async_on_unload
        boundary = self.book.rules.boundary
        before = (datetime.combine(date(2000, 1, 1), boundary) - _MINUTE).time()
        self._measure()
        on_unload(self._listening.close)
        on_unload(self._watch.async_start())
        for clock, listener in (
            (MORNING, self._on_look),
            (before, self._on_look),
            (boundary, self._on_boundary),
            (NOON, self._on_noon),
        ):
            on_unload(
                async_track_time_change(
                    hass, listener, clock.hour, clock.minute, clock.second
                )
            )
        listen = hass.bus.async_listen
        on_unload(listen(er.EVENT_ENTITY_REGISTRY_UPDATED, self._on_registry))
        on_unload(listen(EVENT_CORE_CONFIG_UPDATE, self._on_config))
        on_unload(listen(EVENT_HOMEASSISTANT_STOP, self._on_stop))
        on_unload(async_at_started(hass, self._on_started))
        on_unload(self._keep)

    @callback
    def async_subscribe(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Call ``listener`` when something changes; returns how to end that."""
        self._subscribers.append(listener)
        return lambda: self._subscribers.remove(listener)

    async def async_findings(self) -> Findings:
        """Return the findings, once everything known is in them."""
        if self._analysis:
            await asyncio.wait([self._analysis])
        return self.findings

    @property
    def tonight(self) -> Assignment:
        """Return what the coming night is to be, or after midnight the one it is."""
        return assigned_tonight(self.entry.options)

    def nights_over(self) -> list[Night]:
        """Return the nights that are over, oldest first."""
        return self.book.nights.over(dt_util.utcnow())

    def sources(self) -> dict[str, Any]:
        """Return the kinds of wearables listened to, and how many sensors are gone."""
        groups = self._measured.groups
        return {
            "wearables": sorted(group.wearable.partition(":")[0] for group in groups),
            "missing": len(self._measured.missing),
        }

    @callback
    def _measure(self) -> None:
        """Follow what measures the person, as it is in the registry now."""
        self._measured = measured = Measured.by(self._hass, self.entry.data)
        self._listening.listen(measured.groups)
        tell_sleep_sensors_missing(self._hass, self.entry, measured.missing.values())

    @callback
    def _on_registry(self, event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        """Take note if a sensor is renamed, disabled, gone, or there again."""
        data, measured = event.data, self._measured
        if data["action"] == "update":
            matters = bool(_MATTERS & data["changes"].keys())
        elif data["action"] == "remove":
            matters = data["entity_id"] in measured.entity_ids
        else:
            matters = bool(measured.missing)
        if matters and Measured.by(self._hass, self.entry.data) != measured:
            self._measure()
            self._fill_soon()

    @callback
    def _on_config(self, _event: Event) -> None:
        """Take up another time zone."""
        self.book.rules = rules_from(self.entry.options)

    @callback
    def _on_stop(self, _event: Event) -> None:
        self._keep()

    @callback
    def _on_started(self, _hass: HomeAssistant) -> None:
        self._listening.take_all()
        self._end_nights()
        self._analyse_soon()
        self._fill_soon()

    @callback
    def _on_look(self, _now: datetime) -> None:
        self._listening.take_all()

    @callback
    def _on_noon(self, _now: datetime) -> None:
        """Tell of the next night."""
        self._tell()

    @callback
    def _on_boundary(self, _now: datetime) -> None:
        self._end_nights()
        self._tell()

    def _end_nights(self) -> None:
        """Settle the nights that are over, also those in which nothing was measured."""
        now = dt_util.utcnow()
        days = {night.day for night in self.book.settle(now)}
        day = self.book.day_of(max(self._ended_until, now - KEPT_FOR))
        while day < self.book.day_of(now):
            days.add(day)
            day += DAY
        self._ended_until = now
        if days:
            self._expose(days)

    @callback
    def _take(self, report: Report) -> None:
        """Enter what is shown now."""
        if night := self.book.take(report):
            self._expose({night.day})
        else:
            self._keep()

    @callback
    def _expose_since(self, moment: datetime) -> None:
        """Look again whether there was a massage: a massager is back."""
        if days := self.book.nights.days_since(self.book.day_of(moment)):
            self._expose(days)

    def _expose(self, days: Iterable[date]) -> None:
        """Enter the massages of nights, and keep them."""
        now = dt_util.utcnow()
        nights = [self._exposed(day, now) for day in days]
        self._keep(nights)
        if any(night.end <= now for night in nights):
            self._analyse_soon()

    def _exposed(self, day: date, now: datetime) -> Night:
        """Return a night with what is known of massages; of old ones all is told."""
        night = self.book.night(day)
        if night.start < now - KEPT_FOR:
            return night
        sessions = self._log.sessions(start=night.start, end=night.end)
        watched = without(
            self._watch.watched(night.start, min(now, night.end)), nobodys(sessions)
        )
        own = [one for one in sessions if one.sleeper == self.entry.entry_id]
        planned = self.trial.assignment(day) if self.trial else Assignment.NO_TRIAL
        if planned is not Assignment.NO_TRIAL:
            self.book.assign(day, planned is Assignment.MASSAGE)
        return self.book.expose(day, own, watched)

    @callback
    def _fill_soon(self) -> None:
        self.entry.async_create_background_task(
            self._hass, self._async_fill(), f"{DOMAIN} past nights", eager_start=False
        )

    async def _async_fill(self) -> None:
        """Enter what each sensor had shown before it was looked at, once."""
        kept = self._store.kept(self.entry.entry_id)
        new = dict(self._measured.sources.items() - kept.filled.items())
        metrics = {Metric(name) for name in new}
        nights = await async_past_nights(
            self._hass, self._measured.groups, metrics, self.book.rules
        )
        if nights is None:
            return
        for some in batched(nights, _AT_A_TIME, strict=False):
            if changed := self.book.fill(some):
                self._expose({night.day for night in changed})
            await asyncio.sleep(0)
        kept.filled |= new
        self._keep()

    @callback
    def _keep(self, nights: Iterable[Night] = ()) -> None:
        """Write down what has changed, and that it is on watch."""
        watch = self._watch.as_dict(dt_util.utcnow())
        self._store.keep(self.entry.entry_id, nights, self.book.shown, watch)

    @callback
    def _analyse_soon(self) -> None:
        self._stale = True
        if self._analysis is None or self._analysis.done():
            self._analysis = self.entry.async_create_background_task(
                self._hass,
                self._async_analyse(),
                f"{DOMAIN} nights",
                eager_start=False,
            )

    async def _async_analyse(self) -> None:
        """Work out the findings, again if there is news meanwhile."""
        while self._stale:
            self._stale = False
            self.findings = await async_find(
                self._hass,
                self.nights_over(),
                self.metrics,
                self.findings.primary,
                self.trial,
            )
        self._tell()

    @callback
    def _tell(self) -> None:
        for listener in tuple(self._subscribers):
            listener()
