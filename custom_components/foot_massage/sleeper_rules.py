"""The rules of a sleeper's nights: the form for them, and what they are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import time, timedelta
from typing import Any, Final

from homeassistant.const import UnitOfTime
from homeassistant.core import HomeAssistant
from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TimeSelector,
)
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .const import (
    CONF_BOUNDARY,
    CONF_LESS_IS_BETTER,
    CONF_MORE_IS_BETTER,
    CONF_PRIMARY,
    CONF_SENSORS,
    CONF_SHORTEST_SLEEP,
    CONF_TRIAL,
)
from .core.metrics import Better, Metric
from .core.nights import DAY, NOON, NightRules
from .core.trial import Assignment, TrialPlan, plan_from_dict

_HOUR: Final = timedelta(hours=1)
_BOUNDARY: Final = time(18)
_SHORTEST_HOURS: Final = 3.0
_WAYS: Final = {
    CONF_MORE_IS_BETTER: Better.HIGHER,
    CONF_LESS_IS_BETTER: Better.LOWER,
}


def metric_selector(
    metrics: Iterable[Metric], *, multiple: bool = False
) -> SelectSelector:
    """Return the choice of one of these metrics, or of several."""
    return SelectSelector(
        SelectSelectorConfig(
            options=[metric.value for metric in metrics],
            multiple=multiple,
            mode=SelectSelectorMode.DROPDOWN,
            translation_key="metric",
        )
    )


def rules_schema(metrics: Sequence[Metric]) -> vol.Schema:
    """Return the form for the rules of somebody of whom these are measured."""
    return vol.Schema(
        {
            vol.Required(CONF_PRIMARY, default=metrics[0].value): metric_selector(
                metrics
            ),
            vol.Required(CONF_BOUNDARY, default=str(_BOUNDARY)): TimeSelector(),
            vol.Required(CONF_SHORTEST_SLEEP, default=_SHORTEST_HOURS): NumberSelector(
                NumberSelectorConfig(
                    min=0.5,
                    max=8,
                    step=0.5,
                    mode=NumberSelectorMode.BOX,
                    unit_of_measurement=UnitOfTime.HOURS,
                )
            ),
        }
    )


def better_schema(metrics: Sequence[Metric]) -> vol.Schema:
    """Return the form for which way is better of each metric."""
    selector = metric_selector(metrics, multiple=True)
    return vol.Schema(
        {
            vol.Optional(
                field,
                default=[one.value for one in metrics if one.scale.better is way],
            ): selector
            for field, way in _WAYS.items()
        }
    )


def wrong_rules(rules: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with the rules, by field."""
    try:
        rules_from(rules)
    except ValueError:
        return {CONF_BOUNDARY: "boundary_in_the_morning"}
    more, less = (set(rules.get(field, ())) for field in _WAYS)
    return {CONF_LESS_IS_BETTER: "better_both_ways"} if more & less else {}


def rules_from(options: Mapping[str, Any]) -> NightRules:
    """Return the rules, in Home Assistant's time zone.

    Raises ValueError for a night that would begin in the morning.
    """
    return NightRules(
        zone=dt_util.get_default_time_zone(),
        boundary=time.fromisoformat(options.get(CONF_BOUNDARY, str(_BOUNDARY))),
        shortest=options.get(CONF_SHORTEST_SLEEP, _SHORTEST_HOURS) * _HOUR,
    )


def shown_rules(data: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rules to fill the form in with: without what is no longer measured."""
    metrics = metrics_of(data)
    ways = {
        field: [one for one in options[field] if one in metrics]
        for field in _WAYS
        if field in options
    }
    return {**options, **ways, CONF_PRIMARY: primary_of(data, options)}


def metrics_of(data: Mapping[str, Any]) -> list[Metric]:
    """Return what is measured of somebody, in the order in which it is shown."""
    return [metric for metric in Metric if metric in data[CONF_SENSORS]]


def primary_of(data: Mapping[str, Any], options: Mapping[str, Any]) -> Metric:
    """Return the metric that the comparison is about; others are looked at beside."""
    metrics = metrics_of(data)
    chosen = options.get(CONF_PRIMARY)
    return next((metric for metric in metrics if metric == chosen), metrics[0])


def better_of(metric: Metric, options: Mapping[str, Any]) -> Better:
    """Return which way of a metric is better in somebody's own eyes."""
    if not options.keys() >= _WAYS.keys():
        return metric.scale.better
    return next(
        (way for field, way in _WAYS.items() if metric.value in options[field]),
        Better.NEITHER,
    )


def assigned_tonight(options: Mapping[str, Any]) -> Assignment:
    """Return what the coming night is to be, or after midnight the one it is."""
    if (trial := trial_from(options)) is None:
        return Assignment.NO_TRIAL
    now = dt_util.now()
    return trial.assignment(now.date() + DAY if now.time() >= NOON else now.date())


def rests_tonight(hass: HomeAssistant, sleeper_id: str | None) -> bool:
    """Return whether the trial of a person wants the night without a massage."""
    entry = hass.config_entries.async_get_entry(sleeper_id or "")
    return entry is not None and assigned_tonight(entry.options) is Assignment.REST


def trial_from(options: Mapping[str, Any]) -> TrialPlan | None:
    """Return the trial, if there is or was one."""
    plan = options.get(CONF_TRIAL)
    return None if plan is None else plan_from_dict(plan)
