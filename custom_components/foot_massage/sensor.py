"""Sensors: the session, its times and the massage time; the state of a wind-down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import UnitOfTime
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .core.massager import Activity
from .entity import FootMassageEntity
from .runtime import FootMassageConfigEntry
from .view import MassagerView
from .wind_down_entity import WindDownEntity
from .wind_down_run import WindDownState

PARALLEL_UPDATES = 0

_MINUTE = timedelta(minutes=1)


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


async def async_setup_entry(
    hass: HomeAssistant,
    entry: FootMassageConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the sensors of a massager and of its wind-downs."""
    coordinator = entry.runtime_data.coordinator
    async_add_entities(
        FootMassageSensor(coordinator, description) for description in SENSORS
    )
    for subentry_id, wind_down in entry.runtime_data.wind_downs.items():
        async_add_entities(
            [WindDownSensor(wind_down, WIND_DOWN)], config_subentry_id=subentry_id
        )


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
