"""A real disk, and an ear for what is logged."""

from collections.abc import Iterator
import logging
from pathlib import Path
from typing import Any

import pytest

from .tally import Tally


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """A configuration folder of its own."""
    return hass_tmp_config_dir


@pytest.fixture
def hass_storage() -> dict[str, Any]:
    """Nothing that stands in for the disk."""
    return {}


@pytest.fixture
def folder(hass_config_dir: str) -> Path:
    """Where Home Assistant keeps its files."""
    folder = Path(hass_config_dir) / ".storage"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Iterator[Tally]:
    """Count what came of the inputs; printed at the end of a run with ``-s``."""
    tally = Tally(request.node.name)
    yield tally
    tally.report()


class Loud(logging.Handler):
    """Keeps what is said above a warning."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(self.format(record))


@pytest.fixture
def nothing_loud(loud: list[str], caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail if anything was said above a warning, and leave out what is below one."""
    caplog.set_level(logging.WARNING)
    yield
    assert not loud


@pytest.fixture
def loud() -> Iterator[list[str]]:
    """What anybody has said above a warning."""
    handler = Loud()
    logging.getLogger().addHandler(handler)
    yield handler.said
    logging.getLogger().removeHandler(handler)
