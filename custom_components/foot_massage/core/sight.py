"""What can be seen of a massager that keeps no sessions, and what it means for one."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from .kept_clock import KeptClock
from .massager import (
    Activity,
    DeviceSession,
    EndReason,
    MassagerState,
    MassageSettings,
)

# How close to its end a massager may come to rest and have run its time.
END_TOLERANCE = timedelta(seconds=4)
# A motor may stand still for a moment, and a report of it be early or late.
PATIENCE_S = 8.0
# A massager's own timer may count in minutes.
TIMER_TOLERANCE = timedelta(seconds=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What can be seen of a massager; ``None`` where nothing can.

    ``on`` is its switch, ``running`` whether it really massages; ``time_left`` is
    what its own timer says.
    """

    on: bool | None = None
    running: bool | None = None
    paused: bool | None = None
    settings: MassageSettings = field(default=MassageSettings())
    time_left: timedelta | None = None


def take_in(
    clock: KeptClock,
    sight: Sight,
    now: float,
    *,
    longest: timedelta,
    settled: bool,
    has_timer: bool = False,
) -> None:
    """Have the clock follow what is seen.

    A massager that starts to run although nobody told it to has been begun by hand,
    unless it has just been stopped and not ``settled`` yet. It gets ``longest`` if
    it does not say for how long it will run. One that ``has_timer`` ends by itself
    even while it is out of reach.
    """
    running = sight.running
    lost_at, clock.lost_at = clock.lost_at, None
    if running is None:
        return
    match clock.activity:
        case Activity.IDLE if running and settled:
            whole = sight.time_left or longest
            clock.begin(f"device-{uuid4().hex}", whole, by_device=True)
            clock.run(now)
        case Activity.STARTING if running:
            clock.run(now)
        case Activity.RUNNING if lost_at is not None and not running:
            if has_timer and clock.remaining(now) <= END_TOLERANCE:
                clock.rest(EndReason.COMPLETED, now)
            else:
                clock.rest(EndReason.POWER_LOST, lost_at)
        case Activity.RUNNING:
            _take_in_running(clock, sight, now)
        case Activity.PAUSED if running and not sight.paused:
            clock.run(now)
        case Activity.PAUSED if sight.on is False and not clock.holding:
            clock.rest(EndReason.STOPPED_DEVICE, now)
        case Activity.STOPPING if not running and not sight.on:
            clock.rest(EndReason.STOPPED_DEVICE, now)
    if settled:
        _take_in_timer(clock, sight.time_left, now)


def _take_in_running(clock: KeptClock, sight: Sight, now: float) -> None:
    if sight.paused or (not sight.running and clock.holding):
        clock.hold(now)
    elif sight.running:
        clock.doubted_at = None
    elif sight.on is False:
        _end(clock, now)
    elif clock.doubted_at is None:
        clock.doubted_at = now
    elif now - clock.doubted_at >= PATIENCE_S:
        _end(clock, clock.doubted_at)


def _end(clock: KeptClock, at: float) -> None:
    done = clock.remaining(at) <= END_TOLERANCE
    clock.rest(EndReason.COMPLETED if done else EndReason.STOPPED_DEVICE, at)


def _take_in_timer(clock: KeptClock, left: timedelta | None, now: float) -> None:
    """Follow a timer that was set at the massager."""
    if left == clock.timer or not left or clock.activity is not Activity.RUNNING:
        return
    clock.timer = left
    if abs(left - clock.remaining(now)) > TIMER_TOLERANCE:
        clock.change(clock.elapsed(now) + left, now)


def meet(
    clock: KeptClock,
    expected: MassagerState,
    sight: Sight,
    now: float,
    *,
    has_timer: bool,
) -> None:
    """Bring together what a massager was doing before a restart and what it does now.

    ``has_timer`` says that the massager ends a session by itself.
    """
    if (session := expected.session) is None:
        return
    paused = expected.activity is Activity.PAUSED
    gone = timedelta() if paused else timedelta(seconds=now - expected.received)
    elapsed = session.elapsed + gone
    aged = DeviceSession(
        session_id=session.session_id,
        elapsed=min(elapsed, session.duration),
        duration=session.duration,
        started_by_device=session.started_by_device,
    )
    stands = sight.paused
    if stands is None:
        stands = paused and not sight.running
    if stands and (sight.paused is None or sight.on is not False):
        clock.take_up(aged, Activity.PAUSED, now)
    elif sight.running or sight.running is None:
        clock.take_up(aged, Activity.RUNNING, now)
    elif has_timer and elapsed >= session.duration:
        ended_at = now - (elapsed - session.duration).total_seconds()
        clock.was(aged, EndReason.COMPLETED, ended_at)
