"""One wind-down under way: fade, massage, and what the lights do at the end."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from enum import StrEnum
import logging
import time
from typing import Any

from homeassistant.core import Context, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from .const import LightsAtEnd, MassageStart
from .coordinator import FootMassageCoordinator
from .core.massager import Activity
from .core.panel import SessionRequest
from .core.session import Session, StartedBy
from .light_group import LightGroup
from .session_tracker import SessionEvent
from .wind_down_plan import WindDownPlan, WindDownRecord

_LOGGER = logging.getLogger(__name__)


class WindDownState(StrEnum):
    """What a wind-down is doing."""

    IDLE = "idle"
    DIMMING = "dimming"
    MASSAGING = "massaging"
    FINISHING = "finishing"


class WindDownRun:
    """A run of a plan on some lights and a massager.

    ``plan`` may change under way, as far as the massage goes. ``on_state`` is told
    what the run is doing.
    """

    def __init__(
        self,
        coordinator: FootMassageCoordinator,
        plan: WindDownPlan,
        lights: LightGroup,
        context: Context,
        on_state: Callable[[WindDownState], None],
    ) -> None:
        """Prepare; ``async_run`` or ``async_resume`` does it."""
        self.plan = plan
        self.lights = lights
        self._coordinator = coordinator
        self._context = context
        self._on_state = on_state
        self._session_id: str | None = None
        self._massage_tried = asyncio.Event()
        self._stopped = asyncio.Event()
        self._news = asyncio.Event()
        self._faded = False
        self._finishing = False

    @property
    def ending(self) -> bool:
        """Whether the lights do what they do at the end, or are just about to."""
        faded = self._faded or self._stopped.is_set()
        return self._finishing or (faded and self._massage_is_over)

    @callback
    def on_session_event(self, event: SessionEvent, data: dict[str, Any]) -> None:
        """Take note if somebody stops the massage."""
        if event is SessionEvent.STOPPED and data["session_id"] == self._session_id:
            self._stopped.set()

    async def async_begin_massage(self) -> list[str]:
        """Start the massage if it is time for it, or bring it up to date.

        Returns why that failed, if it did.
        """
        with_fade = self.plan.massage is MassageStart.WITH_FADE
        try:
            if self.plan.rest or not (with_fade or self._faded):
                return []
            session = await self._coordinator.async_start_session(
                SessionRequest(program=self.plan.program, duration=self.plan.duration),
                context=self._context,
                sleeper=self.plan.sleeper,
                started_by=StartedBy.WIND_DOWN,
            )
            self._session_id = session.session_id
        except HomeAssistantError as err:
            return [str(err)]
        finally:
            self._massage_tried.set()
            self._news.set()
        return []

    async def async_run(self) -> None:
        """Fade, see the massage through, and end."""
        plan, began = self.plan, time.monotonic()
        self._on_state(WindDownState.DIMMING)
        await self._async_unless_stopped(
            self.lights.async_fade(plan.target, plan.fade, only_on=plan.only_on)
        )
        await self._massage_tried.wait()
        self._faded = True
        if plan.massage is MassageStart.AFTER_FADE:
            began = time.monotonic()
            for problem in await self.async_begin_massage():
                _LOGGER.warning("The wind-down goes on without massage: %s", problem)
        passed = time.monotonic() - began
        left = self.plan.duration.total_seconds() - passed
        await self._async_see_through(0 if self._massage_is_over else left)
        await self._async_finish()

    async def async_resume(self, record: WindDownRecord) -> None:
        """End a run that a restart has cut off as it was meant to end."""
        self._faded = True
        self.lights.take_up(self.plan.target, only_on=self.plan.only_on)
        self._on_state(WindDownState.DIMMING)
        left = (record.until - dt_util.utcnow()).total_seconds()
        if not record.rest:
            if session := self._coordinator.runner.session:
                self._session_id = session.session_id
            elif self._coordinator.log.sessions(
                massager_id=record.massager_id, start=record.began
            ):
                # It has ended since.
                left = 0
        await self._async_see_through(left)
        await self._async_finish()

    @property
    def _massage(self) -> Session | None:
        """The session that the lights go by: its own, else one begun by hand."""
        session = self._coordinator.runner.session
        if session is None:
            return None
        if self._session_id is None:
            felt = session.state in (Activity.RUNNING, Activity.PAUSED)
            return session if felt and not self.plan.rest else None
        return session if session.session_id == self._session_id else None

    @property
    def _massage_is_over(self) -> bool:
        return self._session_id is not None and self._massage is None

    async def _async_see_through(self, otherwise: float) -> None:
        """Wait for the massage to end; for want of one, for some seconds."""
        # A session that never really began ends without an event, but not unseen.
        unsubscribe = self._coordinator.async_add_listener(self._news.set)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(max(otherwise, 0)):
                    while not self._massage:
                        await self._async_news()
            if massage := self._massage:
                self._session_id = massage.session_id
                self._on_state(WindDownState.MASSAGING)
            while self._massage:
                await self._async_news()
        finally:
            unsubscribe()

    async def _async_news(self) -> None:
        """Wait until something has changed."""
        self._news.clear()
        await self._news.wait()

    async def _async_finish(self) -> None:
        """Have the lights do what they do at the end."""
        self._finishing = True
        match self.plan.at_end:
            case LightsAtEnd.OFF:
                await self.lights.async_turn_off()
            case LightsAtEnd.RESTORE:
                await self.lights.async_restore()

    async def _async_unless_stopped(self, fade: Awaitable[None]) -> None:
        """Fade until it is done, or until somebody stops the massage."""
        fading = asyncio.ensure_future(fade)
        stopped = asyncio.ensure_future(self._stopped.wait())
        try:
            await asyncio.wait({fading, stopped}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopped.cancel()
            fading.cancel()
            # No light may take another step once this is over.
            await asyncio.wait({fading})
        if not fading.cancelled():
            fading.result()
