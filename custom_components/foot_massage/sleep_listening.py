"""Listens to a person's sensors, and hands on what they tell once it is all there."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)
from homeassistant.helpers.event import async_call_later, async_track_state_change_event
from homeassistant.util import dt as dt_util

from .core.night_report import Report
from .core.sleep_phases import Happened, SleepEvent
from .sleep_sensors import happened, report_of, tracked_reports, watched_entities
from .wearables import Group

# A wearable's values come one after the other: a new one beside an old time of waking
# would be taken for a correction of the night before.
TOGETHER: Final = timedelta(minutes=1)


class SleepListening:
    """Makes one report of each group, a minute after its last change."""

    def __init__(
        self, hass: HomeAssistant, on_report: Callable[[Report], None]
    ) -> None:
        """Listen to nothing yet."""
        self._hass = hass
        self._on_report = on_report
        self._groups: tuple[Group, ...] = ()
        self._unsubscribe: list[CALLBACK_TYPE] = []
        self._alarms: dict[str, CALLBACK_TYPE] = {}
        # Since the last start of a tracker; of one that began before, nobody knows.
        self._events: dict[str, list[Happened]] = {}

    @callback
    def listen(self, groups: Iterable[Group]) -> None:
        """Listen to these groups from now on."""
        self.close()
        self._groups = tuple(groups)
        for group in self._groups:
            if entity_ids := watched_entities(group):
                self._track(entity_ids, partial(self._on_change, group))
            if group.events:
                self._track(group.events, partial(self._on_event, group))

    @callback
    def take_all(self) -> None:
        """Look at all groups now."""
        for group in self._groups:
            self._take(group)

    @callback
    def close(self) -> None:
        """Listen no more; what is on its way is looked at again at the next start."""
        for end in (*self._unsubscribe, *self._alarms.values()):
            end()
        self._unsubscribe.clear()
        self._alarms.clear()

    def _track(
        self,
        entity_ids: Iterable[str],
        listener: Callable[[Event[EventStateChangedData]], None],
    ) -> None:
        self._unsubscribe.append(
            async_track_state_change_event(self._hass, entity_ids, listener)
        )

    @callback
    def _on_change(self, group: Group, _event: Event[EventStateChangedData]) -> None:
        """Wait until nothing more comes."""
        if alarm := self._alarms.pop(group.wearable, None):
            alarm()

        @callback
        def on_alarm(_now: datetime) -> None:
            self._take(group)

        self._alarms[group.wearable] = async_call_later(self._hass, TOGETHER, on_alarm)

    def _take(self, group: Group) -> None:
        if alarm := self._alarms.pop(group.wearable, None):
            alarm()
        if report := report_of(self._hass.states.get, group, dt_util.utcnow()):
            self._on_report(report)

    @callback
    def _on_event(self, group: Group, event: Event[EventStateChangedData]) -> None:
        """Note what a tracker tells; once it stops, the night is known."""
        told = happened(event.data["old_state"], event.data["new_state"])
        if told is None:
            return
        if told[1] is SleepEvent.STARTED:
            self._events[group.wearable] = []
        events = self._events.setdefault(group.wearable, [])
        events.append(told)
        if told[1] is SleepEvent.STOPPED:
            del self._events[group.wearable]
            for report in tracked_reports(group, events):
                self._on_report(report)
