"""Some walks, and whether walking finds anything."""

from dataclasses import replace
from datetime import timedelta
from unittest.mock import AsyncMock

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.foot_massage.core.session import Session
from custom_components.foot_massage.drivers import kept
from custom_components.foot_massage.drivers.http import HttpDriver
from custom_components.foot_massage.session_log import SessionLog

from .walk import walk

pytestmark = [
    pytest.mark.freeze_time("2026-11-01T20:30:00Z"),
    pytest.mark.usefixtures("socket_enabled"),
]


def walk_well(seed: int, freezer: FrozenDateTimeFactory) -> None:
    result = walk(seed, freezer)
    assert not result.wrong, str(result)


@pytest.mark.parametrize("seed", range(4))
def test_a_walk(seed: int, freezer: FrozenDateTimeFactory) -> None:
    walk_well(seed, freezer)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4, 44))
def test_many_walks(seed: int, freezer: FrozenDateTimeFactory) -> None:
    walk_well(seed, freezer)


def test_the_same_seed_is_the_same_walk(freezer: FrozenDateTimeFactory) -> None:
    began = freezer()
    first = walk(7, freezer)
    freezer.move_to(began)
    assert walk(7, freezer).story == first.story


@pytest.mark.parametrize(
    ("seed", "too_much_s", "complaint"),
    [(1, 9, "too long a record"), (4, 19, "another time")],
)
def test_a_wrong_record_is_found(
    seed: int,
    too_much_s: int,
    complaint: str,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    finish = SessionLog.finish

    def finish_wrongly(log: SessionLog, session: Session) -> None:
        too_much = session.massaged + timedelta(seconds=too_much_s)
        finish(log, replace(session, massaged=too_much))

    monkeypatch.setattr(SessionLog, "finish", finish_wrongly)
    assert complaint in walk(seed, freezer).wrong[0]


def test_what_is_done_without_end_is_found(
    freezer: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "look_again_at", lambda clock, told, now, has_timer: now)
    assert "without end" in walk(0, freezer).wrong[0]


def test_what_stays_behind_is_found(
    freezer: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HttpDriver, "disconnect", AsyncMock())
    assert "Left behind" in walk(0, freezer).wrong[0]
