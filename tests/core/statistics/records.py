"""Sleep records for tests, the same ones every time."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from custom_components.foot_massage.core.comparison import NightPoint

MONDAY = date(2026, 11, 2)


def record(
    massage: Sequence[bool | None],
    value: Sequence[float | None],
    first: date = MONDAY,
) -> list[NightPoint]:
    """Return one night after the other."""
    return [
        NightPoint(first + timedelta(days=day), *night)
        for day, night in enumerate(zip(massage, value, strict=True))
    ]


def some_record(
    nights: int,
    *,
    seed: int = 1,
    effect: float = 0,
    level: float = 60,
    spread: float = 10,
    missing: float = 0,
    unknown: float = 0,
) -> list[NightPoint]:
    """Return a record of nights that are drawn, two of five with a massage."""
    rng = np.random.default_rng(seed)
    massage = rng.random(nights) < 0.4
    value = level + spread * rng.standard_normal(nights) + effect * massage
    lost, unseen = rng.random(nights) < missing, rng.random(nights) < unknown
    return record(
        [None if unseen[one] else bool(massage[one]) for one in range(nights)],
        [None if lost[one] else float(value[one]) for one in range(nights)],
    )


def usable(points: Sequence[NightPoint]) -> list[NightPoint]:
    """Return the nights of which everything is known."""
    return [one for one in points if None not in (one.massage, one.value)]
