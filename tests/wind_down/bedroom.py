"""The bedroom as a person sees it, and the hands that touch its lights."""

import asyncio
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant, State
from homeassistant.helpers import issue_registry as ir
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.foot_massage.const import DOMAIN, SUBENTRY_WIND_DOWN
from custom_components.foot_massage.drivers.simulated import SimulatedDriver
from custom_components.foot_massage.wind_down import WindDown
from tests.entities import Massager, get_sessions
from tests.massagers import set_up

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


class Bedroom:
    """Home Assistant with the bedroom's lights, the demo massager and its wind-down."""

    def __init__(
        self, hass: HomeAssistant, entry: MockConfigEntry, clock: FrozenDateTimeFactory
    ) -> None:
        self.hass = hass
        self.entry = entry
        self.massager = Massager(hass=hass, entry=entry)
        self.seen: dict[str, list[State]] = {light: [] for light in LIGHTS}
        self._clock = clock

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
        for _ in range(50):
            if task.done():
                break
            await self.moment(0.1)
        await task

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
        async_fire_time_changed(self.hass)
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

    async def configure(self, **changes: Any) -> None:
        """Change the wind-down's configuration."""
        (subentry,) = self.entry.get_subentries_of_type(SUBENTRY_WIND_DOWN)
        self.hass.config_entries.async_update_subentry(
            self.entry, subentry, data={**subentry.data, **changes}
        )
        await self.hass.async_block_till_done()
