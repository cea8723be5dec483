"""The driver for what Home Assistant already has: settings, timers and proof."""

from datetime import timedelta
from typing import Any

from homeassistant.util import dt as dt_util
import pytest

from custom_components.foot_massage.core.massager import (
    Activity,
    EndReason,
    Heat,
    MassagerState,
    MassageSettings,
    Technique,
    Zone,
)
from custom_components.foot_massage.core.roles import Role
from custom_components.foot_massage.core.source_map import SourceMap
from custom_components.foot_massage.drivers.base import RefusedError

from .appliance import (
    BALL,
    FULL,
    HEEL,
    INTENSITY,
    LEFT,
    METER,
    METERED,
    MINUTES,
    POWER,
    RUNNING,
    TECHNIQUE,
    TIMER,
    Appliance,
)
from .waiting import activity, report_of, why_it_ended

TEN_MINUTES = timedelta(minutes=10)
NOTHING = MassageSettings()
SETTINGS = MassageSettings(
    technique=Technique.ROLLING,
    intensity=2,
    zones=frozenset({Zone.BALL}),
    heat=Heat.MEDIUM,
)
NUMBERED = SourceMap(entities={Role.POWER: POWER, Role.DURATION: "number.timer"})
OPTIONS = SourceMap(
    entities={Role.POWER: POWER, Role.DURATION: MINUTES, Role.TIME_LEFT: LEFT},
    minutes={30: "30 min", 15: "15 min"},
)


def duration(report: MassagerState) -> timedelta:
    assert report.session
    return report.session.duration


async def test_only_what_is_new_is_told(appliance: Appliance) -> None:
    driver = await appliance.driver(FULL)
    appliance.motor_follows()
    await driver.start("one", SETTINGS, TEN_MINUTES)
    appliance.calls.clear()
    await driver.apply("one", settings=SETTINGS)
    # A number is told as 2 and shown as 2.0.
    assert [name for name, _ in appliance.calls] == ["input_number.set_value"]
    await driver.apply(
        "one", settings=MassageSettings(zones=frozenset(driver.capabilities.zones))
    )
    assert appliance.shows(HEEL) == "on"
    assert report_of(driver).settings.technique is Technique.ROLLING


async def test_what_it_shows_in_other_words_is_not_reported(
    appliance: Appliance,
) -> None:
    driver = await appliance.driver(FULL)
    assert report_of(driver).settings.technique is Technique.KNEADING
    await appliance.hand(TECHNIQUE, "select_option", option="Party")
    assert report_of(driver).settings.technique is None


async def test_settings_that_cannot_be_had_while_it_is_off(
    appliance: Appliance,
) -> None:
    dials = (TECHNIQUE, INTENSITY, TIMER)
    appliance.lose(*dials)
    driver = await appliance.driver(FULL)
    appliance.motor_follows()
    await driver.start("one", SETTINGS, timedelta(minutes=20))
    assert appliance.shows(POWER) == "on"
    assert report_of(driver).settings == SETTINGS
    appliance.find(*dials)
    await appliance.passes(seconds=5)
    assert appliance.shows(TECHNIQUE) == "Roll"
    assert float(appliance.shows(INTENSITY)) == 2
    assert float(appliance.shows(TIMER)) == 20
    assert report_of(driver).settings == SETTINGS


async def test_late_settings_are_of_no_use_once_it_is_over(
    appliance: Appliance,
) -> None:
    appliance.lose(TECHNIQUE)
    driver = await appliance.driver(FULL)
    appliance.motor_follows()
    await driver.start("one", SETTINGS, TEN_MINUTES)
    await driver.stop()
    appliance.find(TECHNIQUE)
    await appliance.passes(seconds=5)
    assert appliance.shows(TECHNIQUE) == "Knead"


