"""A trial is drawn once, in balanced blocks, and survives being stored."""

from dataclasses import replace
from datetime import date, timedelta
import json
from typing import Any

import pytest

from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.record import RecordError
from custom_components.foot_massage.core.trial import (
    Assignment,
    TrialPlan,
    draw_trial,
    plan_from_dict,
    plan_to_dict,
)

START = date(2026, 12, 1)
NIGHT = timedelta(days=1)


def draw(days: int = 28, block: int = 4, seed: int = 7) -> TrialPlan:
    return draw_trial(
        START, days=days, block=block, seed=seed, primary=Metric.SLEEP_DURATION
    )


@pytest.mark.parametrize(("days", "block"), [(2, 2), (28, 4), (56, 14), (366, 6)])
@pytest.mark.parametrize("seed", range(5))
def test_half_of_every_block_are_massage_nights(
    days: int, block: int, seed: int
) -> None:
    plan = draw(days, block, seed)

    assert plan.days == days
    for first in range(0, days, block):
        assert sum(plan.schedule[first : first + block]) == block // 2


def test_a_seed_draws_the_same_again_and_another_draws_otherwise() -> None:
    assert draw() == draw()
    assert draw(seed=8).schedule != draw().schedule


@pytest.mark.parametrize(
    ("days", "block", "seed", "why"),
    [
        (28, 3, 1, "even"),
        (28, 0, 1, "even"),
        (28, 30, 1, "even"),
        (30, 4, 1, "whole blocks"),
        (0, 4, 1, "whole blocks"),
        (368, 4, 1, "whole blocks"),
        (28, 4, -1, "negative"),
    ],
)
def test_what_cannot_be_drawn(days: int, block: int, seed: int, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        draw(days, block, seed)


def test_what_a_night_is_to_be() -> None:
    plan = draw()
    nights = [plan.assignment(START + day * NIGHT) for day in range(28)]

    assert plan.assignment(START - NIGHT) is Assignment.NO_TRIAL
    assert plan.assignment(plan.end) is Assignment.NO_TRIAL
    assert plan.assignment(plan.end - NIGHT) is not Assignment.NO_TRIAL
    assert nights.count(Assignment.MASSAGE) == nights.count(Assignment.REST) == 14
    assert [one is Assignment.MASSAGE for one in nights] == list(plan.schedule)


def test_ending_early() -> None:
    plan = draw()
    ended = plan.end_early(START + 9 * NIGHT)

    assert ended.end == START + 9 * NIGHT
    assert ended.assignment(START + 8 * NIGHT) is plan.assignment(START + 8 * NIGHT)
    assert ended.assignment(START + 9 * NIGHT) is Assignment.NO_TRIAL
    assert ended.days == plan.days, "it was planned for as many all the same"
    assert ended.end_early(START + 20 * NIGHT) == ended, "it has ended already"
    assert plan.end_early(plan.end) == plan
    assert plan.end_early(START - 5 * NIGHT).end == START


@pytest.mark.parametrize("plan", [draw(), draw().end_early(START + 3 * NIGHT)])
def test_a_trial_comes_back(plan: TrialPlan) -> None:
    assert plan_from_dict(json.loads(json.dumps(plan_to_dict(plan)))) == plan


def test_how_a_trial_is_stored() -> None:
    plan = replace(draw(4, 2), schedule=(True, False, False, True))

    assert json.loads(json.dumps(plan_to_dict(plan))) == {
        "start": "2026-12-01",
        "block": 2,
        "seed": 7,
        "primary": "sleep_duration",
        "schedule": "1001",
        "ended": None,
    }


@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        [],
        {"start": None},
        {"start": "tonight"},
        {"block": "four"},
        {"block": 3},
        {"block": 0},
        {"seed": None},
        {"seed": -1},
        {"primary": "dreams"},
        {"schedule": None},
        {"schedule": ""},
        {"schedule": "10012"},
        {"schedule": "1100"},
        {"schedule": "100"},
        {"ended": 5},
        {"ended": "2026-11-30"},
    ],
)
def test_nonsense_is_no_trial(nonsense: Any) -> None:
    stored = plan_to_dict(draw(4, 2))

    with pytest.raises(RecordError, match="not a trial"):
        plan_from_dict(stored | nonsense if isinstance(nonsense, dict) else nonsense)


@pytest.mark.parametrize("field", plan_to_dict(draw()))
def test_no_field_may_be_missing(field: str) -> None:
    stored = plan_to_dict(draw())
    del stored[field]

    with pytest.raises(RecordError):
        plan_from_dict(stored)
