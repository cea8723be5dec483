"""What a trial shows: as assigned, when it is over, and no sooner."""

from dataclasses import replace
from datetime import date, timedelta
from math import exp

import numpy as np
import pytest
from statsmodels.api import OLS

from custom_components.foot_massage.core.comparison import (
    NOTHING,
    NightPoint,
    Obstacle,
)
from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.statistics.analyse import analyse
from custom_components.foot_massage.core.trial import TrialPlan, draw_trial

MONDAY = date(2026, 11, 2)
PLAN = draw_trial(MONDAY, days=28, block=4, seed=3, primary=Metric.DEEP_SLEEP)


def slept(
    plan: TrialPlan = PLAN, *, effect: float = 0, seed: int = 1, nights: int = 28
) -> list[NightPoint]:
    """Return the nights of a trial that was kept to."""
    noise = np.random.default_rng(seed).standard_normal(plan.days)
    return [
        NightPoint(
            plan.start + timedelta(days=day),
            plan.schedule[day],
            float(60 + 10 * noise[day] + effect * plan.schedule[day]),
        )
        for day in range(nights)
    ]


def test_the_effect_is_that_of_a_regression_by_assignment() -> None:
    points = slept(effect=12)
    contrary = [replace(one, massage=not one.massage) for one in points]
    columns = [
        [1, one.night.weekday() >= 5, day, PLAN.schedule[day]]
        for day, one in enumerate(points)
    ]
    fit = OLS([one.value for one in points], np.array(columns, dtype=float)).fit()

    found = analyse(PLAN, points)

    assert found.over
    assert not found.ended_early
    assert (found.massage_nights, found.rest_nights) == (14, 14)
    assert found.adherence == 1
    assert found.clear
    assert found.estimate.difference == pytest.approx(fit.params[-1], abs=1e-9)
    assert analyse(PLAN, contrary) == replace(found, adherence=0), "as assigned"


def test_nothing_is_told_before_the_end() -> None:
    found = analyse(PLAN, slept(effect=50, nights=27))

    assert not found.over
    assert (found.nights_so_far, found.planned_nights) == (27, 28)
    assert found.adherence == 1
    assert found.estimate == NOTHING
    assert found.massage_mean is found.rest_mean is None
    assert not found.clear


def test_before_its_first_night() -> None:
    earlier = [NightPoint(MONDAY - timedelta(days=1), True, 60)]

    for points in ([], earlier):
        found = analyse(PLAN, points)
        assert (found.nights_so_far, found.over) == (0, False)
        assert found.adherence is None


def test_other_nights_are_not_the_trial_s() -> None:
    points = slept()
    around = [NightPoint(PLAN.end + timedelta(days=1), True, 900)]

    assert analyse(PLAN, [*around, *points]) == analyse(PLAN, points)


def test_nights_without_a_value_or_with_no_word_of_the_massage() -> None:
    points = slept(effect=15)
    points[3] = replace(points[3], value=None)
    points[4] = replace(points[4], massage=None)
    points[5] = replace(points[5], massage=not points[5].massage)

    found = analyse(PLAN, points)

    assert found.massage_nights + found.rest_nights == 27
    assert found.adherence == pytest.approx(26 / 27)
    assert found.clear


def test_a_trial_that_was_ended_early() -> None:
    plan = PLAN.end_early(MONDAY + timedelta(days=22))

    found = analyse(plan, slept(plan, effect=15))

    assert found.over
    assert found.ended_early
    assert (found.nights, found.nights_so_far, found.planned_nights) == (22, 22, 28)
    assert found.massage_nights + found.rest_nights == 22
    assert found.clear


def test_too_few_values() -> None:
    points = [
        replace(one, value=one.value if day < 8 else None)
        for day, one in enumerate(slept())
    ]

    found = analyse(PLAN, points)

    assert found.over
    assert found.massage_mean is not None
    assert found.estimate == NOTHING


def test_values_that_do_not_vary() -> None:
    found = analyse(PLAN, [replace(one, value=60.1) for one in slept()])

    assert found.estimate.obstacle is Obstacle.NO_VARIATION
    assert not found.clear


def test_heart_rate_variability_is_compared_as_a_ratio() -> None:
    plan = replace(PLAN, primary=Metric.HRV)
    points = [
        replace(one, value=exp((one.value or 0) / 50)) for one in slept(effect=20)
    ]

    found = analyse(plan, points)

    logarithms = analyse(
        PLAN, [replace(one, value=(one.value or 0) / 50) for one in slept(effect=20)]
    )
    assert found.rest_mean == pytest.approx(exp(logarithms.rest_mean or 0))
    assert found.estimate.p == logarithms.estimate.p
    assert found.estimate.difference == pytest.approx(
        exp(logarithms.rest_mean or 0) * (exp(logarithms.estimate.difference or 0) - 1)
    )