async def test_a_late_setting_that_fails_is_left(appliance: Appliance) -> None:
    appliance.lose(TECHNIQUE)
    driver = await appliance.driver(FULL)
    appliance.motor_follows()
    await driver.start("one", SETTINGS, TEN_MINUTES)
    appliance.hass.services.async_remove("input_select", "select_option")
    appliance.find(TECHNIQUE)
    await appliance.passes(seconds=5)
    assert activity(driver) is Activity.RUNNING
    assert report_of(driver).settings.technique is Technique.KNEADING


async def test_what_it_does_not_have_is_refused(appliance: Appliance) -> None:
    driver = await appliance.driver(FULL)
    appliance.calls.clear()
    with pytest.raises(RefusedError, match="tapping"):
        await driver.start(
            "one", MassageSettings(technique=Technique.TAPPING), TEN_MINUTES
        )
    assert not appliance.calls
    assert activity(driver) is Activity.IDLE


@pytest.mark.parametrize(
    ("attributes", "planned", "value"),
    [
        ({"unit_of_measurement": "s", "max": 3600}, 600, 600),
        ({"unit_of_measurement": "min", "max": 60}, 600, 10),
        ({"unit_of_measurement": "min", "max": 60}, 610, 11),
        ({"unit_of_measurement": "min", "step": 5, "max": 60}, 610, 15),
        ({"unit_of_measurement": "h", "step": 0.25, "max": 2}, 600, 0.25),
        ({"unit_of_measurement": "min", "max": 8}, 600, 8),
        ({"unit_of_measurement": "min", "min": 15, "max": 60}, 600, 15),
        ({}, 600, 10),
    ],
)
async def test_a_timer_with_numbers(
    appliance: Appliance, attributes: dict[str, Any], planned: float, value: float
) -> None:
    appliance.sense("number.timer", 0, **attributes)
    told: list[float] = []
    appliance.hass.services.async_register(
        "number", "set_value", lambda call: told.append(call.data["value"])
    )
    driver = await appliance.driver(NUMBERED)
    await driver.start("one", NOTHING, timedelta(seconds=planned))
    assert told == [value]


async def test_a_timer_is_set_to_what_is_left(appliance: Appliance) -> None:
    appliance.sense("number.timer", 0, unit_of_measurement="s", max=3600)
    told: list[float] = []
    appliance.hass.services.async_register(
        "number", "set_value", lambda call: told.append(call.data["value"])
    )
    driver = await appliance.driver(NUMBERED)
    await driver.start("one", NOTHING, TEN_MINUTES)
    await appliance.passes(minutes=4)
    await driver.apply("one", duration=timedelta(minutes=15))
    await driver.pause("one")
    await appliance.passes(minutes=5)
    await driver.resume("one")
    assert told == [600, 660, 660]


@pytest.mark.parametrize(
    ("planned", "option"),
    [(10, "15 min"), (15, "15 min"), (20, "30 min"), (45, "30 min")],
)
async def test_a_timer_with_options(
    appliance: Appliance, planned: int, option: str
) -> None:
    driver = await appliance.driver(OPTIONS)
    await driver.start("one", NOTHING, timedelta(minutes=planned))
    assert appliance.shows(MINUTES) == option


async def test_a_timer_that_is_too_long_is_not_what_counts(
    appliance: Appliance,
) -> None:
    driver = await appliance.driver(OPTIONS)
    await driver.start("one", NOTHING, TEN_MINUTES)
    for minute in range(10):
        # Something else that it reports often must not put off the end.
        appliance.sense(LEFT, 15 - minute, unit_of_measurement="min")
        await appliance.passes(minutes=1)
    assert duration(report_of(driver)) == TEN_MINUTES
    for second in range(5):
        appliance.sense(LEFT, 300 - second, unit_of_measurement="s")
        await appliance.passes(seconds=1)
    assert why_it_ended(driver) is EndReason.COMPLETED
    assert appliance.shows(POWER) == "off"


