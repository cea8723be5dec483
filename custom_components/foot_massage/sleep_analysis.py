"""Works out what somebody's nights have shown; needs numpy, and an executor."""

from collections.abc import Iterable, Sequence

from .core.comparison import NightPoint
from .core.metrics import Metric
from .core.nights import Night
from .core.statistics.analyse import analyse
from .core.statistics.compare import compare_all
from .core.trial import TrialPlan
from .sleep_findings import Findings


def find(
    nights: Sequence[Night],
    metrics: Iterable[Metric],
    primary: Metric,
    trial: TrialPlan | None,
) -> Findings:
    """Return the findings; ``nights`` are those that are over, oldest first."""
    records = {metric: points_of(nights, metric) for metric in metrics}
    return Findings(
        primary=primary,
        comparisons=compare_all(records, primary),
        trial=None
        if trial is None
        else analyse(trial, points_of(nights, trial.primary)),
    )


def points_of(nights: Iterable[Night], metric: Metric) -> list[NightPoint]:
    """Return what takes part of each night, for one metric."""
    return [
        NightPoint(night=night.day, massage=night.massaged, value=night.value(metric))
        for night in nights
    ]
