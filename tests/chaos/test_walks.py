"""Some walks, and whether walking finds anything."""

from dataclasses import replace
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.foot_massage.core.session import Session
from custom_components.foot_massage.session_log import SessionLog

from .walk import walk

pytestmark = [
    pytest.mark.freeze_time("2026-11-01T20:30:00Z"),
    pytest.mark.usefixtures("socket_enabled"),
]


def walk_well(seed: int, freezer: FrozenDateTimeFactory) -> None:
    result = walk(seed, freezer)
    assert not result.wrong, str(result)


@pytest.mark.parametrize("seed", [12, 66, 220, 1057])
def test_a_walk(seed: int, freezer: FrozenDateTimeFactory) -> None:
    walk_well(seed, freezer)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_many_walks(seed: int, freezer: FrozenDateTimeFactory) -> None:
    walk_well(seed, freezer)


def test_the_same_seed_is_the_same_walk(freezer: FrozenDateTimeFactory) -> None:
    began = freezer()
    first = walk(7, freezer)
    freezer.move_to(began)
    assert walk(7, freezer).story == first.story


def test_a_fault_is_found(
    freezer: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = SessionLog.finish

    def finish_wrongly(log: SessionLog, session: Session) -> None:
        finish(log, replace(session, massaged=session.massaged + timedelta(seconds=9)))

    monkeypatch.setattr(SessionLog, "finish", finish_wrongly)
    result = walk(12, freezer)
    assert "too long a record" in result.wrong[0]
