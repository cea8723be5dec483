"""Conditions: a massager is running, a wind-down is under way, a massage is due."""

from typing import override

from homeassistant.components.sensor import DOMAIN as SENSOR_DOMAIN
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers.automation import DomainSpec
from homeassistant.helpers.condition import Condition, EntityStateConditionBase

from .aimed import MASSAGER, WIND_DOWN, Aimed
from .core.massager import Activity
from .core.trial import Assignment
from .wind_down_run import WindDownState

SENSORS = {SENSOR_DOMAIN: DomainSpec()}
RUNNING: set[str | bool] = {Activity.RUNNING}
DUE: set[str | bool] = {*Assignment} - {Assignment.REST}
UNDER_WAY: set[str | bool] = {*WindDownState} - {WindDownState.IDLE}


class SensorCondition(Aimed, EntityStateConditionBase):
    """One of our sensors says so."""

    _domain_specs = SENSORS

    @property
    @override
    def needs_polling(self) -> bool:
        """Home Assistant follows only what the condition is aimed at by name."""
        return True

    @override
    def _check_all_match_state(self, states: list[State]) -> bool:
        """What is out of reach is left out; of nothing at all it is never true."""
        return bool(states) and super()._check_all_match_state(states)


class IsRunningCondition(SensorCondition):
    """A massager is running.

    The sensor tells that from a pause; the switch is on in both.
    """

    _aim = MASSAGER
    _source = (SENSOR_DOMAIN, "session_state")
    _states = RUNNING


class IsWindingDownCondition(SensorCondition):
    """A wind-down is under way, until the lights are as they are to stay."""

    _aim = WIND_DOWN
    _source = (SENSOR_DOMAIN, "wind_down")
    _states = UNDER_WAY


class MassageDueTonightCondition(SensorCondition):
    """A massage is due tonight: a trial does not want the night without one."""

    _aim = _source = (SENSOR_DOMAIN, "tonight")
    _states = DUE


CONDITIONS: dict[str, type[Condition]] = {
    "is_running": IsRunningCondition,
    "is_winding_down": IsWindingDownCondition,
    "massage_due_tonight": MassageDueTonightCondition,
}


async def async_get_conditions(hass: HomeAssistant) -> dict[str, type[Condition]]:
    """Return our conditions."""
    return CONDITIONS
