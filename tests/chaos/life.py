"""One life of Home Assistant: from its start to its stop, or to a power cut."""

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from contextvars import ContextVar, copy_context
from pathlib import Path
import shutil
from typing import Any

from aiohttp import ThreadedResolver
from homeassistant import bootstrap, config_entries, loader
from homeassistant.auth import auth_manager_from_config
from homeassistant.components.http.server import make_server
from homeassistant.const import EVENT_STATE_CHANGED, STATE_UNAVAILABLE
from homeassistant.core import (
    CoreState,
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)
from homeassistant.helpers.aiohttp_client import DATA_CONNECTOR
from homeassistant.setup import async_setup_component

from custom_components.foot_massage.const import DOMAIN

from .plug import Plug

# Which life a task, a timer or a callback belongs to.
_LIFE: ContextVar[Life | None] = ContextVar("_LIFE", default=None)


class Life:
    """Home Assistant in a folder of its own; ``hass`` is there once it has started."""

    hass: HomeAssistant

    def __init__(self, folder: Path, plugs: Sequence[Plug]) -> None:
        """Prepare; ``start`` begins it, and has ``plugs`` be there."""
        self.folder = folder
        self._plugs = plugs
        self.told: list[tuple[str, str]] = []
        """What was told of which session: its id, and what happened to it."""
        self._context = copy_context()
        self._context.run(_LIFE.set, self)

    def begin[ResultT](
        self, work: Coroutine[Any, Any, ResultT]
    ) -> asyncio.Task[ResultT]:
        """Have something be done in this life; it ends with it."""
        return asyncio.create_task(work, context=self._context.copy())

    async def start(self) -> None:
        """Start from what is in the folder."""
        await self.begin(self._start())

    async def _start(self) -> None:
        hass = self.hass = HomeAssistant(str(self.folder))
        hass.config.skip_pip = True
        # Nothing has a name here; Home Assistant's own would ask the network for one.
        hass.data["aiohttp_resolver"] = ThreadedResolver()
        loader.async_setup(hass)
        hass.config_entries = config_entries.ConfigEntries(hass, {})
        await loader.async_get_custom_components(hass)
        await bootstrap.async_load_base_functionality(hass)
        hass.auth = await auth_manager_from_config(hass, [], [])
        await hass.config.async_set_time_zone("Europe/Berlin")
        hass.bus.async_listen(EVENT_STATE_CHANGED, self._note)
        # Pages are offered, but nobody looks at them: no port has to be found for them.
        hass.http = make_server(hass, {"server_port": 0, "ssl_profile": "modern"})
        hass.config.components.add("http")
        for component in ("homeassistant", "emulated_bedroom"):
            assert await async_setup_component(hass, component, {})
        for plug in self._plugs:
            await plug.appear(hass)
        assert await async_setup_component(hass, DOMAIN, {})
        await hass.async_start()

    async def stop(self) -> None:
        """Stop as Home Assistant does when it is told to."""
        await self.begin(self.hass.async_stop())
        await self._end()

    async def cut(self, folder: Path) -> None:
        """End at this instant; what is on disk at it goes into ``folder``."""
        shutil.copytree(self.folder, folder)
        await self._end()
        for connector in self.hass.data.get(DATA_CONNECTOR, {}).values():
            await connector.close()

    async def _end(self) -> None:
        """Do nothing more, as when a process ends."""
        while tasks := self.tasks():
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks, timeout=0.001)
        for timer in self.timers():
            timer.cancel()
        self.hass.set_state(CoreState.stopped)
        with suppress(AttributeError):
            # Or else no other could begin in this event loop.
            delattr(self.hass.loop, "_shutdown_run_callback_threadsafe")

    @callback
    def _note(self, event: Event[EventStateChangedData]) -> None:
        """Note what event entities tell, but not what they only show again."""
        old, new = event.data["old_state"], event.data["new_state"]
        if old and new and new.domain == "event" and old.state != STATE_UNAVAILABLE:
            told = new.attributes
            if session_id := told.get("session_id"):
                self.told.append((session_id, told["event_type"]))

    def tasks(self) -> list[asyncio.Task[Any]]:
        """Return what this life is still doing."""
        current = asyncio.current_task()
        return [
            task
            for task in asyncio.all_tasks()
            if task is not current and task.get_context().get(_LIFE) is self
        ]

    def timers(self) -> list[asyncio.TimerHandle]:
        """Return what this life still means to do."""
        scheduled = asyncio.get_running_loop()._scheduled  # type: ignore[attr-defined]
        return [
            timer
            for timer in scheduled
            if not timer.cancelled() and timer._context.get(_LIFE) is self
        ]
