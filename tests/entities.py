"""Looking at a massager's entities and using them, as people and automations do."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import (
    EVENT_STATE_CHANGED,
    Context,
    Event,
    EventStateChangedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.core.massager import MassageSettings
from custom_components.foot_massage.drivers.simulated import SimulatedDriver
from custom_components.foot_massage.session_log import SESSION_LOG, SessionLog

from .massagers import set_up
from .patience import looks


@dataclass(kw_only=True)
class Massager:
    """One massager in Home Assistant; its entities are named by translation key."""

    hass: HomeAssistant
    entry: MockConfigEntry
    events: list[dict[str, Any]] = field(default_factory=list)
    """The attributes of its event entity, event by event."""

    @classmethod
    async def at_home(cls, hass: HomeAssistant, entry: MockConfigEntry) -> Massager:
        """Return the massager of an entry, set up."""
        massager = cls(hass=hass, entry=entry)
        hass.bus.async_listen(EVENT_STATE_CHANGED, massager._note)
        await set_up(hass, entry)
        return massager

    @property
    def driver(self) -> SimulatedDriver:
        """The demo massager itself."""
        driver: SimulatedDriver = self.entry.runtime_data.coordinator.driver
        return driver

    @property
    def settings(self) -> MassageSettings:
        """What the massager itself is set to."""
        report = self.driver.state
        assert report
        return report.settings

    def find(self, domain: str, key: str) -> str | None:
        """Return the id of an entity, if there is one."""
        registry = er.async_get(self.hass)
        entities = er.async_entries_for_config_entry(registry, self.entry.entry_id)
        return next(
            (
                entity.entity_id
                for entity in entities
                if (entity.domain, entity.translation_key) == (domain, key)
            ),
            None,
        )

    def entity_id(self, domain: str, key: str) -> str:
        entity_id = self.find(domain, key)
        assert entity_id, f"There is no {domain} {key}"
        return entity_id

    def state(self, domain: str, key: str) -> State:
        state = self.hass.states.get(self.entity_id(domain, key))
        assert state
        return state

    def shows(self, domain: str, key: str) -> str:
        return self.state(domain, key).state

    async def until_shown(self, domain: str, key: str, value: str) -> None:
        await until(lambda: self.shows(domain, key) == value)

    @property
    def panel(self) -> dict[str, str]:
        """What the controls show."""
        return {
            key: self.shows(domain, key)
            for domain, key in (
                ("select", "program"),
                ("select", "technique"),
                ("number", "intensity"),
                ("select", "heat"),
                ("number", "duration"),
            )
        }

    @property
    def event_types(self) -> list[str]:
        return [event["event_type"] for event in self.events]

    async def use(
        self, action: str, key: str, *, context: Context | None = None, **data: Any
    ) -> None:
        """Use an entity, such as ``switch.turn_on`` on ``safety_hold``."""
        domain, _, name = action.partition(".")
        data["entity_id"] = self.entity_id(domain, key)
        await self.hass.services.async_call(
            domain, name, data, blocking=True, context=context
        )
        await self.hass.async_block_till_done()

    async def act(
        self, action: str, *, context: Context | None = None, **data: Any
    ) -> None:
        """Use one of our actions, on this massager unless told otherwise."""
        data.setdefault("entity_id", self.entity_id("switch", "session"))
        await self.hass.services.async_call(
            DOMAIN, action, data, blocking=True, context=context
        )
        await self.hass.async_block_till_done()

    async def start(self, **data: Any) -> dict[str, Any]:
        """Start a session by the action; returns what it answers."""
        switch = self.entity_id("switch", "session")
        response: Any = await self.hass.services.async_call(
            DOMAIN,
            "start_session",
            {"entity_id": switch, **data},
            blocking=True,
            return_response=True,
        )
        await self.hass.async_block_till_done()
        answer: dict[str, Any] = response[switch]
        return answer

    async def reload(self) -> None:
        assert await self.hass.config_entries.async_reload(self.entry.entry_id)
        await self.hass.async_block_till_done()

    async def restart(self) -> None:
        """Come back with only what is stored, as after a restart."""
        assert await self.hass.config_entries.async_unload(self.entry.entry_id)
        await self.hass.async_block_till_done()
        log = self.hass.data[SESSION_LOG] = SessionLog(self.hass)
        await log.async_load()
        assert await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done()

    @callback
    def _note(self, event: Event[EventStateChangedData]) -> None:
        old, new = event.data["old_state"], event.data["new_state"]
        if (
            new is not None
            and new.entity_id == self.find("event", "session")
            and new.attributes.get("event_type")
            and (old is None or old.state != new.state)
        ):
            self.events.append(dict(new.attributes))


async def until(condition: Callable[[], object]) -> None:
    """Wait until something has happened, whether or not the clock moves."""
    for _ in looks():
        if condition():
            return
        await asyncio.sleep(0)
    raise AssertionError("It does not happen")


async def get_sessions(hass: HomeAssistant, **data: Any) -> list[dict[str, Any]]:
    """Return what get_sessions answers."""
    answer: Any = await hass.services.async_call(
        DOMAIN, "get_sessions", data, blocking=True, return_response=True
    )
    sessions: list[dict[str, Any]] = answer["sessions"]
    return sessions


async def pass_time(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    *,
    step: float = 10,
    **length: float,
) -> None:
    """Let time pass, given as for a timedelta, with everything that comes due."""
    left = timedelta(**length).total_seconds()
    while left > 0:
        freezer.tick(timedelta(seconds=min(step, left)))
        left -= step
        async_fire_time_changed(hass)
        await hass.async_block_till_done()


@contextmanager
def refused(
    key: str, *words: str, kind: type[HomeAssistantError] = ServiceValidationError
) -> Iterator[None]:
    """Expect a translated error, whose message has these words in it."""
    with pytest.raises(kind) as caught:
        yield
    error = caught.value
    assert type(error) is kind
    assert (error.translation_domain, error.translation_key) == (DOMAIN, key)
    message = str(error)
    assert message != key
    assert "{" not in message
    for word in words:
        assert word in message


@contextmanager
def failed(key: str, *words: str) -> Iterator[None]:
    """Expect the translated error of a massager that does not do something."""
    with refused(key, *words, kind=HomeAssistantError):
        yield
