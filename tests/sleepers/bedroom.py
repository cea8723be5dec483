"""Somebody in Berlin with a ring and the demo massager, day by day."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.nights import (
    Exposure,
    Night,
    NightValue,
    Status,
)
from custom_components.foot_massage.night_store import NIGHT_STORE
from custom_components.foot_massage.session_log import SESSION_LOG
from custom_components.foot_massage.sleeper import Sleeper

from ..core.sleepers import session
from ..entities import Massager
from ..massagers import demo_entry, set_up
from .entries import MEASURED, ring, sleeper_entry

# The moments at which a sleeper looks at something.
_LOOKS = (time(3), time(12), time(17, 59), time(18))
_DAY = timedelta(days=1)


@dataclass(kw_only=True)
class Bedroom:
    """What there is, and the clock."""

    hass: HomeAssistant
    clock: FrozenDateTimeFactory
    entry: MockConfigEntry
    ring: dict[str, er.RegistryEntry]
    massager: Massager

    @property
    def sleeper(self) -> Sleeper:
        sleeper: Sleeper = self.entry.runtime_data
        return sleeper

    @property
    def today(self) -> date:
        return dt_util.now().date()

    def at(self, clock: str, days: int = 0) -> datetime:
        """Return a time of day, today or some days later."""
        day = self.today + days * _DAY
        return datetime.combine(day, time.fromisoformat(clock), dt_util.now().tzinfo)

    async def settle(self) -> None:
        await self.hass.async_block_till_done(wait_background_tasks=True)

    async def until(self, clock: str, days: int = 0) -> None:
        """Let the time pass until a time of day, with all that is looked at."""
        goal = self.at(clock, days)
        while (now := dt_util.now()) < goal:
            looks = [
                datetime.combine(now.date() + day * _DAY, look, now.tzinfo)
                for day in (0, 1)
                for look in _LOOKS
            ]
            self.clock.move_to(min([goal, *(one for one in looks if one > now)]))
            async_fire_time_changed(self.hass)
            await self.settle()

    async def show(self, key: str, value: object, unit: str | None = None) -> None:
        attributes = {"unit_of_measurement": unit} if unit else {}
        self.hass.states.async_set(self.ring[key].entity_id, str(value), attributes)
        await self.settle()

    async def tells(
        self, hours: float, *, deep: float = 90, hrv: float = 50, woke: str = "06:30"
    ) -> None:
        """Have the ring tell of the night that is over, and be read."""
        end = self.at(woke)
        await self.show("total_sleep_duration", hours, "h")
        await self.show("bedtime_start", (end - timedelta(hours=hours)).isoformat())
        await self.show("bedtime_end", end.isoformat())
        await self.show("deep_sleep_duration", deep, "min")
        await self.show("average_sleep_hrv", hrv, "ms")
        self.clock.tick(61)
        async_fire_time_changed(self.hass)
        await self.settle()

    def massaged(self, clock: str, *, by: str | None = "me") -> None:
        """Have a massage of ten minutes on record, begun today at this time."""
        start = self.at(clock)
        self.hass.data[SESSION_LOG].finish(
            replace(
                session("20:00"),
                session_id=start.isoformat(),
                massager_id=self.massager.entry.entry_id,
                seen_at=dt_util.as_utc(start),
                started_at=dt_util.as_utc(start),
                ended_at=dt_util.as_utc(start) + timedelta(minutes=10),
                sleeper=self.entry.entry_id if by == "me" else by,
            )
        )

    async def has_slept(self, nights: int, longer: float = 30) -> None:
        """Put nights on record: every third after a massage, and then this longer.

        As with any wearable hardly two are alike. Home Assistant begins anew.
        """
        first = self.today - nights * _DAY
        self.hass.data[NIGHT_STORE].keep(
            self.entry.entry_id,
            [
                self._slept(first + number * _DAY, number, longer)
                for number in range(nights)
            ],
            {},
            {},
        )
        await self.reload()

    def _slept(self, day: date, number: int, longer: float) -> Night:
        start, end = self.sleeper.book.rules.window(day)
        massaged = number * 7 % 3 == 0
        minutes = {
            Metric.SLEEP_DURATION: 420 + number * 37 % 23 + longer * massaged,
            Metric.DEEP_SLEEP: 80 + number * 31 % 17,
        }
        return Night(
            day=day,
            start=start,
            end=end,
            exposure=Exposure.MASSAGE if massaged else Exposure.OTHER,
            values={
                metric: NightValue(
                    value=value,
                    sources=("ring",),
                    taken_at=end,
                    status=Status.SETTLED,
                )
                for metric, value in minutes.items()
            },
        )

    async def reload(self) -> None:
        assert await self.hass.config_entries.async_reload(self.entry.entry_id)
        await self.settle()

    def night(self, day: date | None = None) -> Night:
        return self.sleeper.book.night(day or self.today)

    def state(self, key: str) -> State:
        registry = er.async_get(self.hass)
        entity_id = registry.async_get_entity_id(
            "sensor", DOMAIN, f"{self.entry.entry_id}_{key}"
        )
        assert entity_id
        state = self.hass.states.get(entity_id)
        assert state
        return state

    async def act(self, action: str, **data: Any) -> dict[str, Any]:
        """Use one of our actions that answers."""
        answer: Any = await self.hass.services.async_call(
            DOMAIN, action, data, blocking=True, return_response=True
        )
        return dict(answer)


async def bedroom_of_ada(hass: HomeAssistant, clock: FrozenDateTimeFactory) -> Bedroom:
    """Return Ada's, on a Monday at noon, before her first night."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    clock.move_to("2026-11-09T11:00:00+00:00")
    known = ring(hass)
    massager = await Massager.at_home(hass, demo_entry())
    entry = sleeper_entry(
        sensors={metric: known[key].id for metric, key in MEASURED.items()}
    )
    bedroom = Bedroom(
        hass=hass, clock=clock, entry=entry, ring=known, massager=massager
    )
    await set_up(hass, entry)
    await bedroom.settle()
    return bedroom
