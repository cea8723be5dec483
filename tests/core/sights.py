"""What a massager without sessions may look like, and what is made of it."""

from dataclasses import replace
from datetime import timedelta

from custom_components.foot_massage.core.kept_clock import KeptClock
from custom_components.foot_massage.core.massager import (
    Activity,
    DeviceSession,
    EndedSession,
    MassageSettings,
)
from custom_components.foot_massage.core.sight import (
    Sight,
    take_in,
)

NOTHING = MassageSettings()
TEN_MINUTES = timedelta(minutes=10)
HOUR = timedelta(minutes=60)
RUNS = Sight(on=True, running=True)
RESTS = Sight(on=False, running=False)
# It is switched on, but does not move.
STANDS = Sight(on=True, running=False)
PAUSES = Sight(on=True, running=False, paused=True)


def look(
    clock: KeptClock,
    sight: Sight,
    now: float,
    *,
    settled: bool = True,
    has_timer: bool = False,
) -> Activity:
    """Have the clock take in what is seen, and return what it makes of it."""
    take_in(clock, sight, now, longest=HOUR, settled=settled, has_timer=has_timer)
    return clock.activity


def left(sight: Sight, minutes: float) -> Sight:
    return replace(sight, time_left=timedelta(minutes=minutes))


def session(clock: KeptClock, now: float) -> DeviceSession:
    there = clock.report(NOTHING, now).session
    assert there
    return there


def last(clock: KeptClock, now: float = 0) -> EndedSession:
    assert clock.activity is Activity.IDLE
    ended = clock.report(NOTHING, now).last_session
    assert ended
    return ended
