"""A massager on the bench: its driver, its own truth, and a person's hands on it."""

from abc import ABC, abstractmethod
import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
import time
from typing import Any, ClassVar

from homeassistant.util.async_ import get_scheduled_timer_handles

from custom_components.foot_massage.core.massager import (
    Activity,
    DeviceSession,
    EndedSession,
    MassagerState,
    MassageSettings,
)
from custom_components.foot_massage.core.programs import ProgramKey
from custom_components.foot_massage.core.session import Session, StartedBy
from custom_components.foot_massage.drivers.base import MassagerDriver
from custom_components.foot_massage.session_tracker import this_moment
from tests.drivers.waiting import report_of

OURS = "custom_components.foot_massage"
TEN_MINUTES = timedelta(minutes=10)


class Rig(ABC):
    """One kind of massager, and the driver for it.

    ``wanted`` and ``other`` are settings it can have, different in all that it can
    be set to; ``none`` of it for a massager that cannot be set. A massager has begun
    ``starts_in`` seconds after it was told to, and shows what it was told after
    ``settles_in``. Its times may be off by ``tolerance``.
    """

    wanted = MassageSettings()
    other = MassageSettings()
    starts_in = 0.0
    settles_in = 1.0
    tolerance = timedelta(seconds=1)
    # What can be noticed at all. An infrared remote only sends.
    sees_hands: ClassVar[bool] = True
    sees_loss: ClassVar[bool] = True

    driver: MassagerDriver

    def __init__(self) -> None:
        self.heard: list[MassagerState | None] = []
        self._heard_at = 0.0
        self._listens_to: MassagerDriver | None = None

    # How it is with this kind of massager.

    @abstractmethod
    def make_driver(self) -> MassagerDriver:
        """Return a driver as after a restart of Home Assistant."""

    @abstractmethod
    async def passes(self, seconds: float = 0, *, minutes: float = 0) -> None:
        """Let time pass for the massager and us, and whatever is due happen."""

    @abstractmethod
    async def runs(self) -> bool:
        """Return whether its motor runs, whoever may know of it."""

    @abstractmethod
    async def shows(self) -> MassageSettings:
        """Return what it is set to by its own dials."""

    @abstractmethod
    async def hand_starts(self) -> None:
        """Have a person start it."""

    @abstractmethod
    async def hand_stops(self) -> None:
        """Have a person stop it."""

    @abstractmethod
    async def hand_turns(self, settings: MassageSettings) -> None:
        """Have a person turn its dials, if it has any."""

    @abstractmethod
    async def lose(self) -> None:
        """Put it out of reach; it goes on regardless."""

    @abstractmethod
    async def find(self) -> None:
        """Bring it back in reach."""

    def now(self) -> float:
        """Return the seconds on the massager's clock."""
        return time.monotonic()

    # What follows from that.

    async def connect(self, expected: MassagerState | None = None) -> None:
        """Have a new driver, and follow what it reports."""
        self.driver = self.make_driver()
        if self._listens_to is not self.driver:
            self._listens_to = self.driver
            self.driver.subscribe(self._hear)
        await self.driver.connect(expected)
        self._heard_at = self.now()

    async def restart(
        self,
        away: timedelta = timedelta(),
        meanwhile: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """Stop and start Home Assistant; the massager is on its own for that time."""
        record = self._record()
        await self.driver.disconnect()
        if meanwhile:
            await meanwhile()
        await self.passes(away.total_seconds())
        await self.connect(record.expected(this_moment()) if record else None)
        await self.passes(0)

    async def started(
        self, session_id: str = "one", duration: timedelta = TEN_MINUTES
    ) -> None:
        """Have it run a session."""
        await self.driver.start(session_id, self.wanted, duration)
        await self.passes(self.starts_in)
        assert self.activity() is Activity.RUNNING
        assert await self.runs()

    async def settle(self) -> None:
        """Give it the time that it takes to do what it was told."""
        await self.passes(self.settles_in)

    @property
    def report(self) -> MassagerState:
        return report_of(self.driver)

    def activity(self) -> Activity:
        return self.report.activity

    @property
    def session(self) -> DeviceSession:
        session = self.report.session
        assert session is not None
        return session

    @property
    def last(self) -> EndedSession:
        last = self.report.last_session
        assert last is not None
        return last

    def elapsed(self) -> timedelta:
        """Return the massage time by the latest report, brought to the present."""
        if self.activity() is not Activity.RUNNING:
            return self.session.elapsed
        return self.session.elapsed + timedelta(seconds=self.now() - self._heard_at)

    def is_about(self, one: timedelta, other: timedelta) -> bool:
        """Return whether two times are the same, as far as its clock can tell."""
        return abs(one - other) <= self.tolerance

    def left_behind(self) -> list[object]:
        """Return tasks and timers of ours that are still there."""
        tasks = [task for task in asyncio.all_tasks() if OURS in _module(task)]
        timers: list[Any] = get_scheduled_timer_handles(asyncio.get_running_loop())
        alarms = [
            timer
            for timer in timers
            if not timer.cancelled() and OURS in timer._callback.__module__
        ]
        return [*tasks, *alarms]

    def _hear(self) -> None:
        self._heard_at = self.now()
        self.heard.append(self.driver.state)

    def _record(self) -> Session | None:
        """Return what the log would know of the session."""
        if (running := self.report.session) is None:
            return None
        by_device = running.started_by_device
        return Session(
            session_id=running.session_id,
            massager_id="bench",
            program=ProgramKey.CUSTOM,
            settings=self.report.settings,
            planned=running.duration,
            started_by=StartedBy.DEVICE if by_device else StartedBy.HOME_ASSISTANT,
            seen_at=this_moment().utc,
            state=self.activity(),
            massaged=self.elapsed(),
        )


def _module(task: asyncio.Task) -> str:
    frame = getattr(task.get_coro(), "cr_frame", None)
    return str(frame.f_globals.get("__name__")) if frame else ""
