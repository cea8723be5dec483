"""Wearables that tell otherwise: by attributes, by events, or with odd times."""

from collections.abc import Iterable
from datetime import date, datetime

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.nights import Night

from ..massagers import set_up
from .entries import sleeper_entry

pytestmark = pytest.mark.usefixtures("integration", "hass_storage")

DAY = date(2026, 11, 10)
TRACKING, PHASE = "event.android_sleep_tracking", "event.android_sleep_phase"


@pytest.fixture(autouse=True)
async def evening(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Begin at nine in the evening."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to("2026-11-09T20:00:00+00:00")


def registered(
    hass: HomeAssistant, domain: str, platform: str, *keys: str
) -> list[str]:
    """Register entities; returns their registry ids."""
    return [
        er.async_get(hass)
        .async_get_or_create(
            domain,
            platform,
            f"01K4ANDROID_{key}",
            suggested_object_id=f"android_{key}",
        )
        .id
        for key in keys
    ]


async def sleeps(
    hass: HomeAssistant, sensors: dict[str, tuple[str, str | None]]
) -> MockConfigEntry:
    """Set up somebody who is measured by these."""
    entry = sleeper_entry(sensors={metric: one for metric, (one, _) in sensors.items()})
    for metric, (_, attribute) in sensors.items():
        entry.data["sensors"][metric]["attribute"] = attribute
    await set_up(hass, entry)
    return entry


async def at(hass: HomeAssistant, freezer: FrozenDateTimeFactory, clock: str) -> None:
    """Let it be this time, on the next day if it is in the morning."""
    day = 10 if clock < "18" else 9
    hour, minute = map(int, clock.split(":"))
    freezer.move_to(
        datetime(2026, 11, day, hour, minute, tzinfo=dt_util.get_default_time_zone())
    )
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)


async def tells(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    events: Iterable[tuple[str, str, str]],
) -> None:
    """Have a tracker tell what happens: when, by which entity, what."""
    for clock, entity_id, event in events:
        await at(hass, freezer, clock)
        hass.states.async_set(
            entity_id, dt_util.utcnow().isoformat(), {"event_type": event}
        )
        await hass.async_block_till_done()


def the_night(entry: MockConfigEntry) -> Night:
    night: Night = entry.runtime_data.book.night(DAY)
    return night


async def android(hass: HomeAssistant) -> MockConfigEntry:
    """Somebody with Sleep as Android, which has told nothing yet."""
    tracking, phase = registered(
        hass, "event", "sleep_as_android", "sleep_tracking", "sleep_phase"
    )
    for entity_id in (TRACKING, PHASE):
        hass.states.async_set(entity_id, "unknown")
    return await sleeps(
        hass,
        {
            "sleep_duration": (tracking, None),
            "deep_sleep": (phase, None),
            "awakenings": (phase, None),
        },
    )


NIGHT = (
    ("23:00", TRACKING, "started"),
    ("23:15", PHASE, "not_awake"),
    ("23:45", PHASE, "deep_sleep"),
    ("01:15", PHASE, "light_sleep"),
    ("04:00", PHASE, "awake"),
    ("04:10", PHASE, "light_sleep"),
    ("06:30", TRACKING, "stopped"),
)


async def test_a_tracker(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    entry = await android(hass)
    await tells(hass, freezer, NIGHT)
    night = the_night(entry)
    assert night.value(Metric.SLEEP_DURATION) == 425
    assert night.value(Metric.DEEP_SLEEP) == 90
    assert night.value(Metric.AWAKENINGS) == 1
    assert night.value(Metric.LIGHT_SLEEP) is None
    (sleep,) = night.sleeps.values()
    assert dt_util.as_local(sleep.ended).strftime("%H:%M") == "06:30"


async def test_home_assistant_away_while_it_tracked(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await android(hass)
    await tells(hass, freezer, NIGHT[:3])
    hass.states.async_set(PHASE, "unavailable")
    assert await hass.config_entries.async_reload(entry.entry_id)
    await tells(hass, freezer, NIGHT[3:])
    assert the_night(entry).values == {}


async def test_what_is_no_news(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await android(hass)
    await tells(hass, freezer, NIGHT[:6])
    last = hass.states.get(TRACKING)
    assert last
    hass.states.async_remove(PHASE)
    hass.states.async_set(TRACKING, "unavailable")
    await hass.async_block_till_done()
    hass.states.async_set(TRACKING, last.state, last.attributes)
    await tells(hass, freezer, [*NIGHT[6:]])
    assert the_night(entry).value(Metric.SLEEP_DURATION) == 425


async def test_attributes_and_a_local_time(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    (score,) = registered(hass, "sensor", "polar", "last_sleep")
    entry = await sleeps(
        hass,
        {"sleep_score": (score, None), "deep_sleep": (score, "deep_sleep")},
    )
    await at(hass, freezer, "07:00")
    for ended in ("2026-13-45 06:00:00", "2026-11-10T06:30:00"):
        hass.states.async_set(
            "sensor.android_last_sleep",
            "81",
            {"deep_sleep": 5400, "sleep_end_time": ended},
        )
        await hass.async_block_till_done()
        await at(hass, freezer, "07:02" if "13" in ended else "07:05")
        known = the_night(entry).values
        assert bool(known) is ("13" not in ended)
    night = the_night(entry)
    assert night.value(Metric.SLEEP_SCORE) == 81
    assert night.value(Metric.DEEP_SLEEP) == 90
    sources = {value.sources for value in night.values.values()}
    assert sources == {(score,), (f"{score}.deep_sleep",)}
