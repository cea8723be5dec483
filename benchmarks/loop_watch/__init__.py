"""Watches Home Assistant's event loop from inside: who keeps it, and for how long.

What one turn takes is told in processor time, which other programs do not change, and
without Python's garbage collections: what is collected is everybody's, and whose turn
they fall into is chance. ``loop_watch.read`` answers the longest turn in which Foot
Massage was at work, and the longest collection in such a turn, and begins anew.
"""

from asyncio.events import Handle
import gc
import sys
import threading
import time
from typing import Any

from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
)
from homeassistant.helpers.typing import ConfigType

DOMAIN = "loop_watch"
OURS = "custom_components/foot_massage/"
LOOK_EVERY_S = 0.0003


class LoopWatch:
    """Looks at the thread of the event loop, from another thread."""

    def __init__(self) -> None:
        """Begin to look at the event loop of this thread."""
        self._thread = threading.get_ident()
        self._turn = 0
        self._ours: dict[int, str] = {}
        self.longest_s = 0.0
        self.where = ""
        self.collection_s = 0.0
        self._collected_s = 0.0
        self._collects_since = 0.0
        gc.callbacks.append(self._on_collection)
        self._wrap()
        # Or the other thread would only get to look after 5 ms.
        sys.setswitchinterval(LOOK_EVERY_S)
        threading.Thread(target=self._look, name=DOMAIN, daemon=True).start()

    def read(self) -> dict[str, Any]:
        """Return what was seen since it was last read."""
        seen = {
            "longest_ms": round(self.longest_s * 1000, 2),
            "where": self.where,
            "collection_ms": round(self.collection_s * 1000, 2),
        }
        self.longest_s, self.where, self.collection_s = 0.0, "", 0.0
        return seen

    def _on_collection(self, phase: str, _info: dict[str, int]) -> None:
        if threading.get_ident() != self._thread:
            return
        if phase == "start":
            self._collects_since = time.thread_time()
        else:
            self._collected_s += time.thread_time() - self._collects_since

    def _wrap(self) -> None:
        run = Handle._run
        watch = self

        def _run(handle: Handle) -> None:
            watch._turn += 1
            watch._collected_s = 0.0
            turn, began = watch._turn, time.thread_time()
            run(handle)
            collected = watch._collected_s
            taken = time.thread_time() - began - collected
            if not (where := watch._ours.pop(turn, "")):
                return
            watch.collection_s = max(watch.collection_s, collected)
            if taken > watch.longest_s:
                watch.longest_s, watch.where = taken, where

        Handle._run = _run  # type: ignore[method-assign, assignment]

    def _look(self) -> None:
        """Note the turns in which our code is found on the stack."""
        while True:
            turn = self._turn
            frame = sys._current_frames().get(self._thread)
            while frame is not None:
                code = frame.f_code
                if OURS in code.co_filename:
                    name = code.co_filename.partition(OURS)[2]
                    self._ours[turn] = f"{name}:{frame.f_lineno} {code.co_qualname}"
                    break
                frame = frame.f_back
            time.sleep(LOOK_EVERY_S)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Begin to watch."""
    watch = LoopWatch()

    async def read(_call: ServiceCall) -> ServiceResponse:
        return watch.read()

    hass.services.async_register(
        DOMAIN, "read", read, supports_response=SupportsResponse.ONLY
    )
    return True
