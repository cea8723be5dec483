"""What a benchmark finds: figures, the bars for them, and how sure they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, sqrt
from statistics import median, stdev
from typing import Literal, Self

# How many parts of a run are looked at to see how much a median of it is off.
_PARTS = 5
# How many standard errors hold nearly every repetition.
_SURE = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value in ``unit``, and that of the peer it is held against, if there is one.

    ``bar`` is the most that is allowed: of the value, or of its ratio to the peer's.
    ``noise`` is how much another run may differ, in what the bar is for.
    """

    what: str
    unit: str
    value: float
    peer: str = ""
    peer_value: float | None = None
    bar: float | None = None
    bar_is_for: Literal["value", "ratio"] = "value"
    noise: float = 0.0

    @classmethod
    def of(
        cls, what: str, unit: str, values: Sequence[float], *, bar: float | None = None
    ) -> Self:
        """Return the median of repeated measurements."""
        return cls(
            what=what,
            unit=unit,
            value=median(values),
            bar=bar,
            noise=uncertainty(_parts(values)),
        )

    @classmethod
    def beside(
        cls,
        what: str,
        unit: str,
        values: Sequence[float],
        peer: str,
        peer_values: Sequence[float],
        *,
        bar: float | None = None,
    ) -> Self:
        """Return the medians of two sides; the bar is for their ratio.

        If there are as many of both, they were measured in turns.
        """
        return cls(
            what=what,
            unit=unit,
            value=median(values),
            peer=peer,
            peer_value=median(peer_values),
            bar=bar,
            bar_is_for="ratio",
            noise=_noise(values, peer_values),
        )

    @property
    def ratio(self) -> float | None:
        """Return the value in terms of the peer's."""
        return self.value / self.peer_value if self.peer_value else None

    @property
    def judged(self) -> float | None:
        """Return what the bar is for."""
        return self.value if self.bar_is_for == "value" else self.ratio

    @property
    def missed(self) -> bool:
        """Return whether the bar is missed by more than noise explains."""
        if self.bar is None or self.judged is None:
            return False
        return self.judged - self.noise > self.bar


def _noise(values: Sequence[float], peer_values: Sequence[float]) -> float:
    """Return how much the ratio of the medians may be off, by what parts of it are."""
    if len(values) == len(peer_values):
        ours, theirs = _parts(values), _parts(peer_values)
        return uncertainty([a / b for a, b in zip(ours, theirs, strict=True)])
    ratio = median(values) / median(peer_values)
    sides = (_parts(values), _parts(peer_values))
    return ratio * hypot(*(uncertainty(one) / median(one) for one in sides))


def _parts(values: Sequence[float]) -> list[float]:
    """Return the median of each part of a run.

    Each is every fifth value, so that a slow drift is in all of them.
    """
    count = min(_PARTS, len(values))
    return [median(values[first::_PARTS]) for first in range(count)]


def uncertainty(figures: Sequence[float]) -> float:
    """Return how much the mean of such figures may be off."""
    return _SURE * stdev(figures) / sqrt(len(figures)) if len(figures) > 1 else 0.0