async def test_a_timer_that_is_too_long_again_after_a_change(
    appliance: Appliance,
) -> None:
    driver = await appliance.driver(OPTIONS)
    await driver.start("one", NOTHING, TEN_MINUTES)
    appliance.sense(LEFT, 15, unit_of_measurement="min")
    await appliance.passes(seconds=10)
    await driver.apply("one", duration=timedelta(minutes=20))
    appliance.sense(LEFT, 30, unit_of_measurement="min")
    await appliance.passes(minutes=1)
    assert duration(report_of(driver)) == timedelta(minutes=20)


@pytest.mark.parametrize(
    ("value", "unit", "minutes"),
    [
        (25, "min", 25),
        (1500, "s", 25),
        (0.5, "h", 30),
        (25, None, 25),
        (1e300, "min", 24 * 60),
        ("2099-01-01T00:00:00+00:00", None, 24 * 60),
        ("9999-12-31T23:59:59", None, 24 * 60),
        (-3, "min", 60),
        ("nan", "min", 60),
        ("soon", None, 60),
        ("unknown", "min", 60),
    ],
)
async def test_the_time_that_it_says_is_left(
    appliance: Appliance, value: object, unit: str | None, minutes: float
) -> None:
    driver = await appliance.driver(OPTIONS)
    appliance.sense(LEFT, value, unit_of_measurement=unit)
    await appliance.hand(POWER, "turn_on")
    assert duration(report_of(driver)) == timedelta(minutes=minutes)


@pytest.mark.parametrize("aware", [True, False])
async def test_the_moment_that_it_says_it_ends_at(
    appliance: Appliance, aware: bool
) -> None:
    driver = await appliance.driver(OPTIONS)
    ends_at = dt_util.now() + timedelta(minutes=25)
    if not aware:
        ends_at = ends_at.replace(tzinfo=None)
    appliance.sense(LEFT, ends_at.isoformat())
    await appliance.hand(POWER, "turn_on")
    assert duration(report_of(driver)) == timedelta(minutes=25)
    await appliance.passes(minutes=5)
    assert duration(report_of(driver)) == timedelta(minutes=25)
    ends_at += timedelta(minutes=10)
    appliance.sense(LEFT, ends_at.isoformat())
    await appliance.passes(seconds=1)
    assert duration(report_of(driver)) == timedelta(minutes=35)


async def test_a_meter_proves_that_it_runs(appliance: Appliance) -> None:
    appliance.sense(METER, 0.5)
    driver = await appliance.driver(METERED)
    await driver.start("one", NOTHING, TEN_MINUTES)
    assert activity(driver) is Activity.STARTING
    appliance.sense(METER, 5)
    await appliance.passes(seconds=5)
    assert activity(driver) is Activity.RUNNING
    appliance.sense(METER, 4.9)
    await appliance.passes(seconds=5)
    assert activity(driver) is Activity.RUNNING
    await appliance.passes(seconds=5)
    assert why_it_ended(driver) is EndReason.STOPPED_DEVICE


@pytest.mark.parametrize("nothing", ["unavailable", "unknown", "a lot"])
async def test_without_its_meter_the_switch_is_believed(
    appliance: Appliance, nothing: str
) -> None:
    appliance.sense(METER, nothing)
    driver = await appliance.driver(METERED)
    await driver.start("one", NOTHING, TEN_MINUTES)
    assert activity(driver) is Activity.RUNNING
    await driver.stop()
    assert why_it_ended(driver) is EndReason.STOPPED_REMOTE


async def test_a_sensor_may_say_it_in_words(appliance: Appliance) -> None:
    driver = await appliance.driver(FULL)
    await appliance.hand(POWER, "turn_on")
    for word, runs in (("Idle", False), ("kneading", True), ("待机", False)):
        appliance.sense(RUNNING, word)
        await appliance.passes(seconds=10)
        assert (activity(driver) is Activity.RUNNING) is runs
    assert appliance.shows(BALL) == "off"
