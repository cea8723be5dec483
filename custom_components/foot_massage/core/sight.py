"""What can be seen of a massager that keeps no sessions, and what it means for one."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import uuid4

from .kept_clock import LONGEST_PAUSE_S, KeptClock
from .massager import (
    Activity,
    Capabilities,
    EndReason,
    MassagerState,
    MassageSettings,
    UnsupportedSettingError,
)

# How long a massager may take to show what it was told.
SETTLE_S = 4.0
# How close to its end a massager may come to rest and have run its time.
END_TOLERANCE = timedelta(seconds=4)
# A motor may stand still for a moment, and a report of it be early or late.
PATIENCE_S = 8.0
# How long a massager with a timer of its own may take to end by itself.
OWN_TIMER_GRACE_S = 3.0
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


@dataclass(slots=True)
class Told:
    """The settings a massager was told, and the moment from which it must show them."""

    settings: MassageSettings = field(default=MassageSettings())
    settles_at: float = 0.0

    def tell(
        self, new: MassageSettings | None, shown: MassageSettings | None, now: float
    ) -> None:
        """Note what it is told over what it shows, and give it time."""
        self.settings = shown or self.settings
        if new is not None:
            self.settings = mixed(new, self.settings)
        self.settles_at = now + SETTLE_S

    def shown(
        self, seen: MassageSettings, now: float, *, hold: bool
    ) -> MassageSettings:
        """Return what to report; what it was told if ``hold``, until it had time."""
        if hold and not self.is_settled(now):
            return self.settings
        return mixed(seen, self.settings)

    def is_settled(self, now: float) -> bool:
        """Return whether it has had its time."""
        return now >= self.settles_at


def check(
    has: Capabilities, settings: MassageSettings, duration: timedelta | None
) -> None:
    """Raise UnsupportedSettingError for what a massager does not have."""
    # No zones said are those that it is set to.
    has.check(replace(settings, zones=settings.zones or has.zones))
    if duration is not None and duration > has.longest:
        raise UnsupportedSettingError(
            "duration", str(duration), [f"up to {has.longest}"]
        )


def mixed(new: MassageSettings, old: MassageSettings) -> MassageSettings:
    """Return ``old`` as ``new`` changes it."""
    return MassageSettings(
        technique=new.technique or old.technique,
        intensity=old.intensity if new.intensity is None else new.intensity,
        zones=new.zones or old.zones,
        heat=new.heat or old.heat,
    )


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
            _begin_by_hand(clock, sight.time_left or longest, now)
        case Activity.STARTING if sight.paused or (clock.holding and not running):
            clock.hold(now)
        case Activity.STARTING if running:
            clock.run(now)
        case Activity.RUNNING if lost_at is not None and _rests(clock, sight):
            _end_unseen(clock, lost_at, now, has_timer=has_timer)
        case Activity.RUNNING:
            _take_in_running(clock, sight, now)
        case Activity.PAUSED:
            _take_in_paused(clock, sight, now, settled=settled)
        case Activity.STOPPING if _is_at_rest(clock, sight):
            clock.rest(EndReason.STOPPED_DEVICE, now)
    if settled:
        _take_in_timer(clock, sight.time_left, now)


def _is_at_rest(clock: KeptClock, sight: Sight) -> bool:
    """Return whether a session that is being ended has come to its end."""
    return not (sight.running or sight.on or (sight.on is None and clock.unheard))


def must_end_at(clock: KeptClock, *, has_timer: bool) -> float | None:
    """Return when a session has to be ended, should the massager not end it."""
    if (ends_at := clock.ends_at) is None:
        return None
    return ends_at + (OWN_TIMER_GRACE_S if has_timer else 0)


def look_again_at(
    clock: KeptClock, told: Told, now: float, *, has_timer: bool
) -> float | None:
    """Return when there is something to notice that nobody will report."""
    moments = [must_end_at(clock, has_timer=has_timer)]
    # A doubt may be over without a word: paused, stopped, or out of sight.
    if clock.doubted_at is not None and clock.doubted_at + PATIENCE_S > now:
        moments.append(clock.doubted_at + PATIENCE_S)
    if not told.is_settled(now):
        moments.append(told.settles_at)
    return min((one for one in moments if one is not None), default=None)


def _begin_by_hand(clock: KeptClock, duration: timedelta, now: float) -> None:
    clock.begin(f"device-{uuid4().hex}", duration, by_device=True)
    clock.run(now)


def _rests(clock: KeptClock, sight: Sight) -> bool:
    """Return whether it has come to rest for good, not to pause."""
    return not (sight.running or sight.on or sight.paused or clock.holding)


def _end_unseen(
    clock: KeptClock, lost_at: float, now: float, *, has_timer: bool
) -> None:
    done = has_timer and clock.remaining(now) <= END_TOLERANCE
    reason = EndReason.COMPLETED if done else EndReason.POWER_LOST
    clock.rest(reason, now if done else lost_at)


def _take_in_running(clock: KeptClock, sight: Sight, now: float) -> None:
    if sight.paused or (not sight.running and clock.holding):
        clock.hold(now)
    elif sight.running:
        clock.doubted_at = None
    elif sight.on is False:
        _end(clock, now)
    elif clock.doubted_at is None:
        clock.doubted_at = now
    elif clock.doubted_at + PATIENCE_S <= now:
        _end(clock, clock.doubted_at)


def _take_in_paused(
    clock: KeptClock, sight: Sight, now: float, *, settled: bool
) -> None:
    if sight.running and not sight.paused:
        clock.run(now)
    elif sight.on is False and not clock.holding:
        clock.rest(EndReason.STOPPED_DEVICE, now)
    elif sight.on and settled:
        # It pauses without being switched off, which would thus be its end.
        clock.holding = False


def _end(clock: KeptClock, at: float) -> None:
    done = clock.remaining(at) <= END_TOLERANCE
    clock.rest(EndReason.COMPLETED if done else EndReason.STOPPED_DEVICE, at)


def _take_in_timer(clock: KeptClock, left: timedelta | None, now: float) -> None:
    """Follow a timer that was set at the massager.

    One that we set may not say what we meant, as it may know only some lengths. It
    takes a leap to tell of a hand.
    """
    if not left or clock.activity is not Activity.RUNNING:
        return
    leaps = clock.started_by_device
    if clock.timer is not None:
        said, at = clock.timer
        if said == left:
            return
        leaps = abs(said - left - timedelta(seconds=now - at)) > TIMER_TOLERANCE
    clock.timer = left, now
    if leaps and abs(left - clock.remaining(now)) > TIMER_TOLERANCE:
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
    aged = replace(session, elapsed=min(elapsed, session.duration))
    stands = sight.paused
    if stands is None:
        stands = paused and not sight.running
    if stands and (sight.paused is None or sight.on is not False):
        clock.take_up(aged, Activity.PAUSED, expected.received if paused else now)
    elif paused and now - expected.received > LONGEST_PAUSE_S:
        # Whoever has it run after so long means another session.
        gone_at = expected.received + LONGEST_PAUSE_S
        clock.was(aged, EndReason.STOPPED_DEVICE, gone_at)
    elif sight.running or sight.running is None:
        clock.take_up(aged, Activity.RUNNING, now)
    elif has_timer and elapsed >= session.duration:
        ended_at = now - (elapsed - session.duration).total_seconds()
        clock.was(aged, EndReason.COMPLETED, ended_at)
