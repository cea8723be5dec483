"""Ended sessions, whichever of them somebody asks for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from custom_components.foot_massage.core.history import SessionHistory
from custom_components.foot_massage.core.massager import MassageSettings
from custom_components.foot_massage.core.programs import ProgramKey
from custom_components.foot_massage.core.session import Outcome, Session, StartedBy

BEGAN = datetime(2026, 11, 1, 21, tzinfo=UTC)
MINUTES = timedelta(minutes=1)
DAY = timedelta(days=1)


def ended(name: str, massager: str, day: int, sleeper: str | None = None) -> Session:
    began = BEGAN + day * DAY
    return Session(
        session_id=name,
        massager_id=massager,
        program=ProgramKey.WIND_DOWN,
        settings=MassageSettings(),
        planned=10 * MINUTES,
        started_by=StartedBy.HOME_ASSISTANT,
        seen_at=began,
        started_at=began,
        sleeper=sleeper,
    ).end(Outcome.COMPLETED, began + 10 * MINUTES, 10 * MINUTES)


SESSIONS = [
    ended("b", "m1", 1, "ada"),
    ended("a", "m1", 0),
    ended("c", "m2", 2, "ada"),
    ended("d", "m1", 3, "bob"),
]


@pytest.fixture(params=["one by one", "all at once"])
def history(request: pytest.FixtureRequest) -> SessionHistory:
    found = SessionHistory()
    if request.param == "all at once":
        found.remember_all(SESSIONS)
    else:
        for session in SESSIONS:
            found.remember(session)
    return found


def names(sessions: list[Session]) -> str:
    return "".join(one.session_id for one in sessions)


def test_sessions_are_in_the_order_in_which_they_ended(history: SessionHistory) -> None:
    assert names(history.sessions()) == "abcd"
    assert names(history.sessions(massager_id="m1")) == "abd"
    assert names(history.sessions(massager_id="m3")) == ""
    assert names(history.sessions(sleeper="ada")) == "bc"
    assert names(history.sessions(massager_id="m1", sleeper="ada")) == "b"
    assert len(history) == 4


def test_sessions_of_a_span_are_those_that_overlap_it(history: SessionHistory) -> None:
    end_of_b = BEGAN + DAY + 10 * MINUTES
    assert names(history.sessions(start=end_of_b - MINUTES)) == "bcd"
    assert names(history.sessions(start=end_of_b)) == "cd"
    assert names(history.sessions(end=BEGAN + DAY)) == "a"
    assert names(history.sessions(start=BEGAN, end=BEGAN + 2 * DAY)) == "ab"
    assert names(history.sessions(massager_id="m1", start=end_of_b)) == "d"


def test_the_latest_come_first(history: SessionHistory) -> None:
    assert names(history.recent("m1", 1)) == "d"
    assert names(history.recent("m1", 2)) == "db"
    assert names(history.recent("m1", 9)) == "dba"
    assert history.recent("m3", 1) == []


def test_massage_time_is_added_up(history: SessionHistory) -> None:
    assert history.massaged("m1") == 30 * MINUTES
    assert history.massaged("m3") == timedelta()
    end_of_b = BEGAN + DAY + 10 * MINUTES
    assert history.massaged_since("m1", end_of_b) == 20 * MINUTES
    assert history.massaged_since("m1", end_of_b + MINUTES) == 10 * MINUTES
    assert history.massaged_since("m3", BEGAN) == timedelta()


def test_one_is_found_by_its_id(history: SessionHistory) -> None:
    assert history.find("c") == SESSIONS[2]
    assert history.find("e") is None
    assert history.knows("c")
    assert not history.knows("e")


def test_what_became_known_later_is_in_every_answer(history: SessionHistory) -> None:
    rated = replace(SESSIONS[0], calm=5)
    history.amend(rated)

    assert history.find("b") == rated
    assert history.sessions()[1] == rated
    assert history.sessions(massager_id="m1")[1] == rated
    assert history.massaged("m1") == 30 * MINUTES


def test_of_two_that_ended_at_once_the_right_one_is_amended() -> None:
    history = SessionHistory()
    twins = [ended(name, "m1", 0) for name in "xy"]
    history.remember_all(twins)
    history.amend(replace(twins[1], pain=3))

    assert [one.pain for one in history.sessions()] == [None, 3]


def test_sessions_are_given_to_somebody_else(history: SessionHistory) -> None:
    history.reattribute("ada", "eve")

    assert history.sessions(sleeper="ada") == []
    assert names(history.sessions(sleeper="eve")) == "bc"
    assert names(history.sessions(massager_id="m1")) == "abd"
