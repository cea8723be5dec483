"""What drivers share whose massagers keep no sessions: we keep the clock for them."""

from abc import abstractmethod
import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
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
    UnsupportedSettingError,
)
from ..core.sight import (
    Sight,
    Told,
    check,
    look_again_at,
    meet,
    must_end_at,
    take_in,
)
from .base import BusyError, DriverError, MassagerDriver, RefusedError
from .insist import Insistence


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
        self._told = Told()
        self._unfollow: Callable[[], None] | None = None
        self._alarm: asyncio.TimerHandle | None = None
        self._resting = Insistence(self._async_come_to_rest, self._must_rest)

    @override
    async def connect(self, expected: MassagerState | None = None) -> None:
        if self._unfollow is None:
            self._expected = expected
            self._unfollow = self._follow()
            self.look()
            self._resting.begin()

    @override
    async def disconnect(self) -> None:
        if unfollow := self._unfollow:
            self._unfollow = None
            unfollow()
            self._take_alarm_back()
            self._leave()
            await self._resting.async_end()

    @override
    async def start(
        self, session_id: str, settings: MassageSettings, duration: timedelta
    ) -> None:
        self._check_reach()
        clock = self._clock
        if clock.goes_on(session_id):
            return
        if clock.is_in(session_id) or clock.has_ended(session_id):
            raise RefusedError("The session has ended")
        if clock.activity is not Activity.IDLE:
            raise BusyError("Another session is running")
        self._check(settings, duration)
        clock.begin(session_id, duration)
        self._note_told(settings)
        self.look()
        try:
            await self._async_tell(settings, duration)
            if clock.goes_on(session_id):
                await self._async_run()
        except DriverError:
            if clock.is_in(session_id):
                await self._async_call_off()
            raise
        if clock.ending or not clock.is_on:
            # It was stopped meanwhile, perhaps before it was made to run.
            await self._async_rest()
        elif self._sees_nothing() and clock.goes_on(session_id):
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
        self._check(settings or MassageSettings(), duration)
        now = time.monotonic()
        if duration is not None:
            clock.change(duration, now)
        if clock.remaining(now) <= timedelta():
            clock.end(EndReason.COMPLETED, now)
            self._resting.begin()
        else:
            left = None if duration is None else self._timer(duration, now)
            await self._async_tell(settings, left)
        self.look()

    @override
    async def pause(self, session_id: str) -> None:
        clock = self._in_session(session_id)
        if not self.capabilities.pause:
            raise RefusedError("The massager cannot pause")
        if clock.activity is not Activity.PAUSED:
            # Without a pause of its own it is brought to rest.
            clock.holding = self._see().paused is None
            self._note_told()
            try:
                await self._async_hold()
            except DriverError:
                clock.holding = False
                raise
            if self._sees_nothing():
                clock.hold(time.monotonic())
        self.look()

    @override
    async def resume(self, session_id: str) -> None:
        clock = self._in_session(session_id)
        if clock.activity is Activity.PAUSED:
            self._note_told()
            await self._async_go_on(clock.remaining(time.monotonic()))
            if not clock.goes_on(session_id):
                # It has ended meanwhile, perhaps before it was made to go on.
                await self._async_rest()
            elif self._sees_nothing():
                clock.run(time.monotonic())
        self.look()

    @override
    async def stop(self) -> None:
        self._check_reach()
        self._clock.end(EndReason.STOPPED_REMOTE, time.monotonic())
        self._note_told()
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
    async def _async_call_off(self) -> None:
        """Undo a start that failed: it may have begun all the same."""

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
            told, seen = self._told, sight.settings
            settings = told.shown(seen, now, hold=self._clock.is_on)
            if self.state is None or not self._must_rest():
                self._resting.hurry()
            self._update(self._clock.report(settings, now), None)
        self._set_alarm(now)

    def _take_in(self, sight: Sight, now: float) -> None:
        clock, told, timed = self._clock, self._told, self.has_timer
        expected, self._expected = self._expected, None
        if expected is not None:
            meet(clock, expected, sight, now, has_timer=timed)
            told.settings = expected.settings
        settled, longest = told.is_settled(now), self.capabilities.longest
        take_in(clock, sight, now, longest=longest, settled=settled, has_timer=timed)

    async def _async_tell(
        self, settings: MassageSettings | None, timer: timedelta | None
    ) -> None:
        """Set what is new, and give it time to show."""
        self._note_told(settings)
        if timer is not None:
            self._clock.timer = None
        await self._async_set(settings or MassageSettings(), timer)

    def _note_told(self, settings: MassageSettings | None = None) -> None:
        shown = self.state.settings if self.state else None
        self._told.tell(settings, shown, time.monotonic())

    async def _async_come_to_rest(self) -> None:
        """Tell the massager to rest, and take it to do so if nothing can be seen."""
        await self._async_rest()
        self._clock.unheard = False
        if self._sees_nothing():
            self._clock.rest(EndReason.STOPPED_REMOTE, time.monotonic())
        self.look()

    def _must_rest(self) -> bool:
        return self._clock.ending is not None

    def _sees_nothing(self) -> bool:
        with suppress(DriverError):
            return self._see().running is None
        return False

    def _check_reach(self) -> None:
        if self.problem:
            raise self.problem

    def _in_session(self, session_id: str) -> KeptClock:
        self._check_reach()
        if not self._clock.goes_on(session_id):
            raise RefusedError("No session with this id is running")
        return self._clock

    def _check(self, settings: MassageSettings, duration: timedelta | None) -> None:
        """Raise RefusedError for what the massager does not have."""
        try:
            check(self.capabilities, settings, duration)
        except UnsupportedSettingError as err:
            raise RefusedError(str(err)) from err

    def _set_alarm(self, now: float) -> None:
        self._take_alarm_back()
        at = look_again_at(self._clock, self._told, now, has_timer=self.has_timer)
        if at is not None:
            loop = asyncio.get_running_loop()
            self._alarm = loop.call_later(max(at - now, 0), self._ring)

    def _ring(self) -> None:
        self._alarm = None
        end_at = must_end_at(self._clock, has_timer=self.has_timer)
        if end_at is not None and end_at <= (now := time.monotonic()):
            self._clock.end_by_itself(now)
            self._resting.begin()
        self.look()

    def _take_alarm_back(self) -> None:
        if self._alarm:
            self._alarm.cancel()
            self._alarm = None
