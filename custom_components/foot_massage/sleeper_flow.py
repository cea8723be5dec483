"""The steps that add a person who sleeps, or change what measures them."""

from collections.abc import Iterable
from typing import Any

from homeassistant.components.event import DOMAIN as EVENT_DOMAIN
from homeassistant.components.person.const import DOMAIN as PERSON_DOMAIN
from homeassistant.components.sensor import DOMAIN as SENSOR_DOMAIN
from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigFlow,
    ConfigFlowResult,
)
from homeassistant.const import ATTR_ENTITY_ID, CONF_NAME
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.selector import (
    EntitySelector,
    EntitySelectorConfig,
    EntityWithDeviceFilterSelectorConfig,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
)
from homeassistant.util import slugify
import voluptuous as vol

from .const import CONF_KIND, CONF_PERSON, CONF_SENSORS, KIND_SLEEPER
from .core.metrics import Metric
from .sleep_choice import (
    EVENT_WEARABLES,
    WearerChoice,
    mapping_of,
    remarks_on,
    wearers_in,
    wrong_units,
)
from .sleeper_rules import metrics_of, rules_schema, wrong_rules
from .wearables import Suggestion, suggest

CONF_WEARERS = "wearers"

_LONGEST_NAME = 64
_PERSON_SCHEMA = vol.Schema(
    {
        vol.Optional(CONF_PERSON): EntitySelector(
            EntitySelectorConfig(domain=PERSON_DOMAIN)
        ),
        vol.Optional(CONF_NAME, default=""): TextSelector(),
    }
)
_SENSOR = EntitySelector(
    EntitySelectorConfig(
        filter=[
            EntityWithDeviceFilterSelectorConfig(domain=SENSOR_DOMAIN),
            *(
                EntityWithDeviceFilterSelectorConfig(
                    domain=EVENT_DOMAIN, integration=domain
                )
                for domain in EVENT_WEARABLES
            ),
        ]
    )
)


class SleeperSteps(ConfigFlow):
    """Steps of the config flow that find out what measures somebody's sleep."""

    _sleeper_name = ""
    _person: er.RegistryEntry | None = None
    _choices: list[WearerChoice]
    _chosen: list[WearerChoice]
    _mapping: dict[str, dict[str, Any]]

    async def async_step_sleeper(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask whose sleep it is."""
        errors: dict[str, str] = {}
        if user_input is not None:
            person = user_input.get(CONF_PERSON)
            self._person = er.async_get(self.hass).async_get(person) if person else None
            state = self.hass.states.get(person) if person else None
            name = user_input[CONF_NAME].strip() or (state.name if state else "")
            if not name:
                errors["base"] = "nobody_chosen"
            elif len(name) > _LONGEST_NAME:
                errors[CONF_NAME] = "name_length"
            else:
                self._sleeper_name = name
                key = self._person.id if self._person else slugify(name)
                await self.async_set_unique_id(f"{KIND_SLEEPER}_{key}")
                self._abort_if_unique_id_configured(error="sleeper_already_configured")
                return await self._async_look_for_wearers()
        return self.async_show_form(
            step_id="sleeper",
            data_schema=self.add_suggested_values_to_schema(
                _PERSON_SCHEMA, user_input or {}
            ),
            errors=errors,
        )

    async def _async_look_for_wearers(self) -> ConfigFlowResult:
        """Go on to what is worn, if anything is that we know."""
        self._choices = wearers_in(self.hass, self._person, self._sleeper_name)
        if self._choices:
            return await self.async_step_wearables()
        self._chosen = []
        return await self.async_step_sleep_sensors()

    async def async_step_wearables(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask which wearables are this person's."""
        if user_input is not None:
            wanted = user_input[CONF_WEARERS]
            self._chosen = [one for one in self._choices if one.key in wanted]
            return await self.async_step_sleep_sensors()
        options = [
            SelectOptionDict(value=one.key, label=one.label) for one in self._choices
        ]
        likely = [one.key for one in self._choices if one.likely or self._uses(one)]
        schema = vol.Schema(
            {
                vol.Optional(CONF_WEARERS, default=likely): SelectSelector(
                    SelectSelectorConfig(
                        options=options, multiple=True, mode=SelectSelectorMode.LIST
                    )
                )
            }
        )
        return self.async_show_form(
            step_id="wearables",
            data_schema=schema,
            description_placeholders={CONF_NAME: self._sleeper_name},
        )

    def _uses(self, choice: WearerChoice) -> bool:
        """Return whether a person who is being changed uses a wearable already."""
        return any(
            one.entity_id in choice.entity_ids for one in self._measured().values()
        )

    async def async_step_sleep_sensors(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Have it confirmed what measures each metric."""
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = wrong_units(self.hass, user_input)
            if not user_input:
                errors["base"] = "nothing_measured"
            if not errors:
                self._mapping = mapping_of(self.hass, user_input)
                return await self._async_keep_mapping()
        # What somebody has left out before is not put to them again.
        new = self._suggestion([one for one in self._chosen if not self._uses(one)])
        best = {metric: one.entry for metric, one in new.best.items()}
        shown = {
            metric.value: entry.entity_id
            for metric, entry in (best | self._measured()).items()
        }
        return self.async_show_form(
            step_id="sleep_sensors",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema({vol.Optional(metric.value): _SENSOR for metric in Metric}),
                shown if user_input is None else user_input,
            ),
            errors=errors,
            description_placeholders={
                "remarks": await remarks_on(self.hass, self._suggestion(self._chosen))
            },
        )

    def _suggestion(self, chosen: Iterable[WearerChoice]) -> Suggestion:
        registry = er.async_get(self.hass)
        entries = (registry.async_get(one) for who in chosen for one in who.entity_ids)
        return suggest(self.hass, filter(None, entries))

    async def _async_keep_mapping(self) -> ConfigFlowResult:
        """Go on to the rules, or change what there is."""
        if self.source != SOURCE_RECONFIGURE:
            return await self.async_step_sleep_rules()
        entry = self._get_reconfigure_entry()
        return self.async_update_and_abort(
            entry, data={**entry.data, CONF_SENSORS: self._mapping}
        )

    async def async_step_sleep_rules(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask what the comparison is about, and when nights begin and end."""
        data = {
            CONF_KIND: KIND_SLEEPER,
            CONF_PERSON: self._person.id if self._person else None,
            CONF_SENSORS: self._mapping,
        }
        errors = wrong_rules(user_input or {})
        if user_input is not None and not errors:
            return self.async_create_entry(
                title=self._sleeper_name, data=data, options=user_input
            )
        return self.async_show_form(
            step_id="sleep_rules",
            data_schema=self.add_suggested_values_to_schema(
                rules_schema(metrics_of(data)), user_input or {}
            ),
            errors=errors,
        )

    async def _async_reconfigure_sleeper(self) -> ConfigFlowResult:
        """Start from what the entry keeps."""
        entry = self._get_reconfigure_entry()
        person = entry.data[CONF_PERSON]
        self._person = er.async_get(self.hass).async_get(person) if person else None
        self._sleeper_name = entry.title
        return await self._async_look_for_wearers()

    def _measured(self) -> dict[Metric, er.RegistryEntry]:
        """Return what measures a person who is being changed, as far as it exists."""
        if self.source != SOURCE_RECONFIGURE:
            return {}
        registry = er.async_get(self.hass)
        kept = self._get_reconfigure_entry().data[CONF_SENSORS]
        return {
            Metric(metric): entry
            for metric, one in kept.items()
            if (entry := registry.async_get(one[ATTR_ENTITY_ID]))
        }
