"""What each new report makes of a person's nights: times, late values, corrections."""

from datetime import timedelta

import pytest

from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.night_book import NightBook
from custom_components.foot_massage.core.night_report import Report
from custom_components.foot_massage.core.nights import Night, Status

from .sleepers import DAY, DEEP, DURATION, LIGHT, NEXT, REM, RULES, at, shows

SCORE, HRV, HEART = Metric.SLEEP_SCORE, Metric.HRV, Metric.RESTING_HEART_RATE


@pytest.fixture
def book() -> NightBook:
    return NightBook(RULES)


def taken(book: NightBook, report: Report) -> Night:
    night = book.take(report)
    assert night
    return night


def test_a_value_keeps_where_and_when_it_is_from(book: NightBook) -> None:
    night = taken(book, shows("07:10", {DURATION: "431"}, slept=("9 23:00", "06:50")))

    value = night.values[DURATION]
    assert night.day == DAY
    assert value.value == 431
    assert value.sources == ("ring_sleep_duration",)
    assert value.taken_at == at("07:10")
    assert value.status is Status.PROVISIONAL
    assert night.sleeps["ring"].began == at("9 23:00")


def test_told_again_it_changes_nothing(book: NightBook) -> None:
    first = taken(book, shows("07:10", {DURATION: 431}, slept=(None, "06:50")))

    assert not book.take(shows("09:00", {DURATION: 431}, slept=(None, "06:50")))
    assert book.night(DAY) == first


def test_settled_in_the_evening(book: NightBook) -> None:
    book.take(shows("07:10", {DURATION: 431}, slept=(None, "06:50")))
    assert book.settle(at("17:59")) == []

    (night,) = book.settle(at("18:00"))

    assert night.values[DURATION].status is Status.SETTLED
    assert book.settle(at("18:00")) == []


def test_two_days_late_and_twice(book: NightBook) -> None:
    slept = ("9 23:00", "06:50")
    late = taken(book, shows("12 09:00", {DURATION: 431, HRV: 40}, slept=slept))
    assert late.day == DAY
    assert late.values[DURATION].status is Status.CORRECTED

    better = taken(book, shows("12 11:00", {DURATION: 425, HRV: 40}, slept=slept))
    assert better.values[DURATION].value == 425
    assert better.values[DURATION].taken_at == at("12 11:00")
    assert better.values[HRV].taken_at == at("12 09:00")

    last = taken(book, shows("12 12:00", {DURATION: 427, HRV: 40}, slept=slept))
    assert last.values[DURATION].value == 427
    assert [night.day for night in book.nights] == [DAY]


def test_a_settled_night_is_corrected(book: NightBook) -> None:
    book.take(shows("07:10", {DURATION: 431}, slept=(None, "06:50")))
    book.settle(at("18:00"))

    night = taken(book, shows("20:00", {DURATION: 440}, slept=(None, "06:50")))

    assert night.values[DURATION].status is Status.CORRECTED


def test_a_nap_after_the_night(book: NightBook) -> None:
    slept = ("9 23:00", "06:50")
    night = taken(book, shows("07:10", {DURATION: 431, SCORE: 83}, slept=slept))

    nap = shows("16:00", {DURATION: 95, SCORE: 60}, slept=("14:00", "15:40"))

    assert not book.take(nap)
    assert book.night(DAY) == night


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        # The longer of two that were over by noon.
        (("9 22:00", "02:00", 240), ("03:00", "08:00", 300), 1),
        (("9 22:00", "03:00", 300), ("04:00", "08:00", 240), 0),
        # One that was over by noon goes before one that was not.
        (("9 23:00", "03:00", 240), ("08:00", "14:00", 350), 0),
        (("08:00", "14:00", 350), ("9 23:00", "03:00", 240), 1),
        # Equally long: the first that was told.
        (("9 22:00", "02:00", 240), ("04:00", "08:00", 240), 0),
    ],
)
def test_two_sleeps_in_a_day(
    book: NightBook,
    first: tuple[str, str, int],
    second: tuple[str, str, int],
    kept: int,
) -> None:
    for clock, (began, ended, minutes) in (("15:00", first), ("15:30", second)):
        book.take(shows(clock, {DURATION: minutes}, slept=(began, ended)))
    _, ended, minutes = (first, second)[kept]
    night = book.night(DAY)
    assert night.value(DURATION) == minutes
    assert night.sleeps["ring"].ended == at(ended)


