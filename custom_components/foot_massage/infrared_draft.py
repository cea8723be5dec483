"""A massager's remote while it is being set up, and the form for how it is taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final, Self

from homeassistant.const import UnitOfTime
from homeassistant.helpers.selector import (
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
)
import voluptuous as vol

from .core.infrared import MOST_REPEATS, RawCode
from .core.massager import MOST_LEVELS, Technique
from .core.remote import (
    LONGEST_GAP_MS,
    MOST_HEAT_LEVELS,
    SHORTEST_GAP_MS,
    LearnedRemote,
    RemoteKey,
)
from .core.remote_controls import InfraredSource
from .options_flow import MINUTE, minutes_field

CONF_POWER_TOGGLES: Final = "power_toggles"
CONF_INTENSITY_LEVELS: Final = "intensity_levels"
CONF_INTENSITY_START: Final = "intensity_start"
CONF_TECHNIQUE_ORDER: Final = "technique_order"
CONF_HEAT_LEVELS: Final = "heat_levels"
CONF_REPEATS: Final = "repeats"
CONF_GAP_MS: Final = "gap_ms"
CONF_PROOF: Final = "proof"
CONF_LONGEST: Final = "longest"
CONF_AUTO_OFF: Final = "auto_off"

_INTENSITY_KEYS = frozenset(
    {RemoteKey.INTENSITY_UP, RemoteKey.INTENSITY_DOWN, RemoteKey.INTENSITY_NEXT}
)
_LONGEST_AUTO_OFF = 180
_USUAL = {
    CONF_POWER_TOGGLES: True,
    CONF_INTENSITY_LEVELS: 3,
    CONF_HEAT_LEVELS: 1,
    CONF_REPEATS: 0,
    CONF_GAP_MS: 300,
    CONF_LONGEST: 15,
}


@dataclass(slots=True, kw_only=True)
class InfraredDraft:
    """What is known so far; ``behaviour`` holds the answers of the form."""

    name: str = ""
    emitter: str = ""
    keys: dict[RemoteKey, RawCode] = field(default_factory=dict)
    behaviour: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, source: InfraredSource) -> Self:
        """Return the draft of a massager that is set up."""
        draft = cls(name=name, emitter=source.emitter)
        draft.take(source.remote)
        draft.behaviour[CONF_PROOF] = source.proof
        draft.behaviour[CONF_LONGEST] = source.longest // MINUTE
        draft.behaviour[CONF_AUTO_OFF] = source.auto_off and source.auto_off // MINUTE
        return draft

    def take(self, remote: LearnedRemote) -> None:
        """Take a whole remote, in place of what was known."""
        self.keys = dict(remote.keys)
        self.behaviour |= {
            CONF_POWER_TOGGLES: remote.power_toggles,
            CONF_INTENSITY_LEVELS: remote.intensity_levels,
            CONF_INTENSITY_START: remote.intensity_start,
            CONF_TECHNIQUE_ORDER: list(remote.technique_order),
            CONF_HEAT_LEVELS: remote.heat_levels,
            CONF_REPEATS: remote.repeats,
            CONF_GAP_MS: remote.gap_ms,
        }

    def source(self) -> InfraredSource:
        """Return what the draft has become; raises RemoteError."""
        has, told = self.keys, _USUAL | self.behaviour
        levels = has.keys() & _INTENSITY_KEYS
        remote = LearnedRemote(
            name=self.name,
            keys=dict(has),
            power_toggles=RemoteKey.POWER in has and told[CONF_POWER_TOGGLES],
            intensity_levels=int(told[CONF_INTENSITY_LEVELS]) if levels else 0,
            intensity_start=_whole(told.get(CONF_INTENSITY_START)) if levels else None,
            technique_order=tuple(map(Technique, told.get(CONF_TECHNIQUE_ORDER) or ())),
            heat_levels=int(told[CONF_HEAT_LEVELS]),
            repeats=int(told[CONF_REPEATS]),
            gap_ms=int(told[CONF_GAP_MS]),
        )
        return InfraredSource(
            remote=remote,
            emitter=self.emitter,
            proof=told.get(CONF_PROOF),
            longest=timedelta(minutes=told[CONF_LONGEST]),
            auto_off=timedelta(minutes=off)
            if (off := told.get(CONF_AUTO_OFF))
            else None,
        )

    def can_be_switched(self) -> bool:
        """Return whether there are keys to turn it on and off with."""
        on, off = RemoteKey.POWER_ON, RemoteKey.POWER_OFF
        return RemoteKey.POWER in self.keys or {on, off} <= self.keys.keys()

    def behaviour_schema(self) -> vol.Schema:
        """Return the form, which asks only for what the keys have to do with."""
        has = self.keys
        fields: dict[Any, Any] = {}
        if RemoteKey.POWER in has:
            fields[vol.Required(CONF_POWER_TOGGLES)] = BooleanSelector()
        if has.keys() & _INTENSITY_KEYS:
            fields[vol.Required(CONF_INTENSITY_LEVELS)] = _count(1, MOST_LEVELS)
            fields[vol.Optional(CONF_INTENSITY_START)] = _count(1, MOST_LEVELS)
        if RemoteKey.TECHNIQUE_NEXT in has:
            fields[vol.Optional(CONF_TECHNIQUE_ORDER)] = SelectSelector(
                SelectSelectorConfig(
                    options=list(Technique), multiple=True, translation_key="technique"
                )
            )
        if RemoteKey.HEAT in has:
            fields[vol.Required(CONF_HEAT_LEVELS)] = _count(1, MOST_HEAT_LEVELS)
        fields[vol.Required(CONF_GAP_MS)] = _count(
            SHORTEST_GAP_MS, LONGEST_GAP_MS, UnitOfTime.MILLISECONDS
        )
        fields[vol.Required(CONF_REPEATS)] = _count(0, MOST_REPEATS)
        fields[vol.Optional(CONF_PROOF)] = EntitySelector(
            EntitySelectorConfig(
                filter=[
                    {"domain": "binary_sensor"},
                    {"domain": "sensor", "device_class": ["power", "current"]},
                ]
            )
        )
        fields[vol.Required(CONF_LONGEST)] = minutes_field(60)
        fields[vol.Optional(CONF_AUTO_OFF)] = _count(
            2, _LONGEST_AUTO_OFF, UnitOfTime.MINUTES
        )
        return vol.Schema(fields)

    def behaviour_shown(self) -> Mapping[str, Any]:
        """Return what the form shows."""
        told = _USUAL | self.behaviour
        # Nothing is a remote's way to say that the intensity cannot be set.
        told[CONF_INTENSITY_LEVELS] = told[CONF_INTENSITY_LEVELS] or 1
        return {key: value for key, value in told.items() if value is not None}


def _count(lowest: int, highest: int, unit: str | None = None) -> NumberSelector:
    config = NumberSelectorConfig(
        min=lowest, max=highest, step=1, mode=NumberSelectorMode.BOX
    )
    if unit:
        config["unit_of_measurement"] = unit
    return NumberSelector(config)


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)
