"""Making automations and scripts of blueprints, and living through an evening."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import EVENT_CALL_SERVICE
from homeassistant.core import Context, Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.foot_massage.const import DOMAIN
from tests.entities import Massager

BLUEPRINTS = Path(__file__).parents[2] / "blueprints"
# What an answer of massager or phone takes: turns of the event loop, and seconds.
TURNS = 40
MOMENTS = 10
MOMENT = 0.05


class Evening:
    """The massager, what was asked of it, and a clock that can be set forward."""

    def __init__(
        self, hass: HomeAssistant, massager: Massager, freezer: FrozenDateTimeFactory
    ) -> None:
        """Listen for what is asked of the massager."""
        self.hass = hass
        self.massager = massager
        self.asked: list[str] = []
        """Our actions that the automation performed, in this order."""
        self._freezer = freezer
        self._by_hand = Context()
        hass.bus.async_listen(EVENT_CALL_SERVICE, self._note)

    @property
    def device(self) -> str:
        """The massager's device."""
        switch = self.massager.entity_id("switch", "session")
        entity = er.async_get(self.hass).async_get(switch)
        assert entity
        assert entity.device_id
        return entity.device_id

    @property
    def scene(self) -> str:
        return self.massager.entity_id("scene", "wind_down")

    @property
    def session(self) -> str:
        return self.massager.shows("sensor", "session_state")

    def shows(self, entity_id: str) -> str:
        """What an entity of anything else shows."""
        state = self.hass.states.get(entity_id)
        assert state
        return state.state

    @property
    def session_length(self) -> int:
        """How long the session is to be, in minutes."""
        start, end = (
            datetime.fromisoformat(self.massager.shows("sensor", f"session_{end}"))
            for end in ("start", "end")
        )
        return round((end - start) / timedelta(minutes=1))

    async def automate(self, name: str, **inputs: Any) -> None:
        """Make an automation of a blueprint, as the editor does."""
        blueprint = {"path": f"foot_massage/{name}.yaml", "input": inputs}
        automation = {"id": name, "alias": "Tested", "use_blueprint": blueprint}
        config = {"automation": [automation]}
        assert await async_setup_component(self.hass, "automation", config)
        await self.settle()

    async def end(self) -> None:
        """Switch the automation off, with whatever it still waits for."""
        if self.hass.services.has_service("automation", "turn_off"):
            aim = {"entity_id": "automation.tested"}
            await self.hass.services.async_call("automation", "turn_off", aim)
            await self.settle()

    async def at(self, clock: str) -> None:
        """Let it become this time of day, which may be tomorrow's."""
        now = dt_util.now()
        hour, minute = map(int, clock.split(":"))
        then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        await self.wait(then + timedelta(days=then <= now) - now)

    async def wait(self, length: timedelta) -> None:
        """Let time pass in small steps, with everything that comes due."""
        end = dt_util.utcnow() + length
        step = timedelta(minutes=1 if length < timedelta(hours=1) else 5)
        while (left := end - dt_util.utcnow()) > timedelta():
            self._freezer.tick(min(step, left))
            async_fire_time_changed(self.hass)
            await self._turns()
        await self.settle()

    async def settle(self) -> None:
        """Give massager, phone and automation the moment that they take."""
        for _ in range(MOMENTS):
            self._freezer.tick(MOMENT)
            await self._turns()

    async def _turns(self) -> None:
        # To wait until all is done would be for ever: automations wait for the clock.
        for _ in range(TURNS):
            await asyncio.sleep(0)
            if at_work := self._in_threads():
                await asyncio.wait(at_work)

    def _in_threads(self) -> list[asyncio.Future[Any]]:
        """Return what other threads are at: they know nothing of our clock."""
        everything = (*self.hass._tasks, *self.hass._background_tasks)
        return [one for one in everything if not isinstance(one, asyncio.Task)]

    async def set(self, entity_id: str, state: str, **attributes: Any) -> None:
        """Have another integration's entity show something."""
        self.hass.states.async_set(entity_id, state, attributes)
        await self.settle()

    async def act(self, action: str, entity_id: str = "", **data: Any) -> None:
        """Perform an action by hand, on the massager unless told otherwise."""
        domain, _, name = action.rpartition(".")
        aim = {"entity_id": entity_id or self.massager.entity_id("switch", "session")}
        await self.hass.services.async_call(
            domain or DOMAIN, name, aim | data, context=self._by_hand
        )
        await self.settle()

    async def fire(self, entity_id: str, event_type: str) -> None:
        """Have an event entity tell that something happened, just now."""
        if self.hass.states.get(entity_id) is None:
            await self.set(entity_id, "unknown")
        now = dt_util.utcnow().isoformat(timespec="milliseconds")
        await self.set(entity_id, now, event_type=event_type)

    @callback
    def _note(self, event: Event) -> None:
        by_hand = event.context.id == self._by_hand.id
        if event.data["domain"] == DOMAIN and not by_hand:
            self.asked.append(event.data["service"])
