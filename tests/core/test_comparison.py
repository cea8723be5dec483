"""How far a comparison has come, and what loads numpy."""

import subprocess
import sys

import pytest

from custom_components.foot_massage.core.comparison import (
    Comparison,
    Estimate,
    Stage,
    by_ratio,
    stage_of,
)
from custom_components.foot_massage.core.metrics import Better, Metric


@pytest.mark.parametrize(
    ("massage_nights", "other_nights", "stage"),
    [
        (0, 0, Stage.COLLECTING),
        (4, 400, Stage.COLLECTING),
        (400, 4, Stage.COLLECTING),
        (5, 5, Stage.TOO_EARLY),
        (9, 90, Stage.TOO_EARLY),
        (10, 17, Stage.TOO_EARLY),
        (10, 18, Stage.EARLY_SIGNAL),
        (19, 90, Stage.EARLY_SIGNAL),
        (20, 39, Stage.EARLY_SIGNAL),
        (20, 40, Stage.SOLID),
        (300, 20, Stage.SOLID),
    ],
)
def test_stages(massage_nights: int, other_nights: int, stage: Stage) -> None:
    assert stage_of(massage_nights, other_nights) is stage


def test_only_heart_rate_variability_is_compared_as_a_ratio() -> None:
    assert [metric for metric in Metric if by_ratio(metric)] == [Metric.HRV]


@pytest.mark.parametrize(
    ("difference", "p", "better", "massage_was_better"),
    [
        (12.0, 0.01, Better.HIGHER, True),
        (12.0, 0.01, Better.LOWER, False),
        (-12.0, 0.01, Better.HIGHER, False),
        (-12.0, 0.01, Better.LOWER, True),
        (12.0, 0.01, Better.NEITHER, None),
        (12.0, 0.2, Better.HIGHER, None),
        (0.0, 0.01, Better.HIGHER, None),
        (None, None, Better.HIGHER, None),
    ],
)
def test_which_nights_were_better(
    difference: float | None,
    p: float | None,
    better: Better,
    massage_was_better: bool | None,
) -> None:
    comparison = Comparison(
        metric=Metric.SLEEP_DURATION,
        stage=Stage.SOLID,
        massage_nights=30,
        other_nights=30,
        massage_mean=412,
        other_mean=400,
        estimate=Estimate(difference=difference, p=p),
        p_corrected=p,
    )
    assert comparison.massage_was_better(better) is massage_was_better


def test_numpy_is_only_loaded_to_work_something_out() -> None:
    code = """
import sys
from custom_components import foot_massage
from custom_components.foot_massage.core import report, trial_report
print("numpy" in sys.modules)
from custom_components.foot_massage.core.statistics import analyse, compare
print("numpy" in sys.modules)
"""
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )

    assert told.stdout.split() == ["False", "True"]
