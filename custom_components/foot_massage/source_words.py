"""The form that asks what the words of a device mean."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
import voluptuous as vol

from .core.massager import MOST_LEVELS, Heat, Technique
from .core.roles import Role, SourceEntity
from .core.source_map import SourceMap
from .options_flow import MINUTE, minutes_field
from .source_device import heat_values_of, values_of

CONF_LEVELS = "levels"
CONF_LONGEST = "longest"
CONF_WHOLE_TIMER = "timer_is_whole"
# A heat and a technique may have the same name one day.
_HEAT = "heat_"


def words_schema(played: Mapping[Role, SourceEntity]) -> vol.Schema:
    """Return the form for the roles that some entities play."""
    fields: dict[Any, Any] = {}
    if technique := played.get(Role.TECHNIQUE):
        for ours in Technique:
            fields[vol.Optional(ours.value)] = _choice(technique.options)
    if intensity := played.get(Role.INTENSITY):
        fields[vol.Optional(CONF_LEVELS, default=list)] = _choice(
            values_of(intensity), multiple=True
        )
    if heat := played.get(Role.HEAT):
        for warm in Heat:
            fields[vol.Optional(_HEAT + warm.value)] = _choice(heat_values_of(heat))
    if Role.DURATION in played:
        fields[vol.Required(CONF_WHOLE_TIMER, default=False)] = BooleanSelector()
    fields[vol.Required(CONF_LONGEST, default=60)] = minutes_field(60)
    return vol.Schema(fields)


def words_shown(source: SourceMap) -> dict[str, Any]:
    """Return what the form shows of a map."""
    return {
        **{ours.value: word for ours, word in source.techniques.items()},
        **{_HEAT + heat: word for heat, word in source.heats.items()},
        CONF_LEVELS: list(source.levels),
        CONF_LONGEST: source.longest // MINUTE,
        CONF_WHOLE_TIMER: source.timer_is_whole,
    }


def words_from(
    answers: Mapping[str, Any], source: SourceMap
) -> tuple[SourceMap, dict[str, str]]:
    """Return the map with the answers of a form, and what is wrong with them."""
    techniques = {one: answers[one] for one in Technique if answers.get(one)}
    heats = {one: answers[_HEAT + one] for one in Heat if answers.get(_HEAT + one)}
    levels = tuple(answers.get(CONF_LEVELS, ()))
    errors: dict[str, str] = {}
    for words in (techniques, heats):
        for ours, word in words.items():
            if list(words.values()).count(word) > 1:
                errors[ours if words is techniques else _HEAT + ours] = "word_twice"
    if len(levels) == 1:
        errors[CONF_LEVELS] = "one_level"
    if len(levels) > MOST_LEVELS:
        errors[CONF_LEVELS] = "too_many_levels"
    changed = replace(
        source,
        techniques=techniques,
        levels=levels,
        heats=heats,
        timer_is_whole=answers.get(CONF_WHOLE_TIMER, False),
        longest=timedelta(minutes=answers[CONF_LONGEST]),
    )
    return changed, errors


def _choice(values: Sequence[str], *, multiple: bool = False) -> SelectSelector:
    return SelectSelector(
        SelectSelectorConfig(
            options=list(values), multiple=multiple, mode=SelectSelectorMode.DROPDOWN
        )
    )
