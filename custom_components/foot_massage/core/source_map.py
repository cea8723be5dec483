"""How the entities of some other device stand for the controls of a massager."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Self

from .massager import Capabilities, Heat, Technique, Zone
from .roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMap:
    """Which entity plays which role, and its words for what we say.

    ``entities`` are named by registry id, or by entity id where there is none.
    Values are as the entity shows them: an option, a number, a percentage of a fan,
    "on" or "off". ``levels`` go from gentlest to strongest. ``minutes`` is for a
    timer with options. ``threshold`` (in the meter's unit) is what it draws at
    least while it massages. ``timer_is_whole`` says that in mid-session the timer
    is set to the whole massage time, not to what is left.
    """

    entities: Mapping[Role, str]
    techniques: Mapping[Technique, str] = field(default_factory=dict)
    levels: tuple[str, ...] = ()
    heats: Mapping[Heat, str] = field(default_factory=dict)
    minutes: Mapping[int, str] = field(default_factory=dict)
    threshold: float | None = None
    timer_is_whole: bool = False
    longest: timedelta = timedelta(minutes=60)

    def capabilities(self) -> Capabilities:
        """Return what a massager with these controls has."""
        has = self.entities
        return Capabilities(
            techniques=frozenset(self.techniques if Role.TECHNIQUE in has else ()),
            zones=frozenset(zone for zone in Zone if Role(zone.value) in has),
            heat=frozenset(self.heats if Role.HEAT in has else ()),
            intensity_levels=len(self.levels) if Role.INTENSITY in has else 0,
            pause=Role.PAUSE in has or Role.POWER in has,
            longest=self.longest,
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the map as plain data."""
        return {
            "entities": dict(self.entities),
            "techniques": dict(self.techniques),
            "levels": list(self.levels),
            "heats": dict(self.heats),
            "minutes": {str(minutes): word for minutes, word in self.minutes.items()},
            "threshold": self.threshold,
            "timer_is_whole": self.timer_is_whole,
            "longest": self.longest.total_seconds(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return the map from ``as_dict``."""
        return cls(
            entities={Role(role): one for role, one in data["entities"].items()},
            techniques={Technique(ours): w for ours, w in data["techniques"].items()},
            levels=tuple(data["levels"]),
            heats={Heat(ours): word for ours, word in data["heats"].items()},
            minutes={int(minutes): word for minutes, word in data["minutes"].items()},
            threshold=data["threshold"],
            timer_is_whole=data["timer_is_whole"],
            longest=timedelta(seconds=data["longest"]),
        )
