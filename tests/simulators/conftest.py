"""What every test with a simulator needs."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest

from custom_components.foot_massage import try_out


@pytest.fixture
def quick_try_out() -> Iterator[None]:
    """Two seconds are long for a test."""
    with patch.object(try_out, "RUNS_S", 0.01):
        yield
