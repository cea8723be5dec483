"""The steps that get to know the keys of a remote."""

from abc import abstractmethod
import asyncio
from collections.abc import Iterable
from typing import Any, override

from homeassistant.config_entries import ConfigFlow, ConfigFlowResult
from homeassistant.core import callback
from homeassistant.helpers.selector import (
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
)
import voluptuous as vol

from .core.infrared import CodeError, parse_code
from .core.infrared_learn import KeyLearner
from .core.infrared_press import Verdict
from .core.remote import RemoteError, RemoteKey, remote_from_json
from .drivers.base import CannotConnectError
from .drivers.infrared_link import RECEIVER, infrared_entities
from .infrared_draft import InfraredDraft
from .infrared_listening import FINAL, Listening
from .option_words import async_option_words

CONF_RECEIVER = "receiver"
CONF_KEY = "key"
CONF_ANY_REMOTE = "any_remote"
CONF_CODE = "code"
CONF_FILE = "file"

# A massager's own timer would only end what is kept time of here.
_KEY_SELECTOR = SelectSelector(
    SelectSelectorConfig(
        options=[key for key in RemoteKey if key is not RemoteKey.TIMER],
        mode=SelectSelectorMode.DROPDOWN,
        translation_key="remote_key",
    )
)
_LINES = TextSelector(TextSelectorConfig(multiline=True))
_PASTE_SCHEMA = vol.Schema(
    {vol.Required(CONF_KEY): _KEY_SELECTOR, vol.Required(CONF_CODE): _LINES}
)
_IMPORT_SCHEMA = vol.Schema({vol.Required(CONF_FILE): _LINES})


class InfraredKeySteps(ConfigFlow):
    """Steps of the config flow that learn keys, or take them as text."""

    _draft: InfraredDraft
    _key: RemoteKey | None = None
    _receiver: str | None = None
    _any_remote = False
    _listening: Listening | None = None
    _hearing: asyncio.Task[Verdict | None] | None = None
    _said: Verdict | None = None

    @abstractmethod
    async def async_step_behaviour(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Go on once the keys are known."""

    async def async_step_remote(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Let the user choose what to do about the keys."""
        options = ["paste_key", "import_remote"]
        if infrared_entities(self.hass, RECEIVER):
            options.insert(0, "learn_key")
        if self._draft.can_be_switched():
            options.insert(0, "behaviour")
        return self.async_show_menu(
            step_id="remote",
            menu_options=options,
            description_placeholders={"keys": await self._async_names()},
        )

    async def async_step_learn_key(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask which key to learn, and at which receiver."""
        errors: dict[str, str] = {}
        if user_input is not None:
            self._receiver = user_input[CONF_RECEIVER]
            self._any_remote = user_input[CONF_ANY_REMOTE]
            self._key = RemoteKey(user_input[CONF_KEY])
            known = {one: c for one, c in self._draft.keys.items() if one != self._key}
            learner = KeyLearner(known, same_remote=not self._any_remote)
            try:
                self._listening = Listening(self.hass, self._receiver, learner)
            except CannotConnectError:
                errors["base"] = "no_receiver"
            else:
                self._said = None
                return await self.async_step_listen()
        return await self._async_show_learn_key(errors)

    async def _async_show_learn_key(self, errors: dict[str, str]) -> ConfigFlowResult:
        receivers = infrared_entities(self.hass, RECEIVER)
        if not receivers:
            # What is known already must not be lost with the dialog.
            return await self.async_step_remote()
        shown = {
            CONF_RECEIVER: self._receiver or receivers[0],
            CONF_KEY: self._key,
            CONF_ANY_REMOTE: self._any_remote,
        }
        schema = vol.Schema(
            {
                vol.Required(CONF_RECEIVER): EntitySelector(
                    EntitySelectorConfig(include_entities=receivers)
                ),
                vol.Required(CONF_KEY): _KEY_SELECTOR,
                vol.Required(CONF_ANY_REMOTE, default=False): BooleanSelector(),
            }
        )
        duplicate = self._listening and self._listening.learner.duplicate_of
        names = [duplicate] if duplicate else []
        return self.async_show_form(
            step_id="learn_key",
            data_schema=self.add_suggested_values_to_schema(schema, shown),
            errors=errors,
            description_placeholders={
                "keys": await self._async_names(),
                "duplicate": await self._async_names(names),
            },
        )

    async def async_step_listen(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Listen, and say what came of each press."""
        assert self._listening
        assert self._key
        if self._hearing and self._hearing.done():
            verdict, self._hearing = self._hearing.result(), None
            self._said = verdict or self._said
            if verdict is None or verdict in FINAL:
                return self.async_show_progress_done(next_step_id="heard")
        if self._hearing is None:
            work = self._listening.async_next(self._said)
            self._hearing = self.hass.async_create_background_task(
                work, "foot_massage listening"
            )
        return self.async_show_progress(
            step_id="listen",
            progress_action=self._said or "press",
            progress_task=self._hearing,
            description_placeholders={
                "key": await self._async_names([self._key]),
                "presses": str(self._listening.presses),
            },
        )

    async def async_step_heard(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Keep the key, or ask again."""
        assert self._listening
        assert self._key
        self._listening.close()
        code = self._listening.learner.code
        if code is None:
            error = f"heard_{self._said}" if self._said else "silence"
            return await self._async_show_learn_key({"base": error})
        self._draft.keys[self._key] = code
        self._key = None
        return await self.async_step_remote()

    @callback
    @override
    def async_remove(self) -> None:
        """Stop listening when the dialog is closed."""
        if self._listening:
            self._listening.close()

    async def async_step_paste_key(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Take a key's code as text."""
        errors: dict[str, str] = {}
        detail = ""
        if user_input is not None:
            try:
                code = parse_code(user_input[CONF_CODE])
            except CodeError as err:
                errors[CONF_CODE], detail = f"code_{err.reason}", err.detail
            else:
                self._draft.keys[RemoteKey(user_input[CONF_KEY])] = code
                return await self.async_step_remote()
        return self.async_show_form(
            step_id="paste_key",
            data_schema=self.add_suggested_values_to_schema(_PASTE_SCHEMA, user_input),
            errors=errors,
            description_placeholders={"detail": detail},
        )

    async def async_step_import_remote(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Take a whole remote from the text of its file."""
        errors: dict[str, str] = {}
        detail = ""
        if user_input is not None:
            try:
                self._draft.take(remote_from_json(user_input[CONF_FILE]))
            except RemoteError as err:
                errors[CONF_FILE] = err.reason
                detail = f"{err.where} {err.detail}".strip()
            else:
                return await self.async_step_remote()
        return self.async_show_form(
            step_id="import_remote",
            data_schema=self.add_suggested_values_to_schema(_IMPORT_SCHEMA, user_input),
            errors=errors,
            description_placeholders={"detail": detail},
        )

    async def _async_names(self, keys: Iterable[RemoteKey] | None = None) -> str:
        """Return the names of keys, of all that are known if none are given."""
        word = await async_option_words(self.hass)
        shown = self._draft.keys if keys is None else set(keys)
        names = (word("remote_key", key) for key in RemoteKey if key in shown)
        return ", ".join(names) or "–"
