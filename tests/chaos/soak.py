"""Many walks, on all processors; what fails is shown, and how to walk it again."""

import asyncio
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import cache
from itertools import count, islice, takewhile
import logging
import multiprocessing
import os
from pathlib import Path
from tempfile import TemporaryDirectory
import time
from typing import cast

import freezegun
from freezegun.api import FrozenDateTimeFactory

# First, for Home Assistant's own clocks to be frozen, too.
import pytest_homeassistant_custom_component.patch_time as patched

from tests.real_home.power_cuts import cut_power_often

from .walk import Walk, walk

BEGIN = datetime(2026, 11, 1, 20, 30, tzinfo=UTC)
WALKS_IN_A_PROCESS = 50
clock = time.clock_gettime


def soak(start: int, seeds: int, hours: float | None, jobs: int | None) -> int:
    """Walk from the first seed on; returns 1 if anything was wrong, else 0."""
    began = clock(time.CLOCK_MONOTONIC)

    def is_time(_seed: int) -> bool:
        passed = clock(time.CLOCK_MONOTONIC) - began
        return hours is None or passed < hours * 3600

    every = count(start) if hours else iter(range(start, start + seeds))
    failed, done, sessions = [], 0, 0
    with ProcessPoolExecutor(
        jobs or os.cpu_count(),
        mp_context=multiprocessing.get_context("spawn"),
        max_tasks_per_child=WALKS_IN_A_PROCESS,
    ) as pool:
        while batch := list(islice(takewhile(is_time, every), 100)):
            for result in pool.map(_walk, batch):
                done += 1
                sessions += result.sessions
                if result.wrong:
                    failed.append(result.seed)
                    print(result, flush=True)
            passed = clock(time.CLOCK_MONOTONIC) - began
            print(
                f"{done} walks, {sessions} sessions, {len(failed)} failed, "
                f"{passed:.0f} s",
                flush=True,
            )
    if failed:
        print(f"Failed: {failed}")
    return 1 if failed else 0


def cut_power(times: int) -> int:
    """Cut a real Home Assistant off; returns 1 if anything was wrong, else 0."""
    with TemporaryDirectory() as folder:
        total = asyncio.run(cut_power_often(Path(folder), times))
    return 1 if total.wrong else 0


def replay(seed: int) -> int:
    """Walk one seed and show each step; returns 1 if anything was wrong, else 0."""
    result = walk(seed, _frozen(), echo=True)
    print("\n".join(result.wrong) or "Nothing was wrong")
    return 1 if result.wrong else 0


def _walk(seed: int) -> Walk:
    return walk(seed, _frozen())


def _frozen() -> FrozenDateTimeFactory:
    """Return the stopped clock, put back to where each walk begins."""
    frozen = _freeze()
    frozen.move_to(BEGIN)
    return frozen


@cache
def _freeze() -> FrozenDateTimeFactory:
    """Stop all clocks, for as long as the process lives."""
    logging.getLogger().setLevel(logging.WARNING)
    # As Home Assistant's test plugin does for each test.
    for name, part in {
        "FakeDate": patched.HAFakeDate,
        "FakeDatetime": patched.HAFakeDatetime,
        "datetime_to_fakedatetime": patched.ha_datetime_to_fakedatetime,
    }.items():
        setattr(freezegun.api, name, part)
    return cast(FrozenDateTimeFactory, freezegun.freeze_time(BEGIN, ignore=[]).start())
