"""How the suite runs on this machine: browser tests, and the gate on core/."""

import io
import os
import shutil

from coverage import Coverage
from coverage.exceptions import NoDataError
import pytest

CORE = "custom_components/foot_massage/core/*"
CORE_PERCENT = 100

_left_out = pytest.StashKey[int]()
_core_coverage = pytest.StashKey[float]()


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave browser tests out where there is no browser, except in CI."""
    if shutil.which("chromium") or os.environ.get("CI") == "true":
        return
    browser = [item for item in items if item.get_closest_marker("browser")]
    items[:] = [item for item in items if item not in browser]
    config.hook.pytest_deselected(items=browser)
    config.stash[_left_out] = len(browser)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run with coverage in which a line of core/ was not reached."""
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
    if count := config.stash.get(_left_out, 0):
        terminalreporter.line(f"{count} browser tests left out: no Chromium here")
    percent = config.stash.get(_core_coverage, None)
    if percent is not None:
        verdict = "FAIL " if percent < CORE_PERCENT else ""
        terminalreporter.line(
            f"{verdict}core/ is {percent:.2f} % covered; {CORE_PERCENT} % is required"
        )
