"""The options of a sleeper: the rules of their nights, and their trial."""

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

from .const import CONF_TRIAL
from .core.nights import DAY
from .core.trial import draw_trial, plan_to_dict
from .sleeper_rules import metrics_of, primary_of, rules_schema, trial_from, wrong_rules

CONF_NIGHTS: Final = "nights"

# Half of the nights of each block are massage nights.
_BLOCK: Final = 4
_LENGTHS: Final = ("28", "56", "84")

_TRIAL_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_NIGHTS, default=_LENGTHS[1]): SelectSelector(
            SelectSelectorConfig(
                options=list(_LENGTHS),
                mode=SelectSelectorMode.LIST,
                translation_key="trial_nights",
            )
        )
    }
)


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
        if trial and trial.end > dt_util.now().date() + DAY:
            return self.async_show_menu(
                step_id="sleeper", menu_options=["sleep_rules", "end_trial"]
            )
        return self.async_show_menu(
            step_id="sleeper", menu_options=["sleep_rules", "trial"]
        )

    async def async_step_sleep_rules(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask what the comparison is about, and when nights begin and end."""
        options = self.config_entry.options
        errors = wrong_rules(user_input or {})
        if user_input is not None and not errors:
            return self.async_create_entry(data={**options, **user_input})
        return self.async_show_form(
            step_id="sleep_rules",
            data_schema=self.add_suggested_values_to_schema(
                rules_schema(metrics_of(self.config_entry.data)), user_input or options
            ),
            errors=errors,
        )

    async def async_step_trial(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Draw the nights of a trial, from the coming night on."""
        entry = self.config_entry
        if user_input is None:
            return self.async_show_form(step_id="trial", data_schema=_TRIAL_SCHEMA)
        plan = draw_trial(
            dt_util.now().date() + DAY,
            days=int(user_input[CONF_NIGHTS]),
            block=_BLOCK,
            seed=randbits(32),
            primary=primary_of(entry.data, entry.options),
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
