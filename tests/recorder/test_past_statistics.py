"""Nights from before somebody was added, out of long-term statistics."""

from homeassistant.components.recorder.models import (
    StatisticData,
    StatisticMeanType,
    StatisticMetaData,
)
from homeassistant.components.recorder.statistics import async_import_statistics

from custom_components.foot_massage.core.nights import Exposure, Origin, Status

from .past import DURATION, HEART, HRV, SLEEP, Past, steady, three_nights, values


async def test_statistics(past: Past) -> None:
    """Years ago, and in units of their own."""
    await past.summarised(
        SLEEP,
        [
            *steady(1, 420, range(8, 24)),
            *steady(2, 420, range(7)),
            ("2 07:00", 420, 450),
            *steady(2, 450, range(8, 24)),
            # The ring lay in a drawer.
            *steady(5, 450, range(12, 24)),
            *steady(6, 390, range(9, 15)),
            # A nap.
            *steady(6, 45, range(16, 24)),
        ],
        unit="min",
        unit_class="duration",
    )
    await past.summarised(
        HEART, [*steady(2, 50, range(7)), *steady(2, 52, range(9, 24))], unit="ms"
    )
    past.clock.move_to("2028-11-11T12:00:00+00:00")
    nights = await past.moves_in(past.ada())
    assert values(nights, DURATION) == {2: 450, 6: 390}
    assert values(nights, HRV) == {2: 52, 6: None}
    assert {
        (one.origin, one.status) for night in nights for one in night.values.values()
    } == {(Origin.STATISTICS, Status.SETTLED)}
    assert {night.exposure for night in nights} == {Exposure.UNKNOWN}


async def test_statistics_of_a_total(past: Past) -> None:
    rows = [
        *steady(2, 0, range(7)),
        *steady(2, 7.5, range(7, 24)),
        *steady(3, 0, range(8)),
        *steady(3, 7.5, range(8, 24)),
    ]
    await past.summarised(SLEEP, rows, unit="h", unit_class="duration", is_total=True)
    past.clock.move_to("2026-12-24T12:00:00+00:00")
    nights = await past.moves_in(past.ada())
    assert values(nights, DURATION) == {2: 450, 3: 450}


async def test_statistics_that_keep_no_values(past: Past) -> None:
    metadata = StatisticMetaData(
        mean_type=StatisticMeanType.NONE,
        has_sum=True,
        name=None,
        source="recorder",
        statistic_id=past.ring[SLEEP].entity_id,
        unit_class="duration",
        unit_of_measurement="h",
    )
    rows = [
        StatisticData(start=past.local(f"{day} 08:00"), sum=day) for day in range(1, 5)
    ]
    async_import_statistics(past.hass, metadata, rows)
    await past.recorded()
    await past.until("9 12:00")
    assert await past.moves_in(past.ada()) == []


async def test_history_goes_before_statistics(past: Past) -> None:
    await past.summarised(
        SLEEP,
        [
            *steady(8, 7, range(7)),
            *steady(8, 6.8, range(8, 24)),
            # What the history, which is exact, tells otherwise.
            *steady(9, 6.8, range(7)),
            *steady(9, 9, range(8, 24)),
            *steady(10, 8, range(8, 24)),
        ],
        unit="h",
        unit_class="duration",
    )
    await three_nights(past)
    nights = await past.moves_in(past.ada())
    assert values(nights, DURATION) == {8: 408, 10: 450, 11: 390}
    assert [one.values[DURATION].origin for one in nights] == [
        Origin.STATISTICS,
        Origin.HISTORY,
        Origin.HISTORY,
    ]
