"""What judges and shows the figures of scripts/bench."""

import json
from pathlib import Path

import pytest

from benchmarks import results
from benchmarks.__main__ import BENCHMARKS
from benchmarks.figure import Figure
from benchmarks.machine import described
from benchmarks.results import keep, with_results
from benchmarks.table import as_markdown, as_text

ROWS = Figure(what="rows", unit="rows", value=11, peer="YAML", peer_value=32, bar=15)


def figure(values: list[float], peers: list[float], bar: float) -> Figure:
    return Figure.beside("start", "ms", values, "bare", peers, bar=bar)


def test_two_sides_are_compared_by_their_medians() -> None:
    found = figure([3, 1, 2, 90, 2], [1, 1, 2, 1, 50], bar=1.5)
    assert (found.value, found.peer_value, found.ratio, found.judged) == (2, 1, 2, 2)


def test_steady_figures_have_no_noise_and_miss_a_bar_by_a_hair() -> None:
    found = figure([1.51] * 10, [1.0] * 10, bar=1.5)
    assert found.noise == 0
    assert found.missed
    assert not figure([1.5] * 10, [1.0] * 10, bar=1.5).missed


def test_noise_is_what_parts_of_a_run_differ_by() -> None:
    found = figure([1.4, 1.6, 1.5, 1.7, 1.8], [1.0] * 5, bar=1.5)
    assert found.value == 1.6
    # Two standard errors of the mean of five.
    assert found.noise == pytest.approx(2 * 0.15811 / 5**0.5, abs=1e-4)
    assert not found.missed
    assert figure([1.8, 1.9, 1.7, 1.9, 1.8], [1.0] * 5, bar=1.5).missed


def test_what_slows_both_sides_down_is_no_noise() -> None:
    slower = [1.0, 2.0, 3.0, 4.0, 5.0]
    assert figure([2 * one for one in slower], slower, bar=1.5).noise == 0


def test_sides_that_were_not_measured_in_turns_add_their_noise() -> None:
    found = figure([2.0, 2.2, 1.8], [1.0, 1.1, 0.9, 1.0], bar=1.5)
    ours = 2 * 0.2 / 3**0.5 / 2.0
    bare = 2 * 0.08165 / 4**0.5 / 1.0
    assert found.noise == pytest.approx(2 * (ours**2 + bare**2) ** 0.5, abs=1e-4)


def test_a_single_measurement_is_taken_as_it_is() -> None:
    assert figure([2.0], [1.0], bar=1.5).noise == 0
    found = Figure.of("report", "ms", [120.0], bar=1000)
    assert (found.value, found.noise, found.ratio) == (120, 0, None)
    assert not found.missed


def test_a_bar_can_be_for_the_value_though_there_is_a_peer() -> None:
    assert ROWS.judged == 11
    assert not ROWS.missed
    assert Figure(what="rows", unit="rows", value=16, bar=15).missed
    assert not Figure(what="memory", unit="MB", value=5).missed


def test_the_table_aligns_its_columns_and_marks_what_is_missed() -> None:
    late = figure([1800.0] * 5, [1000.0] * 5, bar=1.5)
    assert as_text([ROWS, late]).splitlines() == [
        "           ours    beside        ratio    at most  ±",
        "rows    11 rows   32 rows  YAML   0.34    15 rows",
        "start  1,800 ms  1,000 ms  bare   1.80  1.5 times     missed",
    ]


def test_the_table_in_markdown() -> None:
    assert as_markdown([ROWS]).splitlines() == [
        "|  | ours | beside |  | ratio | at most | ± |",
        "| --- | --: | --: | --- | --: | --: | --: |",
        "| rows | 11 rows | 32 rows | YAML | 0.34 | 15 rows |  |",
    ]


def test_results_are_kept_and_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- results -->\nold\n<!-- end of results -->\nafter\n")
    monkeypatch.setattr(results, "FOLDER", tmp_path / "results")
    monkeypatch.setattr(results, "PAGE", page)
    keep({"rows": [ROWS]}, ["start", "rows"])
    keep({"start": [figure([1.0], [1.0], bar=1.5)]}, ["start", "rows"])

    lines = page.read_text().splitlines()
    assert lines[:3] == ["before", "<!-- results -->", described()]
    assert [line.split(" ")[1] for line in lines[6:8]] == ["start", "rows"]
    assert lines[-2:] == ["<!-- end of results -->", "after"]
    kept = json.loads((tmp_path / "results" / "rows.json").read_text())
    assert Figure(**kept["figures"][0]) == ROWS


def test_the_page_shows_the_results_that_are_kept() -> None:
    page = results.PAGE.read_text("utf-8")
    assert page == with_results(page, BENCHMARKS)
    assert {file.stem for file in results.FOLDER.glob("*.json")} == set(BENCHMARKS)
