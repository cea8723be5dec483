"""What was measured before and after massages, in words that claim nothing of it."""

from collections.abc import Iterator, Mapping
from typing import Final

from .metrics import Reading
from .phrases import Phrase
from .readings import Change
from .wording import amount, rounded

# From fewer sessions nothing is told in words.
_LEAST: Final = 5


def measured(changes: Mapping[Reading, Change]) -> Iterator[Phrase]:
    """Yield a sentence for each reading, and one on what else does the same."""
    told = {
        reading: change
        for reading, change in changes.items()
        if change.sessions >= _LEAST
    }
    for reading, change in told.items():
        size = rounded(change.mean, reading)
        direction = "higher" if size > 0 else "lower" if size < 0 else "same"
        parts = {
            "name": Phrase(f"readings.names.{reading}"),
            "sessions": Phrase("readings.sessions", change.sessions),
        }
        if size:
            parts["amount"] = amount(change.mean, reading)
        yield Phrase(f"readings.{direction}", parts=parts)
    if told:
        yield Phrase("readings.note")
