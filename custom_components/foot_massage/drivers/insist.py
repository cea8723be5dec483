"""Saying something again and again, until it is done."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import chain, repeat

from .base import DriverError

# What is not done is said again after these (s), then the last.
RETRIES_S = (2.0, 4.0, 8.0, 15.0, 30.0)


class Insistence:
    """Has ``say`` called as long as ``is_due``, with growing pauses."""

    def __init__(
        self, say: Callable[[], Awaitable[None]], is_due: Callable[[], bool]
    ) -> None:
        """Set up; ``begin`` says it for the first time."""
        self._say = say
        self._is_due = is_due
        self._task: asyncio.Task[None] | None = None
        self._hurry = asyncio.Event()

    def begin(self) -> None:
        """Say it now, and insist from now on."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._async_insist())
        self.hurry()

    def hurry(self) -> None:
        """Wait no longer before it is said again, if it is still due."""
        self._hurry.set()

    async def async_end(self) -> None:
        """Say nothing any more."""
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _async_insist(self) -> None:
        pauses = chain(RETRIES_S, repeat(RETRIES_S[-1]))
        while self._is_due():
            self._hurry.clear()
            with suppress(DriverError):
                await self._say()
            with suppress(TimeoutError):
                async with asyncio.timeout(next(pauses)):
                    await self._hurry.wait()
