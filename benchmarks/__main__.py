"""Measures, in one table: python -m benchmarks [--only NAME]… [--check].

Results are kept in results/, and the table of all of them in docs/performance.md.
"""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Collection
from pathlib import Path
import sys
from time import monotonic
from typing import Final

from demo.browser import CHROMIUM
from demo.process import end_in_good_order

from . import (
    card_cost,
    card_size,
    false_positives,
    log_growth,
    longest_block,
    many,
    recorder_rows,
    report_speed,
    sentence,
    set_up,
    start,
    ten_years,
)
from .figure import Figure
from .machine import described
from .results import keep
from .table import as_text

type Figures = dict[str, list[Figure]]

# In the order of the table. What listens to the clock comes before what only counts.
BENCHMARKS: Final[dict[str, Callable[[], Awaitable[list[Figure]]]]] = {
    "start": start.measure,
    "sentence": sentence.measure,
    "recorder_rows": recorder_rows.measure,
    "set_up": set_up.measure,
    "longest_block": longest_block.measure,
    "report_speed": report_speed.measure,
    "many": many.measure,
    "ten_years": ten_years.measure,
    "log_growth": log_growth.measure,
    "card_size": card_size.measure,
    "card_cost": card_cost.measure,
    "false_positives": false_positives.measure,
}
# Ten minutes of next to nothing, with the others meanwhile.
_BESIDE: Final = "recorder_rows"


async def run(names: Collection[str]) -> Figures:
    """Return what each benchmark finds."""
    end_in_good_order()
    found: Figures = {}

    async def measure(name: str, work: Awaitable[list[Figure]]) -> None:
        began = monotonic()
        _say(f"[...] {name}")
        found[name] = await work
        keep({name: found[name]}, BENCHMARKS)
        _say(f"[{monotonic() - began:.0f} s] {name}")

    async with asyncio.TaskGroup() as tasks:
        if _BESIDE in names:
            under_way = asyncio.Event()
            tasks.create_task(measure(_BESIDE, recorder_rows.measure(under_way)))
            await under_way.wait()
        for name in names:
            if name != _BESIDE:
                await measure(name, BENCHMARKS[name]())
    return {name: found[name] for name in BENCHMARKS if name in found}


def main() -> int:
    """Measure, print and keep; returns 1 if a bar is missed and that counts."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument(
        "--only", action="append", choices=BENCHMARKS, help="may be given repeatedly"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="fail if a bar is missed by more than the measured noise",
    )
    options = parser.parse_args()
    names = list(options.only or BENCHMARKS)
    if "card_cost" in names and not Path(CHROMIUM).exists():
        _say("card_cost is left out: Chromium is not installed")
        names.remove("card_cost")
    found = asyncio.run(run(names))
    figures = [one for some in found.values() for one in some]
    _say(f"\n{described()}\n\n{as_text(figures)}")
    missed = sum(one.missed for one in figures)
    if missed:
        _say(f"\n{missed} of the bars are missed")
    return int(options.check and missed > 0)


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
