"""Whoever is connected to a chip over ESPHome's own protocol, as Home Assistant is."""

import asyncio
from collections.abc import Callable
import time
from typing import Any, Self

from aioesphomeapi import EntityInfo, EntityState, UserService
from aioesphomeapi.client import APIClient

from .chip import Chip

# The host's minute lasts a second.
MINUTE_S = 1.0


class Owner:
    """Sees every state of a chip, and presses and sets things."""

    def __init__(self, chip: Chip) -> None:
        self.chip = chip
        self.states: dict[str, Any] = {}
        # All that was told, in the order it came in: when, which entity, what.
        self.told: list[tuple[float, str, Any]] = []
        self.entities: dict[str, EntityInfo] = {}
        self.client = APIClient("127.0.0.1", chip.port, None)
        self._actions: dict[str, UserService] = {}
        self._news = asyncio.Event()

    async def __aenter__(self) -> Self:
        await self.client.connect(login=True)
        entities, actions = await self.client.list_entities_services()
        self.entities = {entity.name: entity for entity in entities}
        self._actions = {action.name: action for action in actions}
        names = {entity.key: entity.name for entity in entities}
        self.client.subscribe_states(lambda state: self._hear(names[state.key], state))
        await self.until(lambda: self.states.keys() == self.entities.keys())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.leave()

    async def leave(self) -> None:
        """Be gone, without a word."""
        await self.client.disconnect(force=True)

    def switch(self, name: str, on: bool) -> None:
        self.client.switch_command(self.entities[name].key, on)

    def set(self, name: str, value: float) -> None:
        self.client.number_command(self.entities[name].key, value)

    def select(self, name: str, option: str) -> None:
        self.client.select_command(self.entities[name].key, option)

    async def press(self, key: str) -> None:
        """Press one of the massager's own keys."""
        await self._act("press_key", key=key)

    async def advance(self, seconds: float) -> None:
        """Put the chip's clock forward; from the first time on it only goes so."""
        await self._act("advance", seconds=seconds)

    async def go_wrong(
        self, *, never_end: bool = False, drive_without_session: bool = False
    ) -> None:
        """Have the chip's session logic misbehave."""
        await self._act(
            "go_wrong", never_end=never_end, drive_without_session=drive_without_session
        )

    async def start(self, minutes: float) -> float:
        """Start a session; returns when the chip said that it had begun."""
        self.set("Duration", minutes)
        self.switch("Massage", True)
        await self.sees("Duration", minutes)
        return await self.sees("Massage", True)

    async def sees(self, name: str, value: object, within_s: float = 10) -> float:
        """Wait until an entity has a state; returns when it was told."""
        try:
            await self.until(lambda: self.states[name] == value, within_s)
        except TimeoutError:
            raise AssertionError(
                f"{name} is {self.states[name]}, not {value}"
            ) from None
        return next(when for when, one, _ in reversed(self.told) if one == name)

    async def until(self, happened: Callable[[], bool], within_s: float = 10) -> None:
        async with asyncio.timeout(within_s):
            while not happened():
                self._news.clear()
                await self._news.wait()

    async def settled(self) -> None:
        """Let everything arrive that is under way."""
        await asyncio.sleep(0.3)

    async def _act(self, action: str, **data: Any) -> None:
        await self.client.execute_service(self._actions[action], data)

    def _hear(self, name: str, state: EntityState) -> None:
        value = None if getattr(state, "missing_state", False) else state.state  # type: ignore[attr-defined]
        self.states[name] = value
        self.told.append((time.monotonic(), name, value))
        self._news.set()
