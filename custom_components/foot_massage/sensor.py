"""Sensors: a massager's session and massage time, a wind-down, a person's nights."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from typing import Any, Final, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import UnitOfTime
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .core.comparison import Comparison, Stage
from .core.massager import Activity
from .core.metrics import Metric
from .core.trial import Assignment
from .entity import FootMassageEntity
from .runtime import FootMassageConfigEntry, SleeperConfigEntry
from .sleep_people import is_sleeper
from .sleeper import Sleeper
from .sleeper_entity import SleeperEntity, remove_all_but
from .view import MassagerView
from .wind_down_entity import WindDownEntity, add_to_each
from .wind_down_run import WindDownState

PARALLEL_UPDATES = 0

_MINUTE = timedelta(minutes=1)
# As many sensors as are added in less than 5 ms.
_AT_A_TIME: Final = 3


@dataclass(frozen=True, kw_only=True)
class FootMassageSensorDescription(SensorEntityDescription):
    """What a sensor shows; ``needs_massager`` if it is unknown out of reach."""

    value_fn: Callable[[MassagerView], datetime | float | str | None]
    attributes_fn: Callable[[MassagerView], dict[str, Any] | None] = lambda view: None
    needs_massager: bool = False


def _last_session(view: MassagerView) -> dict[str, Any] | None:
    """Return what there is to know about the last session."""
    if (last := view.last_session) is None:
        return None
    return {
        "outcome": last.outcome,
        "minutes": round(last.massaged / _MINUTE, 1),
        "program": last.program,
        "started_by": last.started_by,
    }


SENSORS = (
    FootMassageSensorDescription(
        key="session_state",
        translation_key="session_state",
        device_class=SensorDeviceClass.ENUM,
        options=list(Activity),
        value_fn=lambda view: view.activity,
        attributes_fn=lambda view: (
            {"remaining": round(view.remaining.total_seconds())}
            if view.remaining is not None
            else None
        ),
        needs_massager=True,
    ),
    FootMassageSensorDescription(
        key="session_start",
        translation_key="session_start",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda view: view.session_start,
    ),
    FootMassageSensorDescription(
        key="session_end",
        translation_key="session_end",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda view: view.session_end,
    ),
    FootMassageSensorDescription(
        key="last_session",
        translation_key="last_session",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda view: view.last_session.ended_at if view.last_session else None,
        attributes_fn=_last_session,
    ),
    FootMassageSensorDescription(
        key="massage_time_today",
        translation_key="massage_time_today",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.MINUTES,
        suggested_display_precision=0,
        value_fn=lambda view: round(view.massaged_today / _MINUTE, 2),
    ),
    FootMassageSensorDescription(
        key="massage_time_total",
        translation_key="massage_time_total",
        device_class=SensorDeviceClass.DURATION,
        state_class=SensorStateClass.TOTAL_INCREASING,
        native_unit_of_measurement=UnitOfTime.MINUTES,
        suggested_unit_of_measurement=UnitOfTime.HOURS,
        suggested_display_precision=1,
        value_fn=lambda view: round(view.massaged / _MINUTE, 2),
    ),
)
WIND_DOWN = SensorEntityDescription(
    key="wind_down",
    translation_key="wind_down",
    device_class=SensorDeviceClass.ENUM,
    options=list(WindDownState),
)


@dataclass(frozen=True, kw_only=True)
class SleeperSensorDescription(SensorEntityDescription):
    """What a sensor shows of a person; of nothing compared yet it shows nothing."""

    value_fn: Callable[[Sleeper], float | str | None]
    attributes_fn: Callable[[Sleeper], dict[str, Any] | None] = lambda sleeper: None


def _main(
    value: Callable[[Comparison], float | str],
) -> Callable[[Sleeper], float | str | None]:
    """Return what shows a part of the comparison of the primary metric."""

    def value_fn(sleeper: Sleeper) -> float | str | None:
        main = sleeper.findings.main
        return None if main is None else value(main)

    return value_fn


SLEEPER_SENSORS = (
    SleeperSensorDescription(
        key="comparison",
        translation_key="comparison",
        device_class=SensorDeviceClass.ENUM,
        options=list(Stage),
        value_fn=_main(lambda comparison: comparison.stage),
    ),
    SleeperSensorDescription(
        key="massage_nights",
        translation_key="massage_nights",
        value_fn=_main(lambda comparison: comparison.massage_nights),
    ),
    SleeperSensorDescription(
        key="other_nights",
        translation_key="other_nights",
        value_fn=_main(lambda comparison: comparison.other_nights),
    ),
    SleeperSensorDescription(
        key="tonight",
        translation_key="tonight",
        device_class=SensorDeviceClass.ENUM,
        options=list(Assignment),
        value_fn=lambda sleeper: sleeper.tonight,
    ),
)


def _difference(metric: Metric) -> SleeperSensorDescription:
    """Return what shows the difference of a metric, massage nights less others."""

    def value_fn(sleeper: Sleeper) -> float | None:
        comparison = sleeper.findings.comparisons.get(metric)
        return None if comparison is None else _rounded(comparison.estimate.difference)

    def attributes_fn(sleeper: Sleeper) -> dict[str, Any] | None:
        if (comparison := sleeper.findings.comparisons.get(metric)) is None:
            return None
        return {
            "low": _rounded(comparison.estimate.low),
            "high": _rounded(comparison.estimate.high),
            "p": _rounded(comparison.p_corrected, 4),
            "massage_nights": comparison.massage_nights,
            "other_nights": comparison.other_nights,
            "adjusted_for": list(comparison.estimate.adjusted_for),
        }

    return SleeperSensorDescription(
        key=f"{metric}_difference",
        translation_key=f"{metric}_difference",
        native_unit_of_measurement=metric.scale.unit.symbol,
        suggested_display_precision=1,
        value_fn=value_fn,
        attributes_fn=attributes_fn,
    )


def _rounded(value: float | None, digits: int = 2) -> float | None:
    return None if value is None else round(value, digits)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: ConfigEntry[Any],
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the sensors of a massager and of its wind-downs, or of a sleeper."""
    if is_sleeper(entry):
        await _async_add_sleeper(hass, entry, async_add_entities)
    else:
        _add_massager(entry, async_add_entities)


