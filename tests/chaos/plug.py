"""A massager of a walk that keeps no sessions: all there is of it is a smart plug."""

import asyncio
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, override

from homeassistant.components.sensor import SensorDeviceClass, SensorEntity
from homeassistant.components.switch import SwitchEntity
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_component import DATA_INSTANCES
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util

from custom_components.foot_massage.const import CONF_SOURCE, DriverKind
from custom_components.foot_massage.core.massager import MassagerIdentity
from custom_components.foot_massage.core.roles import Role
from custom_components.foot_massage.core.source_map import SourceMap
from custom_components.foot_massage.massager_entry import entry_data

# What it draws while the motor turns, and while it does not (W).
RUNS_W, RESTS_W = 31.5, 0.4
LONGEST = timedelta(minutes=60)
# Home Assistant has come to know of everything, and has done what it could, within
# this: it says a thing again after half a minute at the latest.
CAUGHT_UP_S = 40.0


@dataclass(slots=True, kw_only=True)
class Run:
    """A time in which the motor turned, in seconds since 1970."""

    began_at: float
    by_hand: bool
    ended_at: float | None = None

    def within(self, start: float, end: float) -> float:
        """Return how much of it was between two moments, in seconds."""
        over = now() if self.ended_at is None else self.ended_at
        return max(min(over, end) - max(self.began_at, start), 0.0)


@dataclass(slots=True, kw_only=True)
class Blur:
    """A time in which not everything could be known, or done."""

    start: float
    end: float | None = None


def now() -> float:
    """Return the time, in seconds since 1970."""
    return dt_util.utcnow().timestamp()


@dataclass
class Plug:
    """The plug with the massager on it; what is wrong with it is in ``ails``.

    If ``metered``, it says what is drawn, ``meter_lag`` seconds later. After a power
    cut it is on if it ``wakes_up``.
    """

    name: str
    metered: bool
    meter_lag: float
    wakes_up: bool
    on: bool = False
    motor: bool = True
    runs: list[Run] = field(default_factory=list)
    blurs: list[Blur] = field(default_factory=list)
    changed_at: float = 0.0
    ails: dict[str, asyncio.TimerHandle | None] = field(default_factory=dict)
    entities: list[PlugEntity] = field(default_factory=list)
    _asked: list[float] = field(default_factory=list)

    @property
    def is_running(self) -> bool:
        """Whether it massages."""
        return self.on and self.motor

    @property
    def is_steady(self) -> bool:
        """Whether all has been well for long enough to be known."""
        blurred_until = max((one.end or now() for one in self.blurs), default=0.0)
        return now() - max(self.changed_at, blurred_until) > CAUGHT_UP_S

    def data(self) -> dict[str, Any]:
        """Return what its config entry holds."""
        entities = {Role.POWER: f"switch.{self.name}"}
        if self.metered:
            entities[Role.POWER_METER] = f"sensor.{self.name}"
        source = SourceMap(
            entities=entities,
            threshold=5.0 if self.metered else None,
            longest=LONGEST,
        )
        return entry_data(
            DriverKind.ENTITIES,
            MassagerIdentity(serial=self.name, name=self.name),
            source.capabilities(),
            **{CONF_SOURCE: source.as_dict()},
        )

    async def appear(self, hass: HomeAssistant) -> None:
        """Have its entities be in a Home Assistant."""
        self.entities = [PlugSwitch(self)]
        if self.metered:
            self.entities.append(PlugMeter(self))
        for entity in self.entities:
            domain = entity.entity_id.partition(".")[0]
            assert await async_setup_component(hass, domain, {})
            await hass.data[DATA_INSTANCES][domain].async_add_entities([entity])

    def ask(self, seconds: float, *, more: bool = False) -> None:
        """Note for how long somebody wants it to run, or for how much longer."""
        self._asked.append(seconds + (self.asked_s if more else 0))

    @property
    def asked_s(self) -> float:
        """The longest that anybody asked for, the longest program included."""
        return max([1200.0, *self._asked])

    async def obey(self, *, on: bool) -> None:
        """Do as Home Assistant says; raises HomeAssistantError if it is deaf."""
        if "slow" in self.ails:
            await asyncio.sleep(3)
        if "deaf" in self.ails:
            raise HomeAssistantError("The plug does not answer")
        if not (self.on and "stuck" in self.ails):
            self.switch(on=on, by_hand=False)

    def switch(self, *, on: bool, by_hand: bool = True) -> None:
        """Go on or off."""
        self.change(on=on, motor=self.motor, by_hand=by_hand)

    def change(self, *, on: bool, motor: bool, by_hand: bool = True) -> None:
        """Be switched, or its motor; both show."""
        was, self.on, self.motor = self.is_running, on, motor
        self.changed_at = now()
        if was and not self.is_running:
            self.runs[-1].ended_at = now()
        elif self.is_running and not was:
            self.runs.append(Run(began_at=now(), by_hand=by_hand))
        self.show()

    def show(self) -> None:
        """Have Home Assistant know how it is."""
        for entity in self.entities:
            entity.show()

    def ail(self, what: str, seconds: float | None = None) -> None:
        """Have something be wrong, for a while or until it is mended."""
        if not self.ails:
            self.blurs.append(Blur(start=now()))
        if timer := self.ails.get(what):
            timer.cancel()
        self.ails[what] = (
            asyncio.get_running_loop().call_later(seconds, self.mend, what)
            if seconds is not None
            else None
        )
        self.show()

    def mend(self, what: str) -> None:
        """Have this be right again, if it is not."""
        if what not in self.ails:
            return
        if timer := self.ails.pop(what):
            timer.cancel()
        if not self.ails:
            self.blurs[-1].end = now()
        self.show()

    def recover(self) -> None:
        """Mend all that is wrong."""
        for what in list(self.ails):
            self.mend(what)

    def lose_power(self, seconds: float = 0.0) -> None:
        """Go off, and come back as it is set to."""
        was_on = self.on
        self.switch(on=False)
        self.ail("gone", seconds)
        if was_on and self.wakes_up:
            self.switch(on=True)


