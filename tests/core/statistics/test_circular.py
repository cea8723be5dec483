"""The shift test is what an ordinary regression for each shift gives, only faster."""

import numpy as np
import pytest
from statsmodels.api import OLS

from custom_components.foot_massage.core.statistics.arrangements import Array
from custom_components.foot_massage.core.statistics.circular import shifts


def regressions(
    value: Array, massage: Array, covariates: list[Array], difference: float
) -> list[float]:
    """Return |t| of the massage for each shift, by one regression after the other."""
    found = []
    for shift in range(value.size):
        moved = np.roll(massage, shift)
        usable = np.isfinite(value) & np.isfinite(massage) & np.isfinite(moved)
        columns = np.column_stack([np.ones_like(value), *covariates, moved])[usable]
        outcome = (value - difference * massage)[usable]
        found.append(abs(OLS(outcome, columns).fit().tvalues[-1]))
    return found


def nights(seed: int, *, missing: float) -> tuple[Array, Array, list[Array]]:
    rng = np.random.default_rng(seed)
    value = rng.standard_normal(45)
    massage = np.array(rng.random(45) < 0.4, dtype=float)
    value[rng.random(45) < missing] = np.nan
    massage[rng.random(45) < missing / 2] = np.nan
    weekend = np.array(np.arange(45) % 7 >= 5, dtype=float)
    return value, massage, [weekend, np.linspace(-1, 1, 45)]


@pytest.mark.parametrize("difference", [0.0, 0.7])
@pytest.mark.parametrize("missing", [0.0, 0.2], ids=["complete", "with gaps"])
@pytest.mark.parametrize("seed", range(5))
def test_p_is_that_of_a_regression_for_each_shift(
    seed: int, missing: float, difference: float
) -> None:
    value, massage, covariates = nights(seed, missing=missing)

    found = shifts(value, massage, covariates).p(difference)

    t = regressions(value, massage, covariates, difference)
    assert found == pytest.approx(np.mean([one >= t[0] - 1e-9 for one in t]))


@pytest.mark.parametrize("missing", [0.0, 0.2], ids=["complete", "with gaps"])
def test_difference_and_standard_error_are_those_of_a_regression(
    missing: float,
) -> None:
    value, massage, covariates = nights(3, missing=missing)
    usable = np.isfinite(value) & np.isfinite(massage)
    columns = np.column_stack([np.ones_like(value), *covariates, massage])
    fit = OLS(value[usable], columns[usable]).fit()

    found = shifts(value, massage, covariates)

    assert found.difference() == pytest.approx(fit.params[-1], abs=1e-9)
    assert found.standard_error() == pytest.approx(fit.bse[-1], abs=1e-9)
    assert found.residual_variance() == pytest.approx(fit.scale, abs=1e-9)


@pytest.mark.parametrize("missing", [0.0, 0.2], ids=["complete", "with gaps"])
@pytest.mark.parametrize("seed", range(5))
def test_the_interval_holds_what_the_test_does_not_reject(
    seed: int, missing: float
) -> None:
    found = shifts(*nights(seed, missing=missing))

    low, high = found.interval()

    step = 1e-6
    assert found.p(low + step) > 0.05 >= found.p(low - step)
    assert found.p(high - step) > 0.05 >= found.p(high + step)
    assert (low <= 0 <= high) == (found.p() > 0.05)


def test_many_records_at_once_are_each_of_them() -> None:
    several = [nights(seed, missing=0.1) for seed in range(4)]
    value = np.stack([one[0] for one in several])
    massage = np.stack([one[1] for one in several])
    weekend, trend = several[0][2]

    together = shifts(
        value, massage, [np.broadcast_to(one, value.shape) for one in (weekend, trend)]
    )

    for row, (own_value, own_massage, covariates) in enumerate(several):
        alone = shifts(own_value, own_massage, covariates)
        assert together.difference()[row] == pytest.approx(alone.difference())
        assert together.p()[row] == alone.p()
        for both, own in zip(together.interval(), alone.interval(), strict=True):
            assert both[row] == pytest.approx(own)


def test_a_shift_that_tells_nothing_counts_against_a_difference() -> None:
    # Shifted by a day or by six, massage nights are those of the weekend.
    value = np.array([1.0, 3.0, 2.0, 5.0, 4.0, 9.0, 8.0] * 4) + np.arange(28) / 100
    weekend = np.array([0.0, 0, 0, 0, 0, 1, 1] * 4)
    found = shifts(value, np.roll(weekend, 1), [weekend])

    told = np.isfinite(found.moved_moved)

    assert told.sum() == 28 - 4
    assert found.p(1e9) >= 4 / 28


def test_massage_nights_that_recur_in_step_bound_nothing() -> None:
    value, _, covariates = nights(1, missing=0)
    every_third = (np.arange(45) % 3 == 0) * 1.0

    low, high = shifts(value, every_third, covariates).interval()

    assert np.isneginf(low)
    assert np.isposinf(high)
