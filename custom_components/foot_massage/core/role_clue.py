"""One entity as the rules for roles see it, and how well it fits a role."""

from dataclasses import dataclass
from enum import IntEnum

from . import role_words as words
from .role_entity import Role, SourceEntity
from .words import Words


class Fit(IntEnum):
    """How well an entity fits a role.

    ``MAYBE`` is always a question, ``LIKELY`` only if there is another candidate.
    """

    MAYBE = 1
    LIKELY = 2
    CLEAR = 3


type Guess = tuple[Role, Fit]


@dataclass(frozen=True, slots=True)
class Clue:
    """An entity with its words made plain; ``metered`` if its device is a plug."""

    entity: SourceEntity
    name: str
    key: str
    text: str
    metered: bool

    def only(self, known: Words) -> bool:
        """Return whether the name or the key consists of the known words."""
        return known.alone(self.name) or known.alone(self.key)

    def ours(self, known: Words) -> bool:
        """Return whether it is about the massage, or about nothing but these words.

        A device has other times, levels and states: "fan speed", "start-up time".
        """
        return words.MASSAGE.within(self.text) or self.only(known)
