"""What drivers share whose massagers keep no sessions: we keep the clock for them."""

from abc import abstractmethod
import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import chain, repeat
import time
from typing import override

from ..core.kept_clock import KeptClock
from ..core.massager import (
    Activity,
    Capabilities,
    EndReason,
    MassagerIdentity,
    MassagerState,
    MassageSettings,
)
from ..core.sight import PATIENCE_S, Sight, meet, take_in
from .base import (
    BusyError,
    DriverError,
    MassagerDriver,
    RefusedError,
)

# How long a massager may take to show the settings that it was told.
SETTLE_S = 4.0
# How long a massager with a timer of its own may take to end by itself.
OWN_TIMER_GRACE_S = 3.0
# A massager that does not come to rest is told again after these (s), then the last.
REST_RETRIES_S = (2.0, 4.0, 8.0, 15.0, 30.0)


class KeptDriver(MassagerDriver):
    """A driver that keeps the session of a massager that can only be run and stopped.

    A subclass says what it sees (``_see``) and does as it is told (``_async_…``);
    what it does may raise a DriverError.
    """

    has_timer = False

    def __init__(self, identity: MassagerIdentity, capabilities: Capabilities) -> None:
        """Set up; ``connect`` begins to look."""
        super().__init__(identity, capabilities)
        self._clock = KeptClock()
        self._expected: MassagerState | None = None
        self._told = MassageSettings()
        self._settles_at = 0.0
        self._unfollow: Callable[[], None] | None = None
        self._alarm: asyncio.TimerHandle | None = None
        self._ending: asyncio.Task[None] | None = None

    @override
    async def connect(self, expected: MassagerState | None = None) -> None:
        if self._unfollow is None:
            self._expected = expected
            self._unfollow = self._follow()
            self.look()

    @override
    async def disconnect(self) -> None:
        if unfollow := self._unfollow:
            self._unfollow = None
            unfollow()
            self._take_alarm_back()
            self._leave()
            if ending := self._ending:
                ending.cancel()
                await asyncio.wait([ending])

    @override
    async def start(
        self, session_id: str, settings: MassageSettings, duration: timedelta
    ) -> None:
        self._check_reach()
        clock = self._clock
        if clock.is_in(session_id) and clock.ending is None:
            return
        if clock.has_ended(session_id):
            raise RefusedError("The session has ended")
        if clock.activity is not Activity.IDLE:
            raise BusyError("Another session is running")
        clock.begin(session_id, duration)
        try:
            await self._async_tell(settings, duration)
            await self._async_run()
        except DriverError:
            # It may have begun all the same.
            with suppress(DriverError):
                await self._async_rest()
            clock.drop()
            self.look()
            raise
        if self._sees_nothing():
            clock.run(time.monotonic())
        self.look()

    @override
    async def apply(
        self,
        session_id: str,
        *,
        settings: MassageSettings | None = None,
        duration: timedelta | None = None,
    ) -> None:
        clock = self._in_session(session_id)
        now = time.monotonic()
        if duration is not None:
            clock.change(duration, now)
        if clock.remaining(now) <= timedelta():
            self._end_by_time()
        else:
            left = None if duration is None else self._timer(duration, now)
            await self._async_tell(settings, left)
        self.look()

    @override
    async def pause(self, session_id: str) -> None:
        clock = self._in_session(session_id)
        if clock.activity is Activity.RUNNING:
            # Without a pause of its own it is brought to rest.
            clock.holding = self._see().paused is None
            await self._async_hold()
            if self._sees_nothing():
                clock.hold(time.monotonic())
        self.look()

    @override
    async def resume(self, session_id: str) -> None:
        clock = self._in_session(session_id)
        if clock.activity is Activity.PAUSED:
            await self._async_go_on(clock.remaining(time.monotonic()))
            if self._sees_nothing():
                clock.run(time.monotonic())
        self.look()

    @override
    async def stop(self) -> None:
        self._check_reach()
        now = time.monotonic()
        self._clock.end(EndReason.STOPPED_REMOTE, now)
        self._settles_at = now + SETTLE_S
        self.look()
        await self._async_come_to_rest()

    # What a subclass sees and does.

    @abstractmethod
    def _follow(self) -> Callable[[], None]:
        """Call ``look`` at every change from now on; returns how to end that."""

    @abstractmethod
    def _see(self) -> Sight:
        """Return what is to be seen; raises DriverError if it is out of reach."""

    @abstractmethod
    async def _async_run(self) -> None:
        """Make the massager run."""

    @abstractmethod
    async def _async_rest(self) -> None:
        """Bring the massager to rest."""

    @abstractmethod
    async def _async_set(
        self, settings: MassageSettings, timer: timedelta | None
    ) -> None:
        """Set the massager, and its own timer where it has one."""

    @abstractmethod
    async def _async_hold(self) -> None:
        """Have the massager pause."""

    @abstractmethod
    async def _async_go_on(self, left: timedelta) -> None:
        """Have the massager go on for the time that is left."""

    def _timer(self, duration: timedelta, now: float) -> timedelta:
        """Return what the massager's own timer has to be set to in mid-session."""
        return duration - self._clock.elapsed(now)

    # What is made of what is seen.

    def look(self) -> None:
        """Take in what is to be seen, and tell the listeners."""
        if self._unfollow is None:
            return
        now = time.monotonic()
        try:
            sight = self._see()
        except DriverError as err:
            self._clock.lose(now)
            self._update(None, err)
        else:
            self._take_in(sight, now)
            settings = self._settings_shown(sight, now)
            self._update(self._clock.report(settings, now), None)
        self._set_alarm(now)

    def _take_in(self, sight: Sight, now: float) -> None:
        expected, self._expected = self._expected, None
        if expected is not None:
            meet(self._clock, expected, sight, now, has_timer=self.has_timer)
            self._told = expected.settings
        take_in(
            self._clock,
            sight,
            now,
            longest=self.capabilities.longest,
            settled=now >= self._settles_at,
            has_timer=self.has_timer,
        )

    def _settings_shown(self, sight: Sight, now: float) -> MassageSettings:
        """Return the settings to report: what was told, until it has had time."""
        told, seen = self._told, sight.settings
        if self._clock.is_on and now < self._settles_at:
            return told
        return MassageSettings(
            technique=seen.technique or told.technique,
            intensity=told.intensity if seen.intensity is None else seen.intensity,
            zones=seen.zones or told.zones,
            heat=seen.heat or told.heat,
        )

    async def _async_tell(
        self, settings: MassageSettings | None, timer: timedelta | None
    ) -> None:
        """Set what is new, and give it time to show."""
        if settings is not None:
            self._told = settings
            self._settles_at = time.monotonic() + SETTLE_S
        await self._async_set(settings or MassageSettings(), timer)

    async def _async_come_to_rest(self) -> None:
        """Tell the massager to rest, and take it to do so if nothing can be seen."""
        await self._async_rest()
        if self._sees_nothing():
            self._clock.rest(EndReason.STOPPED_REMOTE, time.monotonic())
        self.look()

    def _end_by_time(self) -> None:
        """Bring the session to its end: it has had its time."""
        self._clock.end(EndReason.COMPLETED, time.monotonic())
        if self._ending is None or self._ending.done():
            self._ending = asyncio.create_task(self._async_insist_on_rest())

    async def _async_insist_on_rest(self) -> None:
        """Tell the massager to rest until it does, also when it is back in reach."""
        retries = chain(REST_RETRIES_S, repeat(REST_RETRIES_S[-1]))
        while self._clock.ending:
            with suppress(DriverError):
                await self._async_come_to_rest()
            if self._clock.ending:
                await asyncio.sleep(next(retries))

    def _sees_nothing(self) -> bool:
        try:
            return self._see().running is None
        except DriverError:
            return False

    def _check_reach(self) -> None:
        if self.problem:
            raise self.problem

    def _in_session(self, session_id: str) -> KeptClock:
        self._check_reach()
        if not self._clock.is_in(session_id) or self._clock.ending:
            raise RefusedError("No session with this id is running")
        return self._clock

    def _set_alarm(self, now: float) -> None:
        """Look again when the session has had its time, or settings have settled."""
        self._take_alarm_back()
        waits = [self._settles_at - now] if now < self._settles_at else []
        if self._clock.activity is Activity.RUNNING:
            if (doubted_at := self._clock.doubted_at) is not None:
                waits.append(doubted_at + PATIENCE_S - now)
            left = self._clock.remaining(now).total_seconds()
            waits.append(left + (OWN_TIMER_GRACE_S if self.has_timer else 0))
        if waits:
            loop = asyncio.get_running_loop()
            self._alarm = loop.call_later(max(min(waits), 0), self._ring)

    def _ring(self) -> None:
        self._alarm = None
        clock, now = self._clock, time.monotonic()
        if clock.activity is Activity.RUNNING and clock.remaining(now) <= timedelta():
            self._end_by_time()
        self.look()

    def _take_alarm_back(self) -> None:
        if self._alarm:
            self._alarm.cancel()
            self._alarm = None
