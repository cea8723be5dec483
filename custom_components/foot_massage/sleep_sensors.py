"""What a person's sensors show, put together as the reports that nights are made of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Self

from homeassistant.const import (
    ATTR_ENTITY_ID,
    ATTR_UNIT_OF_MEASUREMENT,
    STATE_UNAVAILABLE,
    STATE_UNKNOWN,
)
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util

from .const import CONF_ATTRIBUTE, CONF_SENSORS
from .core.metrics import Metric
from .core.night_report import Observation, Report
from .core.sleep_phases import Happened, SleepEvent, tracked_sleeps
from .wearables import Group, SleepSensor, chosen, groups

type Showing = Callable[[str], State | None]

_EVENT_TYPE: Final = "event_type"
_NOTHING: Final = frozenset({STATE_UNAVAILABLE, STATE_UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What measures a person, as it is in the registry now.

    ``missing`` are the registry ids, by metric, of what is gone or disabled.
    """

    groups: tuple[Group, ...]
    missing: Mapping[Metric, str]

    @classmethod
    def by(cls, hass: HomeAssistant, data: Mapping[str, Any]) -> Self:
        """Return what a config entry's mapping stands for."""
        registry = er.async_get(hass)
        sensors, missing = [], {}
        for name, one in data[CONF_SENSORS].items():
            metric = Metric(name)
            entry = registry.async_get(one[ATTR_ENTITY_ID])
            if entry is None or entry.disabled_by is not None:
                missing[metric] = one[ATTR_ENTITY_ID]
            else:
                sensors.append(chosen(entry, metric, one[CONF_ATTRIBUTE]))
        return cls(groups=tuple(groups(hass, sensors)), missing=missing)

    @property
    def sources(self) -> dict[str, str]:
        """Return by metric what its values are kept under."""
        return {
            one.part.metric: source_of(one)
            for group in self.groups
            for one in group.sensors
        }

    @property
    def entity_ids(self) -> set[str]:
        """Return everything that is listened to."""
        return {
            entity_id
            for group in self.groups
            for entity_id in (*watched_entities(group), *group.events)
        }


def source_of(sensor: SleepSensor) -> str:
    """Return what the values of a sensor are kept under, whatever it is renamed to."""
    part = sensor.part
    return f"{sensor.entry.id}.{part.attribute}" if part.attribute else sensor.entry.id


def watched_entities(group: Group) -> set[str]:
    """Return the entities whose states a group's report is made of."""
    times = {told[0] for told in (group.began, group.ended) if told}
    states = {one.entry.entity_id for one in group.sensors if not one.part.event}
    return states | times if states else set()


def report_of(showing: Showing, group: Group, now: datetime) -> Report | None:
    """Return what a group shows now; None if it only ever tells by events.

    ``showing`` returns what an entity shows.
    """
    sensors = [one for one in group.sensors if not one.part.event]
    if not sensors:
        return None
    return Report(
        wearable=group.wearable,
        taken_at=now,
        observations=tuple(_observation(showing, one, now) for one in sensors),
        slept_from=_time(showing, group.began),
        slept_until=_time(showing, group.ended),
    )


def happened(before: State | None, after: State | None) -> Happened | None:
    """Return what an event entity tells, if it tells something new about sleep.

    What it shows when it comes back is what it had told before.
    """
    if before is None or after is None or before.state == STATE_UNAVAILABLE:
        return None
    moment = dt_util.parse_datetime(after.state)
    try:
        event = SleepEvent(after.attributes.get(_EVENT_TYPE, ""))
    except ValueError:
        return None
    return (moment, event) if moment else None


def tracked_reports(group: Group, events: Iterable[Happened]) -> list[Report]:
    """Return the sleeps that a tracker's events tell of, as told when each ended."""
    wanted = {one.part.metric: one.entry.id for one in group.sensors if one.part.event}
    source = next(iter(wanted.values()))
    return [
        sleep.report(group.wearable, source, wanted) for sleep in tracked_sleeps(events)
    ]


def _observation(showing: Showing, sensor: SleepSensor, now: datetime) -> Observation:
    entry, part = sensor.entry, sensor.part
    state = showing(entry.entity_id)
    value: object = None
    unit = part.unit
    if state is not None and part.attribute is not None:
        value = state.attributes.get(part.attribute)
    elif state is not None:
        value, unit = state.state, state.attributes.get(ATTR_UNIT_OF_MEASUREMENT)
    return Observation(
        metric=part.metric,
        value=value,
        unit=unit,
        source=source_of(sensor),
        reported_at=state.last_reported if state else now,
    )


def _time(showing: Showing, told: tuple[str, str | None] | None) -> datetime | None:
    """Return a time that an entity tells; one without a time zone is local."""
    state = showing(told[0]) if told else None
    if state is None or told is None or state.state in _NOTHING:
        return None
    value = state.attributes.get(told[1]) if told[1] else state.state
    try:
        moment = (
            value if isinstance(value, datetime) else dt_util.parse_datetime(str(value))
        )
    except ValueError:
        return None
    return dt_util.as_utc(moment) if moment else None
