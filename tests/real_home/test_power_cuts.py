"""Cutting the power of a real Home Assistant, a few times and many times."""

from pathlib import Path

import pytest

from .power_cuts import MOMENTS, cut_power_often


async def cut_without_harm(folder: Path, times: int) -> None:
    total = await cut_power_often(folder, times)
    assert not total.wrong
    assert total.recorded >= times * (len(MOMENTS) - 3)


async def test_power_cuts(tmp_path: Path) -> None:
    await cut_without_harm(tmp_path, 2)


@pytest.mark.slow
@pytest.mark.timeout(1800)
async def test_power_cuts_many_times(tmp_path: Path) -> None:
    await cut_without_harm(tmp_path, 20)
