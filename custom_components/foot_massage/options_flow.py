"""The options of a massager: default program and user, limit, safety hold."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigFlowResult, OptionsFlow
from homeassistant.const import UnitOfTime
from homeassistant.core import HomeAssistant
from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
import voluptuous as vol

from .const import (
    CONF_DEFAULT_PROGRAM,
    CONF_DEFAULT_SLEEPER,
    CONF_HOLD_REASONS,
    CONF_LONGEST_SESSION,
    LONGEST_SESSION,
)
from .core.programs import PROGRAMS, ProgramKey
from .massager_entry import capabilities_from
from .sleep_people import sleepers

MINUTE = timedelta(minutes=1)


class HoldReason(StrEnum):
    """Why someone should not be massaged, or should ask a doctor first."""

    SKIN_WOUND = "skin_wound"
    INFECTION = "infection"
    THROMBOSIS = "thrombosis"
    INFLAMMATION = "inflammation"
    UNEXPLAINED_PAIN = "unexplained_pain"
    PREGNANCY = "pregnancy"
    PACEMAKER = "pacemaker"
    NUMB_FEET = "numb_feet"
    CIRCULATION_TROUBLE = "circulation_trouble"


PROGRAM_SELECTOR = SelectSelector(
    SelectSelectorConfig(
        options=list(PROGRAMS),
        mode=SelectSelectorMode.DROPDOWN,
        translation_key="program",
    )
)


def minutes_field(longest: int) -> vol.All[int]:
    """Return the field for a length of 1 to ``longest`` whole minutes."""
    return vol.All(
        NumberSelector(
            NumberSelectorConfig(
                min=1,
                max=longest,
                mode=NumberSelectorMode.BOX,
                unit_of_measurement=UnitOfTime.MINUTES,
            )
        ),
        vol.Coerce(int),
    )


def sleeper_field(hass: HomeAssistant, field: str) -> dict[vol.Marker, SelectSelector]:
    """Return the field for a person, if there is one to choose."""
    people = [
        SelectOptionDict(value=entry.entry_id, label=entry.title)
        for entry in sleepers(hass)
    ]
    if not people:
        return {}
    config = SelectSelectorConfig(options=people, mode=SelectSelectorMode.DROPDOWN)
    return {vol.Optional(field): SelectSelector(config)}


def still_there(
    hass: HomeAssistant, field: str, shown: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what a form shows, without a person who can no longer be chosen."""
    known = {entry.entry_id for entry in sleepers(hass)}
    return {key: one for key, one in shown.items() if key != field or one in known}


def limit_minutes(entry: ConfigEntry) -> int:
    """Return the longest session that the massager itself allows, in minutes."""
    return min(LONGEST_SESSION, capabilities_from(entry.data).longest) // MINUTE


class MassagerOptionsFlow(OptionsFlow):
    """Handle the options of a massager."""

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for all of the options at once."""
        if user_input is not None:
            return self.async_create_entry(data=user_input)
        options = self.config_entry.options
        shown = still_there(self.hass, CONF_DEFAULT_SLEEPER, options)
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(self._schema(), shown),
        )

    def _schema(self) -> vol.Schema:
        """Return the form; it asks for a usual user where there is one to choose."""
        limit = limit_minutes(self.config_entry)
        return vol.Schema(
            {
                vol.Required(
                    CONF_DEFAULT_PROGRAM, default=ProgramKey.WIND_DOWN
                ): PROGRAM_SELECTOR,
                vol.Required(CONF_LONGEST_SESSION, default=limit): minutes_field(limit),
                vol.Optional(CONF_HOLD_REASONS, default=list): SelectSelector(
                    SelectSelectorConfig(
                        options=list(HoldReason),
                        multiple=True,
                        mode=SelectSelectorMode.LIST,
                        translation_key="hold_reason",
                    )
                ),
                **sleeper_field(self.hass, CONF_DEFAULT_SLEEPER),
            }
        )
