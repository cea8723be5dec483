"""A room with infrared light: emitters, a receiver, a remote and a massager."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, override

from homeassistant.components.infrared import (
    InfraredCommand,
    InfraredEmitterEntity,
    InfraredReceivedSignal,
    InfraredReceiverEntity,
)
from homeassistant.components.infrared.const import DATA_COMPONENT
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from custom_components.foot_massage.core.infrared import RawCode, alike
from custom_components.foot_massage.core.remote import LearnedRemote, RemoteKey
from tests.core.infrared_air import received, sent

EMITTER = "infrared.blaster"
HAND = "infrared.hand"
RECEIVER = "infrared.ear"


class Emitter(InfraredEmitterEntity):
    """Sends into the room; ``trouble`` is raised, before or after it has sent."""

    def __init__(self, room: Room, name: str) -> None:
        self._room = room
        self._attr_name = name
        self._attr_unique_id = name.lower()
        self.sent: list[tuple[list[int], int]] = []
        self.trouble: Exception | None = None
        self.sends_all_the_same = False
        self.block: asyncio.Event | None = None

    @override
    async def async_send_command(self, command: InfraredCommand) -> None:
        if self.trouble is None or self.sends_all_the_same:
            timings = list(command.get_raw_timings())
            self.sent.append((timings, command.modulation))
            self._room.shine(timings, command.modulation)
        if self.block:
            await self.block.wait()
        if self.trouble:
            raise self.trouble

    def go(self, *, away: bool) -> None:
        """Lose the connection, or have it again."""
        self._attr_available = not away
        self.async_write_ha_state()


class Receiver(InfraredReceiverEntity):
    """Hears what shines in the room."""

    _attr_name = "Ear"
    _attr_unique_id = "ear"

    def hear(self, timings: Sequence[int], carrier: int | None) -> None:
        self._handle_received_signal(InfraredReceivedSignal([*timings], carrier))


@dataclass
class Machine:
    """A massager that only knows its remote, and does what it means."""

    remote: LearnedRemote
    on: bool = False
    paused: bool = False
    level: int = 1
    heat: int = 0
    technique: int = 0
    off_zones: set[RemoteKey] = field(default_factory=set)
    pressed: list[RemoteKey] = field(default_factory=list)
    on_change: Callable[[], None] = field(default=lambda: None)
    _last: tuple[int, ...] = ()

    @property
    def runs(self) -> bool:
        return self.on and not self.paused

    def see(self, timings: list[int]) -> None:
        for key, code in self.remote.keys.items():
            for frame in (code.frame, code.toggled):
                # A massager takes what is nearly right.
                if frame and alike(timings[: len(frame)], frame):
                    # The same toggle bit again is no new press.
                    if not (code.toggled and frame == self._last):
                        self._press(key)
                    self._last = frame
                    return

    def _press(self, key: RemoteKey) -> None:
        self.pressed.append(key)
        levels = self.remote.intensity_levels
        match key:
            case RemoteKey.POWER if self.remote.power_toggles and self.on:
                self.on = False
            case RemoteKey.POWER_OFF:
                self.on = False
            case RemoteKey.POWER | RemoteKey.POWER_ON:
                self._turn_on()
            case _ if not self.on:
                pass
            case RemoteKey.PAUSE:
                self.paused = not self.paused
            case RemoteKey.INTENSITY_UP:
                self.level = min(self.level + 1, levels)
            case RemoteKey.INTENSITY_DOWN:
                self.level = max(self.level - 1, 1)
            case RemoteKey.INTENSITY_NEXT:
                self.level = self.level % levels + 1
            case RemoteKey.HEAT:
                self.heat = (self.heat + 1) % (self.remote.heat_levels + 1)
            case RemoteKey.TECHNIQUE_NEXT:
                self.technique = (self.technique + 1) % len(self.remote.technique_order)
            case _ if key.startswith("zone_"):
                self.off_zones ^= {key}
        self.on_change()

    def _turn_on(self) -> None:
        if not self.on:
            self.on, self.paused, self.heat, self.technique = True, False, 0, 0
            self.off_zones = set()
            self.level = self.remote.intensity_start or self.level


@dataclass(kw_only=True)
class Room:
    """All that is there; what one emitter sends, everybody sees."""

    hass: HomeAssistant
    machine: Machine | None = None

    @classmethod
    async def furnished(cls, hass: HomeAssistant) -> Room:
        room = cls(hass=hass)
        assert await async_setup_component(hass, "infrared", {})
        room.emitter, room.hand = Emitter(room, "Blaster"), Emitter(room, "Hand")
        room.receiver = Receiver()
        await hass.data[DATA_COMPONENT].async_add_entities(
            [room.emitter, room.hand, room.receiver]
        )
        await hass.async_block_till_done()
        return room

    def __post_init__(self) -> None:
        self.emitter: Any = None
        self.hand: Any = None
        self.receiver: Any = None

    def shine(self, timings: list[int], carrier: int) -> None:
        if self.machine:
            self.machine.see(timings)
        self.receiver.hear(timings, carrier)

    def hear(self, *frames: Sequence[int], seed: int = 1, jitter: float = 0.05) -> None:
        """Have the receiver hear something, as badly as it can."""
        random = Random(seed)
        for frame in frames:
            self.receiver.hear(received(random, frame, jitter), None)


def code(name: str, command: int) -> RawCode:
    """Return the code of a key of a remote of this protocol."""
    toggled = tuple(sent(name, command, 1)) if name in ("rc5", "rc6") else ()
    return RawCode(frame=tuple(sent(name, command)), toggled=toggled)


def remote(name: str = "nec", *keys: RemoteKey, **more: Any) -> LearnedRemote:
    """Return a remote; with only a power key if none are given."""
    keys = keys or (RemoteKey.POWER,)
    codes = {key: code(name, index) for index, key in enumerate(keys, 1)}
    return LearnedRemote(name="Old massager", keys=codes, **{"gap_ms": 50, **more})
