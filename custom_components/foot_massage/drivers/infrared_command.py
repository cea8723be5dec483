"""A learned code, as the emitters of Home Assistant take it."""

from collections.abc import Sequence
from typing import override

from infrared_protocols.commands import Command


# The library comes without types.
class RawCommand(Command):  # type: ignore[misc]
    """Times in µs, marks positive and spaces negative; the carrier is in Hz."""

    def __init__(self, timings: Sequence[int], carrier: int) -> None:
        """Take all that is sent, repeats included."""
        super().__init__(modulation=carrier)
        self._timings = list(timings)

    @override
    def get_raw_timings(self) -> list[int]:
        """Return the times."""
        return list(self._timings)