def test_a_longer_sleep_takes_all_of_the_ring_with_it(book: NightBook) -> None:
    book.take(shows("04:00", {DURATION: 200, HRV: 30}, slept=("9 23:00", "03:00")))
    both = {DURATION: 280, HRV: "unknown"}

    night = taken(book, shows("09:00", both, slept=("04:00", "08:50")))

    assert night.value(DURATION) == 280
    assert night.value(HRV) is None


def test_the_end_is_told_anew(book: NightBook) -> None:
    """They dozed on: the same sleep, a little longer."""
    book.take(shows("07:00", {DURATION: 400}, slept=(None, "06:50")))
    book.take(shows("08:00", {DURATION: 430}, slept=(None, "07:30")))
    assert book.night(DAY).value(DURATION) == 430

    book.take(shows("09:00", {SCORE: 83}, slept=(None, "07:30")))
    sleep = book.night(DAY).sleeps["ring"]
    assert sleep.began == at("07:30") - timedelta(minutes=430)


def test_only_the_end_is_known(book: NightBook) -> None:
    book.take(shows("07:00", {SCORE: 80}, slept=(None, "06:50")))
    night = taken(book, shows("08:00", {SCORE: 83}, slept=(None, "07:10")))
    assert night.value(SCORE) == 83
    assert night.sleeps["ring"].began is None


def test_an_alarm_is_no_waking(book: NightBook) -> None:
    assert not book.take(shows("05:00", {DURATION: 431}, slept=(None, "07:00")))


def test_two_wearables(book: NightBook) -> None:
    book.take(shows("07:00", {DURATION: 431}, slept=("9 23:00", "06:50")))
    mat = shows("07:10", {HRV: 43}, slept=("9 22:00", "06:55"), wearable="mat")
    night = taken(book, mat)
    assert night.values.keys() == {DURATION, HRV}
    assert night.sleeps.keys() == {"ring", "mat"}


@pytest.mark.parametrize("raw", ["", "unknown", "unavailable", None, "0", "-7"])
def test_bad_values_are_missing(book: NightBook, raw: object) -> None:
    report = shows("07:00", {DURATION: raw, SCORE: 83}, slept=(None, "06:50"))
    assert taken(book, report).values.keys() == {SCORE}


def test_sixteen_hours(book: NightBook) -> None:
    report = shows("17:00", {DURATION: 961}, slept=("9 23:00", "16:00"))
    assert not book.take(report)


def test_the_stages_add_up(book: NightBook) -> None:
    stages = {DEEP: 80, REM: 100, LIGHT: 250}
    night = taken(book, shows("07:00", stages, slept=(None, "06:50")))
    assert night.value(DURATION) == 430
    assert night.values[DURATION].sources == (
        "ring_deep_sleep",
        "ring_rem_sleep",
        "ring_light_sleep",
    )


def test_stages_do_not_stand_in_for_a_duration_that_is_missing(
    book: NightBook,
) -> None:
    stages = {DURATION: "unknown", DEEP: 80, REM: 100, LIGHT: 250}
    night = taken(book, shows("07:00", stages, slept=(None, "06:50")))
    assert night.values.keys() == {DEEP, REM, LIGHT}


def test_a_zero_needs_a_sleep_beside_it(book: NightBook) -> None:
    before = {DURATION: "0", Metric.AWAKENINGS: "0"}
    assert not book.take(shows("07:00", before, slept=(None, "06:50")))
    after = {DURATION: "431", Metric.AWAKENINGS: "0"}
    night = taken(book, shows("08:00", after, slept=(None, "06:50")))
    assert night.value(Metric.AWAKENINGS) == 0


def test_what_was_last_told_before_waking_is_of_no_use(book: NightBook) -> None:
    report = shows("07:00", {HRV: 43}, slept=(None, "06:50"), told="06:00")
    assert not book.take(report)


def test_the_book_is_kept(book: NightBook) -> None:
    book.take(shows("07:00", {DURATION: 431}, slept=(None, "06:50")))
    again = NightBook(RULES, book.nights, book.shown)
    assert [*again.nights] == [*book.nights]
    assert again.shown == {"ring_sleep_duration": 431}
    assert again.assign(NEXT, massage=True).assigned is True
