"""A wind-down of a massager: started, cancelled, and taken up after a restart."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping
from datetime import timedelta
import logging
from typing import Any

from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import ATTR_ENTITY_ID, SERVICE_TURN_ON
from homeassistant.core import CALLBACK_TYPE, Context, HomeAssistant, State, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.start import async_at_started
from homeassistant.util import dt as dt_util

from .const import MassageStart
from .coordinator import FootMassageCoordinator
from .errors import failed
from .issues import clear_wind_down_missing, last_entity_id, raise_wind_down_missing
from .light_group import LightGroup
from .session_tracker import SessionEvent
from .wind_down_plan import WindDownPlan, WindDownRecord, find_entities, lit_or_dark
from .wind_down_run import WindDownRun, WindDownState

_LOGGER = logging.getLogger(__name__)

# A wind-down that a restart has cut off is still ended if it is no later than this:
# lights that go off at night must not do so the next day.
STILL_TONIGHT = timedelta(hours=1)


class WindDown:
    """One wind-down of one massager; ``state`` says what it is doing.

    ``siblings`` are all wind-downs of the massager, this one included.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        coordinator: FootMassageCoordinator,
        subentry: ConfigSubentry,
        siblings: Mapping[str, WindDown],
    ) -> None:
        """Set up as configured; ``async_start`` takes up what a restart cut off."""
        self.subentry = subentry
        self.state = WindDownState.IDLE
        self._hass = hass
        self._coordinator = coordinator
        self._siblings = siblings
        self._plan = WindDownPlan.from_subentry(subentry)
        self._lock = asyncio.Lock()
        self._run: WindDownRun | None = None
        self._task: asyncio.Task[None] | None = None
        self._unwatch: CALLBACK_TYPE | None = None
        self._subscribers: list[Callable[[], None]] = []

    @callback
    def async_start(self) -> None:
        """Follow the massager's sessions until the config entry is unloaded."""
        entry = self._coordinator.config_entry
        entry.async_on_unload(self._let_go)
        entry.async_on_unload(self._coordinator.async_on_event(self._on_session_event))
        entry.async_on_unload(async_at_started(self._hass, self._on_started))

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
            if self._task and self._run and self._run.finishing:
                await asyncio.wait([self._task])
            if run := self._run:
                run.plan = plan
                problems = await run.async_begin_massage(MassageStart.WITH_FADE)
            else:
                problems = await self._async_begin(plan, context)
        if problems:
            raise failed(
                "wind_down_failed",
                name=self.subentry.title,
                problems="; ".join(problems),
            )

    async def async_cancel(self) -> None:
        """Stop the session and put back every light that nobody has touched."""
        self._end_task()
        async with self._lock:
            self._end_task()
            if (run := self._run) is None:
                return
            self._set_state(WindDownState.FINISHING)
            try:
                if self._coordinator.runner.session:
                    await self._coordinator.async_stop_session()
            finally:
                await run.lights.async_restore()
                self._over()

    async def _async_begin(self, plan: WindDownPlan, context: Context) -> list[str]:
        """Set everything going; returns what failed."""
        found, missing = find_entities(self._hass, plan.lights)
        extras, missing_extras = find_entities(self._hass, plan.extras)
        gone = [*missing, *missing_extras]
        self._report_missing(gone)
        record = WindDownRecord(
            massager_id=self._coordinator.config_entry.entry_id,
            before=self._take_over(lit_or_dark(self._hass, found)),
            began=dt_util.utcnow(),
            until=dt_util.utcnow() + plan.length,
            rest=plan.rest,
        )
        await self._coordinator.log.async_keep_wind_down(
            self.subentry.subentry_id, record.as_dict()
        )
        run = self._make_run(plan, record, context)
        self._see_to(run.async_run())
        problems = [
            str(failed("entity_gone", entity=last_entity_id(self._hass, one)))
            for one in gone
        ]
        problems += await run.async_begin_massage(MassageStart.WITH_FADE)
        for extra in extras:
            problems += await self._async_turn_on(extra, context)
        return problems

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

    @callback
    def _on_started(self, _hass: HomeAssistant) -> None:
        """Look for missing lights, and take up what a restart cut off."""
        _, missing = find_entities(self._hass, (*self._plan.lights, *self._plan.extras))
        self._report_missing(missing)
        kept = self._coordinator.log.wind_down(self.subentry.subentry_id)
        if kept is None or self._run:
            return
        try:
            record = WindDownRecord.from_dict(kept)
        except (KeyError, TypeError, ValueError) as err:
            _LOGGER.warning("A wind-down that was cut off cannot be read: %r", err)
            self._over()
            return
        late = dt_util.utcnow() - record.until
        if late > STILL_TONIGHT and self._coordinator.runner.session is None:
            self._over()
            return
        plan = self._plan.this_once(duration=None, fade=None, massage=not record.rest)
        run = self._make_run(plan, record, Context())
        self._see_to(run.async_resume(record))

    def _make_run(
        self, plan: WindDownPlan, record: WindDownRecord, context: Context
    ) -> WindDownRun:
        lights = LightGroup(self._hass, record.before, context)
        self._unwatch = lights.async_watch()
        self._run = WindDownRun(
            self._coordinator, plan, lights, context, self._set_state
        )
        return self._run

    def _take_over(self, states: Iterable[State]) -> tuple[State, ...]:
        """End the massager's other wind-downs, but remember how it was before them."""
        before = {state.entity_id: state for state in states}
        for sibling in self._siblings.values():
            if sibling is not self and (lights := sibling.async_hand_over()):
                before |= {
                    entity_id: state
                    for entity_id, state in lights.before.items()
                    if entity_id in before and entity_id not in lights.touched
                }
        return tuple(before.values())

    @callback
    def async_hand_over(self) -> LightGroup | None:
        """End at once and leave everything as it is; returns the lights, if any."""
        self._end_task()
        if (run := self._run) is None:
            return None
        self._over()
        return run.lights

    def _see_to(self, work: Coroutine[Any, Any, None]) -> None:
        """Have a run go on in the background, and forget it when it is over."""

        async def see_to() -> None:
            try:
                await work
            except Exception:
                _LOGGER.exception("%s failed", self.subentry.title)
            self._task = None
            self._over()

        self._task = self._coordinator.config_entry.async_create_background_task(
            self._hass, see_to(), f"wind-down {self.subentry.title}"
        )

    @callback
    def _on_session_event(self, event: SessionEvent, data: dict[str, Any]) -> None:
        if self._run:
            self._run.on_session_event(event, data)

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
        self._run = None
        self._coordinator.log.forget_wind_down(self.subentry.subentry_id)
        self._set_state(WindDownState.IDLE)

    def _report_missing(self, missing: list[str]) -> None:
        entry = self._coordinator.config_entry
        if missing:
            raise_wind_down_missing(self._hass, entry, self.subentry, missing)
        else:
            clear_wind_down_missing(self._hass, self.subentry.subentry_id)

    @callback
    def _set_state(self, state: WindDownState) -> None:
        if state is not self.state:
            self.state = state
            for subscriber in tuple(self._subscribers):
                subscriber()
