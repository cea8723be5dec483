"""One wind-down under way: fade, massage, and what the lights do at the end."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from enum import StrEnum
import logging
from typing import Any

from homeassistant.core import Context
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from .const import LightsAtEnd, MassageStart
from .coordinator import FootMassageCoordinator
from .core.panel import SessionRequest
from .core.session import StartedBy
from .light_group import LightGroup
from .session_tracker import SessionEvent
from .wind_down_plan import WindDownPlan, WindDownRecord

_LOGGER = logging.getLogger(__name__)

_ENDS = (SessionEvent.COMPLETED, SessionEvent.STOPPED, SessionEvent.INTERRUPTED)


class WindDownState(StrEnum):
    """What a wind-down is doing."""

    IDLE = "idle"
    DIMMING = "dimming"
    MASSAGING = "massaging"
    FINISHING = "finishing"


class WindDownRun:
    """A run of a plan on some lights and a massager.

    ``on_state`` is told what it is doing. ``finishing`` is set from when its lights
    do what they do at the end.
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
        self.finishing = False
        self._coordinator = coordinator
        self._context = context
        self._on_state = on_state
        self._massage_tried = asyncio.Event()
        self._session_over = asyncio.Event()
        self._stopped = asyncio.Event()

    def on_session_event(self, event: SessionEvent, _: dict[str, Any]) -> None:
        """Take note of what happens to the massager's session."""
        if event in _ENDS:
            self._session_over.set()
        if event is SessionEvent.STOPPED:
            self._stopped.set()

    async def async_begin_massage(self, begin: MassageStart) -> list[str]:
        """Start the massage if it begins so; returns why it did not, if it failed."""
        try:
            if self.plan.rest or self.plan.massage is not begin:
                return []
            self._session_over.clear()
            await self._coordinator.async_start_session(
                SessionRequest(
                    program=self.plan.program,
                    duration=min(self.plan.duration, self._coordinator.longest),
                ),
                context=self._context,
                started_by=StartedBy.WIND_DOWN,
            )
        except HomeAssistantError as err:
            return [str(err)]
        finally:
            self._massage_tried.set()
        return []

    async def async_run(self) -> None:
        """Fade, see the massage through, and end."""
        plan = self.plan
        self._on_state(WindDownState.DIMMING)
        await self._async_unless_stopped(
            self.lights.async_fade(plan.target, plan.fade, only_on=plan.only_on)
        )
        await self._massage_tried.wait()
        if not self._stopped.is_set():
            for problem in await self.async_begin_massage(MassageStart.AFTER_FADE):
                _LOGGER.warning("The wind-down goes on without massage: %s", problem)
        await self._async_see_through(self._without_massage())
        await self._async_finish()

    async def async_resume(self, record: WindDownRecord) -> None:
        """End a run that a restart has cut off as it was meant to end."""
        self.lights.take_up(self.plan.target)
        self._on_state(WindDownState.DIMMING)
        left = (record.until - dt_util.utcnow()).total_seconds()
        if not record.rest and self._has_ended_since(record):
            left = 0
        await self._async_see_through(left)
        await self._async_finish()

    def _has_ended_since(self, record: WindDownRecord) -> bool:
        ended = self._coordinator.log.sessions(
            massager_id=record.massager_id, start=record.began
        )
        return bool(ended)

    def _without_massage(self) -> float:
        """Return how long (s) the lights stay as they are if there is no session."""
        if self._session_over.is_set():
            return 0
        plan = self.plan
        # Started with the fade, the massage would have been under way meanwhile.
        massaged = plan.fade if plan.massage is MassageStart.WITH_FADE else timedelta()
        return max(plan.duration - massaged, timedelta()).total_seconds()

    async def _async_see_through(self, otherwise: float) -> None:
        """Wait for the session to end, or without one for some seconds."""
        if not self.plan.rest and self._coordinator.runner.session:
            self._on_state(WindDownState.MASSAGING)
            await self._session_over.wait()
        else:
            await asyncio.sleep(max(otherwise, 0))

    async def _async_finish(self) -> None:
        """Have the lights do what they do at the end."""
        self.finishing = True
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
            if fading.done():
                fading.result()
        finally:
            fading.cancel()
            stopped.cancel()
