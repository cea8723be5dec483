"""Which day's night a moment belongs to, also when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.night_book import NightBook
from custom_components.foot_massage.core.nights import (
    Exposure,
    Night,
    NightRules,
    NightValue,
    Status,
)

from .sleepers import BERLIN, DAY, NEXT, RULES, at


@pytest.mark.parametrize(
    ("clock", "day"),
    [
        ("9 18:00", DAY),
        ("9 23:59", DAY),
        ("00:00", DAY),
        ("07:00", DAY),
        ("17:59", DAY),
        ("18:00", NEXT),
    ],
)
def test_a_night_belongs_to_the_day_of_waking(clock: str, day: date) -> None:
    assert RULES.day_of(at(clock)) == day
    start, end = RULES.window(day)
    assert start <= at(clock) < end


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (DAY, 24)],
)
def test_the_clocks_change(day: date, hours: int) -> None:
    start, end = RULES.window(day)
    assert end - start == timedelta(hours=hours)
    assert start.astimezone(BERLIN).time() == time(18)
    assert end.astimezone(BERLIN).time() == time(18)
    assert RULES.morning(day).astimezone(BERLIN).time() == time(3)
    assert RULES.day_of(start) == RULES.day_of(end - timedelta(seconds=1)) == day
    assert RULES.day_of(start - timedelta(seconds=1)) == day - timedelta(days=1)


def test_both_hours_that_are_called_two_are_of_the_night() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    second = first.replace(fold=1)
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)
    assert RULES.day_of(first) == RULES.day_of(second) == date(2026, 10, 25)


def test_another_boundary() -> None:
    rules = NightRules(zone=BERLIN, boundary=time(12))
    assert rules.day_of(at("11:59")) == DAY
    assert rules.day_of(at("12:00")) == NEXT
    with pytest.raises(ValueError, match="before noon"):
        NightRules(zone=BERLIN, boundary=time(6))


@pytest.mark.parametrize(
    ("zone", "hours"), [("America/New_York", 30), ("Asia/Tokyo", 16)]
)
def test_a_journey_leaves_neither_gap_nor_overlap(zone: str, hours: int) -> None:
    """The first night elsewhere begins where the last one at home has ended."""
    book = NightBook(RULES)
    home = book.assign(DAY, massage=True)
    book.rules = NightRules(zone=ZoneInfo(zone))

    away = book.night(NEXT)

    assert book.night(DAY) == home
    assert away.start == home.end
    assert away.end - away.start == timedelta(hours=hours)
    assert book.day_of(home.end - timedelta(seconds=1)) == DAY
    assert book.day_of(home.end) == NEXT
    assert book.day_of(home.start) == DAY
    before = home.start - timedelta(minutes=1)
    assert book.day_of(before) == DAY - timedelta(days=1)
    assert book.night(DAY - timedelta(days=1)).end == home.start


def test_round_the_world_in_a_night() -> None:
    """Where a night has no room between two others it is empty, never negative."""
    book = NightBook(NightRules(zone=ZoneInfo("Pacific/Pago_Pago")))
    book.assign(DAY, massage=True)
    book.rules = NightRules(zone=ZoneInfo("Pacific/Kiritimati"))
    away = book.night(NEXT)
    assert away.start == away.end


def test_a_night_says_what_it_knows() -> None:
    night = Night(day=DAY, start=at("9 18:00"), end=at("18:00"))
    assert night.massaged is None
    assert night.value(Metric.HRV) is None

    value = NightValue(
        value=43, sources=("ring",), taken_at=at("07:00"), status=Status.SETTLED
    )
    night = Night(
        day=DAY,
        start=night.start,
        end=night.end,
        values={Metric.HRV: value},
        exposure=Exposure.OTHER,
    )
    assert night.massaged is False
    assert night.value(Metric.HRV) == 43
