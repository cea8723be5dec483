"""Triggers: a session has started or ended, a wind-down has started or finished."""

import asyncio
from typing import Any, override

from homeassistant.components.event import ATTR_EVENT_TYPE, DOMAIN as EVENT_DOMAIN
from homeassistant.components.sensor import DOMAIN as SENSOR_DOMAIN
from homeassistant.const import CONF_OPTIONS
from homeassistant.core import CALLBACK_TYPE, Context, HomeAssistant, State, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.automation import DomainSpec
from homeassistant.helpers.trigger import (
    ENTITY_STATE_TRIGGER_SCHEMA,
    EntityTransitionTriggerBase,
    NotTriggeredReasonReporter,
    StatelessEntityTriggerBase,
    Trigger,
    TriggerActionRunner,
    TriggerConfig,
    TriggerNotTriggeredReporter,
)
import voluptuous as vol

from .aimed import MASSAGER, WIND_DOWN, Aimed
from .core.session import Outcome
from .session_tracker import SessionEvent
from .wind_down_run import WindDownState

CONF_OUTCOMES = "outcomes"
ATTR_OUTCOME = "outcome"
# What an event tells of its session, and templates find in ``trigger``.
TOLD = ("session_id", "program", "minutes", "planned_minutes", "started_by")

EVENTS = {EVENT_DOMAIN: DomainSpec()}
SENSORS = {SENSOR_DOMAIN: DomainSpec()}
STARTED: set[str] = {SessionEvent.STARTED}
IDLE: set[str | bool] = {WindDownState.IDLE}
# Whatever is broken off goes by way of finishing.
UNDER_WAY: set[str | bool] = {WindDownState.DIMMING, WindDownState.MASSAGING}

ENDED_SCHEMA = ENTITY_STATE_TRIGGER_SCHEMA.extend(
    {
        vol.Required(CONF_OPTIONS, default={}): {
            vol.Required(CONF_OUTCOMES, default=list(Outcome)): vol.All(
                cv.ensure_list, vol.Length(min=1), [vol.In(list(Outcome))]
            )
        }
    }
)


class SessionTrigger(Aimed, StatelessEntityTriggerBase):
    """Something happens to a session.

    The event entity tells that once and with all there is to know. The sensor of the
    session's state would have it happen again whenever the massager is back in reach.
    """

    _domain_specs = EVENTS
    _aim = MASSAGER
    _source = (EVENT_DOMAIN, "session")
    _event_types: set[str]

    @override
    def is_valid_state(
        self, state: State, report_not_triggered: NotTriggeredReasonReporter
    ) -> bool:
        """Return whether this is what happened."""
        return state.attributes.get(ATTR_EVENT_TYPE) in self._event_types

    @override
    async def async_attach_runner(
        self,
        run_action: TriggerActionRunner,
        did_not_trigger: TriggerNotTriggeredReporter | None = None,
    ) -> CALLBACK_TYPE:
        """Run the action with what the event tells of the session."""

        @callback
        def run(
            extra_trigger_payload: dict[str, Any],
            description: str,
            context: Context | None = None,
        ) -> asyncio.Task[Any]:
            told = self._told(extra_trigger_payload["to_state"])
            return run_action({**extra_trigger_payload, **told}, description, context)

        return await super().async_attach_runner(run, did_not_trigger)

    def _told(self, state: State) -> dict[str, Any]:
        return {name: state.attributes.get(name) for name in TOLD}


class SessionStartedTrigger(SessionTrigger):
    """A session has started."""

    _schema = ENTITY_STATE_TRIGGER_SCHEMA
    _event_types = STARTED


class SessionEndedTrigger(SessionTrigger):
    """A session has ended in one of some ways."""

    _schema = ENDED_SCHEMA

    def __init__(self, hass: HomeAssistant, config: TriggerConfig) -> None:
        """Take the ways from the options."""
        super().__init__(hass, config)
        self._event_types = set(self._options[CONF_OUTCOMES])

    @override
    def _told(self, state: State) -> dict[str, Any]:
        outcome = state.attributes[ATTR_EVENT_TYPE]
        return {**super()._told(state), ATTR_OUTCOME: outcome}


class WindDownTrigger(Aimed, EntityTransitionTriggerBase):
    """A wind-down starts or finishes.

    The sensor tells, because the scene does not: that is activated also while the
    wind-down is under way, and not at all by our action or when it is over.
    """

    _schema = ENTITY_STATE_TRIGGER_SCHEMA
    _domain_specs = SENSORS
    _aim = WIND_DOWN
    _source = (SENSOR_DOMAIN, "wind_down")


class WindDownStartedTrigger(WindDownTrigger):
    """A wind-down has started; after a restart it only goes on."""

    _from_states = IDLE
    _to_states = UNDER_WAY


class WindDownFinishedTrigger(WindDownTrigger):
    """A wind-down has come to its end, instead of being broken off."""

    _from_states = UNDER_WAY
    _to_states = IDLE


TRIGGERS: dict[str, type[Trigger]] = {
    "session_started": SessionStartedTrigger,
    "session_ended": SessionEndedTrigger,
    "wind_down_started": WindDownStartedTrigger,
    "wind_down_finished": WindDownFinishedTrigger,
}


async def async_get_triggers(hass: HomeAssistant) -> dict[str, type[Trigger]]:
    """Return our triggers."""
    return TRIGGERS
