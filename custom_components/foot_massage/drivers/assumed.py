"""What drivers share whose massagers may show nothing at all of what they do."""

import time
from typing import override

from ..core.massager import EndReason
from ..core.sight import Sight, take_in
from .base import DriverError, RefusedError
from .kept import KeptDriver


class AssumedDriver(KeptDriver):
    """A driver that takes a person's word where nothing shows what a massager does."""

    @property
    @override
    def assumes(self) -> bool:
        return self._sees_nothing()

    @override
    def set_right(self, *, running: bool) -> None:
        if not self.assumes:
            raise RefusedError("What it does is not assumed")
        clock, now = self._clock, time.monotonic()
        if not running:
            self._expected = None
            clock.end(EndReason.STOPPED_DEVICE, now)
            clock.rest(EndReason.STOPPED_DEVICE, now)
        elif clock.ending:
            self._resting.begin()
        else:
            sight = Sight(running=True)
            longest = self.capabilities.longest
            take_in(clock, sight, now, longest=longest, settled=True)
        self.look()

    @override
    async def _async_call_off(self) -> None:
        try:
            await self._async_rest()
        except DriverError:
            # It may run, and nothing would ever show it: the end has to be insisted on.
            self._clock.end(EndReason.STOPPED_REMOTE, time.monotonic())
            self._resting.begin()
        else:
            self._clock.drop()
        self.look()
