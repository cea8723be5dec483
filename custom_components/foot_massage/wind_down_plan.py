"""What a wind-down is configured to do, and what is written down while it does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Self

from homeassistant.components.light import DOMAIN as LIGHT_DOMAIN
from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er

from .const import (
    CONF_AT_END,
    CONF_BRIGHTNESS,
    CONF_COLOR_TEMP,
    CONF_DURATION,
    CONF_EXTRAS,
    CONF_FADE_MINUTES,
    CONF_LIGHTS,
    CONF_MASSAGE,
    CONF_ONLY_LIGHTS_ON,
    CONF_PROGRAM,
    LightsAtEnd,
    MassageStart,
)
from .core.fade import LightLevel
from .core.programs import ProgramKey


@dataclass(frozen=True, slots=True, kw_only=True)
class WindDownPlan:
    """A wind-down as configured, or as one call wants it this once.

    With ``rest`` everything happens as always, but the massage does not.
    """

    lights: tuple[str, ...]
    extras: tuple[str, ...]
    target: LightLevel
    fade: timedelta
    only_on: bool
    massage: MassageStart
    rest: bool
    program: ProgramKey
    duration: timedelta
    at_end: LightsAtEnd

    @classmethod
    def from_subentry(cls, subentry: ConfigSubentry) -> Self:
        """Return the plan that a subentry holds."""
        data = subentry.data
        return cls(
            lights=tuple(data[CONF_LIGHTS]),
            extras=tuple(data[CONF_EXTRAS]),
            target=LightLevel(
                max(1, round(data[CONF_BRIGHTNESS] * 255 / 100)),
                int(data[CONF_COLOR_TEMP]),
            ),
            fade=timedelta(minutes=data[CONF_FADE_MINUTES]),
            only_on=data[CONF_ONLY_LIGHTS_ON],
            massage=MassageStart(data[CONF_MASSAGE]),
            rest=False,
            program=ProgramKey(data[CONF_PROGRAM]),
            duration=timedelta(minutes=data[CONF_DURATION]),
            at_end=LightsAtEnd(data[CONF_AT_END]),
        )

    @property
    def length(self) -> timedelta:
        """How long it takes from the first light to the end of the massage."""
        if self.massage is MassageStart.AFTER_FADE:
            return self.fade + self.duration
        return max(self.fade, self.duration)

    def this_once(
        self,
        *,
        duration: timedelta | None,
        fade: timedelta | None,
        massage: bool,
    ) -> Self:
        """Return the plan with what one call asks for."""
        return replace(
            self,
            duration=self.duration if duration is None else duration,
            fade=self.fade if fade is None else fade,
            rest=not massage,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WindDownRecord:
    """A wind-down under way, so that a restart can end it as it was meant to.

    ``until`` is when it ends if no session tells.
    """

    massager_id: str
    before: tuple[State, ...]
    began: datetime
    until: datetime
    rest: bool

    def as_dict(self) -> dict[str, Any]:
        """Return the record as plain data."""
        return {
            "massager_id": self.massager_id,
            "before": [state.as_dict() for state in self.before],
            "began": self.began.isoformat(),
            "until": self.until.isoformat(),
            "rest": self.rest,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return a stored record."""
        states = (State.from_dict(dict(state)) for state in data["before"])
        return cls(
            massager_id=data["massager_id"],
            before=tuple(state for state in states if state),
            began=datetime.fromisoformat(data["began"]),
            until=datetime.fromisoformat(data["until"]),
            rest=data["rest"],
        )


def find_entities(
    hass: HomeAssistant, wanted: Iterable[str]
) -> tuple[list[str], list[str]]:
    """Return the entity ids that exist, and what was wanted and does not.

    What is wanted is named by registry id, or by entity id where an entity has none.
    """
    registry = er.async_get(hass)
    found: list[str] = []
    missing: list[str] = []
    for one in wanted:
        entity_id = er.async_resolve_entity_id(registry, one)
        if entity_id and (registry.async_get(entity_id) or hass.states.get(entity_id)):
            found.append(entity_id)
        else:
            missing.append(one)
    return found, missing


def lit_or_dark(hass: HomeAssistant, entity_ids: Iterable[str]) -> list[State]:
    """Return the states of those of some entities that are lights within reach."""
    states = (hass.states.get(entity_id) for entity_id in entity_ids)
    return [
        state
        for state in states
        if state
        and state.domain == LIGHT_DOMAIN
        and state.state in (STATE_ON, STATE_OFF)
    ]
