"""Fixes what is reported under Settings > Repairs."""

from abc import abstractmethod
from typing import override

from homeassistant.components.repairs import (
    ConfirmRepairFlow,
    FlowType,
    RepairsFlow,
    RepairsFlowResult,
)
from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
import voluptuous as vol

from .const import CONF_EXTRAS, CONF_LIGHTS, DOMAIN
from .issues import (
    NIGHTS_KEPT,
    SLEEP_SENSORS_MISSING,
    STOP_NOT_CONFIRMED,
    STORAGE_DAMAGED,
)
from .night_store import async_get_nights


class Question(RepairsFlow):
    """A dialog of one question, about what the issue says."""

    def __init__(self, **about: str) -> None:
        """Take what the issue says it is about."""
        self._about = about

    async def async_step_init(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Begin with the question."""
        return await self.async_step_confirm()

    async def async_step_confirm(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Ask, and do it."""
        return self._ask() if user_input is None else await self._async_go_on()

    @abstractmethod
    async def _async_go_on(self) -> RepairsFlowResult:
        """Do it."""

    def _ask(self, error: str | None = None) -> RepairsFlowResult:
        """Show the question, and why it did not work."""
        issue = ir.async_get(self.hass).async_get_issue(self.handler, self.issue_id)
        return self.async_show_form(
            step_id="confirm",
            data_schema=vol.Schema({}),
            errors={"base": error} if error else {},
            description_placeholders=issue.translation_placeholders if issue else None,
        )


class ConfirmedFix(Question):
    """A fix that only has to be confirmed; the issue goes once it has worked."""

    @abstractmethod
    async def _async_fix(self) -> str | None:
        """Do it; returns the key of the error if it did not work."""

    @override
    async def _async_go_on(self) -> RepairsFlowResult:
        if error := await self._async_fix():
            return self._ask(error)
        return self.async_create_entry(data={})


class StopAgain(ConfirmedFix):
    """Tell a massager once more to stop, or take it from a person that it has."""

    _has_looked = False

    @override
    async def _async_fix(self) -> str | None:
        entry = self.hass.config_entries.async_get_entry(self._about["entry_id"])
        if entry is None or entry.state is not ConfigEntryState.LOADED:
            return "not_loaded"
        coordinator = entry.runtime_data.coordinator
        try:
            await coordinator.async_stop_session()
        except HomeAssistantError:
            if not coordinator.driver.assumes:
                return "stop_failed"
            if not self._has_looked:
                self._has_looked = True
                return "look_yourself"
            coordinator.driver.set_right(running=False)
        return None


class RemoveMissing(ConfirmedFix):
    """Take what no longer exists out of a wind-down."""

    @override
    async def _async_fix(self) -> str | None:
        entry = self.hass.config_entries.async_get_entry(self._about["entry_id"])
        subentries = entry.subentries if entry else {}
        if entry and (subentry := subentries.get(self._about["subentry_id"])):
            missing = self._about["missing"].split(",")
            data = dict(subentry.data)
            for field in (CONF_LIGHTS, CONF_EXTRAS):
                data[field] = [one for one in data[field] if one not in missing]
            self.hass.config_entries.async_update_subentry(entry, subentry, data=data)
        return None


class EraseNights(ConfirmedFix):
    """Delete what was recorded of somebody who was removed."""

    @override
    async def _async_fix(self) -> None:
        nights = await async_get_nights(self.hass)
        await nights.async_forget(self._about["sleeper_id"])


class ChooseSensors(Question):
    """Have other sensors chosen for a sleeper, in the dialog that is there for it.

    The issue goes once nothing is missing any more.
    """

    @override
    async def _async_go_on(self) -> RepairsFlowResult:
        flow = await self.hass.config_entries.flow.async_init(
            DOMAIN,
            context={
                "source": SOURCE_RECONFIGURE,
                "entry_id": self._about["entry_id"],
            },
        )
        return self.async_abort(
            reason="choose_sensors", next_flow=(FlowType.CONFIG_FLOW, flow["flow_id"])
        )


async def async_create_fix_flow(
    hass: HomeAssistant,
    issue_id: str,
    data: dict[str, str | int | float | None] | None,
) -> RepairsFlow:
    """Return the flow that fixes an issue."""
    about = {key: str(value) for key, value in (data or {}).items()}
    if issue_id.startswith(STOP_NOT_CONFIRMED):
        return StopAgain(**about)
    if issue_id.startswith(SLEEP_SENSORS_MISSING):
        return ChooseSensors(**about)
    if issue_id.startswith(NIGHTS_KEPT):
        return EraseNights(**about)
    if issue_id.startswith(STORAGE_DAMAGED):
        # Nothing is left to be done but to have seen it.
        return ConfirmRepairFlow()
    return RemoveMissing(**about)
