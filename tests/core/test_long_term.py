"""Massages and nights by the hour."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.foot_massage.core.long_term import (
    Row,
    massage_hours,
    new_rows,
    night_hours,
)
from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.night_book import NightBook

from .sleepers import DURATION, NEXT, RULES, at, session, shows


def test_minutes_of_massage() -> None:
    sessions = [
        session("20:00", 10),
        session("20:30", 7.5),
        session("21:10", 0),
        session("11 07:00", 12),
    ]
    assert massage_hours(sessions) == {at("20:00"): 17.5, at("11 07:00"): 12}


@pytest.mark.parametrize(
    ("clock", "lasts", "minutes", "hours"),
    [
        ("20:55", 20, 20, {"20:00": 5, "21:00": 15}),
        # With a pause of ten minutes, nobody knows when.
        ("20:50", 20, 10, {"20:00": 5, "21:00": 5}),
        ("20:50", 10, 10, {"20:00": 10}),
        ("20:30", 120, 60, {"20:00": 15, "21:00": 30, "22:00": 15}),
        # Told at once by a massager that was away.
        ("20:30", 0, 10, {"20:00": 10}),
    ],
)
def test_a_massage_across_the_hour(
    clock: str, lasts: float, minutes: float, hours: dict[str, float]
) -> None:
    ended = at(clock) + timedelta(minutes=lasts)
    told = replace(session(clock, minutes), ended_at=ended)
    expected = {at(hour): part for hour, part in hours.items()}
    assert massage_hours([told]) == expected


def test_a_massage_of_which_only_the_end_was_seen() -> None:
    assert massage_hours([session("20:00", 10, known=False)]) == {at("20:00"): 10}
    unfinished = replace(session("20:00", 10), ended_at=None)
    assert massage_hours([unfinished]) == {at("20:00"): 10}


def test_nights() -> None:
    book = NightBook(RULES)
    book.take(shows("07:00", {DURATION: 431}, slept=(None, "06:30")))
    told = {DURATION: 420, Metric.HRV: 50}
    book.take(shows("11 07:00", told, slept=(None, "11 06:30")))
    assert night_hours(book.nights, DURATION) == {
        at("17:00"): 431,
        at("11 17:00"): 420,
    }
    assert night_hours(book.nights, Metric.HRV) == {at("11 17:00"): 50}
    again = shows("11 19:00", {DURATION: 425}, slept=(None, "11 06:45"))
    assert book.take(again) == book.night(NEXT)
    assert night_hours(book.nights, DURATION)[at("11 17:00")] == 425


def test_only_what_is_new_is_written() -> None:
    hours = {at("17:00"): 431.0}
    rows = new_rows({}, hours, adds_up=False)
    assert rows == {at("17:00"): Row(431)}
    assert new_rows(rows, hours, adds_up=False) == {}
    assert new_rows(rows, {at("17:00"): 430.0}, adds_up=False) == {
        at("17:00"): Row(430)
    }


def test_a_massage_that_is_told_late_moves_what_comes_after() -> None:
    rows = new_rows({}, {at("20:00"): 10.0, at("11 20:00"): 5.5}, adds_up=True)
    assert rows == {at("20:00"): Row(10, 10), at("11 20:00"): Row(5.5, 15.5)}
    hours = {at("20:00"): 10.0, at("21:00"): 2.0, at("11 20:00"): 5.5}
    assert new_rows(rows, hours, adds_up=True) == {
        at("21:00"): Row(2, 12),
        at("11 20:00"): Row(5.5, 17.5),
    }


def test_a_total_goes_on_from_a_massager_that_is_gone() -> None:
    kept = {at("9 20:00"): Row(30, 30)}
    assert new_rows(kept, {at("20:00"): 10.0}, adds_up=True) == {
        at("20:00"): Row(10, 40)
    }
