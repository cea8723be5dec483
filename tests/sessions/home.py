"""A home with one massager on the network, and the clocks of both."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
import time
from typing import Any

import aiohttp
from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import (
    Event,
    EventStateChangedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.drivers.base import MassagerDriver
from custom_components.foot_massage.session_log import SESSION_LOG, SessionLog
from tests.emulator.process import EmulatorProcess
from tests.patience import looks

# More than any command or pong takes from one end to the other.
TURNS = 3
# What the massager soon ends by itself, so that time must pass in small steps.
BRIEF = ("starting", "stopping")


@dataclass(kw_only=True)
class Home:
    """Home Assistant with a massager; only a test moves the clocks of the two."""

    hass: HomeAssistant
    entry: MockConfigEntry
    massager: EmulatorProcess
    freezer: FrozenDateTimeFactory
    storage: dict[str, Any]
    events: list[str] = field(default_factory=list)
    """What has happened to sessions, in words."""

    @property
    def driver(self) -> MassagerDriver:
        return self.entry.runtime_data.coordinator.driver

    @property
    def issues(self) -> set[str]:
        """The names of all that is reported under Repairs."""
        every = ir.async_get(self.hass).issues.values()
        return {str(one.translation_key) for one in every if one.domain == DOMAIN}

    @property
    def left_open(self) -> list[dict[str, Any]]:
        """The sessions that the stored files say are going on."""
        return list(self._file("active", "sessions", {}).values())

    @property
    def history(self) -> list[dict[str, Any]]:
        """The sessions that the stored files say have ended."""
        return list(self._file("sessions", "sessions", []))

    def _file(self, name: str, part: str, otherwise: Any) -> Any:
        stored = self.storage.get(f"{DOMAIN}.{name}")
        return stored["data"][part] if stored else otherwise

    def entity_id(self, key: str) -> str:
        unique_id = f"{self.massager.device_id}_{key}"
        entities = er.async_get(self.hass).entities.values()
        return next(one.entity_id for one in entities if one.unique_id == unique_id)

    def entity(self, key: str) -> State:
        state = self.hass.states.get(self.entity_id(key))
        assert state is not None
        return state

    def shows(self, key: str) -> str:
        return self.entity(key).state

    def when(self, key: str) -> datetime:
        """Return the time that a timestamp sensor shows."""
        moment = dt_util.parse_datetime(self.shows(key))
        assert moment is not None
        return moment

    async def start(self, **data: Any) -> dict[str, Any]:
        """Start a session by the action; returns what it answers."""
        switch = self.entity_id("session")
        response: Any = await self.hass.services.async_call(
            DOMAIN,
            "start_session",
            {"entity_id": switch, **data},
            blocking=True,
            return_response=True,
        )
        answer: dict[str, Any] = response[switch]
        return answer

    async def call(self, action: str, **data: Any) -> None:
        """Use another of our actions on the massager."""
        data["entity_id"] = self.entity_id("session")
        await self.hass.services.async_call(DOMAIN, action, data, blocking=True)

    async def use(self, key: str, action: str, **data: Any) -> None:
        """Use one of our entities as a person does."""
        data["entity_id"] = entity_id = self.entity_id(key)
        domain = entity_id.partition(".")[0]
        await self.hass.services.async_call(domain, action, data, blocking=True)

    async def sessions(self) -> list[dict[str, Any]]:
        """Return what get_sessions answers; the stored history agrees with it."""
        await self.hass.async_block_till_done()
        answer: Any = await self.hass.services.async_call(
            DOMAIN, "get_sessions", blocking=True, return_response=True
        )
        sessions: list[dict[str, Any]] = answer["sessions"]
        stored = sorted(one["session_id"] for one in self.history)
        assert stored == sorted(one["session_id"] for one in sessions)
        return sessions

    async def the_session(self) -> dict[str, Any]:
        """Return the only session that was recorded; no other is open."""
        (session,) = await self.sessions()
        assert self.left_open == []
        return session

    async def commands(self) -> list[str]:
        """Return what the massager was told: PUT, PATCH, pause, resume or DELETE."""
        return [
            last
            if (last := command["path"].rpartition("/")[2]) in ("pause", "resume")
            else command["method"]
            for command in (await self.massager.state())["commands"]
        ]

    async def hold(self, held: bool = True) -> None:
        """Have the massager look at no request that comes from now on, or at each."""
        await self.massager.admin("misbehave", {"hold": held})

    async def release(self, count: int | None = None) -> None:
        """Have it look at the first requests that it held, or at all of them."""
        await self.massager.admin("release", {"count": count})

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something real has happened, while our clock all but stands."""
        for _ in looks():
            if condition():
                return
            await self._instant()
        raise AssertionError("It does not happen")

    async def within_moments[T](self, work: Coroutine[Any, Any, T]) -> T:
        """Do what waits for our clock, but not for long."""
        task = asyncio.create_task(work)
        await self.until(task.done)
        return task.result()

    async def until_shown(self, key: str, value: str) -> None:
        await self.until(lambda: self.shows(key) == value)

    async def until_device(self, **is_now: Any) -> None:
        """Wait until the massager itself says so."""
        for _ in looks():
            state = await self.massager.state()
            if is_now.items() <= state.items():
                return
            await self._instant()
        raise AssertionError(f"The massager is not {is_now} but {state}")

    async def until_told(self, *commands: str) -> None:
        """Wait until the massager has been told all this."""
        for _ in looks():
            if await self.commands() == list(commands):
                return
            await self._instant()
        raise AssertionError(f"It was told {await self.commands()}")

    async def until_back(self) -> None:
        """Let time pass until the connection has been made anew."""
        for _ in looks():
            if self.shows("connection") == "on":
                return
            await self.tick(1)
        raise AssertionError("It does not come back")

    async def heard(self) -> None:
        """Wait until Home Assistant knows what the massager does."""
        for _ in looks():
            if await self._has_heard():
                break
            await self._instant()
        else:
            raise AssertionError("Home Assistant does not hear the massager")
        await self.hass.async_block_till_done()

    async def _has_heard(self) -> bool:
        there, here = await self.massager.state(), self.driver.state
        session = there["session"]
        return (
            here is not None
            and here.activity == there["activity"]
            and here.settings.intensity == there["settings"]["intensity"]
            and (here.session and here.session.session_id)
            == (session and session["id"])
        )

    async def _instant(self) -> None:
        """Let something real happen, and what Home Assistant wants to do at once.

        The clock goes on only as fast as the massager answers: a slow machine must
        not make it look as if it did not.
        """
        # A sleep of the event loop would last until the clock is moved.
        await asyncio.to_thread(time.sleep, 0.001)
        with suppress(aiohttp.ClientError):
            await self.massager.state()
        self.freezer.tick(timedelta(milliseconds=1))

    async def tick(self, seconds: float) -> None:
        """Put only Home Assistant's clock forward, and let happen what is due."""
        self.freezer.tick(timedelta(seconds=seconds))
        for _ in range(TURNS):
            await self._instant()
        await self.hass.async_block_till_done()

    async def wait(self, *, step: float = 30, **length: float) -> None:
        """Let time pass for both, given as for a timedelta, and all be done."""
        left = timedelta(**length).total_seconds()
        while left > 0:
            is_brief = (await self.massager.state())["activity"] in BRIEF
            seconds = min(1 if is_brief else step, left)
            left -= seconds
            await self.massager.admin("advance", {"seconds": seconds})
            await self.heard()
            await self.tick(seconds)
            done = self.hass.async_block_till_done(wait_background_tasks=True)
            await self.within_moments(done)
            await self.heard()

    async def leave(self) -> None:
        """Unload the massager."""
        assert await self.hass.config_entries.async_unload(self.entry.entry_id)
        await self.hass.async_block_till_done()

    async def come_back(self) -> None:
        """Set the massager up from what is stored, as after a restart."""
        log = self.hass.data[SESSION_LOG] = SessionLog(self.hass)
        await log.async_load()
        assert await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done()

    @callback
    def note(self, event: Event[EventStateChangedData]) -> None:
        """Note what our event entity says."""
        old, new = event.data["old_state"], event.data["new_state"]
        if (
            new is not None
            and new.entity_id == self.entity_id("session_event")
            # After a reload it shows again what it showed before.
            and (old is not None and old.state not in (new.state, STATE_UNAVAILABLE))
            and (word := new.attributes.get("event_type"))
        ):
            self.events.append(word)
