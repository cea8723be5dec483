"""Listens to what a person wears that measures at this moment, and remembers minutes.

Nothing is asked for and nothing ticks: what these entities report is noted as it comes.
"""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT
from homeassistant.core import (
    CALLBACK_TYPE,
    CoreState,
    Event,
    EventStateChangedData,
    EventStateReportedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import (
    async_track_state_change_event,
    async_track_state_report_event,
)
from homeassistant.helpers.start import async_at_started

from .const import CONF_LIVE_SENSORS
from .core.metrics import Reading, Readings
from .core.readings import Course, Window, take
from .issues import tell_live_sensors_missing


def live_sensors_of(options: Mapping[str, Any]) -> dict[Reading, str]:
    """Return the registry ids of what measures a sleeper at any moment."""
    kept = options.get(CONF_LIVE_SENSORS, {})
    return {reading: kept[reading] for reading in Reading if reading in kept}


class LiveSensors:
    """What somebody's live sensors have shown lately."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
        """Remember nothing yet."""
        self._hass = hass
        self._entry: Final = entry
        self._chosen: Final = live_sensors_of(entry.options)
        self._courses = {reading: Course(reading) for reading in self._chosen}
        self._followed: dict[Reading, str] = {}
        self._unsubscribe: list[CALLBACK_TYPE] = []

    @callback
    def async_start(self) -> CALLBACK_TYPE:
        """Listen from now on; returns how to end that.

        What is shown while Home Assistant starts is what was shown before, whatever
        its time says.
        """
        hass = self._hass
        if hass.state is CoreState.running:
            self._follow()
            self._look()
            ends = []
        else:
            ends = [async_at_started(hass, self._on_started)]
        ends.append(
            hass.bus.async_listen(er.EVENT_ENTITY_REGISTRY_UPDATED, self._on_registry)
        )

        def close() -> None:
            for end in ends:
                end()
            self._unfollow()

        return close

    def take(self, window: Window) -> Readings:
        """Return what was measured in a window, as far as it is remembered."""
        return take(self._courses, window)

    @callback
    def _on_started(self, _hass: HomeAssistant) -> None:
        self._follow()

    @callback
    def _on_registry(self, _event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        """Take note if a sensor is renamed, gone, or there again."""
        if self._unsubscribe and self._now_called() != self._followed:
            self._follow()

    def _now_called(self) -> dict[Reading, str]:
        registry = er.async_get(self._hass)
        return {
            reading: entry.entity_id
            for reading, one in self._chosen.items()
            if (entry := registry.async_get(one)) and entry.disabled_by is None
        }

    def _follow(self) -> None:
        """Listen to the sensors by the entity ids that they have now."""
        self._unfollow()
        hass = self._hass
        self._followed = self._now_called()
        known = self._followed.values()
        missing = [
            one for key, one in self._chosen.items() if key not in self._followed
        ]
        tell_live_sensors_missing(hass, self._entry, missing)
        self._unsubscribe = [
            async_track_state_change_event(hass, known, self._on_change),
            async_track_state_report_event(hass, known, self._on_report),
        ]

    def _unfollow(self) -> None:
        for end in self._unsubscribe:
            end()
        self._unsubscribe.clear()

    def _look(self) -> None:
        """Take in what is shown already."""
        for entity_id in self._followed.values():
            if state := self._hass.states.get(entity_id):
                self._note(state)

    @callback
    def _on_change(self, event: Event[EventStateChangedData]) -> None:
        if state := event.data["new_state"]:
            self._note(state)

    @callback
    def _on_report(self, event: Event[EventStateReportedData]) -> None:
        self._note(event.data["new_state"])

    def _note(self, state: State) -> None:
        for reading, entity_id in self._followed.items():
            if entity_id == state.entity_id:
                self._courses[reading].note(
                    state.state,
                    state.attributes.get(ATTR_UNIT_OF_MEASUREMENT),
                    state.last_reported,
                    changed_at=state.last_updated,
                )
