"""Nights in the recorder: its history of states, and before that its statistics.

Imports the recorder, so it is itself imported only where there is one.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import zip_longest
from typing import Final, cast

from homeassistant.components.recorder.history import get_significant_states
from homeassistant.components.recorder.models import StatisticMetaData
from homeassistant.components.recorder.statistics import (
    StatisticsRow,
    get_metadata,
    statistics_during_period,
)
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers.recorder import get_instance
from homeassistant.util import dt as dt_util
from sqlalchemy.exc import SQLAlchemyError

from .core.metrics import Metric
from .core.night_fill import PastHour, hours_as_reports, past_nights
from .core.night_report import Report
from .core.nights import DAY, Night, NightRules, Origin
from .core.sleep_phases import Happened
from .sleep_listening import TOGETHER
from .sleep_sensors import (
    happened,
    report_of,
    source_of,
    tracked_reports,
    watched_entities,
)
from .wearables import Group, SleepSensor

UNREADABLE: Final = SQLAlchemyError

_OLDEST: Final = 3660 * DAY
# As many hours as are read without keeping others waiting for long.
_PAGE: Final = 100 * DAY


async def async_read_nights(
    hass: HomeAssistant,
    groups: Iterable[Group],
    metrics: set[Metric],
    rules: NightRules,
) -> list[Night]:
    """Return what can be told of these metrics; of each wearable, the surest first.

    Raises UNREADABLE if the database cannot be read.
    """
    now = dt_util.utcnow()
    nights: list[Night] = []
    for group in groups:
        wanted = metrics & {sensor.part.metric for sensor in group.sensors}
        if not wanted:
            continue
        states = await _async_states(hass, group, now)
        first = min((one.last_updated for one in states), default=now)
        found = {
            Origin.HISTORY: _told(group, states),
            Origin.STATISTICS: await _async_hours(hass, group, now, first),
        }
        for origin, reports in found.items():
            nights += await hass.async_add_executor_job(
                partial(
                    past_nights, reports, rules, metrics=wanted, origin=origin, now=now
                )
            )
    return nights


async def _async_states(
    hass: HomeAssistant, group: Group, now: datetime
) -> list[State]:
    """Return what a group's entities have shown, for as long as that is kept."""
    recorder = get_instance(hass)
    # What is too old is removed once a day.
    start = now - (recorder.keep_days + 1) * DAY
    found = await recorder.async_add_executor_job(
        partial(
            get_significant_states,
            hass,
            start,
            entity_ids=sorted({*watched_entities(group), *group.events}),
            significant_changes_only=False,
        )
    )
    # Without minimal responses there is nothing but states.
    states = [cast(State, state) for states in found.values() for state in states]
    return sorted(states, key=lambda state: state.last_updated)


def _told(group: Group, states: list[State]) -> list[Report]:
    """Return what a group told each time that something in it was written.

    When a state was last told again is not kept. What is shown beside it is told at
    once, so it is as new.
    """
    reports: list[Report] = []
    showing: dict[str, State] = {}
    events: list[Happened] = []
    for state, following in zip_longest(states, states[1:]):
        before = showing.get(state.entity_id)
        showing[state.entity_id] = state
        if state.entity_id in group.events and (told := happened(before, state)):
            events.append(told)
        at = state.last_updated
        goes_on = following is not None and following.last_updated - at <= TOGETHER
        if not goes_on and (report := report_of(showing.get, group, at)):
            reports.append(_told_at_once(report))
    if events:
        reports += tracked_reports(group, events)
    return sorted(reports, key=lambda report: report.taken_at)


def _told_at_once(report: Report) -> Report:
    at = report.taken_at
    told = tuple(replace(one, reported_at=at) for one in report.observations)
    return replace(report, observations=told)


async def _async_hours(
    hass: HomeAssistant, group: Group, now: datetime, until: datetime
) -> list[Report]:
    """Return what the statistics tell of the time before ``until``."""
    recorder = get_instance(hass)
    sensors = {
        sensor.entry.entity_id: sensor
        for sensor in group.sensors
        if sensor.part.attribute is None and not sensor.part.event
    }
    metadata = await recorder.async_add_executor_job(
        partial(get_metadata, hass, statistic_ids={*sensors})
    )
    known = [(sensors[one], metadata[one][1]) for one in sensors if one in metadata]
    reports: list[Report] = []
    start = now - _OLDEST
    while known and start < until:
        end = min(start + _PAGE, until)
        hours = await recorder.async_add_executor_job(_hours, hass, known, start, end)
        reports += hours_as_reports(group.wearable, hours)
        start = end
    return reports


def _hours(
    hass: HomeAssistant,
    known: Iterable[tuple[SleepSensor, StatisticMetaData]],
    start: datetime,
    end: datetime,
) -> list[PastHour]:
    """Return the hourly rows of sensors, each in the unit that it is kept in."""
    return [
        hour
        for sensor, metadata in known
        for row in _rows(hass, metadata, start, end)
        if (hour := _hour(sensor, metadata, row))
    ]


def _rows(
    hass: HomeAssistant, metadata: StatisticMetaData, start: datetime, end: datetime
) -> list[StatisticsRow]:
    statistic_id, unit_class = metadata["statistic_id"], metadata["unit_class"]
    unit = metadata["unit_of_measurement"]
    found = statistics_during_period(
        hass,
        start,
        end,
        {statistic_id},
        "hour",
        {unit_class: unit} if unit_class and unit else None,
        {"min", "max", "state"},
    )
    return found.get(statistic_id, [])


def _hour(
    sensor: SleepSensor, metadata: StatisticMetaData, row: StatisticsRow
) -> PastHour | None:
    """Return a row; a total has but its state at the end of the hour."""
    low, high = row.get("min"), row.get("max")
    if low is None or high is None:
        low = high = row.get("state")
    if low is None or high is None:
        return None
    return PastHour(
        at=dt_util.utc_from_timestamp(row["start"]),
        source=source_of(sensor),
        metric=sensor.part.metric,
        low=low,
        high=high,
        unit=metadata["unit_of_measurement"],
    )
