"""Values without the time of waking: last night's until something proves otherwise."""

import pytest

from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.night_book import NightBook
from custom_components.foot_massage.core.nights import Status

from .sleepers import DAY, DURATION, NEXT, RULES, shows

SCORE, HRV, HEART = Metric.SLEEP_SCORE, Metric.HRV, Metric.RESTING_HEART_RATE


@pytest.fixture
def book() -> NightBook:
    """Return the book of somebody whose ring showed last night's values at ten."""
    book = NightBook(RULES)
    book.take(shows("9 22:00", {DURATION: 431, SCORE: 83, HEART: 54}))
    assert [*book.nights] == []
    return book


def test_nothing_is_carried_over(book: NightBook) -> None:
    """The ring lies in a drawer; its integration asks it every five minutes."""
    for clock in ("03:00", "07:00", "14:00", "11 07:00", "11 17:00"):
        assert not book.take(shows(clock, {DURATION: 431, SCORE: 83, HEART: 54}))


def test_the_first_time_nobody_can_know() -> None:
    assert not NightBook(RULES).take(shows("07:00", {DURATION: 431}))


def test_equal_scores_on_two_nights(book: NightBook) -> None:
    """Something else of the sleep has changed, so the ring has been worn."""
    night = book.take(shows("07:00", {DURATION: 405, SCORE: 83, HEART: 54}))

    assert night
    assert night.day == DAY
    assert night.value(SCORE) == 83
    assert night.value(HEART) == 54


def test_a_heart_rate_proves_only_itself(book: NightBook) -> None:
    night = book.take(shows("07:00", {DURATION: 431, SCORE: 83, HEART: 55}))
    assert night
    assert night.values.keys() == {HEART}


@pytest.mark.parametrize(
    ("clock", "taken"),
    [
        ("02:59", False),
        ("03:00", True),
        ("14:00", True),
        ("17:59", True),
        ("18:00", False),
        ("23:00", False),
    ],
)
def test_only_from_three_until_the_evening(
    book: NightBook, clock: str, taken: bool
) -> None:
    night = book.take(shows(clock, {DURATION: 405}))
    assert (night is not None) is taken
    if night:
        assert night.values[DURATION].status is Status.PROVISIONAL


def test_what_changed_in_the_evening_is_not_of_the_next_night(
    book: NightBook,
) -> None:
    book.take(shows("19:00", {DURATION: 405}))
    assert not book.take(shows("11 07:00", {DURATION: 405}))


def test_it_goes_on_changing_in_the_morning(book: NightBook) -> None:
    book.take(shows("04:00", {DURATION: 300}))
    book.take(shows("07:00", {DURATION: 430}))
    again = {DURATION: 430, SCORE: 83}
    night = book.take(shows("08:00", again))
    assert night
    assert night.value(DURATION) == 430
    assert night.value(SCORE) == 83


def test_zero_until_it_is_read_out(book: NightBook) -> None:
    """The same number as the night before, and yet another night."""
    book.take(shows("00:10", {DURATION: "0"}))
    night = book.take(shows("07:00", {DURATION: 431}))
    assert night
    assert night.value(DURATION) == 431


def test_away_and_back_is_nothing_new(book: NightBook) -> None:
    book.take(shows("05:00", {DURATION: "unavailable"}))
    assert not book.take(shows("07:00", {DURATION: 431}))


def test_a_nap_is_not_carried_into_the_next_night(book: NightBook) -> None:
    book.take(shows("07:00", {DURATION: 405, SCORE: 80}))
    assert not book.take(shows("16:00", {DURATION: 100, SCORE: 60}))
    assert book.night(DAY).value(SCORE) == 80

    assert not book.take(shows("11 07:00", {DURATION: 100, SCORE: 60}))
    night = book.take(shows("11 08:00", {DURATION: 405, SCORE: 80}))
    assert night
    assert night.day == NEXT


def test_a_long_nap_does_not_take_the_place_of_the_night(book: NightBook) -> None:
    book.take(shows("07:00", {DURATION: 405}))
    assert not book.take(shows("16:00", {DURATION: 190}))
    assert book.take(shows("16:30", {DURATION: 400})), "a correction by minutes"


def looked(book: NightBook, clock: str, *, told: str) -> None:
    book.take(shows(clock, {SCORE: 83}, told=told))


def test_a_source_that_says_little_is_believed_when_it_does() -> None:
    """It told yesterday's score yesterday morning, and the same this morning."""
    book = NightBook(RULES)
    looked(book, "03:00", told="9 08:00")
    night = book.take(shows("07:00", {SCORE: 83}, told="06:55"))
    assert night
    assert night.value(SCORE) == 83


def test_but_not_one_that_tells_all_the_time() -> None:
    book = NightBook(RULES)
    looked(book, "03:00", told="02:58")
    assert not book.take(shows("07:00", {SCORE: 83}, told="06:58"))


def test_nor_after_it_was_away() -> None:
    book = NightBook(RULES)
    looked(book, "03:00", told="9 08:00")
    book.take(shows("05:00", {SCORE: "unavailable"}))
    assert not book.take(shows("07:00", {SCORE: 83}, told="06:55"))


def test_nor_after_a_restart() -> None:
    book = NightBook(RULES)
    looked(book, "03:00", told="9 08:00")
    again = NightBook(RULES, book.nights, book.shown)
    assert not again.take(shows("07:00", {SCORE: 83}, told="06:55"))
    assert again.take(shows("07:10", {SCORE: 84}, told="07:09"))


def test_a_change_while_home_assistant_was_off(book: NightBook) -> None:
    again = NightBook(RULES, book.nights, book.shown)
    night = again.take(shows("07:00", {DURATION: 405}))
    assert night
    assert night.value(DURATION) == 405


def test_told_before_three_and_never_again(book: NightBook) -> None:
    assert not book.take(shows("07:00", {DURATION: 405}, told="01:00"))
