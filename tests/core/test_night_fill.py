"""Nights found in what was recorded before anybody looked."""

from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.night_book import NightBook
from custom_components.foot_massage.core.night_fill import (
    PastHour,
    PastState,
    hours_as_states,
    past_nights,
)
from custom_components.foot_massage.core.nights import Exposure, Status

from .sleepers import DAY, DURATION, NEXT, RULES, at, shows

SCORE = Metric.SLEEP_SCORE


def state(clock: str, value: object, metric: Metric | None = DURATION) -> PastState:
    unit = "min" if metric is DURATION else None
    return PastState(
        at=at(clock), source=f"ring_{metric}", metric=metric, value=value, unit=unit
    )


def hour(clock: str, low: float, high: float | None = None) -> PastHour:
    return PastHour(
        at=at(clock),
        source="ring_sleep_duration",
        metric=DURATION,
        low=low,
        high=low if high is None else high,
        unit="h",
    )


def test_history() -> None:
    nights = past_nights(
        "ring",
        [
            state("9 07:00", "431"),
            state("06:30", "unavailable"),
            state("06:40", "431"),
            state("07:10", "405"),
            state("11 07:00", "100"),
            state("11 09:00", "420"),
        ],
        RULES,
    )
    assert {night.day: night.value(DURATION) for night in nights} == {
        DAY: 405,
        NEXT: 420,
    }
    assert {night.values[DURATION].status for night in nights} == {Status.FILLED}
    assert {night.exposure for night in nights} == {Exposure.UNKNOWN}


def test_history_of_what_is_told_at_once() -> None:
    """Only the duration was written anew; the score was the same and is as good."""
    nights = past_nights(
        "ring",
        [
            state("9 07:00", "431"),
            state("9 07:00", "83", SCORE),
            state("07:10", "405"),
        ],
        RULES,
    )
    assert [night.value(SCORE) for night in nights] == [83]


def test_history_with_the_time_of_waking() -> None:
    nights = past_nights(
        "ring",
        [state("07:10", at("06:50"), None), state("07:10", "431")],
        RULES,
    )
    assert [(night.day, night.value(DURATION)) for night in nights] == [(DAY, 431)]


def test_a_time_of_waking_that_is_none() -> None:
    rows = [state("07:10", "unknown", None), state("07:10", "431")]
    assert past_nights("ring", rows, RULES) == []


def test_statistics() -> None:
    """Each hour has one value, but for the one in which it changed."""
    hours = [
        *(hour(f"9 {clock:02}:00", 7) for clock in range(7, 24)),
        *(hour(f"{clock:02}:00", 7) for clock in range(7)),
        hour("07:00", 6.5, 7),
        *(hour(f"{clock:02}:00", 6.5) for clock in range(8, 24)),
        *(hour(f"11 {clock:02}:00", 6.5) for clock in range(24)),
    ]
    nights = past_nights("ring", hours_as_states(hours), RULES)
    assert [(night.day, night.value(DURATION)) for night in nights] == [(DAY, 390)]


def test_days_are_of_two_nights() -> None:
    days = [hour("9 00:00", 6.5, 7), hour("00:00", 6, 6.5), hour("11 00:00", 6, 7)]
    assert past_nights("ring", hours_as_states(days), RULES) == []


def test_what_was_seen_goes_before_what_is_found() -> None:
    book = NightBook(RULES)
    book.take(shows("07:00", {DURATION: 431}, slept=(None, "06:50")))
    past = past_nights(
        "ring",
        [
            state("9 07:00", "400"),
            state("07:10", "405"),
            state("07:10", "83", SCORE),
            state("11 07:00", "410"),
        ],
        RULES,
    )

    changed = book.fill(past)

    assert [night.day for night in changed] == [DAY, NEXT]
    assert book.night(DAY).value(DURATION) == 431
    assert book.night(DAY).values[SCORE].status is Status.FILLED
    assert book.night(NEXT).value(DURATION) == 410
    assert book.fill(past) == []
