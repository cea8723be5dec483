"""How the suite runs: what is left out or kept together, and the gate on core/."""

import io
import os
from pathlib import Path
import shutil
from typing import Any

from coverage import Coverage
from coverage.exceptions import NoDataError
import pytest

from tests.recorder.programs import postgresql_programs

ROOT = Path(__file__).parent
CORE = "custom_components/foot_massage/core/*"
CORE_PERCENT = 100
# What adds what the tests with a marker need.
OPTIONS = {
    "browser": "--with-browser",
    "firmware": "--with-firmware",
    "node": "--with-node",
    "postgresql": "--with-postgresql",
    "simulator": "--with-simulators",
}
# Of these there cannot be two at a time.
HAVE_ONE_PORT = ("firmware", "simulator")

_left_out = pytest.StashKey[dict[str, int]]()
_core_coverage = pytest.StashKey[float]()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out what this machine has not got what it takes for, except in CI."""
    for item in items:
        for marker in HAVE_ONE_PORT:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.xdist_group(marker))
    counts = config.stash[_left_out] = {}
    if os.environ.get("CI") == "true":
        return
    missing = {
        "browser": not shutil.which("chromium"),
        "firmware": not (ROOT / ".venv-esphome").exists(),
        "node": not (ROOT / "frontend" / "node_modules").exists(),
        "postgresql": postgresql_programs() is None,
        "simulator": not (ROOT / ".venv-simulators").exists(),
    }
    for marker in (name for name, is_missing in missing.items() if is_missing):
        out = [item for item in items if item.get_closest_marker(marker)]
        items[:] = [item for item in items if item not in out]
        config.hook.pytest_deselected(items=out)
        counts[marker] = len(out)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a process says that it left out; they all leave out the same."""
    # One that has crashed says nothing.
    if said := getattr(node, "workeroutput", None):
        node.config.stash[_left_out] = said["left_out"]


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run with coverage in which a line of core/ was not reached."""
    if hasattr(session.config, "workeroutput"):
        # One of several processes: whoever started them reports.
        session.config.workeroutput["left_out"] = session.config.stash.get(
            _left_out, {}
        )
        return
    finished = session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}
    if not session.config.getoption("cov_source") or not finished:
        return
    coverage = Coverage()
    coverage.load()
    try:
        percent = coverage.report(include=CORE, file=io.StringIO())
    except NoDataError:
        # Only the coverage of something else was asked for.
        return
    session.config.stash[_core_coverage] = percent
    if percent < CORE_PERCENT:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say what was left out, and how much of core/ was reached."""
    for marker, count in config.stash.get(_left_out, {}).items():
        if count:
            command = f"scripts/setup {OPTIONS[marker]}"
            terminalreporter.line(f"{count} {marker} tests left out: see {command}")
    percent = config.stash.get(_core_coverage, None)
    if percent is not None:
        verdict = "FAIL " if percent < CORE_PERCENT else ""
        terminalreporter.line(
            f"{verdict}core/ is {percent:.2f} % covered; {CORE_PERCENT} % is required"
        )
