"""Nights, in whatever order they come to be known."""

from datetime import date, datetime

import pytest

from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.night_list import NightList
from custom_components.foot_massage.core.nights import Night, NightValue, Status

from .sleepers import RULES

FIRST, SECOND, THIRD = (date(2026, 11, day) for day in (10, 11, 12))


def night(day: date, *, measured: bool = False) -> Night:
    start, end = RULES.window(day)
    slept = NightValue(value=420, sources=(), taken_at=end, status=Status.SETTLED)
    values = {Metric.SLEEP_DURATION: slept} if measured else {}
    return Night(day=day, start=start, end=end, values=values)


@pytest.fixture(params=["one by one", "all at once"])
def nights(request: pytest.FixtureRequest) -> NightList:
    given = [night(SECOND), night(THIRD), night(FIRST)]
    if request.param == "all at once":
        return NightList(given)
    found = NightList()
    for one in given:
        found.put(one)
    return found


def days(nights: NightList) -> list[date]:
    return [one.day for one in nights]


def end_of(day: date) -> datetime:
    return RULES.window(day)[1]


def test_nights_are_in_order(nights: NightList) -> None:
    assert days(nights) == [FIRST, SECOND, THIRD]
    assert nights.days_since(SECOND) == [SECOND, THIRD]
    assert nights.get(THIRD) == night(THIRD)
    assert nights.get(date(2026, 11, 13)) is None


def test_a_day_has_one_night(nights: NightList) -> None:
    nights.put(night(SECOND, measured=True))

    assert days(nights) == [FIRST, SECOND, THIRD]
    assert nights.get(SECOND) == night(SECOND, measured=True)


def test_a_night_is_over_at_its_end(nights: NightList) -> None:
    assert nights.over(end_of(THIRD)) == [*nights]
    assert nights.over(end_of(SECOND)) == [night(FIRST), night(SECOND)]
    assert nights.over(night(FIRST).start) == []


def test_a_night_is_known_once_something_was_measured(nights: NightList) -> None:
    assert nights.known(end_of(SECOND)) == [night(FIRST), night(SECOND)]
    nights.put(night(THIRD, measured=True))
    assert nights.known(end_of(SECOND)) == [*nights]
