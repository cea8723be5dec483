"""Nights of a tracker that only tells what happens."""

import pytest

from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.night_book import NightBook
from custom_components.foot_massage.core.sleep_phases import (
    Happened,
    SleepEvent,
    TrackedSleep,
    tracked_sleeps,
)

from .sleepers import DAY, RULES, at

LATENCY, AWAKENINGS = Metric.SLEEP_LATENCY, Metric.AWAKENINGS


def events(*told: str) -> list[Happened]:
    """Return events, each as "23:00 started" or "9 23:00 started"."""
    return [
        (at(clock), SleepEvent(event))
        for clock, _, event in (one.rpartition(" ") for one in told)
    ]


NIGHT = events(
    "9 23:00 started",
    "9 23:00 awake",
    "9 23:20 not_awake",
    "9 23:30 light_sleep",
    "00:30 deep_sleep",
    "02:00 light_sleep",
    "02:00 light_sleep",
    "03:00 awake",
    "03:10 awake",
    "03:15 not_awake",
    "03:30 rem",
    "05:00 light_sleep",
    "06:30 awake",
    "06:40 stopped",
)


def only(told: list[Happened]) -> TrackedSleep:
    (sleep,) = tracked_sleeps(told)
    return sleep


def test_a_night() -> None:
    sleep = only(NIGHT)
    assert (sleep.began, sleep.ended) == (at("9 23:00"), at("06:40"))
    assert sleep.values == {
        Metric.SLEEP_DURATION: 415,
        Metric.DEEP_SLEEP: 90,
        Metric.REM_SLEEP: 90,
        Metric.LIGHT_SLEEP: 210,
        AWAKENINGS: 1,
        LATENCY: 20,
    }


def test_the_order_they_arrive_in_does_not_matter() -> None:
    shuffled = [*reversed(NIGHT[5:]), *NIGHT[:5]]
    assert only(shuffled).values[Metric.DEEP_SLEEP] == 90


def test_no_phases() -> None:
    told = events("9 23:00 started", "02:00 paused", "02:30 resumed", "06:00 stopped")
    assert only(told).values == {Metric.SLEEP_DURATION: 390}


def test_a_pause_is_no_sleep() -> None:
    told = events(
        "9 23:00 started",
        "9 23:00 light_sleep",
        "02:00 paused",
        "02:30 resumed",
        "06:00 stopped",
    )
    values = only(told).values
    assert values[Metric.LIGHT_SLEEP] == values[Metric.SLEEP_DURATION] == 390
    assert values[AWAKENINGS] == 0


def test_falling_asleep_that_was_not_told_takes_no_time() -> None:
    told = events("9 23:00 started", "9 23:05 light_sleep", "06:00 stopped")
    assert LATENCY not in only(told).values


def test_asleep_and_nothing_else() -> None:
    told = events("9 23:00 started", "9 23:10 not_awake", "06:00 stopped")
    assert only(told).values == {
        Metric.SLEEP_DURATION: 410,
        AWAKENINGS: 0,
        LATENCY: 10,
    }


def test_never_stopped() -> None:
    told = events("9 22:00 started", "9 23:00 started", "06:00 stopped")
    assert only(told).began == at("9 23:00")
    assert tracked_sleeps(events("9 22:00 started", "03:00 awake")) == []


@pytest.mark.parametrize("stray", ["9 22:00 stopped", "9 22:00 awake"])
def test_what_is_of_no_sleep(stray: str) -> None:
    assert only([*events(stray), *NIGHT]).began == at("9 23:00")


def test_it_becomes_a_night() -> None:
    report = only(NIGHT).report("phone", "event.sleep_phase", Metric)

    night = NightBook(RULES).take(report)

    assert night
    assert night.day == DAY
    assert night.value(Metric.SLEEP_DURATION) == 415
    assert night.value(AWAKENINGS) == 1
    assert night.sleeps["phone"].began == at("9 23:00")
