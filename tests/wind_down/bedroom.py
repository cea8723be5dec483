"""The bedroom as a person sees it, and the hands that touch its lights."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import EVENT_CALL_SERVICE
from homeassistant.core import Context, Event, HomeAssistant, State, callback
from homeassistant.helpers import issue_registry as ir
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed_exact,
)

from custom_components.foot_massage.const import DOMAIN, SUBENTRY_WIND_DOWN
from custom_components.foot_massage.drivers.simulated import SimulatedDriver
from custom_components.foot_massage.wind_down import WindDown
from custom_components.foot_massage.wind_down_run import WindDownRun
from tests.entities import Massager, get_sessions
from tests.massagers import set_up, wind_down_subentry

CEILING = "light.bedroom_ceiling_lamp"
LEFT = "light.bedroom_bedside_lamp_left"
RIGHT = "light.bedroom_bedside_lamp_right"
READING = "light.bedroom_reading_light"
WARDROBE = "light.bedroom_wardrobe_light"
WINDOW = "light.bedroom_window_lamp"
LIGHTS = (CEILING, LEFT, RIGHT, READING, WARDROBE, WINDOW)
# 10 % of 255.
DIM = 26
TURNS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What a light was told by an action, ``at`` seconds on the loop's clock."""

    at: float
    action: str
    data: dict[str, Any]


class Bedroom:
    """Home Assistant with the bedroom's lights, the demo massager and its wind-down."""

    def __init__(
        self, hass: HomeAssistant, entry: MockConfigEntry, clock: FrozenDateTimeFactory
    ) -> None:
        self.hass = hass
        self.entry = entry
        self.massager = Massager(hass=hass, entry=entry)
        self.seen: dict[str, list[State]] = {light: [] for light in LIGHTS}
        self.told: dict[str, list[Command]] = {light: [] for light in LIGHTS}
        self._clock = clock
        hass.bus.async_listen(EVENT_CALL_SERVICE, self._note_command)

    @classmethod
    async def at_home(
        cls, hass: HomeAssistant, entry: MockConfigEntry, clock: FrozenDateTimeFactory
    ) -> Bedroom:
        """Return the bedroom with the massager set up."""
        bedroom = cls(hass, entry, clock)
        await set_up(hass, entry)
        return bedroom

    @property
    def driver(self) -> SimulatedDriver:
        return self.massager.driver

    @property
    def wind_down(self) -> WindDown:
        """The first wind-down."""
        return next(iter(self.entry.runtime_data.wind_downs.values()))

    @property
    def run(self) -> WindDownRun:
        """What the wind-down is in the middle of."""
        run = self.wind_down._run
        assert run
        return run

    @property
    def state(self) -> str:
        """What the wind-down's sensor says."""
        return self.massager.shows("sensor", "wind_down")

    @property
    def session(self) -> str:
        """What the massager's session sensor says."""
        return self.massager.shows("sensor", "session_state")

    @property
    def issues(self) -> set[str]:
        """The names of what is reported under Repairs."""
        every = ir.async_get(self.hass).issues.values()
        return {str(one.translation_key) for one in every if one.domain == DOMAIN}

    def light(self, entity_id: str) -> State:
        state = self.hass.states.get(entity_id)
        assert state
        return state

    def brightness(self, entity_id: str) -> int:
        """Return how bright a light is: 0 (off) to 255."""
        state = self.light(entity_id)
        if state.state != "on":
            return 0
        return int(state.attributes.get("brightness", 255))

    async def call(
        self, domain: str, action: str, *, context: Context | None = None, **data: Any
    ) -> None:
        """Call an action; bulbs and massager take their moment."""
        task = asyncio.ensure_future(
            self.hass.services.async_call(
                domain, action, data, blocking=True, context=context
            )
        )
        await self.see(task)

    async def see[ResultT](self, task: asyncio.Future[ResultT]) -> ResultT:
        """Let time pass until something is done; returns what came of it."""
        for _ in range(600):
            if task.done():
                break
            await self.moment(0.1)
        return await task

    async def activate(self, **data: Any) -> None:
        """Activate the scene, as people and assistants do."""
        scene = self.massager.entity_id("scene", "wind_down")
        await self.call("scene", "turn_on", entity_id=scene, **data)

    async def start(self, **data: Any) -> None:
        """Start the wind-down by our action."""
        scene = self.massager.entity_id("scene", "wind_down")
        await self.call(DOMAIN, "start_wind_down", entity_id=scene, **data)

    async def cancel(self) -> None:
        """Press the button that cancels."""
        button = self.massager.entity_id("button", "cancel_wind_down")
        await self.call("button", "press", entity_id=button)

    async def press_stop(self) -> None:
        """Press the button that stops the session."""
        button = self.massager.entity_id("button", "stop")
        await self.call("button", "press", entity_id=button)

    async def leave(self) -> None:
        """Unload the massager."""
        assert await self.hass.config_entries.async_unload(self.entry.entry_id)
        await self.hass.async_block_till_done()

    async def come_back(self) -> None:
        """Set the massager up again."""
        assert await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.moment(0)

    async def press_wall_switch(self, light: str, brightness: int) -> None:
        """Change a light by hand; Home Assistant does not learn who did it."""
        await self.call(
            "emulated_bedroom",
            "press_wall_switch",
            entity_id=light,
            brightness=brightness,
        )

    async def moment(self, seconds: float) -> None:
        """Let some time pass, with everything that comes due."""
        self._clock.tick(timedelta(seconds=seconds))
        async_fire_time_changed_exact(self.hass)
        # Nothing waits for more than this clock here. To wait until all is done
        # would be for ever: a bulb's radio is waiting for the clock, too.
        for _ in range(TURNS):
            await asyncio.sleep(0)
        for light, seen in self.seen.items():
            state = self.hass.states.get(light)
            if state and (not seen or seen[-1] != state):
                seen.append(state)

    async def wait(self, seconds: float, step: float = 0.5) -> None:
        """Let time pass in small steps."""
        for _ in range(round(seconds / step)):
            await self.moment(step)

    async def sessions(self) -> list[dict[str, Any]]:
        """Return the recorded sessions."""
        return await get_sessions(self.hass)

    async def reload(self) -> None:
        """Reload the massager, as after a change of its options."""
        await self.massager.reload()

    async def give(self, *wind_downs: dict[str, Any]) -> list[WindDown]:
        """Give the massager these wind-downs instead of its own."""
        (old,) = self.entry.subentries
        entries = self.hass.config_entries
        for data in wind_downs:
            subentry = ConfigSubentry(**wind_down_subentry(**data))
            entries.async_add_subentry(self.entry, subentry)
        entries.async_remove_subentry(self.entry, old)
        await self.hass.async_block_till_done()
        return list(self.entry.runtime_data.wind_downs.values())

    async def configure(self, **changes: Any) -> None:
        """Change the wind-down's configuration."""
        (subentry,) = self.entry.get_subentries_of_type(SUBENTRY_WIND_DOWN)
        self.hass.config_entries.async_update_subentry(
            self.entry, subentry, data={**subentry.data, **changes}
        )
        await self.hass.async_block_till_done()

    @callback
    def _note_command(self, event: Event) -> None:
        data = event.data["service_data"]
        for light in LIGHTS:
            if event.data["domain"] == "light" and light == data["entity_id"]:
                command = Command(
                    at=self.hass.loop.time(), action=event.data["service"], data=data
                )
                self.told[light].append(command)
