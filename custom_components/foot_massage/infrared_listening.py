"""Listens to a remote until one of its keys is known."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
import time

from homeassistant.core import HomeAssistant, callback

from .core.infrared_learn import KeyLearner
from .core.infrared_press import Verdict
from .drivers.infrared_link import hear

# Whoever has not been heard for so long has gone, or needs another receiver.
PATIENCE_S = 30.0
# A key that is held is known only once it is let go.
RELEASE_S = 0.5
# Frames of a held key that are waited for, lest a lamp be taken for one.
_MOST_HELD = 20

# What ends the listening.
FINAL = frozenset({Verdict.LEARNED, Verdict.DUPLICATE, Verdict.OTHER_REMOTE})
# What a lamp or the sun can bring about with nobody pressing anything.
_NOT_HEARD = frozenset({Verdict.NOISE, Verdict.TOO_SHORT})


class Listening:
    """A receiver that is listened to, and what came of it; ``close`` ends it."""

    def __init__(self, hass: HomeAssistant, receiver: str, learner: KeyLearner) -> None:
        """Begin to listen; raises CannotConnectError if there is no receiver."""
        self.learner = learner
        self.presses = 0
        self._verdicts: asyncio.Queue[Verdict] = asyncio.Queue()
        self._heard_at = time.monotonic()
        self.close = hear(hass, receiver, self._hear)

    @callback
    def _hear(self, timings: Sequence[int], carrier: int | None) -> None:
        verdict = self.learner.hear(timings, time.monotonic(), carrier)
        if verdict not in _NOT_HEARD:
            self._heard_at = time.monotonic()
        if verdict is Verdict.PRESS_AGAIN:
            self.presses += 1
        if verdict is not Verdict.HELD:
            self._verdicts.put_nowait(verdict)

    async def async_next(self, shown: Verdict | None) -> Verdict | None:
        """Return what is to be said next, None if nothing is heard any more.

        ``shown`` is what is being said; a lamp that flickers says the same on and on.
        """
        while (left := self._heard_at + PATIENCE_S - time.monotonic()) > 0:
            try:
                async with asyncio.timeout(left):
                    verdict = await self._verdicts.get()
            except TimeoutError:
                continue
            if verdict is Verdict.LEARNED:
                await self._async_release()
            if verdict is Verdict.PRESS_AGAIN or verdict is not shown:
                return verdict
        return None

    async def _async_release(self) -> None:
        """Wait until the key is let go, or for the time that no key is held."""
        with suppress(TimeoutError):
            for _ in range(_MOST_HELD):
                async with asyncio.timeout(RELEASE_S):
                    await self._verdicts.get()
