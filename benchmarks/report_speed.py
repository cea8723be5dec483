"""How long a report on ten years takes, and how much memory.

Nine metrics of 3,650 nights are compared and put into words, some times over, by one
thread. Memory is the most that is held beyond the record itself.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
import time
import tracemalloc

import numpy as np
import yaml

from custom_components.foot_massage.core.comparison import NightPoint
from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.phrases import Phrases
from custom_components.foot_massage.core.report import others, written
from custom_components.foot_massage.core.statistics.compare import compare_all

from .figure import Figure
from .records import Habit, draw, lose

NIGHTS = 3_650
TIMES = 15
MOST_MS = 1000

_ENGLISH = Path("custom_components/foot_massage/languages/en/report.yaml")


async def measure() -> list[Figure]:
    """Return the median of the time, and the memory."""
    phrases = _phrases()
    records = {metric: _record(seed) for seed, metric in enumerate(Metric)}

    def report() -> None:
        found = compare_all(records, Metric.DEEP_SLEEP)
        for one in found.values():
            phrases.say(*written(one))
        line = others(found.values(), Metric.DEEP_SLEEP)
        if line is not None:
            phrases.say(line)

    taken = [_timed(report) for _ in range(TIMES)]
    tracemalloc.start()
    report()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    what = f"a report on {NIGHTS:,} nights with {len(records)} metrics (processor time)"
    return [
        Figure.of(what, "ms", taken, bar=MOST_MS),
        Figure(what="memory for that report", unit="MB", value=most / 1e6),
    ]


def _phrases() -> Phrases:
    return Phrases(yaml.safe_load(_ENGLISH.read_text("utf-8")))


def _record(seed: int) -> list[NightPoint]:
    """Return ten years of one metric, with gaps."""
    rng = np.random.default_rng(seed)
    one = lose(rng, draw(rng, 1, NIGHTS, Habit.STICKY_WEEKDAY, memory=0.5), 0.1)
    return [
        NightPoint(
            night=date(2016, 1, 4) + timedelta(days=night),
            massage=bool(one.massage[0, night]),
            value=None
            if np.isnan(one.value[0, night])
            else float(60 + 10 * one.value[0, night]),
        )
        for night in range(NIGHTS)
    ]


def _timed(work: Callable[[], None]) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000
