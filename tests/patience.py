"""How long tests wait for something real that is to happen."""

from collections.abc import Iterator
import time

PATIENCE_S = 60.0


def looks() -> Iterator[None]:
    """Yield for each look at whether it has happened by now, for a minute.

    It is a minute of the machine's, even if a test has stopped the clock: that a
    machine has to look often is no reason to give up.
    """
    give_up_at = _now() + PATIENCE_S
    while _now() < give_up_at:
        yield


def _now() -> float:
    return time.clock_gettime(time.CLOCK_MONOTONIC)