async def _async_add_sleeper(
    hass: HomeAssistant,
    entry: SleeperConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    sleeper = entry.runtime_data
    descriptions = (*SLEEPER_SENSORS, *map(_difference, sleeper.metrics))
    remove_all_but(hass, sleeper, descriptions)
    for some in batched(descriptions, _AT_A_TIME, strict=False):
        async_add_entities([SleeperSensor(sleeper, one) for one in some])
        await asyncio.sleep(0)


def _add_massager(
    entry: FootMassageConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    coordinator = entry.runtime_data.coordinator
    async_add_entities(
        FootMassageSensor(coordinator, description) for description in SENSORS
    )
    add_to_each(entry, async_add_entities, WindDownSensor, WIND_DOWN)


class FootMassageSensor(FootMassageEntity, SensorEntity):
    """A sensor of the massager."""

    entity_description: FootMassageSensorDescription
    _unrecorded_attributes = frozenset({"remaining"})

    @property
    @override
    def available(self) -> bool:
        """Return whether the value is known."""
        needs = self.entity_description.needs_massager
        return super().available and (self.coordinator.data.connected or not needs)

    @property
    @override
    def native_value(self) -> datetime | float | str | None:
        """Return the value."""
        return self.entity_description.value_fn(self.coordinator.data)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """Return what else there is to know."""
        return self.entity_description.attributes_fn(self.coordinator.data)


class WindDownSensor(WindDownEntity, SensorEntity):
    """What a wind-down is doing."""

    @property
    @override
    def native_value(self) -> str | None:
        """Return the state of the wind-down."""
        return self.wind_down.state


class SleeperSensor(SleeperEntity, SensorEntity):
    """A sensor of a person's nights."""

    entity_description: SleeperSensorDescription

    @property
    @override
    def native_value(self) -> float | str | None:
        """Return the value."""
        return self.entity_description.value_fn(self.sleeper)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """Return what else there is to know."""
        return self.entity_description.attributes_fn(self.sleeper)
