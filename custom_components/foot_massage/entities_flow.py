"""The steps for a massager that another integration has brought in."""

from abc import abstractmethod
from dataclasses import replace
from typing import Any

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigFlow,
    ConfigFlowResult,
)
from homeassistant.const import CONF_DEVICE_ID, CONF_ENTITIES, CONF_NAME
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.selector import (
    DeviceSelector,
    EntitySelector,
    EntitySelectorConfig,
    TextSelector,
)
import voluptuous as vol

from .const import CONF_IDENTITY, CONF_SOURCE, DriverKind
from .core.massager import MassagerIdentity, Zone
from .core.roles import Role, SourceEntity, suggest_roles
from .core.source_map import SourceMap
from .drivers.base import CannotConnectError, DriverError
from .drivers.source import VITAL
from .massager_entry import entry_data
from .source_device import (
    ROLE_DOMAINS,
    candidates,
    entities_of,
    is_ours,
    kept_by,
    map_of,
)
from .source_words import words_from, words_schema, words_shown
from .try_out import NoDrawError, StillRunsError, async_try_out, set_aside
from .wind_down_parts import find_entities

# What may be a switch as well, but hardly the one that is the power.
_BESIDE_POWER = (Role.PAUSE, Role.HEAT, *(Role(zone.value) for zone in Zone))

_DEVICE_SCHEMA = vol.Schema(
    {
        vol.Optional(CONF_DEVICE_ID): DeviceSelector(),
        vol.Optional(CONF_ENTITIES, default=list): EntitySelector(
            EntitySelectorConfig(
                domain=sorted({one for all_ in ROLE_DOMAINS.values() for one in all_}),
                multiple=True,
            )
        ),
    }
)


