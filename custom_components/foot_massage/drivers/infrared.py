"""Massagers that only know the keys of their remote, and never answer."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
import time
from typing import override

from homeassistant.core import HomeAssistant

from ..core.massager import Activity, MassagerIdentity, MassageSettings
from ..core.remote import RemoteKey
from ..core.remote_belief import RemoteBelief
from ..core.remote_controls import InfraredSource, off_key, on_key
from ..core.sight import Sight
from .assumed import AssumedDriver
from .base import CannotConnectError, RefusedError
from .follow import follow
from .infrared_link import InfraredLink, NotSentError

# How long a proof may take to show what a key has done: plugs report late.
PROOF_LAG_S = 15.0


class UnsureError(RefusedError):
    """One key turns the massager on and off, and nobody knows which it would be."""


class InfraredDriver(AssumedDriver):
    """Presses the keys of a learned remote, and keeps in mind what they did."""

    def __init__(
        self, hass: HomeAssistant, identity: MassagerIdentity, source: InfraredSource
    ) -> None:
        """Set up; the emitter may come later."""
        super().__init__(identity, source.capabilities())
        self._hass = hass
        self._remote = source.remote
        self._on_key, self._off_key = on_key(self._remote), off_key(self._remote)
        self._link = InfraredLink(hass, source.emitter, source.proof, source.threshold)
        self._has_pause_key = RemoteKey.PAUSE in self._remote.keys
        self._belief = RemoteBelief(source.remote)
        self._pressing = asyncio.Lock()
        self._auto_off = source.auto_off
        self._off_at: float | None = None
        self._toggled = False
        self._next_press_at = 0.0
        self._proof_counts_at = 0.0

    @property
    @override
    def assumes(self) -> bool:
        return self._link.runs() is None

    @override
    def set_right(self, *, running: bool) -> None:
        if self.assumes:
            self._belief.power = running
            self._belief.paused = False
            self._note_turned_on(time.monotonic())
        super().set_right(running=running)

    @override
    def _follow(self) -> Callable[[], None]:
        return follow(self._hass, lambda: self._link.entity_ids, self.look)

    @override
    def _see(self) -> Sight:
        self._link.check_there()
        return Sight(running=self._link.runs())

    @override
    def _take_in(self, sight: Sight, now: float) -> None:
        if (expected := self._expected) and expected.session:
            belief = self._belief
            belief.take(expected.settings)
            # Whether a start or stop was sent before a restart, nobody knows.
            was = expected.activity
            unsure = was in (Activity.STARTING, Activity.STOPPING)
            # A pause without a key of its own has turned it off.
            belief.paused = was is Activity.PAUSED and self._has_pause_key
            on = was is not Activity.PAUSED or belief.paused
            belief.power = None if unsure else on
            elapsed = expected.session.elapsed.total_seconds()
            self._note_turned_on(expected.received - elapsed)
        super()._take_in(sight, now)

    @override
    async def _async_run(self) -> None:
        async with self._pressing:
            await self._async_switch_on()

    async def _async_switch_on(self) -> None:
        """Turn the massager on, and set it as it was told."""
        if not self._is_on():
            self._check_sure(self._on_key)
            await self._async_press(self._on_key)
            if RemoteKey.START_STOP in self._remote.keys:
                await self._async_press(RemoteKey.START_STOP)
        await self._async_press_for(self._told.settings)

    @override
    async def _async_rest(self) -> None:
        async with self._pressing:
            self._check_sure(self._off_key)
            # What only turns off is pressed once more rather than once too few.
            if self._is_on() or not self._toggles(self._off_key):
                await self._async_press(self._off_key)

    @override
    async def _async_set(
        self, settings: MassageSettings, timer: timedelta | None
    ) -> None:
        async with self._pressing:
            # Without power no key has an effect, and all are lost when it goes.
            if self._is_on():
                await self._async_press_for(settings)

    @override
    async def _async_hold(self) -> None:
        if not self._has_pause_key:
            await self._async_rest()
            return
        async with self._pressing:
            if not self._belief.paused:
                await self._async_press(RemoteKey.PAUSE)

    @override
    async def _async_go_on(self, left: timedelta) -> None:
        async with self._pressing:
            self._notice_auto_off()
            if self._belief.paused:
                await self._async_press(RemoteKey.PAUSE)
            await self._async_switch_on()

    def _note_turned_on(self, at: float) -> None:
        """Note since when it has been on, if it is."""
        lasts = self._auto_off
        self._off_at = None if lasts is None else at + lasts.total_seconds()

    def _check_sure(self, key: RemoteKey) -> None:
        if self._toggles(key) and self._is_on() is None:
            raise UnsureError("Nobody knows whether it is on")

    def _toggles(self, key: RemoteKey) -> bool:
        return key is RemoteKey.POWER and self._remote.power_toggles

    def _is_on(self) -> bool | None:
        """Return whether it is on; a proof counts once it has had its time."""
        self._notice_auto_off()
        proof = self._link.runs()
        if proof is None or time.monotonic() < self._proof_counts_at:
            return self._belief.power
        # While it pauses nothing runs, and yet it is on.
        self._belief.power = proof or self._belief.paused
        return self._belief.power

    def _notice_auto_off(self) -> None:
        """Believe it off, and not paused, if it must have turned itself off."""
        if self._off_at is not None and time.monotonic() >= self._off_at:
            self._belief.power = self._belief.paused = False
            self._off_at = None

    async def _async_press_for(self, wanted: MassageSettings) -> None:
        while key := self._belief.next_key(wanted):
            await self._async_press(key)

    async def _async_press(self, key: RemoteKey) -> None:
        """Press a key, not too soon after the one before; raises CannotConnectError."""
        await asyncio.sleep(max(self._next_press_at - time.monotonic(), 0))
        code = self._remote.keys[key]
        toggled = self._toggled = not self._toggled
        timings = code.timings(extra_repeats=self._remote.repeats, toggled=toggled)
        try:
            await self._link.async_send(timings, code.carrier)
        except NotSentError:
            raise
        except (CannotConnectError, asyncio.CancelledError):
            self._note_pressed(key, timings)
            self._belief.doubt(key)
            raise
        self._note_pressed(key, timings)
        was_on = self._belief.power
        self._belief.pressed(key)
        if self._belief.power and not was_on:
            self._note_turned_on(time.monotonic())

    def _note_pressed(self, key: RemoteKey, timings: Sequence[int]) -> None:
        """Keep the next press apart, and give the proof time to show this one."""
        now = time.monotonic()
        # An emitter may answer before it has sent everything.
        lasts = sum(map(abs, timings)) / 1_000_000
        self._next_press_at = now + lasts + self._remote.gap_ms / 1000
        if key in (self._on_key, self._off_key):
            self._proof_counts_at = now + PROOF_LAG_S
