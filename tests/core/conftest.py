"""Clocks kept for massagers."""

import pytest

from custom_components.foot_massage.core.kept_clock import KeptClock

from .sights import TEN_MINUTES


@pytest.fixture
def clock() -> KeptClock:
    return KeptClock()


@pytest.fixture
def running(clock: KeptClock) -> KeptClock:
    """Return a clock that counts from 100 s on."""
    clock.begin("one", TEN_MINUTES)
    clock.run(100)
    return clock
