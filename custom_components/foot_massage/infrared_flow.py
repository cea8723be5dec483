"""The steps for a massager with an infrared remote."""

from abc import abstractmethod
from dataclasses import replace
from typing import Any
from uuid import uuid4

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigFlow,
    ConfigFlowResult,
)
from homeassistant.const import CONF_NAME, STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.selector import (
    EntitySelector,
    EntitySelectorConfig,
    TextSelector,
)
import voluptuous as vol

from .const import CONF_IDENTITY, CONF_INFRARED, DriverKind
from .core.massager import MassagerIdentity
from .core.remote import FileProblem, RemoteError
from .core.remote_controls import InfraredSource
from .drivers.base import CannotConnectError, DriverError
from .drivers.infrared_link import EMITTER, infrared_entities
from .infrared_draft import CONF_PROOF, InfraredDraft
from .infrared_key_flow import InfraredKeySteps
from .massager_entry import entry_data
from .source_device import kept_by
from .try_out import NoDrawError, async_try_remote, set_aside

CONF_EMITTER = "emitter"
# As long as the file of a remote can hold.
LONGEST_NAME = 64


class InfraredSteps(InfraredKeySteps, ConfigFlow):
    """Steps of the config flow from an emitter to a massager that was seen to run."""

    _infrared: InfraredSource

    @abstractmethod
    async def _async_new_massager(
        self, title: str, data: dict[str, Any]
    ) -> ConfigFlowResult:
        """Go on with a massager that is ready to become an entry."""

    async def async_step_infrared(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the emitter that the massager sees."""
        if user_input is None:
            self._draft = InfraredDraft()
            return self._show_infrared({})
        self._draft.name = " ".join(user_input[CONF_NAME].split())
        self._draft.emitter = user_input[CONF_EMITTER]
        if not 1 <= len(self._draft.name) <= LONGEST_NAME:
            return self._show_infrared({CONF_NAME: "name_length"})
        return await self.async_step_remote()

    def _show_infrared(self, errors: dict[str, str]) -> ConfigFlowResult:
        emitters = infrared_entities(self.hass, EMITTER)
        if not emitters:
            return self.async_abort(reason="no_emitter")
        schema = vol.Schema(
            {
                vol.Required(CONF_NAME): TextSelector(),
                vol.Required(CONF_EMITTER): EntitySelector(
                    EntitySelectorConfig(include_entities=emitters)
                ),
            }
        )
        emitter = self._draft.emitter
        shown = {
            CONF_NAME: self._draft.name,
            CONF_EMITTER: emitter if emitter in emitters else emitters[0],
        }
        return self.async_show_form(
            step_id="infrared",
            data_schema=self.add_suggested_values_to_schema(schema, shown),
            errors=errors,
        )

    async def async_step_behaviour(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask how the massager takes its keys, and what shows that it runs."""
        errors: dict[str, str] = {}
        detail = ""
        if user_input is not None:
            schema = self._draft.behaviour_schema()
            asked = {str(field) for field in schema.schema}
            self._draft.behaviour |= dict.fromkeys(asked) | user_input
            try:
                self._infrared = self._draft.source()
            except RemoteError as err:
                missing = err.reason is FileProblem.MISSING_FIELD
                errors["base"] = "no_way_off" if missing else err.reason.value
                detail = f"{err.where} {err.detail}".strip()
            else:
                if not self._is_silent(self._infrared.proof):
                    return await self.async_step_try_remote()
                errors[CONF_PROOF] = "proof_silent"
        return self.async_show_form(
            step_id="behaviour",
            data_schema=self.add_suggested_values_to_schema(
                self._draft.behaviour_schema(), self._draft.behaviour_shown()
            ),
            errors=errors,
            description_placeholders={"detail": detail},
        )

    async def async_step_try_remote(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Run the massager for two seconds."""
        errors: dict[str, str] = {}
        reason = ""
        if user_input is not None:
            try:
                async with set_aside(self.hass, self.context.get("entry_id")):
                    self._infrared = await async_try_remote(self.hass, self._infrared)
            except NoDrawError:
                errors["base"] = "no_draw"
            except DriverError as err:
                away = isinstance(err, CannotConnectError)
                errors["base"] = "emitter_away" if away else "try_unsure"
                reason = str(err)
            else:
                return await self.async_step_tried_remote()
        return self.async_show_form(
            step_id="try_remote",
            data_schema=vol.Schema({}),
            errors=errors,
            description_placeholders={CONF_NAME: self._draft.name, "reason": reason},
        )

    async def async_step_tried_remote(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask whether it ran: only the person can tell."""
        return self.async_show_menu(
            step_id="tried_remote",
            menu_options=["remote_ran", "try_remote", "behaviour", "remote"],
            description_placeholders={CONF_NAME: self._draft.name},
        )

    async def async_step_remote_ran(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Keep the massager as it was understood."""
        name, source = self._draft.name, self._infrared
        source = replace(
            source,
            emitter=kept_by(self.hass, source.emitter),
            proof=source.proof and kept_by(self.hass, source.proof),
        )
        if self.source == SOURCE_RECONFIGURE:
            entry = self._get_reconfigure_entry()
            identity = MassagerIdentity(**entry.data[CONF_IDENTITY])
            data = _infrared_data(replace(identity, name=name), source)
            return self.async_update_and_abort(entry, title=name, data=data)
        serial = f"infrared_{uuid4().hex}"
        await self.async_set_unique_id(serial)
        identity = MassagerIdentity(serial=serial, name=name)
        return await self._async_new_massager(name, _infrared_data(identity, source))

    def _is_silent(self, proof: str | None) -> bool:
        """Return whether there is a proof that shows nothing at the moment."""
        if proof is None:
            return False
        state = self.hass.states.get(proof)
        return state is None or state.state in (STATE_UNAVAILABLE, STATE_UNKNOWN)

    async def _async_reconfigure_infrared(self) -> ConfigFlowResult:
        """Start from what the entry keeps."""
        entry = self._get_reconfigure_entry()
        source = InfraredSource.from_dict(entry.data[CONF_INFRARED])
        registry = er.async_get(self.hass)
        emitter, proof = (
            one and er.async_resolve_entity_id(registry, one)
            for one in (source.emitter, source.proof)
        )
        source = replace(source, emitter=emitter or "", proof=proof)
        self._draft = InfraredDraft.of(entry.title, source)
        return self._show_infrared({})


def _infrared_data(
    identity: MassagerIdentity, source: InfraredSource
) -> dict[str, Any]:
    return entry_data(
        DriverKind.INFRARED,
        identity,
        source.capabilities(),
        infrared=source.as_dict(),
    )
