"""What counts the inputs, and an ear for what is logged."""

from collections.abc import AsyncIterator, Iterator
import logging
from typing import Any

from hypothesis.configuration import set_hypothesis_home_dir
import pytest
from pytest_homeassistant_custom_component.common import mock_storage

from .liar import Liar
from .tally import Tally

set_hypothesis_home_dir(".cache/hypothesis")


@pytest.fixture
def hass_storage() -> Iterator[dict[str, Any]]:
    """What stands in for the disk, of which there would be too much writing."""
    with mock_storage() as stored:
        yield stored


@pytest.fixture
async def liar(socket_enabled: None) -> AsyncIterator[Liar]:
    """A massager that does not keep to the Device API."""
    async with Liar() as liar:
        yield liar


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
