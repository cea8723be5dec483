"""The wind-down: lights and massage together, cancelled or ended as configured."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from datetime import timedelta
from enum import StrEnum
import logging
from typing import TYPE_CHECKING, Any

from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import ATTR_ENTITY_ID, SERVICE_TURN_ON
from homeassistant.core import CALLBACK_TYPE, Context, HomeAssistant, State, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.start import async_at_started
from homeassistant.util import dt as dt_util

from .const import LightsAtEnd, MassageStart
from .core.panel import SessionRequest
from .core.session import StartedBy
from .errors import failed
from .issues import clear_wind_down_missing, raise_wind_down_missing
from .light_group import LightGroup
from .pause import async_pause
from .session_tracker import SessionEvent
from .wind_down_plan import WindDownPlan, WindDownRun, find_entities, light_states

if TYPE_CHECKING:
    from .coordinator import FootMassageCoordinator

_LOGGER = logging.getLogger(__name__)

# A wind-down that a restart has cut off is still ended if it is no later than this:
# lights that go off at night must not do so the next day.
STILL_TONIGHT = timedelta(hours=1)

_ENDS = (SessionEvent.COMPLETED, SessionEvent.STOPPED, SessionEvent.INTERRUPTED)


class WindDownState(StrEnum):
    """What a wind-down is doing."""

    IDLE = "idle"
    DIMMING = "dimming"
    MASSAGING = "massaging"
    FINISHING = "finishing"


class WindDown:
    """One wind-down of one massager; ``state`` says what it is doing."""

    def __init__(
        self,
        hass: HomeAssistant,
        coordinator: FootMassageCoordinator,
        subentry: ConfigSubentry,
    ) -> None:
        """Set up as configured; ``async_start`` takes up what a restart cut off."""
        self.subentry = subentry
        self.state = WindDownState.IDLE
        self._hass = hass
        self._coordinator = coordinator
        self._plan = WindDownPlan.from_subentry(subentry)
        self._lock = asyncio.Lock()
        self._lights: LightGroup | None = None
        self._unwatch: CALLBACK_TYPE | None = None
        self._task: asyncio.Task[None] | None = None
        self._massage_tried = asyncio.Event()
        self._session_over = asyncio.Event()
        self._stopped = asyncio.Event()
        self._subscribers: list[Callable[[], None]] = []

    async def async_start(self) -> None:
        """Follow the massager's sessions until the config entry is unloaded."""
        entry = self._coordinator.config_entry
        entry.async_on_unload(self._let_go)
        entry.async_on_unload(self._coordinator.async_on_event(self._on_session_event))
        entry.async_on_unload(async_at_started(self._hass, self._async_on_started))

    @callback
    def async_subscribe(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Call ``listener`` when the state changes; returns how to end that."""
        self._subscribers.append(listener)
        return lambda: self._subscribers.remove(listener)

    async def async_activate(
        self,
        *,
        duration: timedelta | None = None,
        fade: timedelta | None = None,
        massage: bool = True,
        context: Context | None = None,
    ) -> None:
        """Dim the lights and start the massage; returns once both are under way.

        Both are attempted: what failed is in the HomeAssistantError raised then.
        While it is under way already, only the massage is brought up to date.
        """
        plan = self._plan.this_once(duration=duration, fade=fade, massage=massage)
        context = Context(
            user_id=context.user_id if context else None,
            parent_id=context.id if context else None,
        )
        async with self._lock:
            problems: list[str] = []
            if self._task is None:
                problems += await self._async_begin(plan, context)
            if plan.massage is MassageStart.WITH_FADE:
                problems += await self._async_massage(plan, context)
            self._massage_tried.set()
        if problems:
            raise failed(
                "wind_down_failed",
                name=self.subentry.title,
                problems="; ".join(problems),
            )

    async def async_cancel(self) -> None:
        """Stop the session and put back every light that nobody has touched."""
        async with self._lock:
            lights = self._lights
            self._end_task()
            try:
                if self._coordinator.runner.session:
                    await self._coordinator.async_stop_session()
            finally:
                if lights:
                    self._set_state(WindDownState.FINISHING)
                    await lights.async_restore()
                self._over()

    async def _async_begin(self, plan: WindDownPlan, context: Context) -> list[str]:
        """Set everything but the massage going; returns what is missing."""
        found, missing = find_entities(self._hass, plan.lights)
        extras, missing_extras = find_entities(self._hass, plan.extras)
        self._report_missing([*missing, *missing_extras])
        before = self._take_over(light_states(self._hass, found))
        run = WindDownRun(
            massager_id=self._coordinator.config_entry.entry_id,
            before=tuple(before),
            until=dt_util.utcnow() + plan.length,
            massage=plan.massage is not None,
        )
        await self._coordinator.log.async_keep_wind_down(
            self.subentry.subentry_id, run.as_dict()
        )
        self._massage_tried.clear()
        self._session_over.clear()
        self._stopped.clear()
        lights = self._watch(before, context)
        self._spawn(self._async_run(plan, lights, context))
        problems = [f"{one} no longer exists" for one in (*missing, *missing_extras)]
        for extra in extras:
            problems += await self._async_turn_on(extra, context)
        return problems

    async def _async_run(
        self, plan: WindDownPlan, lights: LightGroup, context: Context
    ) -> None:
        """Fade, see the massage through, and end."""
        self._set_state(WindDownState.DIMMING)
        fade = lights.async_fade(plan.target, plan.fade, only_on=plan.only_on)
        await self._async_unless_stopped(fade)
        await self._massage_tried.wait()
        if plan.massage is MassageStart.AFTER_FADE and not self._stopped.is_set():
            for problem in await self._async_massage(plan, context):
                _LOGGER.warning("%s: %s", self.subentry.title, problem)
        await self._async_see_through(plan.massage is not None, plan.duration)
        await self._async_finish(lights)

    async def _async_see_through(self, massage: bool, otherwise: timedelta) -> None:
        """Wait for the session to end, or as long as it would have taken."""
        if massage and self._coordinator.runner.session:
            self._set_state(WindDownState.MASSAGING)
            await self._session_over.wait()
        elif not self._session_over.is_set():
            await async_pause(self._hass, otherwise)

    async def _async_finish(self, lights: LightGroup) -> None:
        """Have the lights do what they do at the end."""
        match self._plan.at_end:
            case LightsAtEnd.OFF:
                await lights.async_turn_off()
            case LightsAtEnd.RESTORE:
                await lights.async_restore()
        self._task = None
        self._over()

    async def _async_massage(self, plan: WindDownPlan, context: Context) -> list[str]:
        """Start the massage; returns why it did not, if so."""
        try:
            await self._coordinator.async_start_session(
                SessionRequest(program=plan.program, duration=plan.duration),
                context=context,
                started_by=StartedBy.WIND_DOWN,
            )
        except HomeAssistantError as err:
            return [str(err)]
        return []

    async def _async_turn_on(self, entity_id: str, context: Context) -> list[str]:
        """Run a script or activate a scene; returns why that failed, if so."""
        try:
            await self._hass.services.async_call(
                entity_id.partition(".")[0],
                SERVICE_TURN_ON,
                {ATTR_ENTITY_ID: entity_id},
                blocking=True,
                context=context,
            )
        except HomeAssistantError as err:
            return [f"{entity_id}: {err}"]
        return []

    async def _async_on_started(self, _hass: HomeAssistant) -> None:
        """Look for missing lights, and take up what a restart cut off."""
        _, missing = find_entities(self._hass, (*self._plan.lights, *self._plan.extras))
        self._report_missing(missing)
        kept = self._coordinator.log.wind_down(self.subentry.subentry_id)
        if kept is None or self._task:
            return
        run = WindDownRun.from_dict(kept)
        left = run.until - dt_util.utcnow()
        session = self._coordinator.runner.session
        if left < -STILL_TONIGHT and session is None:
            self._over()
            return
        lights = self._watch(run.before, Context())
        lights.expect(self._plan.target)
        self._spawn(self._async_resume(run, lights, left))

    async def _async_resume(
        self, run: WindDownRun, lights: LightGroup, left: timedelta
    ) -> None:
        """End a wind-down that a restart cut off as it was meant to end."""
        over = run.massage and self._coordinator.runner.session is None
        await self._async_see_through(run.massage, timedelta() if over else left)
        await self._async_finish(lights)

    async def _async_unless_stopped(self, fade: Coroutine[Any, Any, None]) -> None:
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

    @callback
    def _on_session_event(self, event: SessionEvent, _: dict[str, Any]) -> None:
        if event in _ENDS:
            self._session_over.set()
        if event is SessionEvent.STOPPED:
            self._stopped.set()

    def _take_over(self, states: Iterable[State]) -> list[State]:
        """End the massager's other wind-downs, but remember how it was before them."""
        before = {state.entity_id: state for state in states}
        for other in self._coordinator.wind_downs.values():
            if other is not self and (lights := other.async_hand_over()):
                before |= {
                    entity_id: state
                    for entity_id, state in lights.before.items()
                    if entity_id in before and entity_id not in lights.touched
                }
        return list(before.values())

    @callback
    def async_hand_over(self) -> LightGroup | None:
        """End at once and leave everything as it is; returns the lights, if any."""
        lights = self._lights
        self._end_task()
        if lights:
            self._over()
        return lights

    def _watch(self, before: Sequence[State], context: Context) -> LightGroup:
        self._lights = LightGroup(self._hass, before, context)
        self._unwatch = self._lights.async_watch()
        return self._lights

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        self._task = self._coordinator.config_entry.async_create_background_task(
            self._hass, work, f"wind-down {self.subentry.title}"
        )

    @callback
    def _end_task(self) -> None:
        if self._task:
            self._task.cancel()
            self._task = None

    @callback
    def _let_go(self) -> None:
        """Stop minding the lights; what is written down goes on after a restart."""
        self._end_task()
        if self._unwatch:
            self._unwatch()
            self._unwatch = None

    def _over(self) -> None:
        """Forget the run: it has ended."""
        self._let_go()
        self._lights = None
        self._coordinator.log.forget_wind_down(self.subentry.subentry_id)
        self._set_state(WindDownState.IDLE)

    def _report_missing(self, missing: list[str]) -> None:
        entry = self._coordinator.config_entry
        if missing:
            raise_wind_down_missing(self._hass, entry, self.subentry, missing)
        else:
            clear_wind_down_missing(self._hass, self.subentry.subentry_id)

    def _set_state(self, state: WindDownState) -> None:
        if state is not self.state:
            self.state = state
            for subscriber in tuple(self._subscribers):
                subscriber()
