"""A trial's nights drawn again are the permutations that statistics knows."""

from datetime import date

import numpy as np
import pytest
from scipy.stats import permutation_test

from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.statistics.arrangements import Array
from custom_components.foot_massage.core.statistics.redraw import redraws, schedules
from custom_components.foot_massage.core.trial import TrialPlan, draw_trial


def trial(days: int, block: int, seed: int = 1) -> TrialPlan:
    return draw_trial(
        date(2026, 11, 2),
        days=days,
        block=block,
        seed=seed,
        primary=Metric.DEEP_SLEEP,
    )


def more_after_massage(massage: Array, rest: Array, axis: int) -> Array:
    difference: Array = massage.mean(axis=axis) - rest.mean(axis=axis)
    return difference


@pytest.mark.parametrize(
    ("days", "block", "ways"),
    [(2, 2, 2), (8, 4, 36), (16, 4, 1296), (12, 12, 924), (20, 4, 7776)],
)
def test_a_short_trial_is_drawn_in_every_way(days: int, block: int, ways: int) -> None:
    plan = trial(days, block)

    drawn = schedules(plan)

    assert drawn.shape == (ways, days)
    assert len(np.unique(drawn, axis=0)) == ways
    assert drawn[0].tolist() == list(plan.schedule)
    assert (drawn.reshape(ways, -1, block).sum(axis=-1) == block // 2).all()


def test_a_longer_trial_is_drawn_some_times_the_same_ones_again() -> None:
    plan = trial(56, 4)

    drawn = schedules(plan)

    assert drawn.shape == (2000, 56)
    assert drawn[0].tolist() == list(plan.schedule)
    assert (drawn.reshape(2000, -1, 4).sum(axis=-1) == 2).all()
    assert (schedules(plan) == drawn).all()
    assert (schedules(trial(56, 4, seed=2))[1:] != drawn[1:]).any()
    # Every night of a block has the same chance.
    assert np.abs(drawn.mean(axis=0) - 0.5).max() < 0.06


@pytest.mark.parametrize("seed", range(4))
def test_one_block_is_an_ordinary_permutation_test(seed: int) -> None:
    plan = trial(12, 12, seed)
    massage = np.array(plan.schedule)
    value = np.random.default_rng(seed).standard_normal(12) + 0.8 * massage

    found = redraws(value, schedules(plan), [])

    known = permutation_test(
        (value[massage], value[~massage]), more_after_massage, vectorized=True
    )
    assert found.difference() == pytest.approx(known.statistic, abs=1e-9)
    assert found.p() == pytest.approx(known.pvalue, abs=1e-9)


def test_the_interval_holds_what_the_test_does_not_reject() -> None:
    plan = trial(16, 4)
    value = np.random.default_rng(5).standard_normal(16)
    found = redraws(value, schedules(plan), [np.linspace(-1, 1, 16)])

    low, high = found.interval()

    assert found.p(low + 1e-6) > 0.05 >= found.p(low - 1e-6)
    assert found.p(high - 1e-6) > 0.05 >= found.p(high + 1e-6)


def test_under_no_effect_p_is_as_it_must_be_for_every_draw() -> None:
    # Whatever the values are: of all the trials that could have been drawn, one in
    # twenty at most finds an effect at 5 %.
    plan = trial(12, 4)
    ways = schedules(plan)
    value = np.array([0.0, 1, 4, 9, 16, 8, 2, 15, 13, 13, 15, 2])

    ps = [
        redraws(value, np.concatenate([[real], np.delete(ways, row, axis=0)]), []).p()
        for row, real in enumerate(ways)
    ]

    for level in (0.01, 0.05, 0.2, 0.5):
        assert np.mean(np.array(ps) <= level) <= level
