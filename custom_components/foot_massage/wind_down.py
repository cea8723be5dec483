"""A wind-down of a massager: started, cancelled, and taken up after a restart."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping
from datetime import timedelta
import logging
from typing import Any

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import CALLBACK_TYPE, Context, HomeAssistant, State, callback
from homeassistant.helpers.start import async_at_started
from homeassistant.util import dt as dt_util

from .coordinator import FootMassageCoordinator
from .errors import failed, invalid
from .issues import WIND_DOWN_MISSING, take_back
from .light_group import LightGroup
from .limits import check_duration
from .session_tracker import SessionEvent
from .sleeper_rules import rests_tonight
from .wind_down_parts import (
    async_turn_on_all,
    check_missing,
    find_entities,
    lit_or_dark,
)
from .wind_down_plan import WindDownPlan, WindDownRecord
from .wind_down_run import WindDownRun, WindDownState

_LOGGER = logging.getLogger(__name__)

# A wind-down that a restart has cut off is still ended if it is no later than this:
# lights that go off at night must not do so the next day.
STILL_TONIGHT = timedelta(hours=1)


class WindDown:
    """One wind-down of one massager; ``state`` says what it is doing.

    It is ``None`` until Home Assistant has started, if a restart has cut one off.
    ``siblings`` are all wind-downs of the massager, this one included. They share
    ``turn``: one of them at a time starts or is cancelled.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        coordinator: FootMassageCoordinator,
        subentry: ConfigSubentry,
        siblings: Mapping[str, WindDown],
        turn: asyncio.Lock,
    ) -> None:
        """Set up as configured; ``async_start`` takes up what a restart cut off."""
        self.subentry = subentry
        cut_off = coordinator.log.wind_down(subentry.subentry_id)
        self.state = None if cut_off else WindDownState.IDLE
        self._hass = hass
        self._coordinator = coordinator
        self._siblings = siblings
        self._turn = turn
        self._plan = WindDownPlan.from_subentry(subentry)
        self._run: WindDownRun | None = None
        self._task: asyncio.Task[None] | None = None
        self._unwatch: CALLBACK_TYPE | None = None
        self._closed = False
        self._subscribers: list[Callable[[], None]] = []

    @callback
    def async_start(self) -> None:
        """Follow the massager's sessions until the config entry is unloaded."""
        entry = self._coordinator.config_entry
        entry.async_on_unload(self._close)
        entry.async_on_unload(self._coordinator.news.listen(self._on_session_event))
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
        On a rest night of its sleeper's trial everything happens but the massage.
        Raises ServiceValidationError for a duration that no session may have.
        """
        longest = self._coordinator.longest
        if duration is not None:
            check_duration(duration, longest)
        problems = await self._async_activate(
            self._plan.this_once(
                longest,
                duration,
                fade,
                massage=massage and not rests_tonight(self._hass, self._plan.sleeper),
            ),
            Context(
                user_id=context.user_id if context else None,
                parent_id=context.id if context else None,
            ),
        )
        if problems:
            raise failed(
                "wind_down_failed",
                name=self.subentry.title,
                problems="; ".join(problems),
            )

    async def async_cancel(self) -> None:
        """Stop the session and put back every light that nobody has touched."""
        async with self._turn:
            self._check_open()
            if (run := self._run) is None:
                return
            self._set_state(WindDownState.FINISHING)
            try:
                await self._async_halt()
                stopped, _ = await asyncio.gather(
                    self._async_stop_session(),
                    run.lights.async_restore(),
                    return_exceptions=True,
                )
            finally:
                self._over()
        if isinstance(stopped, BaseException):
            raise stopped

    async def _async_activate(self, plan: WindDownPlan, context: Context) -> list[str]:
        """Set everything going; returns what failed, in words."""
        extras: list[str] = []
        problems: list[str] = []
        async with self._turn:
            self._check_open()
            if self._task and self._run and self._run.ending:
                await asyncio.wait([self._task])
            if run := self._run:
                run.plan = plan
            else:
                run = await self._async_begin(plan, context)
                extras, _ = find_entities(self._hass, plan.extras)
                problems += self._check_missing()
            problems += await run.async_begin_massage()
        # Whoever cancels now does not have to wait for them.
        return problems + await async_turn_on_all(self._hass, extras, context)

    async def _async_begin(self, plan: WindDownPlan, context: Context) -> WindDownRun:
        """Set the lights going, once it is written down how they were."""
        record = WindDownRecord(
            massager_id=self._coordinator.config_entry.entry_id,
            context_id=context.id,
            before=await self._async_take_over(plan.lights),
            began=dt_util.utcnow(),
            until=dt_util.utcnow() + plan.length,
            rest=plan.rest,
        )
        run = self._make_run(plan, record, context)
        try:
            await self._coordinator.log.async_keep_wind_down(
                self.subentry.subentry_id, record.as_dict()
            )
        except asyncio.CancelledError:
            self._over()
            raise
        self._check_open()
        self._see_to(run.async_run())
        return run

    async def _async_take_over(self, lights: Iterable[str]) -> tuple[State, ...]:
        """End the massager's other wind-downs, but remember how it was before them."""
        others = [one for one in self._siblings.values() if one is not self]
        handed_over = [await one.async_hand_over() for one in others]
        found, _ = find_entities(self._hass, lights)
        before = {state.entity_id: state for state in lit_or_dark(self._hass, found)}
        for group in filter(None, handed_over):
            before |= {
                entity_id: state
                for entity_id, state in group.before.items()
                if entity_id in before and entity_id not in group.touched
            }
        return tuple(before.values())

    async def async_hand_over(self) -> LightGroup | None:
        """End and leave everything as it is; returns the lights, if it was running."""
        if (run := self._run) is None:
            return None
        self._set_state(WindDownState.FINISHING)
        try:
            await self._async_halt()
        finally:
            self._over()
        return run.lights

    async def _async_stop_session(self) -> None:
        if self._coordinator.runner.session:
            await self._coordinator.async_stop_session()

    @callback
    def _on_started(self, _hass: HomeAssistant) -> None:
        """Look for missing lights, and take up what a restart cut off."""
        self._check_missing()
        kept = self._coordinator.log.wind_down(self.subentry.subentry_id)
        if kept is None or self._run:
            return
        record = WindDownRecord.from_dict(kept)
        if dt_util.utcnow() - record.until > STILL_TONIGHT:
            self._over()
            return
        longest = self._coordinator.longest
        plan = self._plan.this_once(longest, massage=not record.rest)
        run = self._make_run(plan, record, Context(id=record.context_id))
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

    def _see_to(self, work: Coroutine[Any, Any, None]) -> None:
        """Have a run go on in the background, and forget it when it is over."""

        async def see_to() -> None:
            try:
                await work
            except Exception:
                _LOGGER.exception("%s failed", self.subentry.title)
            self._over()

        self._task = self._coordinator.config_entry.async_create_background_task(
            self._hass, see_to(), f"wind-down {self.subentry.title}"
        )

    async def _async_halt(self) -> None:
        """End the background task, and wait until it has."""
        if task := self._task:
            task.cancel()
            await asyncio.wait([task])

    def _check_open(self) -> None:
        """Raise if the config entry was unloaded while somebody waited."""
        if self._closed:
            raise invalid("no_such_wind_down")

    def _check_missing(self) -> list[str]:
        entry = self._coordinator.config_entry
        return check_missing(self._hass, entry, self.subentry)

    @callback
    def _close(self) -> None:
        """Stop minding the lights; what is written down goes on after a restart."""
        self._closed = True
        self._let_go()
        subentry_id = self.subentry.subentry_id
        if subentry_id not in self._coordinator.config_entry.subentries:
            self._coordinator.log.forget_wind_down(subentry_id)
            take_back(self._hass, WIND_DOWN_MISSING, subentry_id)

    def _let_go(self) -> None:
        if self._unwatch:
            self._unwatch()
            self._unwatch = None
        self._run = None
        self._task = None

    def _over(self) -> None:
        """Forget the run: it has ended."""
        self._let_go()
        self._coordinator.log.forget_wind_down(self.subentry.subentry_id)
        self._set_state(WindDownState.IDLE)

    @callback
    def _on_session_event(self, event: SessionEvent, data: dict[str, Any]) -> None:
        if self._run:
            self._run.on_session_event(event, data)

    @callback
    def _set_state(self, state: WindDownState) -> None:
        if state is not self.state:
            self.state = state
            for subscriber in tuple(self._subscribers):
                subscriber()
