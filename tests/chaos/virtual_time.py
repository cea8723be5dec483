"""An event loop in which hours pass in no time, and always in the same way.

Its clock stands still while anything can be done, and jumps to whatever is due next
when nothing can. What Home Assistant has threads for is done in between. So whatever
happens in a walk, happens in the same order each time.
"""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from math import ceil
import selectors
import time
from typing import Any, override

from freezegun.api import FrozenDateTimeFactory

# Nothing that ends takes so many turns of the loop at one instant.
_WITHOUT_END = 10_000


class _Selector(selectors.DefaultSelector):
    """Lets the clock jump instead of waiting.

    Calls ``on_stand_still`` when something is done again and again at one instant.
    """

    clock: Clock
    on_stand_still: Callable[[], object] | None = None
    _turns = 0

    @override
    def select(self, timeout: float | None = None) -> list[Any]:
        """Return which sockets are ready; if none is, the time has come by then."""
        ready = super().select(0)
        if ready or timeout == 0:
            self._turns += 1
            if self._turns == _WITHOUT_END and self.on_stand_still:
                self.on_stand_still()
            return ready
        if timeout is None:
            raise RuntimeError("Everything waits, and nothing will ever happen")
        self._turns = 0
        self.clock.jump(timeout)
        return []


class Clock:
    """The one clock of a walk."""

    def __init__(self, frozen: FrozenDateTimeFactory) -> None:
        """Start where the frozen clock stands."""
        self._frozen = frozen
        self.now = time.monotonic()

    def jump(self, seconds: float) -> None:
        """Put the clock forward, by no less than a microsecond: it knows no part."""
        self._frozen.tick(max(ceil(seconds * 1e6), 1) / 1e6)
        self.now = time.monotonic()


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop that goes by such a clock."""

    def __init__(self, clock: Clock) -> None:
        """Go by ``clock``."""
        selector = self._moments = _Selector()
        selector.clock = clock
        self._clock = clock
        super().__init__(selector)
        # Else what is due at this very instant would be due after it.
        self._clock_resolution = 1e-6
        self._jobs = 0
        self._awaited: tuple[int, asyncio.Event] | None = None

    def watch(self, work: asyncio.Task[Any]) -> None:
        """Cancel ``work`` when anything is done without end, while no time passes."""
        self._moments.on_stand_still = work.cancel

    @override
    def time(self) -> float:
        return self._clock.now

    @override
    def run_in_executor[*ArgTs, ResultT](
        self,
        executor: Executor | None,
        func: Callable[[*ArgTs], ResultT],
        *args: *ArgTs,
    ) -> asyncio.Future[ResultT]:
        """Do it at once; whoever waits for it goes on a moment later."""
        future: asyncio.Future[ResultT] = self.create_future()
        try:
            result = func(*args)
        except Exception as err:
            self.call_soon(_unless_done, future, future.set_exception, err)
        else:
            self.call_soon(_unless_done, future, future.set_result, result)
        self._jobs += 1
        if self._awaited and self._jobs == self._awaited[0]:
            self._awaited[1].set()
        return future

    async def after_jobs(self, count: int) -> None:
        """Return when ``count`` more of what threads do is done, such as writing."""
        done = asyncio.Event()
        self._awaited = (self._jobs + count, done)
        await done.wait()


def _unless_done(
    future: asyncio.Future[Any], act: Callable[[Any], None], value: object
) -> None:
    if not future.done():
        act(value)


def run[ResultT](
    work: Coroutine[Any, Any, ResultT], frozen: FrozenDateTimeFactory
) -> ResultT:
    """Do ``work`` in virtual time that begins where the frozen clock stands."""
    with asyncio.Runner(loop_factory=lambda: VirtualLoop(Clock(frozen))) as runner:
        return runner.run(work)