class EntitiesSteps(ConfigFlow):
    """Steps of the config flow that find out which entity is what."""

    _entities: list[SourceEntity]
    _source = SourceMap(entities={})
    _name = ""

    @abstractmethod
    async def _async_new_massager(
        self, title: str, data: dict[str, Any]
    ) -> ConfigFlowResult:
        """Go on with a massager that is ready to become an entry."""

    async def async_step_entities(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for a device, or for entities that belong to none."""
        errors: dict[str, str] = {}
        if user_input is not None:
            device_id = user_input.get(CONF_DEVICE_ID)
            others = user_input[CONF_ENTITIES]
            devices = [device_id] if device_id else []
            self._entities = entities_of(self.hass, devices, others)
            if not device_id and not others:
                errors["base"] = "nothing_chosen"
            elif not any(candidates(self._entities, role) for role in VITAL):
                errors["base"] = "nothing_usable"
            else:
                self._name = self._name or self._name_of(device_id)
                return await self._async_suggest(device_id)
        return self.async_show_form(
            step_id="entities",
            data_schema=self.add_suggested_values_to_schema(_DEVICE_SCHEMA, user_input),
            errors=errors,
        )

    async def _async_suggest(self, device_id: str | None) -> ConfigFlowResult:
        """Have the suggestions shown, unless nothing is in doubt."""
        ours = device_id is not None and is_ours(self.hass, device_id)
        found = suggest_roles(self._entities)
        new = map_of(found.roles, self._entities, whole_timer=ours)
        self._source = replace(new, longest=self._source.longest)
        if ours and Role.POWER in found.roles:
            return await self.async_step_try_out()
        return await self.async_step_roles()

    async def async_step_roles(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Have it confirmed which entity plays which role."""
        errors: dict[str, str] = {}
        if user_input is not None:
            self._name = user_input.pop(CONF_NAME).strip() or self._name
            roles = {Role(role): one for role, one in user_input.items()}
            if error := _wrong(roles):
                errors["base"] = error
            else:
                self._source = self._suggested_for(roles)
                return await self.async_step_words()
        shown = user_input or {
            role.value: one for role, one in self._source.entities.items()
        }
        return self.async_show_form(
            step_id="roles",
            data_schema=self.add_suggested_values_to_schema(
                self._roles_schema(), {CONF_NAME: self._name, **shown}
            ),
            errors=errors,
        )

    def _suggested_for(self, roles: dict[Role, str]) -> SourceMap:
        """Return the map for these roles; what was set before stays set."""
        before = self._source
        new = map_of(roles, self._entities, whole_timer=before.timer_is_whole)
        same = {role for role in roles if before.entities.get(role) == roles[role]}
        return replace(
            new,
            techniques=before.techniques if Role.TECHNIQUE in same else new.techniques,
            levels=before.levels if Role.INTENSITY in same else new.levels,
            heats=before.heats if Role.HEAT in same else new.heats,
            longest=before.longest,
        )

    async def async_step_words(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Have it confirmed what the device's own words mean."""
        known = {one.entity_id: one for one in self._entities}
        played = {role: known[one] for role, one in self._source.entities.items()}
        errors: dict[str, str] = {}
        if user_input is not None:
            changed, errors = words_from(user_input, self._source)
            if not errors:
                self._source = changed
                return await self.async_step_try_out()
        return self.async_show_form(
            step_id="words",
            data_schema=self.add_suggested_values_to_schema(
                words_schema(played), user_input or words_shown(self._source)
            ),
            errors=errors,
        )

    async def async_step_try_out(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Run the massager for two seconds."""
        errors: dict[str, str] = {}
        reason = ""
        if user_input is not None:
            try:
                async with set_aside(self.hass, self.context.get("entry_id")):
                    self._source = await async_try_out(self.hass, self._source)
            except NoDrawError:
                errors["base"] = "no_draw"
            except StillRunsError:
                errors["base"] = "try_not_stopped"
            except DriverError as err:
                away = isinstance(err, CannotConnectError)
                errors["base"] = "try_away" if away else "try_refused"
                reason = str(err)
            else:
                return await self.async_step_tried()
        return self.async_show_form(
            step_id="try_out",
            data_schema=vol.Schema({}),
            errors=errors,
            description_placeholders={CONF_NAME: self._name, "reason": reason},
        )

    async def async_step_tried(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask whether it ran: only the person can tell."""
        return self.async_show_menu(
            step_id="tried",
            menu_options=["it_ran", "try_out", "roles"],
            description_placeholders={CONF_NAME: self._name},
        )

    async def async_step_it_ran(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Keep the massager as it was understood."""
        kept = {
            role: kept_by(self.hass, entity_id)
            for role, entity_id in self._source.entities.items()
        }
        source = replace(self._source, entities=kept)
        if self.source == SOURCE_RECONFIGURE:
            entry = self._get_reconfigure_entry()
            identity = MassagerIdentity(**entry.data[CONF_IDENTITY])
            data = self._entity_data(replace(identity, name=self._name), source)
            return self.async_update_and_abort(entry, title=self._name, data=data)
        serial = f"entities_{kept.get(Role.POWER) or kept[Role.START]}"
        await self.async_set_unique_id(serial)
        self._abort_if_unique_id_configured()
        identity = MassagerIdentity(serial=serial, name=self._name)
        return await self._async_new_massager(
            self._name, self._entity_data(identity, source)
        )

    async def _async_reconfigure_entities(self) -> ConfigFlowResult:
        """Start from what the entry keeps."""
        entry = self._get_reconfigure_entry()
        source = SourceMap.from_dict(entry.data[CONF_SOURCE])
        registry = er.async_get(self.hass)
        roles = {
            role: entity_id
            for role, one in source.entities.items()
            if (entity_id := er.async_resolve_entity_id(registry, one))
        }
        devices = {
            found.device_id
            for one in roles.values()
            if (found := registry.async_get(one)) and found.device_id
        }
        self._entities = entities_of(self.hass, sorted(devices), roles.values())
        self._name = entry.title
        self._source = replace(source, entities=roles)
        # What is gone cannot be chosen again: something else has to do it.
        vital = (source.entities[role] for role in VITAL if role in source.entities)
        _, missing = find_entities(self.hass, vital)
        if missing:
            return await self.async_step_entities()
        return await self.async_step_roles()

    @staticmethod
    def _entity_data(identity: MassagerIdentity, source: SourceMap) -> dict[str, Any]:
        return entry_data(
            DriverKind.ENTITIES,
            identity,
            source.capabilities(),
            source=source.as_dict(),
        )

    def _roles_schema(self) -> vol.Schema:
        """Return the form: a role for which there is nothing is not asked for."""
        power = self._source.entities.get(Role.POWER)
        fields: dict[Any, Any] = {vol.Required(CONF_NAME): TextSelector()}
        for role in Role:
            fitting = candidates(self._entities, role)
            if role in _BESIDE_POWER and len(fitting) == 1:
                # That is what switches the massager itself.
                fitting = [one for one in fitting if one != power]
            if fitting:
                fields[vol.Optional(role.value)] = EntitySelector(
                    EntitySelectorConfig(include_entities=fitting)
                )
        return vol.Schema(fields)

    def _name_of(self, device_id: str | None) -> str:
        device = dr.async_get(self.hass).async_get(device_id) if device_id else None
        if device and (name := device.name_by_user or device.name):
            return name
        state = self.hass.states.get(self._entities[0].entity_id)
        return state.name if state else self._entities[0].entity_id


def _wrong(roles: dict[Role, str]) -> str | None:
    """Return the key of what is wrong with these roles."""
    power = roles.get(Role.POWER)
    if power is None:
        if not {Role.START, Role.STOP} <= roles.keys():
            return "no_power"
        is_toggle = roles[Role.START] == roles[Role.STOP]
        if is_toggle and not {Role.RUNNING, Role.POWER_METER} & roles.keys():
            return "toggle_unseen"
    keys = (Role.START, Role.STOP, Role.PAUSE, Role.RESUME)
    told = [one for role, one in roles.items() if role not in keys]
    # A fan's speed is told to the fan itself.
    if power and power == roles.get(Role.INTENSITY):
        told.remove(power)
    return "role_twice" if len(told) != len(set(told)) else None