class PlugEntity(Entity):
    """What a plug shows in Home Assistant."""

    _attr_should_poll = False
    _life: Context

    def __init__(self, plug: Plug) -> None:
        """Belong to ``plug``."""
        self.plug = plug
        self._attr_name = plug.name
        self._set()

    @override
    async def async_added_to_hass(self) -> None:
        self._life = copy_context()

    def show(self) -> None:
        """Show how the plug is; in this entity's life, whoever has changed the plug."""
        self._life.run(self._show)

    def _show(self) -> None:
        self._set()
        self.async_write_ha_state()

    def _set(self) -> None:
        self._attr_available = "gone" not in self.plug.ails


class PlugSwitch(PlugEntity, SwitchEntity):
    """The switch."""

    def __init__(self, plug: Plug) -> None:
        """Be switch.name."""
        super().__init__(plug)
        self.entity_id = f"switch.{plug.name}"

    @override
    def _set(self) -> None:
        super()._set()
        self._attr_is_on = self.plug.on

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        await self.plug.obey(on=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        await self.plug.obey(on=False)


class PlugMeter(PlugEntity, SensorEntity):
    """What is drawn, which is told a little later."""

    _attr_device_class = SensorDeviceClass.POWER
    _attr_native_unit_of_measurement = "W"

    def __init__(self, plug: Plug) -> None:
        """Be sensor.name."""
        super().__init__(plug)
        self.entity_id = f"sensor.{plug.name}"

    @override
    def _show(self) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(self.plug.meter_lag, super()._show)

    @override
    def _set(self) -> None:
        super()._set()
        self._attr_native_value = RUNS_W if self.plug.is_running else RESTS_W
