"""The house of a walk: massagers, bulbs, and Home Assistant, which lives and dies."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from traceback import format_exception
from typing import Any

from homeassistant.core import Context
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.coordinator import FootMassageCoordinator
from custom_components.foot_massage.core.session import Session
from custom_components.foot_massage.session_log import SESSION_LOG, SessionLog
from tests.massagers import wind_down_subentry

from .bedroom import LIGHTS, Bedroom
from .leftovers import leftovers
from .life import Life
from .massager import Massager
from .plug import Plug

# Home Assistant writes its registries this long after a change, at the latest.
REGISTRIES_KEPT_S = 200.0
# A socket is closed within these.
TURNS_TO_LEAVE = 50

type AnyMassager = Massager | Plug


@dataclass
class House:
    """Everything there is in a walk; ``story`` tells what has happened in it."""

    folder: Path
    rng: Random
    massagers: list[Massager]
    plugs: list[Plug]
    echo: bool = False
    story: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    calls: set[asyncio.Task[None]] = field(default_factory=set)
    life: Life = field(init=False)
    bedroom: Bedroom = field(init=False)
    busy_with: AnyMassager | None = None
    is_up: bool = False
    lives: int = 0
    _began: float = 0.0
    _at_rest: int = 0
    _folders: int = 0

    def __post_init__(self) -> None:
        """Furnish the bedroom."""
        self.bedroom = Bedroom(self)

    @property
    def every(self) -> list[AnyMassager]:
        """All massagers, whatever they are."""
        return [*self.massagers, *self.plugs]

    async def open(self) -> None:
        """Plug everything in, and have Home Assistant know it."""
        self._began = asyncio.get_running_loop().time()
        for massager in self.massagers:
            await massager.connect()
        folder = self.new_folder()
        folder.mkdir()
        await self.start(folder)
        self._at_rest = len(leftovers(self.life))
        for one in self.every:
            entry = self._entry(one)
            await self.life.begin(self.life.hass.config_entries.async_add(entry))
        await asyncio.sleep(REGISTRIES_KEPT_S)

    async def close(self) -> None:
        """Unplug everything."""
        for massager in self.massagers:
            await massager.disconnect()

    def say(self, text: str) -> None:
        """Tell what happens."""
        passed = asyncio.get_running_loop().time() - self._began
        line = f"{passed:9.1f} s  {text}"
        self.story.append(line)
        if self.echo:
            print(line, flush=True)

    # Home Assistant

    def new_folder(self) -> Path:
        """Return where the next life is kept."""
        self._folders += 1
        return self.folder / str(self._folders)

    async def start(self, folder: Path) -> None:
        """Begin a life from what is in a folder."""
        self.life = Life(folder, self.plugs)
        await self.life.start()
        self.is_up = True
        self._look_at_plugs()
        self.lives += 1

    async def stop(self) -> None:
        """End the life in an orderly way."""
        self.is_up = False
        self._leave_plugs()
        await self.life.stop()
        await self._drop_calls()

    async def cut(self) -> Path:
        """Cut the power of Home Assistant; returns what is left of it."""
        self.is_up = False
        self._leave_plugs()
        folder = self.new_folder()
        for massager in self.massagers:
            massager.wire.cut()
        await self.life.cut(folder)
        self.bedroom.keep(folder)
        await self._drop_calls()
        return folder

    async def unload(self) -> None:
        """Unload every massager; nothing of them stays behind."""
        entries = self.life.hass.config_entries
        self._leave_plugs()
        for massager in self.every:
            entry_id = self.entry(massager).entry_id
            await self.life.begin(entries.async_unload(entry_id))
        for _ in range(TURNS_TO_LEAVE):
            await asyncio.sleep(0)
        if not self.calls and len(left := leftovers(self.life)) != self._at_rest:
            self.wrong.append(f"Left behind: {left}")

    async def set_up(self) -> None:
        """Set every massager up again."""
        entries = self.life.hass.config_entries
        for massager in self.every:
            entry_id = self.entry(massager).entry_id
            await self.life.begin(entries.async_setup(entry_id))
        self._look_at_plugs()

    def _leave_plugs(self) -> None:
        for plug in self.plugs:
            plug.ail("unseen")

    def _look_at_plugs(self) -> None:
        for plug in self.plugs:
            plug.mend("unseen")

    async def _drop_calls(self) -> None:
        if self.calls:
            await asyncio.wait(self.calls)

    @property
    def log(self) -> SessionLog:
        """The session log of this life."""
        return self.life.hass.data[SESSION_LOG]

    def entry(self, massager: AnyMassager) -> Any:
        """Return a massager's config entry."""
        entries = self.life.hass.config_entries
        return entries.async_entry_for_domain_unique_id(DOMAIN, massager.name)

    def sessions(self, massager: AnyMassager) -> list[Session]:
        """Return what is on record of a massager."""
        return self.log.sessions(massager_id=self.entry(massager).entry_id)

    def coordinator(self, massager: AnyMassager) -> FootMassageCoordinator | None:
        """Return what holds a massager together, if that is loaded."""
        if not self.is_up or not self.entry(massager).state.recoverable:
            return None
        runtime = getattr(self.entry(massager), "runtime_data", None)
        return runtime.coordinator if runtime else None

    def entity_id(self, massager: AnyMassager, domain: str, key: str) -> str:
        """Return the id of one of a massager's entities."""
        registry = er.async_get(self.life.hass)
        entry_id = self.entry(massager).entry_id
        return next(
            one.entity_id
            for one in er.async_entries_for_config_entry(registry, entry_id)
            if (one.domain, one.translation_key) == (domain, key)
        )

    def shows(self, massager: AnyMassager, domain: str, key: str) -> str | None:
        """Return what an entity shows; None if it is not there."""
        entity_id = self.entity_id(massager, domain, key)
        state = self.life.hass.states.get(entity_id)
        return state.state if state else None

    # People

    def act(
        self,
        massager: AnyMassager,
        action: str,
        entity: tuple[str, str] = ("switch", "session"),
        context: Context | None = None,
        **data: Any,
    ) -> asyncio.Task[None]:
        """Have somebody use an action on one of a massager's entities."""
        data["entity_id"] = self.entity_id(massager, *entity)
        return self.use(action, data, f"{massager.name}: {action}", context)

    def use(
        self,
        action: str,
        data: dict[str, Any],
        what: str,
        context: Context | None = None,
    ) -> asyncio.Task[None]:
        """Have somebody use an action; what it says is part of the story."""
        domain, _, service = action.partition(".")
        work = self.life.hass.services.async_call(
            domain, service, data, blocking=True, context=context
        )
        task = self.life.begin(self._use(work, what))
        self.calls.add(task)
        task.add_done_callback(self.calls.discard)
        return task

    async def _use(self, work: Coroutine[Any, Any, Any], what: str) -> None:
        try:
            await work
        except HomeAssistantError as err:
            if self.is_up:
                self.say(f"  ({what}: {err.translation_key or err})")
        except Exception as err:
            # Who asks while Home Assistant stops may be told so by anybody.
            if not self.is_up:
                return
            self.wrong.append(f"{what} broke: {''.join(format_exception(err))}")

    def _entry(self, massager: AnyMassager) -> MockConfigEntry:
        first = massager is self.massagers[0]
        return MockConfigEntry(
            domain=DOMAIN,
            entry_id=f"entry_{massager.name}",
            title=massager.name,
            unique_id=massager.name,
            data=massager.data(),
            subentries_data=[wind_down_subentry(lights=list(LIGHTS), fade_minutes=2)]
            if first
            else [],
        )
