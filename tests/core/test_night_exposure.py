"""Whether a night came after a massage, or nobody can know."""

import pytest

from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.night_book import NightBook
from custom_components.foot_massage.core.night_exposure import Span
from custom_components.foot_massage.core.nights import Exposure
from custom_components.foot_massage.core.session import Session

from .sleepers import DAY, RULES, at, session, shows

ALL = [Span(at("8 12:00"), at("12 12:00"))]


def watched(*clocks: tuple[str, str]) -> list[Span]:
    return [Span(at(start), at(end)) for start, end in clocks]


@pytest.mark.parametrize(
    ("sessions", "exposure"),
    [
        ([], Exposure.OTHER),
        ([session("9 22:00")], Exposure.MASSAGE),
        ([session("9 18:00")], Exposure.MASSAGE),
        ([session("02:00")], Exposure.MASSAGE),
        ([session("9 17:59")], Exposure.OTHER),
        ([session("12:00")], Exposure.OTHER),
        ([session("17:59")], Exposure.OTHER),
        ([session("18:00")], Exposure.OTHER),
        ([session("9 22:00", 0.2)], Exposure.OTHER),
        ([session("9 22:00", known=False)], Exposure.MASSAGE),
    ],
)
def test_sessions(sessions: list[Session], exposure: Exposure) -> None:
    assert NightBook(RULES).expose(DAY, sessions, ALL).exposure is exposure


def test_daytime_is_recorded_and_not_counted() -> None:
    sessions = [
        session("9 22:00", 10, "evening"),
        session("11:59", 5, "morning"),
        session("12:00", 15, "noon"),
        session("18:00", 10, "next"),
    ]
    night = NightBook(RULES).expose(DAY, sessions, ALL)

    assert [(one.session_id, one.minutes, one.daytime) for one in night.sessions] == [
        ("evening", 10, False),
        ("morning", 5, False),
        ("noon", 15, True),
    ]
    assert night.massaged is True


@pytest.mark.parametrize(
    ("seen", "exposure"),
    [
        (watched(("9 18:00", "03:00")), Exposure.OTHER),
        (watched(("9 18:05", "02:55")), Exposure.OTHER),
        (watched(("9 18:06", "03:00")), Exposure.UNKNOWN),
        (watched(("9 18:00", "02:54")), Exposure.UNKNOWN),
        (watched(("9 22:00", "03:00"), ("9 12:00", "9 21:55")), Exposure.OTHER),
        (watched(("9 22:00", "03:00"), ("9 12:00", "9 21:54")), Exposure.UNKNOWN),
        (watched(("9 12:00", "04:00"), ("9 20:00", "9 21:00")), Exposure.OTHER),
        ([], Exposure.UNKNOWN),
    ],
)
def test_nobody_looked(seen: list[Span], exposure: Exposure) -> None:
    """Without a massage, and without knowing when they slept."""
    assert NightBook(RULES).expose(DAY, [], seen).exposure is exposure


def test_a_massage_counts_whatever_was_not_seen() -> None:
    night = NightBook(RULES).expose(DAY, [session("9 22:00")], [])
    assert night.exposure is Exposure.MASSAGE


def test_once_asleep_nobody_has_a_massage() -> None:
    book = NightBook(RULES)
    ring = {Metric.SLEEP_DURATION: 420}
    book.take(shows("07:00", ring, slept=("9 23:00", "06:30")))
    until_eleven = watched(("9 18:00", "9 23:00"))

    assert book.expose(DAY, [], until_eleven).exposure is Exposure.OTHER
    too_little = watched(("9 18:00", "9 22:50"))
    assert book.expose(DAY, [], too_little).exposure is Exposure.UNKNOWN


def test_a_massage_after_waking_is_not_before_the_sleep() -> None:
    book = NightBook(RULES)
    ring = {Metric.SLEEP_DURATION: 420}
    book.take(shows("07:00", ring, slept=(None, "06:30")))

    night = book.expose(DAY, [session("08:00")], ALL)

    assert night.exposure is Exposure.OTHER
    assert len(night.sessions) == 1
