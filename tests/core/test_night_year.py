"""A year with a ring that is often in a drawer: nothing is ever of another night."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.night_book import NightBook
from custom_components.foot_massage.core.night_record import (
    night_from_dict,
    night_to_dict,
)
from custom_components.foot_massage.core.night_report import Observation, Report

from .sleepers import RULES

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
DURATION, SCORE = Metric.SLEEP_DURATION, Metric.SLEEP_SCORE


class Ring:
    """Goes on showing its last night until it is read out after another."""

    def __init__(self, random: Random, *, tells_end: bool) -> None:
        self.random = random
        self.tells_end = tells_end
        self.slept: dict[date, tuple[int, int]] = {}
        self._due: list[tuple[datetime, datetime, tuple[int, int]]] = []
        self._shows: tuple[datetime, tuple[int, int]] | None = None

    def wear(self, day: date) -> None:
        # Few different values: often two nights are alike.
        night = self.random.choice((400, 410, 420)), self.random.choice((80, 81, 82))
        self.slept[day] = night
        woke = RULES.morning(day) + timedelta(hours=self.random.uniform(1, 5))
        late = self.random.choice((0.2, 0.2, 3, 9, 14, 40))
        self._due.append((woke + timedelta(hours=late), woke, night))

    def show(self, now: datetime) -> Report | None:
        for due in [one for one in self._due if one[0] <= now]:
            self._due.remove(due)
            self._shows = due[1:]
        if self._shows is None:
            return None
        woke, values = self._shows
        away = self.random.random() < 0.05
        return Report(
            wearable="ring",
            taken_at=now,
            observations=tuple(
                Observation(
                    metric=metric,
                    value="unavailable" if away else value,
                    unit="min" if metric is DURATION else None,
                    source=metric,
                    reported_at=now,
                )
                for metric, value in zip((DURATION, SCORE), values, strict=True)
            ),
            slept_until=woke if self.tells_end else None,
        )


@pytest.mark.parametrize("tells_end", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_a_year(seed: int, tells_end: bool) -> None:
    random = Random(seed)
    ring = Ring(random, tells_end=tells_end)
    book = NightBook(RULES)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    day = FIRST
    while day <= LAST:
        if random.random() < 0.8:
            ring.wear(day)
        end = RULES.window(day)[1] + timedelta(hours=6)
        while now < end:
            now += timedelta(hours=1)
            if random.random() < 0.02:
                stored = [night_from_dict(night_to_dict(one)) for one in book.nights]
                book = NightBook(RULES, stored, book.shown)
            elif report := ring.show(now):
                book.take(report)
        book.settle(now)
        day += timedelta(days=1)

    recorded = [night for night in book.nights if night.values]
    for night in recorded:
        assert (night.value(DURATION), night.value(SCORE)) == ring.slept[night.day]
    # What cannot be proven is missing, and not too much of it.
    assert len(recorded) >= len(ring.slept) * (0.9 if tells_end else 0.4)
