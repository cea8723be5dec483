"""The bedroom of a walk: its bulbs outlive Home Assistant, and people touch them."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING

from homeassistant.core import Context
from homeassistant.util import dt as dt_util

from .massager import Massager

if TYPE_CHECKING:
    from .house import House

DOMAIN = "emulated_bedroom"
LIGHTS = (
    "light.bedroom_ceiling_lamp",
    "light.bedroom_bedside_lamp_left",
    "light.bedroom_bedside_lamp_right",
    "light.bedroom_reading_light",
)
# Lights have come to where they go within this.
SETTLED_S = 12.0
# Brighter than any of them is before, so that nobody takes it for a part of a fade.
BY_HAND = 250

type Look = tuple[str, int | None]


@dataclass
class Bedroom:
    """The lights, and the wind-down of the first massager."""

    house: House
    before: dict[str, Look] | None = None
    """How the lights were when the wind-down began; None while there is none."""
    touched: set[str] = field(default_factory=set)
    _asked: list[datetime] = field(default_factory=list)
    _life: int = 0
    _moved_at: float = 0.0

    @property
    def massager(self) -> Massager:
        """The massager that the wind-down is of."""
        return self.house.massagers[0]

    @property
    def state(self) -> str | None:
        """What the wind-down is doing; None while nobody can tell."""
        return self.house.shows(self.massager, "sensor", "wind_down")

    def looks(self) -> dict[str, Look]:
        """Return how the lights are."""
        states = {light: self.house.life.hass.states.get(light) for light in LIGHTS}
        return {
            light: (state.state, state.attributes.get("brightness"))
            for light, state in states.items()
            if state
        }

    def keep(self, folder: Path) -> None:
        """Have the bulbs go on as they are when Home Assistant is started anew."""
        component = self.house.life.hass.data["light"]
        bulbs = [component.get_entity(light)._bulb for light in LIGHTS]
        kept = {
            bulb.model.name: {
                "brightness": bulb.target.brightness,
                "kelvin": bulb.target.kelvin,
                "hs": bulb.target.hs,
            }
            for bulb in bulbs
        }
        content = {"version": 1, "minor_version": 1, "key": DOMAIN, "data": kept}
        path = folder / ".storage" / DOMAIN
        path.write_text(json.dumps(content), encoding="utf-8")

    def begin(self) -> None:
        """Note how the lights are as a wind-down is started, if they are at rest."""
        now = asyncio.get_running_loop().time()
        at_rest = now - self._moved_at > SETTLED_S and not self.house.calls
        self._moved_at = now
        if self.state != "idle":
            self._asked.append(dt_util.utcnow())
        else:
            self._asked = [dt_util.utcnow()]
            self.before = self.looks() if at_rest else None
            self._life = self.house.lives
            self.touched.clear()

    def touch(self, light: str, *, wall: bool) -> None:
        """Have somebody turn a light up, at the wall or by an automation."""
        self._moved_at = asyncio.get_running_loop().time()
        self.touched.add(light)
        if wall:
            data = {"entity_id": light, "brightness": BY_HAND}
            self.house.use(f"{DOMAIN}.press_wall_switch", data, light)
        else:
            data = {"entity_id": light, "brightness": BY_HAND}
            context = Context(parent_id="automation")
            self.house.use("light.turn_on", data, light, context)

    @property
    def _is_the_first(self) -> bool:
        """Whether it is still the wind-down that began with ``before``."""
        if self.house.calls:
            return False
        (subentry_id,) = self.house.entry(self.massager).subentries
        if (record := self.house.log.wind_down(subentry_id)) is None:
            return False
        began = datetime.fromisoformat(record["began"])
        return not any(began >= again for again in self._asked[1:])

    async def cancel(self) -> None:
        """Cancel the wind-down; what nobody has touched is as it was before."""
        house, before = self.house, self.before
        surely = self.state in ("dimming", "massaging") and self._is_the_first
        by_hand = {light: self.looks()[light] for light in self.touched}
        await house.act(self.massager, "button.press", ("button", "cancel_wind_down"))
        self._moved_at = asyncio.get_running_loop().time()
        self.before = None
        if not surely or before is None:
            return
        await asyncio.sleep(SETTLED_S)
        for light, look in (before | by_hand).items():
            if not _alike(self.looks()[light], look):
                house.wrong.append(f"{light} is {self.looks()[light]}, not {look}")

    async def look(self) -> None:
        """See whether a wind-down that has ended has turned the lights off."""
        if self.before is None or not self.house.is_up or self.state != "idle":
            return
        begun = set(self.before)
        self.before = None
        if self._life != self.house.lives or self.house.calls or len(self._asked) > 1:
            return
        await asyncio.sleep(SETTLED_S)
        for light in begun - self.touched:
            if self.looks()[light][0] != "off":
                self.house.wrong.append(f"{light} is still {self.looks()[light]}")


def _alike(one: Look, other: Look) -> bool:
    """Return whether a light looks the same; bulbs round."""
    return one[0] == other[0] and abs((one[1] or 0) - (other[1] or 0)) <= 2
