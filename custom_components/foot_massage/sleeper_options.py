"""The options of a sleeper: rules of their nights, live sensors, and their trial."""

from collections.abc import Mapping, Sequence
from secrets import randbits
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.helpers.selector import (
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .const import CONF_LIVE_SENSORS, CONF_PRIMARY, CONF_TRIAL
from .core.metrics import Metric
from .core.nights import DAY
from .core.trial import draw_trial, plan_to_dict
from .live_choice import LIVE_SCHEMA, kept_live, suggested_live, wrong_live
from .sleeper_rules import (
    better_schema,
    metric_selector,
    metrics_of,
    primary_of,
    rules_schema,
    shown_rules,
    trial_from,
    wrong_rules,
)

CONF_NIGHTS: Final = "nights"
CONF_BLOCK: Final = "block"

_LENGTHS: Final = ("28", "56", "84")
# Half of the nights of each block are massage nights. Each length has whole blocks.
_BLOCKS: Final = ("2", "4", "14")


class SleeperOptionsFlow(OptionsFlow):
    """Handle the options of a sleeper."""

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Begin with the choice."""
        return await self.async_step_sleeper()

    async def async_step_sleeper(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Let the user choose what to change."""
        trial = trial_from(self.config_entry.options)
        last = "trial"
        if trial and trial.end > dt_util.now().date() + DAY:
            last = "end_trial"
        return self.async_show_menu(
            step_id="sleeper", menu_options=["sleep_rules", "live_sensors", last]
        )

    async def async_step_sleep_rules(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask what the comparison is about, and how nights are taken."""
        data, options = self.config_entry.data, self.config_entry.options
        metrics = metrics_of(data)
        errors = wrong_rules(user_input or {})
        if user_input is not None and not errors:
            return self.async_create_entry(data={**options, **user_input})
        schema = rules_schema(metrics).extend(better_schema(metrics).schema)
        return self.async_show_form(
            step_id="sleep_rules",
            data_schema=self.add_suggested_values_to_schema(
                schema, user_input or shown_rules(data, options)
            ),
            errors=errors,
        )

    async def async_step_live_sensors(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask what measures the person just before and just after a massage."""
        entry = self.config_entry
        errors = wrong_live(self.hass, user_input or {})
        if user_input is not None and not errors:
            kept = kept_live(self.hass, user_input)
            return self.async_create_entry(
                data={**entry.options, CONF_LIVE_SENSORS: kept}
            )
        shown = suggested_live(self.hass, entry.data, entry.options)
        return self.async_show_form(
            step_id="live_sensors",
            data_schema=self.add_suggested_values_to_schema(
                LIVE_SCHEMA, shown if user_input is None else user_input
            ),
            errors=errors,
        )

    async def async_step_trial(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Draw the nights of a trial, from the coming night on."""
        entry = self.config_entry
        if user_input is None:
            return self.async_show_form(
                step_id="trial", data_schema=_trial_schema(entry.data, entry.options)
            )
        plan = draw_trial(
            dt_util.now().date() + DAY,
            days=int(user_input[CONF_NIGHTS]),
            block=int(user_input[CONF_BLOCK]),
            seed=randbits(32),
            primary=Metric(user_input[CONF_PRIMARY]),
        )
        return self.async_create_entry(
            data={**entry.options, CONF_TRIAL: plan_to_dict(plan)}
        )

    async def async_step_end_trial(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """End a trial before its time, once that is confirmed."""
        options = self.config_entry.options
        trial = trial_from(options)
        if user_input is None or trial is None:
            return self.async_show_form(step_id="end_trial", data_schema=vol.Schema({}))
        ended = trial.end_early(dt_util.now().date() + DAY)
        return self.async_create_entry(
            data={**options, CONF_TRIAL: plan_to_dict(ended)}
        )


def _trial_schema(data: Mapping[str, Any], options: Mapping[str, Any]) -> vol.Schema:
    """Return the form for a trial of somebody's."""

    def chosen(
        values: Sequence[str], translation_key: str, mode: SelectSelectorMode
    ) -> SelectSelector:
        return SelectSelector(
            SelectSelectorConfig(
                options=list(values), mode=mode, translation_key=translation_key
            )
        )

    return vol.Schema(
        {
            vol.Required(CONF_NIGHTS, default=_LENGTHS[1]): chosen(
                _LENGTHS, "trial_nights", SelectSelectorMode.LIST
            ),
            vol.Required(
                CONF_PRIMARY, default=primary_of(data, options)
            ): metric_selector(metrics_of(data)),
            vol.Required(CONF_BLOCK, default=_BLOCKS[1]): chosen(
                _BLOCKS, "trial_block", SelectSelectorMode.DROPDOWN
            ),
        }
    )
