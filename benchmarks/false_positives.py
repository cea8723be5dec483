"""How often we are wrong about sleep: python -m benchmarks.false_positives.

Thousands of records are made up in which a massage changes nothing, and as many in
which it does. Counted are the differences found that are not there (at 5 %), the 95 %
intervals that hold the truth, and the differences found that are there. The records are
the same every time: docs/comparison.md has the table that is printed.
"""

from collections.abc import Iterable
from dataclasses import asdict
from math import sqrt
import sys
import time

import numpy as np

from custom_components.foot_massage.core.comparison import CLEAR

from .comparisons import CASES, HARDER_CASES, Case, Shares, judge, simulate, welch
from .figure import Figure
from .records import Habit, draw
from .trials import TRIAL_CASES, TrialCase, TrialShares, simulate_trials

RUNS = 4_000
TRIAL_RUNS = 2_000
SEED = 20261126
MOST_FALSE = 0.07
LEAST_COVERAGE = 0.93
# Fewer, but the same ones, beside the other figures.
SOME_RUNS = 1_000

type _Row = dict[str, object]


async def measure() -> list[Figure]:
    """Return how often a difference is found that is not there, in % of records."""
    return [
        _false_positives(habit)
        for habit in (Habit.STICKY, Habit.WEEKDAY, Habit.STICKY_WEEKDAY)
    ]


def _false_positives(habit: Habit) -> Figure:
    ours, plain = [], []
    for case in CASES:
        if case.habit is habit:
            rng = np.random.default_rng(SEED)
            records = draw(rng, SOME_RUNS, case.nights, habit, memory=case.memory)
            ours.append(judge(records)[0] <= CLEAR)
            plain.append(welch(records) <= CLEAR)
    share = float(np.mean(ours))
    return Figure(
        what=f"false positives of the comparison at 5 %, use {habit}",
        unit="%",
        value=100 * share,
        peer="Welch's t test",
        peer_value=100 * float(np.mean(plain)),
        bar=100 * MOST_FALSE,
        noise=200 * sqrt(share * (1 - share) / np.size(ours)),
    )


def comparisons(cases: Iterable[Case], runs: int) -> list[tuple[Case, Shares]]:
    """Return the shares of each kind of record; the same ones every time."""
    return [(case, simulate(np.random.default_rng(SEED), case, runs)) for case in cases]


def trials(runs: int) -> list[tuple[TrialCase, TrialShares]]:
    """Return the shares of each kind of trial; the same ones every time."""
    return [
        (case, simulate_trials(np.random.default_rng(SEED), case, runs))
        for case in TRIAL_CASES
    ]


def main() -> int:
    """Print and write all figures; returns 1 if one of them misses its bar."""
    began = time.perf_counter()
    judged = comparisons(CASES, RUNS)
    harder = comparisons(HARDER_CASES, RUNS)
    randomised = trials(TRIAL_RUNS)
    _print("comparison", [_row(*pair, RUNS) for pair in judged])
    _print("harder", [_row(*pair, RUNS) for pair in harder])
    _print("trial", [_row(*pair, TRIAL_RUNS) for pair in randomised])
    missed = [
        shares
        for shares in (pair[1] for pairs in (judged, randomised) for pair in pairs)
        if shares.false_positives > MOST_FALSE or shares.coverage < LEAST_COVERAGE
    ]
    print(f"\n{len(missed)} kinds miss a bar; {time.perf_counter() - began:.0f} s")
    return int(bool(missed))


def _row(case: Case | TrialCase, shares: Shares | TrialShares, runs: int) -> _Row:
    """Return one line of a table."""
    rounded = {name: round(share, 3) for name, share in asdict(shares).items()}
    return {**asdict(case), "runs": runs, **rounded}


def _print(name: str, rows: list[_Row]) -> None:
    """Print a table, each column as wide as it has to be."""
    print(f"\n{name}")
    lines = [[*rows[0]], *([str(one) for one in row.values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(map(str.rjust, line, widths)))


if __name__ == "__main__":
    sys.exit(main())
