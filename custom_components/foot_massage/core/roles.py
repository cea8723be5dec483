"""Which entity of a device plays which part of a foot massager."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .role_clue import Fit
from .role_entity import Role, SourceEntity
from .role_rules import guesses

__all__ = ["Role", "SourceEntity", "Suggestion", "suggest_roles"]

# Our own entities may be on the same device; a massager must not drive itself.
_OWN_PLATFORM = "foot_massage"
_METERS = frozenset({"current", "energy", "power", "voltage"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """The entity ids for each role, and those to ask about; no role is in both.

    A question may have a single candidate: what may be the role, but does not say so.
    """

    roles: Mapping[Role, str] = field(default_factory=dict)
    questions: Mapping[Role, tuple[str, ...]] = field(default_factory=dict)


def suggest_roles(entities: Iterable[SourceEntity]) -> Suggestion:
    """Return which of a device's entities play which role.

    A switch is the power only if it says so or nothing else could be; otherwise it is
    a question. A button that toggles has no role: pressed to stop a massager that has
    already ended, it would start it.
    """
    known = [one for one in entities if one.platform != _OWN_PLATFORM]
    metered = any(
        one.device_class == "outlet"
        or (one.domain == "sensor" and one.device_class in _METERS)
        for one in known
    )
    found: dict[Role, dict[str, Fit]] = {}
    for entity in known:
        for role, fit in guesses(entity, metered=metered):
            # What is set aside as configuration never is a part by chance.
            if fit is not Fit.MAYBE or entity.entity_category is None:
                found.setdefault(role, {})[entity.entity_id] = fit
    roles: dict[Role, str] = {}
    questions: dict[Role, tuple[str, ...]] = {}
    for role in Role:
        if role not in found:
            continue
        candidates = _candidates(found[role])
        if len(candidates) == 1 and found[role][candidates[0]] is not Fit.MAYBE:
            roles[role] = candidates[0]
        else:
            questions[role] = candidates
    _settle(roles, questions, {one.entity_id for one in known if one.domain == "fan"})
    return Suggestion(roles=roles, questions=questions)


def _candidates(fits: Mapping[str, Fit]) -> tuple[str, ...]:
    """Return the entities of a role that are to be compared, in the given order."""
    clear = tuple(one for one, fit in fits.items() if fit is Fit.CLEAR)
    return clear or tuple(fits)


def _settle(
    roles: dict[Role, str], questions: dict[Role, tuple[str, ...]], fans: set[str]
) -> None:
    """Take back what another role has made needless or doubtful."""
    if Role.POWER in roles:
        for role in (Role.START, Role.STOP):
            roles.pop(role, None)
            questions.pop(role, None)
    # Setting the speed of a fan turns it on, so it must be the one that is the power.
    strength = roles.get(Role.INTENSITY)
    if strength in fans and strength != roles.get(Role.POWER):
        questions[Role.INTENSITY] = (roles.pop(Role.INTENSITY),)
