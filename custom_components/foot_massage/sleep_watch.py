"""When a massage might have gone unnoticed, on any massager in the house.

A night is known to be without a massage only if one would have been seen. A massager
that was away, or Home Assistant, leaves a gap, unless the massager's own memory shows
afterwards that nothing was missed.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
)
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.util import dt as dt_util

from .const import CONF_DRIVER, DOMAIN, DriverKind
from .coordinator import FootMassageCoordinator
from .core.night_exposure import Span
from .core.record import time_from_iso
from .core.session import Session
from .session_log import SessionLog
from .sleep_people import is_sleeper, massagers
from .stored_file import Record

# A massage of which nobody knows whose it was is cut out with this much around it, so
# that even a short one leaves a gap that counts.
_AROUND: Final = timedelta(minutes=3)
_LEAST: Final = timedelta(minutes=1)

# For nights older than this nobody asks any more.
KEPT_FOR: Final = timedelta(days=30)


class SleepWatch:
    """Keeps the gaps of each massager, also over restarts."""

    def __init__(
        self,
        hass: HomeAssistant,
        log: SessionLog,
        kept: Record,
        on_return: Callable[[datetime], None],
    ) -> None:
        """Take up what was kept; ``on_return`` gets the start of each closed gap.

        ``NightStore`` has seen to it that what was kept makes sense.
        """
        self._hass = hass
        self._log = log
        self._on_return = on_return
        self.seen_at = _moment(kept.get("seen_at")) or dt_util.utcnow()
        # Before that nobody was on watch for this person.
        self._since = _moment(kept.get("since")) or self.seen_at
        self._gaps = {
            massager_id: [
                Span(time_from_iso(start), time_from_iso(end)) for start, end in gaps
            ]
            for massager_id, gaps in kept.get("gaps", {}).items()
        }
        self._away: dict[str, datetime] = {}
        self._unfollow: dict[str, CALLBACK_TYPE] = {}

    @callback
    def async_start(self) -> CALLBACK_TYPE:
        """Follow all massagers; returns how to end that."""
        for entry in self._asked():
            self._away[entry.entry_id] = max(self.seen_at, entry.created_at)
            self._follow(entry)
        unsubscribe = async_dispatcher_connect(
            self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._on_entry
        )

        def close() -> None:
            unsubscribe()
            for unfollow in self._unfollow.values():
                unfollow()
            self._unfollow.clear()

        return close

    def watched(self, start: datetime, now: datetime) -> list[Span]:
        """Return when a massage would have been noticed, from ``start`` on."""
        asked = {entry.entry_id for entry in self._asked()}
        gaps = [
            *(gap for one in asked for gap in self._gaps.get(one, ())),
            *(Span(since, now) for one, since in self._away.items() if one in asked),
        ]
        return without([Span(start, now)], [*gaps, Span(start, self._since)])

    def as_dict(self, now: datetime) -> Record:
        """Return what to keep: the gaps that still matter, and that it is on watch."""
        oldest = now - KEPT_FOR
        gaps = {
            one: list(self._gaps.get(one, ())) for one in {*self._gaps, *self._away}
        }
        for one, since in self._away.items():
            gaps[one].append(Span(since, now))
        return {
            "since": self._since.isoformat(),
            "seen_at": now.isoformat(),
            "gaps": {
                massager_id: [
                    [gap.start.isoformat(), gap.end.isoformat()]
                    for gap in spans
                    if gap.end > oldest
                ]
                for massager_id, spans in gaps.items()
            },
        }

    def _asked(self) -> list[ConfigEntry[Any]]:
        """Return the massagers that count: those that are not disabled."""
        return [one for one in massagers(self._hass) if one.disabled_by is None]

    @callback
    def _on_entry(self, change: ConfigEntryChange, entry: ConfigEntry[Any]) -> None:
        """Follow a massager that was added, or set up again."""
        if entry.domain != DOMAIN or is_sleeper(entry):
            return
        if change is ConfigEntryChange.REMOVED or entry.disabled_by:
            self._forget(entry.entry_id)
        else:
            self._follow(entry)

    def _forget(self, massager_id: str) -> None:
        self._away.pop(massager_id, None)
        self._gaps.pop(massager_id, None)
        if unfollow := self._unfollow.pop(massager_id, None):
            unfollow()

    def _follow(self, entry: ConfigEntry[Any]) -> None:
        """Listen to what holds a massager now, if it is set up."""
        if unfollow := self._unfollow.pop(entry.entry_id, None):
            unfollow()
        if entry.state is not ConfigEntryState.LOADED:
            self._away.setdefault(entry.entry_id, dt_util.utcnow())
            return
        coordinator: FootMassageCoordinator = entry.runtime_data.coordinator

        @callback
        def look() -> None:
            self._look(coordinator)

        self._unfollow[entry.entry_id] = coordinator.async_add_listener(look)
        look()

    @callback
    def _look(self, coordinator: FootMassageCoordinator) -> None:
        """Take note of whether a massager is in view."""
        massager_id = coordinator.config_entry.entry_id
        now = dt_util.utcnow()
        if not coordinator.data.connected:
            self._away.setdefault(massager_id, now)
        elif since := self._away.pop(massager_id, None):
            if (gap := self._unproved(coordinator, Span(since, now))) is not None:
                self._gaps.setdefault(massager_id, []).append(gap)
            self._on_return(since)

    def _unproved(self, coordinator: FootMassageCoordinator, gap: Span) -> Span | None:
        """Return what is left of a gap, given what the massager remembers.

        It remembers its last session: after that there was none. Only one with the
        Device API keeps that over a power cut.
        """
        report = coordinator.driver.state
        last = report.last_session if report else None
        has_memory = coordinator.config_entry.data[CONF_DRIVER] == DriverKind.HTTP
        session = self._log.find(last.session_id) if last and has_memory else None
        if session is None:
            return gap
        began = session.begun_at
        return Span(gap.start, began) if began > gap.start else None


def nobodys(sessions: Iterable[Session]) -> list[Span]:
    """Return when there was a massage that may have been anybody's, and some more."""
    return [
        Span(one.begun_at - _AROUND, one.over_at + _AROUND)
        for one in sessions
        if one.sleeper is None and one.massaged >= _LEAST
    ]


def without(spans: list[Span], cut: list[Span]) -> list[Span]:
    """Return what is left of spans when others are cut out of them."""
    for hole in cut:
        spans = [
            left
            for span in spans
            for left in (
                Span(span.start, min(span.end, hole.start)),
                Span(max(span.start, hole.end), span.end),
            )
            if left.start < left.end
        ]
    return spans


def _moment(text: str | None) -> datetime | None:
    return time_from_iso(text) if text else None
