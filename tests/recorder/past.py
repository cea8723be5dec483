"""A home with a ring in it that was recorded before anybody asked for nights."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.recorder.models import (
    StatisticData,
    StatisticMeanType,
    StatisticMetaData,
)
from homeassistant.components.recorder.statistics import async_import_statistics
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)

from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.nights import Night
from custom_components.foot_massage.sleeper import Sleeper

from ..massagers import set_up
from ..sleepers.entries import MEASURED, ring, sleeper_entry

DURATION, DEEP, HRV = Metric.SLEEP_DURATION, Metric.DEEP_SLEEP, Metric.HRV
SLEEP, HEART = "total_sleep_duration", "average_sleep_hrv"


@dataclass(kw_only=True)
class Past:
    """What is recorded, in the order of time; Ada is set up at the end."""

    hass: HomeAssistant
    clock: FrozenDateTimeFactory
    ring: dict[str, er.RegistryEntry] = field(init=False)

    def __post_init__(self) -> None:
        self.ring = ring(self.hass)

    def local(self, clock: str) -> datetime:
        """Return a time in November: "9 07:00"."""
        day, _, time = clock.partition(" ")
        return datetime.fromisoformat(f"2026-11-{int(day):02}T{time}:00").replace(
            tzinfo=dt_util.get_default_time_zone()
        )

    async def until(self, clock: str) -> None:
        self.clock.move_to(self.local(clock))

    async def recorded(self) -> None:
        await self.hass.async_block_till_done(wait_background_tasks=True)
        await async_wait_recording_done(self.hass)

    async def show(self, key: str, value: object, unit: str | None = None) -> None:
        attributes = {"unit_of_measurement": unit} if unit else {}
        self.hass.states.async_set(self.ring[key].entity_id, str(value), attributes)
        await self.recorded()

    async def tells(
        self, clock: str, hours: float, *, hrv: object = None, woke: str | None = None
    ) -> None:
        """Have the ring tell of a night at a time, perhaps with when it was."""
        await self.until(clock)
        await self.show("total_sleep_duration", hours, "h")
        if hrv is not None:
            await self.show("average_sleep_hrv", hrv, "ms")
        if woke:
            await self.show("bedtime_end", self.local(woke).isoformat())

    async def summarised(
        self,
        key: str,
        rows: Iterable[tuple[str, float, float]],
        *,
        unit: str | None,
        unit_class: str | None = None,
        is_total: bool = False,
    ) -> None:
        """Have rows in the long-term statistics of a sensor: its lowest and highest.

        Of a total there is only what it was at the end of an hour.
        """
        entity_id = self.ring[key].entity_id
        metadata = StatisticMetaData(
            mean_type=StatisticMeanType.NONE
            if is_total
            else StatisticMeanType.ARITHMETIC,
            has_sum=is_total,
            name=None,
            source="recorder",
            statistic_id=entity_id,
            unit_class=unit_class,
            unit_of_measurement=unit,
        )
        async_import_statistics(
            self.hass,
            metadata,
            [
                StatisticData(start=self.local(clock), state=high, sum=high)
                if is_total
                else StatisticData(
                    start=self.local(clock), mean=(low + high) / 2, min=low, max=high
                )
                for clock, low, high in rows
            ],
        )
        await self.recorded()

    def ada(self, *keys: str, **more: Any) -> MockConfigEntry:
        """Return Ada's entry, measured by these keys of the ring or by all."""
        wanted = keys or tuple(MEASURED.values())
        return sleeper_entry(
            sensors={
                metric: self.ring[key].id
                for metric, key in MEASURED.items()
                if key in wanted
            },
            **more,
        )

    async def moves_in(self, entry: MockConfigEntry) -> list[Night]:
        await set_up(self.hass, entry)
        await self.recorded()
        return measured(entry)

    async def reload(self, entry: MockConfigEntry) -> list[Night]:
        assert await self.hass.config_entries.async_reload(entry.entry_id)
        await self.recorded()
        return measured(entry)


def measured(entry: MockConfigEntry) -> list[Night]:
    """Return the nights in which something was measured."""
    sleeper: Sleeper = entry.runtime_data
    return [night for night in sleeper.book.nights if night.values]


def steady(day: int, value: float, hours: Iterable[int]) -> list[tuple]:
    """Return the rows of hours in which a sensor did not change."""
    return [(f"{day} {hour:02}:00", value, value) for hour in hours]


def day(number: int) -> date:
    return date(2026, 11, number)


def values(nights: list[Night], metric: Metric) -> dict[int, float | None]:
    return {night.day.day: night.value(metric) for night in nights}


async def three_nights(past: Past) -> None:
    """Have three recorded, two of them with the same heart rate variability."""
    await past.tells("9 07:00", 7, hrv=50)
    await past.tells("10 07:00", 7.5, hrv=55)
    await past.tells("11 07:00", 6.5, hrv=55)
    await past.until("11 12:00")
