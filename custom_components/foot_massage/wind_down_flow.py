"""Adds a wind-down to a massager, or changes one."""

from typing import Any

from homeassistant.components.light import DOMAIN as LIGHT_DOMAIN
from homeassistant.components.scene import DOMAIN as SCENE_DOMAIN
from homeassistant.components.script import DOMAIN as SCRIPT_DOMAIN
from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigEntryState,
    ConfigSubentryFlow,
    SubentryFlowResult,
)
from homeassistant.const import CONF_NAME, PERCENTAGE, UnitOfTime
from homeassistant.core import callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.selector import (
    BooleanSelector,
    ColorTempSelector,
    ColorTempSelectorConfig,
    ColorTempSelectorUnit,
    EntitySelector,
    EntitySelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
)
import voluptuous as vol

from .const import (
    CONF_AT_END,
    CONF_BRIGHTNESS,
    CONF_COLOR_TEMP,
    CONF_DURATION,
    CONF_EXTRAS,
    CONF_FADE_MINUTES,
    CONF_LIGHTS,
    CONF_LONGEST_SESSION,
    CONF_MASSAGE,
    CONF_ONLY_LIGHTS_ON,
    CONF_PROGRAM,
    CONF_SLEEPER,
    DEFAULT_SESSION,
    DOMAIN,
    LightsAtEnd,
    MassageStart,
)
from .core.programs import ProgramKey
from .options_flow import (
    MINUTE,
    PROGRAM_SELECTOR,
    limit_minutes,
    minutes_field,
    sleeper_field,
    still_there,
)
from .source_device import kept_by

_BRIGHTNESS = NumberSelector(
    NumberSelectorConfig(
        min=1,
        max=100,
        mode=NumberSelectorMode.SLIDER,
        unit_of_measurement=PERCENTAGE,
    )
)
_COLOR_TEMP = ColorTempSelector(
    ColorTempSelectorConfig(unit=ColorTempSelectorUnit.KELVIN, min=1800, max=4000)
)
_FADE_MINUTES = NumberSelector(
    NumberSelectorConfig(
        min=0,
        max=60,
        step=0.5,
        mode=NumberSelectorMode.BOX,
        unit_of_measurement=UnitOfTime.MINUTES,
    )
)
_MASSAGE = SelectSelector(
    SelectSelectorConfig(
        options=list(MassageStart),
        mode=SelectSelectorMode.LIST,
        translation_key="massage_start",
    )
)
_AT_END = SelectSelector(
    SelectSelectorConfig(
        options=list(LightsAtEnd),
        mode=SelectSelectorMode.LIST,
        translation_key="lights_at_end",
    )
)


class WindDownFlow(ConfigSubentryFlow):
    """Handle adding and changing a wind-down."""

    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Add a wind-down."""
        return self._ask("user", user_input, {})

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Change a wind-down."""
        subentry = self._get_reconfigure_subentry()
        registry = er.async_get(self.hass)
        shown = still_there(self.hass, CONF_SLEEPER, subentry.data)
        shown[CONF_NAME] = subentry.title
        for field in (CONF_LIGHTS, CONF_EXTRAS):
            known = (er.async_resolve_entity_id(registry, one) for one in shown[field])
            shown[field] = [entity_id for entity_id in known if entity_id]
        return self._ask("reconfigure", user_input, shown)

    @callback
    def _ask(
        self, step_id: str, user_input: dict[str, Any] | None, shown: dict[str, Any]
    ) -> SubentryFlowResult:
        """Show the form until its input can be kept."""
        if self._get_entry().state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="entry_not_loaded")
        errors: dict[str, str] = {}
        if user_input is not None:
            name = user_input[CONF_NAME].strip()
            if name and name.casefold() not in self._other_names():
                return self._keep(name, user_input)
            errors[CONF_NAME] = "name_taken" if name else "name_missing"
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(
                self._schema(), user_input or shown
            ),
            errors=errors,
        )

    @callback
    def _keep(self, name: str, user_input: dict[str, Any]) -> SubentryFlowResult:
        """Store the wind-down; its entities so that they may be renamed."""
        data = {key: value for key, value in user_input.items() if key != CONF_NAME}
        for field in (CONF_LIGHTS, CONF_EXTRAS):
            data[field] = [kept_by(self.hass, one) for one in data[field]]
        if self.source == SOURCE_RECONFIGURE:
            return self.async_update_and_abort(
                self._get_entry(),
                self._get_reconfigure_subentry(),
                title=name,
                data=data,
            )
        return self.async_create_entry(title=name, data=data)

    def _other_names(self) -> set[str]:
        """Return the names of the massager's other wind-downs."""
        others = dict(self._get_entry().subentries)
        if self.source == SOURCE_RECONFIGURE:
            del others[self._reconfigure_subentry_id]
        return {subentry.title.casefold() for subentry in others.values()}

    def _schema(self) -> vol.Schema:
        entry = self._get_entry()
        limit = limit_minutes(entry)
        limit = min(limit, entry.options.get(CONF_LONGEST_SESSION, limit))
        return vol.Schema(
            {
                vol.Required(CONF_NAME): TextSelector(),
                vol.Optional(CONF_LIGHTS, default=list): EntitySelector(
                    EntitySelectorConfig(domain=LIGHT_DOMAIN, multiple=True)
                ),
                vol.Required(CONF_BRIGHTNESS, default=10): vol.All(
                    _BRIGHTNESS, vol.Coerce(int)
                ),
                vol.Required(CONF_COLOR_TEMP, default=2200): vol.All(
                    _COLOR_TEMP, vol.Coerce(int)
                ),
                vol.Required(CONF_FADE_MINUTES, default=5): _FADE_MINUTES,
                vol.Required(CONF_ONLY_LIGHTS_ON, default=True): BooleanSelector(),
                vol.Required(CONF_MASSAGE, default=MassageStart.WITH_FADE): _MASSAGE,
                vol.Required(
                    CONF_PROGRAM, default=ProgramKey.WIND_DOWN
                ): PROGRAM_SELECTOR,
                vol.Required(
                    CONF_DURATION, default=min(DEFAULT_SESSION // MINUTE, limit)
                ): minutes_field(limit),
                vol.Required(CONF_AT_END, default=LightsAtEnd.OFF): _AT_END,
                vol.Optional(CONF_EXTRAS, default=list): self._extras_field(),
                **sleeper_field(self.hass, CONF_SLEEPER),
            }
        )

    def _extras_field(self) -> EntitySelector:
        """Return the field for scripts and scenes, without our own scenes."""
        # A wind-down that starts a wind-down might never come to an end.
        registry = er.async_get(self.hass)
        own = [
            entity.entity_id
            for entity in registry.entities.values()
            if entity.platform == DOMAIN and entity.domain == SCENE_DOMAIN
        ]
        return EntitySelector(
            EntitySelectorConfig(
                domain=[SCRIPT_DOMAIN, SCENE_DOMAIN],
                exclude_entities=own,
                multiple=True,
            )
        )
