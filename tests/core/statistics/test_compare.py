"""Massage nights against other nights: what is told, and what is left out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from math import exp, log

import numpy as np
import pytest
from scipy.stats import gmean
from statsmodels.api import OLS

from custom_components.foot_massage.core.comparison import (
    NOTHING,
    Adjustment,
    NightPoint,
    Obstacle,
    Stage,
)
from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.statistics.compare import compare, compare_all

from .records import MONDAY, record, some_record, usable

DEEP = Metric.DEEP_SLEEP
BOTH = (Adjustment.WEEKEND, Adjustment.TREND)


def regression(points: Sequence[NightPoint], values: Sequence[float]) -> OLS:
    """Return the fit of values by weekend, day and massage."""
    columns = [
        [1, one.night.weekday() >= 5, one.night.toordinal() - 738000, one.massage]
        for one in points
    ]
    return OLS(np.array(values), np.array(columns, dtype=float)).fit()


def values_of(points: Sequence[NightPoint], *, massage: bool) -> list[float]:
    return [
        one.value for one in points if one.massage is massage and one.value is not None
    ]


@pytest.mark.parametrize("gaps", [0.0, 0.15], ids=["complete", "with gaps"])
def test_the_difference_is_that_of_a_regression(gaps: float) -> None:
    points = some_record(70, effect=8, missing=gaps, unknown=gaps / 3)
    nights = usable(points)
    values = [one.value for one in nights if one.value is not None]

    found = compare(points, DEEP)

    fit = regression(nights, values)
    assert found.estimate.difference == pytest.approx(fit.params[-1], abs=1e-9)
    assert found.estimate.adjusted_for == BOTH
    assert found.massage_nights == sum(one.massage is True for one in nights)
    assert found.other_nights == sum(one.massage is False for one in nights)
    massage, other = (values_of(nights, massage=kind) for kind in (True, False))
    assert found.massage_mean == pytest.approx(np.mean(massage))
    assert found.other_mean == pytest.approx(np.mean(other))


def test_a_clear_difference_and_a_record_without_one() -> None:
    with_effect = compare(some_record(90, effect=12), DEEP)
    without = compare(some_record(90), DEEP)

    assert with_effect.stage is without.stage is Stage.SOLID
    assert with_effect.clear
    assert not without.clear
    assert with_effect.estimate.low is not None
    assert without.estimate.low is not None
    assert without.estimate.high is not None
    assert with_effect.estimate.low > 0
    assert without.estimate.low < 0 < without.estimate.high


def test_the_standardised_difference_is_hedges_g() -> None:
    points = some_record(70, effect=8)
    found = compare(points, DEEP).estimate
    squares = 0.0
    for massage in (True, False):
        kind = values_of(points, massage=massage)
        squares += float(np.var(kind)) * len(kind)
    assert found.difference is not None

    expected = found.difference / np.sqrt(squares / 68) * (1 - 3 / (4 * 68 - 1))

    assert found.hedges_g == pytest.approx(expected, abs=1e-9)


def test_heart_rate_variability_is_compared_as_a_ratio() -> None:
    points = [
        replace(one, value=exp(one.value) if one.value else None)
        for one in some_record(80, effect=0.3, level=4, spread=0.2)
    ]
    values = [one.value for one in points if one.value is not None]

    found = compare(points, Metric.HRV)

    fit = regression(points, [log(one) for one in values])
    level = gmean(values_of(points, massage=False))
    assert found.other_mean == pytest.approx(level)
    assert found.estimate.difference == pytest.approx(
        level * (exp(fit.params[-1]) - 1), abs=1e-9
    )
    assert found.estimate.low is not None
    assert found.estimate.low > 0
    spoilt = [*points, NightPoint(points[-1].night + timedelta(days=1), True, 0.0)]
    assert compare(spoilt, Metric.HRV) == found, "no heart rate varies by nothing"


@pytest.mark.parametrize(
    ("nights", "adjusted_for"),
    [(27, (Adjustment.WEEKEND,)), (28, BOTH)],
    ids=["too few for a trend", "enough for a trend"],
)
def test_what_is_adjusted_for(
    nights: int, adjusted_for: tuple[Adjustment, ...]
) -> None:
    assert compare(some_record(nights), DEEP).estimate.adjusted_for == adjusted_for


def test_a_record_without_weekends_is_not_adjusted_for_them() -> None:
    points = [one for one in some_record(60) if one.night.weekday() < 5]

    assert compare(points, DEEP).estimate.adjusted_for == (Adjustment.TREND,)


@pytest.mark.parametrize("points", [[], record([None] * 9, [5] * 9)], ids=["no", "9"])
def test_nothing_known(points: list[NightPoint]) -> None:
    found = compare(points, DEEP)

    assert (found.massage_nights, found.other_nights) == (0, 0)
    assert found.stage is Stage.COLLECTING
    assert found.massage_mean is found.other_mean is found.p_corrected is None
    assert found.estimate == NOTHING


def test_one_kind_only() -> None:
    found = compare(record([True] * 40, list(range(40))), DEEP)

    assert found.stage is Stage.COLLECTING
    assert found.massage_mean == pytest.approx(19.5)
    assert found.other_mean is None
    assert found.estimate == NOTHING


def test_too_few_nights_for_any_p_below_a_twentieth_have_no_interval() -> None:
    found = compare(some_record(15), DEEP)

    assert found.stage is Stage.TOO_EARLY
    assert found.estimate.difference is not None
    assert found.estimate.p is not None
    assert found.estimate.obstacle is Obstacle.NO_BOUND
    assert found.estimate.low is found.estimate.high is found.estimate.smallest is None


def test_massages_on_weekends_only_tell_nothing() -> None:
    weekend = [(MONDAY + timedelta(days=day)).weekday() >= 5 for day in range(84)]
    for massage in (weekend, [not one for one in weekend]):
        points = record(massage, [float(day * 7919 % 50) for day in range(84)])

        found = compare(points, DEEP)

        assert found.stage is Stage.SOLID
        assert found.estimate.obstacle is Obstacle.TIED_TO_WEEKEND
        assert found.estimate.difference is found.estimate.p is None
        assert not found.clear


def test_massages_on_the_same_weekday_are_never_clear() -> None:
    tuesday = [(MONDAY + timedelta(days=day)).weekday() == 1 for day in range(140)]
    points = record(tuesday, [60.0 + day % 3 + 30 * tuesday[day] for day in range(140)])

    found = compare(points, DEEP)

    assert found.estimate.difference == pytest.approx(30, abs=1)
    assert found.estimate.p is not None
    assert found.estimate.p >= 1 / 7
    assert found.estimate.obstacle is Obstacle.NO_BOUND


@pytest.mark.parametrize("step", [0.0, 5.0], ids=["all equal", "two values"])
def test_values_that_do_not_vary(step: float) -> None:
    massage = [one.massage for one in some_record(60)]
    found = compare(record(massage, [61.7 + step * bool(one) for one in massage]), DEEP)

    assert found.estimate.difference == pytest.approx(step, abs=1e-9)
    assert found.estimate.obstacle is Obstacle.NO_VARIATION
    assert found.estimate.p is found.estimate.low is found.estimate.hedges_g is None
    assert not found.clear


def test_what_is_not_usable_changes_nothing() -> None:
    points = some_record(70, effect=5)
    found = compare(points, DEEP)
    last = points[-1].night
    before = [NightPoint(MONDAY - timedelta(days=9), True, None)]
    after = [
        NightPoint(last + timedelta(days=1), None, 60),
        NightPoint(last + timedelta(days=2), False, None),
    ]

    assert compare([*after, *points, *before], DEEP) == found


def test_whole_weeks_without_a_night_are_closed_up() -> None:
    points = some_record(70, effect=8)
    moved = [
        replace(one, night=one.night + timedelta(days=364 * (place >= 30)))
        for place, one in enumerate(points)
    ]

    found, apart = compare(points, DEEP).estimate, compare(moved, DEEP).estimate

    # Were the gap kept, most shifts would set nights against nothing.
    assert apart.p == pytest.approx(found.p, abs=0.05)
    assert apart.low is not None


def test_several_metrics_together_are_corrected_by_holm() -> None:
    effects = {
        Metric.DEEP_SLEEP: 0,
        Metric.REM_SLEEP: 7,
        Metric.LIGHT_SLEEP: 9,
        Metric.AWAKENINGS: 1,
    }
    records = {
        metric: some_record(90, seed=place, effect=effect)
        for place, (metric, effect) in enumerate(effects.items())
    }
    records[Metric.SLEEP_SCORE] = some_record(4)

    found = compare_all(records, Metric.DEEP_SLEEP)

    assert list(found) == list(records)
    assert found[Metric.DEEP_SLEEP] == compare(records[Metric.DEEP_SLEEP], DEEP)
    assert found[Metric.SLEEP_SCORE].p_corrected is None
    others = (Metric.REM_SLEEP, Metric.LIGHT_SLEEP, Metric.AWAKENINGS)
    ps = sorted((found[one].estimate.p or 0, one) for one in others)
    least = 0.0
    for factor, (p, metric) in zip((3, 2, 1), ps, strict=True):
        least = max(least, min(1, factor * p))
        assert found[metric].p_corrected == pytest.approx(least)
