"""Nights found in what was recorded before anybody looked."""

from collections.abc import Iterable, Mapping

from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.night_book import NightBook
from custom_components.foot_massage.core.night_fill import (
    PastHour,
    hours_as_reports,
    past_nights,
)
from custom_components.foot_massage.core.night_report import Report
from custom_components.foot_massage.core.nights import Exposure, Night, Origin, Status

from .sleepers import DAY, DEEP, DURATION, NEXT, RULES, at, shows

SCORE = Metric.SLEEP_SCORE


def found(
    *reports: Report, origin: Origin = Origin.HISTORY, until: str = "12 12:00"
) -> list[Night]:
    return past_nights(reports, RULES, metrics=Metric, origin=origin, now=at(until))


def hours(
    shown: Mapping[str, tuple[float, float]], metric: Metric = DURATION
) -> list[PastHour]:
    """Return the rows of a sensor: the lowest and highest value, by hour."""
    return [
        PastHour(
            at=at(clock),
            source=f"ring_{metric}",
            metric=metric,
            low=low,
            high=high,
            unit="h" if metric is DURATION else None,
        )
        for clock, (low, high) in shown.items()
    ]


def steady(value: float, day: int, clocks: Iterable[int]) -> dict[str, tuple]:
    return {f"{day} {clock:02}:00": (value, value) for clock in clocks}


def in_statistics(*rows: list[PastHour]) -> list[Night]:
    reports = hours_as_reports("ring", [hour for some in rows for hour in some])
    return found(*reports, origin=Origin.STATISTICS)


def test_history() -> None:
    nights = found(
        shows("9 07:00", {DURATION: "431"}),
        shows("06:30", {DURATION: "unavailable"}),
        shows("06:40", {DURATION: "431"}),
        shows("07:10", {DURATION: "405"}),
        shows("11 07:00", {DURATION: "100"}),
        shows("11 09:00", {DURATION: "420"}),
        until="11 12:00",
    )
    assert {night.day: night.value(DURATION) for night in nights} == {
        DAY: 405,
        NEXT: 420,
    }
    first, second = (night.values[DURATION] for night in nights)
    assert (first.status, second.status) == (Status.SETTLED, Status.PROVISIONAL)
    assert {first.origin, second.origin} == {Origin.HISTORY}
    assert {night.exposure for night in nights} == {Exposure.UNKNOWN}


def test_only_what_is_asked_for() -> None:
    reports = [
        shows("9 07:00", {DURATION: 431, SCORE: 80}),
        shows("07:00", {DURATION: 405, SCORE: 83}),
        shows("11 07:00", {DURATION: 400}),
    ]
    (night,) = past_nights(
        reports, RULES, metrics={SCORE}, origin=Origin.HISTORY, now=at("12 12:00")
    )
    assert night.day == DAY
    assert set(night.values) == {SCORE}


def test_statistics() -> None:
    """Each hour has one value, but for the one in which it changed."""
    (night,) = in_statistics(
        hours(
            steady(7, 9, range(7, 24))
            | steady(7, 10, range(7))
            | {"10 07:00": (6.5, 7)}
            | steady(6.5, 10, range(8, 24))
            | steady(6.5, 11, range(24))
        )
    )
    assert (night.day, night.value(DURATION)) == (DAY, 390)
    assert night.values[DURATION].origin is Origin.STATISTICS


def test_statistics_of_what_is_told_at_once() -> None:
    """A score that is the same again is as good as what changed beside it."""
    (night,) = in_statistics(
        hours(steady(7, 10, range(7)) | steady(6.5, 10, range(8, 12))),
        hours(steady(83, 10, range(12)), SCORE),
    )
    assert (night.value(DURATION), night.value(SCORE)) == (390, 83)


def test_what_was_not_there_is_not_carried_over() -> None:
    """The score was away all morning, and changed late in the evening."""
    (night,) = in_statistics(
        hours(steady(7, 10, range(7)) | steady(6.5, 10, range(8, 24))),
        hours(steady(83, 10, range(7)) | steady(83, 10, range(19, 24)), SCORE),
    )
    assert set(night.values) == {DURATION}


def test_a_nap_in_the_afternoon_is_no_night() -> None:
    (night,) = in_statistics(
        hours(
            steady(7, 10, range(7))
            | steady(6.5, 10, range(8, 15))
            | steady(1.2, 10, range(16, 18))
        ),
        hours(
            steady(90, 10, range(7))
            | steady(80, 10, range(8, 15))
            | steady(20, 10, range(16, 18)),
            Metric.SLEEP_SCORE,
        ),
    )
    assert (night.value(DURATION), night.value(SCORE)) == (390, 80)


def test_days_are_of_two_nights() -> None:
    days = {"9 00:00": (6.5, 7), "10 00:00": (6, 6.5), "11 00:00": (6, 7)}
    assert in_statistics(hours(days)) == []


def test_what_was_seen_goes_before_what_is_found() -> None:
    book = NightBook(RULES)
    book.take(shows("07:00", {DURATION: 431}, slept=(None, "06:50")))
    past = found(
        shows("9 07:00", {DURATION: 400}),
        shows("07:10", {DURATION: 405, SCORE: 83}),
        shows("11 07:00", {DURATION: 410}),
        until="11 12:00",
    )

    changed = book.fill(past)

    assert [night.day for night in changed] == [DAY, NEXT]
    assert book.night(DAY).value(DURATION) == 431
    assert book.night(DAY).values[DURATION].origin is Origin.RECORDED
    assert book.night(DAY).values[SCORE].origin is Origin.HISTORY
    assert book.night(NEXT).value(DURATION) == 410
    assert book.fill(past) == []


def test_what_is_found_of_last_night_is_settled_like_any_other() -> None:
    book = NightBook(RULES)
    reports = [shows("07:00", {DURATION: 431}, slept=(None, "06:50"))]
    book.fill(found(*reports, until="12:00"))
    assert book.night(DAY).values[DURATION].status is Status.PROVISIONAL
    book.take(shows("09:00", {DURATION: 440, DEEP: 80}, slept=(None, "07:00")))
    told = book.night(DAY).values
    assert (told[DURATION].value, told[DURATION].origin) == (440, Origin.RECORDED)
    (night,) = book.settle(at("18:00"))
    assert night.values[DEEP].status is Status.SETTLED


def test_last_night_is_settled_though_nobody_looks_again() -> None:
    book = NightBook(RULES)
    reports = [shows("07:00", {DURATION: 431}, slept=(None, "06:50"))]
    book.fill(found(*reports, until="12:00"))
    (night,) = book.settle(at("18:00"))
    assert night.values[DURATION].status is Status.SETTLED
