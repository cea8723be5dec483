"""How far a comparison has come, and what loads numpy."""

import subprocess
import sys

import pytest

from custom_components.foot_massage.core.comparison import Stage, by_ratio, stage_of
from custom_components.foot_massage.core.metrics import Metric


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
