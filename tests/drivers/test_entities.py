"""The driver for what Home Assistant already has: devices of every make."""

from datetime import timedelta
import time

from homeassistant.setup import async_setup_component

from custom_components.foot_massage.core.massager import (
    Activity,
    DeviceSession,
    EndReason,
    MassagerState,
    MassageSettings,
    Technique,
)
from custom_components.foot_massage.core.roles import Role
from custom_components.foot_massage.core.source_map import SourceMap

from .appliance import (
    BALL,
    FULL,
    HOLD,
    INTENSITY,
    KEYS,
    LEVEL,
    METER,
    METERED,
    POWER,
    RUNNING,
    START,
    STOP,
    TECHNIQUE,
    Appliance,
)
from .fan import FAN, plug_in_fan
from .waiting import activity, report_of, why_it_ended

TEN_MINUTES = timedelta(minutes=10)
NOTHING = MassageSettings()


async def test_a_fan_that_is_power_and_intensity(appliance: Appliance) -> None:
    hass = appliance.hass
    await plug_in_fan(hass)
    driver = await appliance.driver(
        SourceMap(
            entities={Role.POWER: FAN, Role.INTENSITY: FAN}, levels=("33", "66", "100")
        )
    )

    def speed() -> int:
        state = hass.states.get(FAN)
        assert state
        return int(state.attributes["percentage"])

    await driver.start("one", MassageSettings(intensity=2), TEN_MINUTES)
    assert (activity(driver), speed()) == (Activity.RUNNING, 66)
    await driver.apply("one", settings=MassageSettings(intensity=3))
    assert speed() == 100
    await driver.pause("one")
    assert (activity(driver), speed()) == (Activity.PAUSED, 0)

    # Its speed would switch it on.
    await driver.apply("one", settings=MassageSettings(intensity=2))
    await appliance.passes(seconds=10)
    assert (activity(driver), speed()) == (Activity.PAUSED, 0)
    await driver.resume("one")
    await appliance.passes(seconds=5)
    assert (activity(driver), speed()) == (Activity.RUNNING, 66)
    assert report_of(driver).settings.intensity == 2

    await appliance.passes(minutes=10)
    assert (why_it_ended(driver), speed()) == (EndReason.COMPLETED, 0)


async def test_an_intensity_with_words(appliance: Appliance) -> None:
    driver = await appliance.driver(
        SourceMap(
            entities={Role.POWER: POWER, Role.INTENSITY: LEVEL},
            levels=("Soft", "Firm", "Hard"),
        )
    )
    assert report_of(driver).settings.intensity == 1
    await driver.start("one", MassageSettings(intensity=3), TEN_MINUTES)
    assert appliance.shows(LEVEL) == "Hard"
    await appliance.passes(seconds=5)
    await appliance.hand(LEVEL, "select_option", option="Firm")
    assert report_of(driver).settings.intensity == 2


async def test_a_number_between_two_levels(appliance: Appliance) -> None:
    driver = await appliance.driver(FULL)
    await appliance.hand(INTENSITY, "set_value", value=2.4)
    assert report_of(driver).settings.intensity == 2
    await appliance.hand(INTENSITY, "set_value", value=0)
    assert report_of(driver).settings.intensity is None


async def test_two_buttons_show_nothing(appliance: Appliance) -> None:
    driver = await appliance.driver(
        SourceMap(entities={Role.START: START, Role.STOP: STOP})
    )
    await driver.stop()
    assert appliance.pressed() == [STOP]
    await driver.start("one", NOTHING, TEN_MINUTES)
    assert activity(driver) is Activity.RUNNING
    await appliance.passes(minutes=9, seconds=55)
    assert appliance.pressed() == [STOP, START]
    await appliance.passes(minutes=5)
    assert appliance.pressed() == [STOP, START, STOP]
    assert why_it_ended(driver) is EndReason.COMPLETED
    await driver.start("two", NOTHING, TEN_MINUTES)
    await driver.stop()
    assert why_it_ended(driver) is EndReason.STOPPED_REMOTE
    assert appliance.pressed() == [STOP, START, STOP, START, STOP]


async def test_a_pause_key_and_a_key_to_go_on(appliance: Appliance) -> None:
    driver = await appliance.driver(
        SourceMap(entities={**KEYS, Role.RESUME: "input_button.go_on"})
    )
    await driver.start("one", NOTHING, TEN_MINUTES)
    await appliance.passes(minutes=3)
    await driver.pause("one")
    await appliance.passes(minutes=30)
    assert activity(driver) is Activity.PAUSED
    await driver.resume("one")
    await appliance.passes(minutes=7)
    assert why_it_ended(driver) is EndReason.COMPLETED
    keys = [START, HOLD, "input_button.go_on", STOP]
    assert appliance.pressed() == keys


async def test_one_pause_key_for_both_at_a_device_that_stays_on(
    appliance: Appliance,
) -> None:
    driver = await appliance.driver(
        SourceMap(
            entities={
                Role.POWER: POWER,
                Role.RUNNING: RUNNING,
                Role.PAUSE: HOLD,
            }
        )
    )
    appliance.sense(RUNNING, "Finished")
    await driver.start("one", NOTHING, TEN_MINUTES)
    assert activity(driver) is Activity.STARTING
    appliance.sense(RUNNING, "massaging")
    await appliance.passes(seconds=10)
    await driver.pause("one")
    assert activity(driver) is Activity.RUNNING
    appliance.sense(RUNNING, "Standby")
    await appliance.passes(seconds=30)
    assert activity(driver) is Activity.PAUSED
    await driver.resume("one")
    appliance.sense(RUNNING, "massaging")
    await appliance.passes(seconds=1)
    assert activity(driver) is Activity.RUNNING
    assert appliance.pressed() == [HOLD] * 2

    # It stays on in a pause, so that off is off.
    await driver.pause("one")
    appliance.sense(RUNNING, "Standby")
    await appliance.passes(seconds=5)
    await appliance.hand(POWER, "turn_off")
    assert why_it_ended(driver) is EndReason.STOPPED_DEVICE


async def test_a_scene_or_script_that_starts_it(appliance: Appliance) -> None:
    sequence = [{"action": "input_boolean.turn_on", "target": {"entity_id": BALL}}]
    config = {"script": {"massage": {"sequence": sequence}}}
    assert await async_setup_component(appliance.hass, "script", config)
    driver = await appliance.driver(
        SourceMap(entities={Role.START: "script.massage", Role.STOP: STOP})
    )
    await driver.start("one", NOTHING, TEN_MINUTES)
    assert appliance.shows(BALL) == "on"
    assert activity(driver) is Activity.RUNNING


async def test_a_key_that_starts_and_stops_with_proof(appliance: Appliance) -> None:
    driver = await appliance.driver(
        SourceMap(entities={Role.START: START, Role.STOP: START, Role.RUNNING: RUNNING})
    )
    appliance.sense(RUNNING, "off")
    await appliance.passes(seconds=1)
    await driver.stop()
    assert appliance.pressed() == []
    await appliance.passes(seconds=10)
    await driver.start("one", NOTHING, timedelta(minutes=1))
    appliance.sense(RUNNING, "on")
    await appliance.passes(seconds=55)
    assert appliance.pressed() == [START]

    # It is slow to show that it has stopped: a second press would start it again.
    await appliance.passes(seconds=12)
    assert appliance.pressed() == [START, START]
    assert activity(driver) is Activity.STOPPING
    # But it may not have heard the first.
    await appliance.passes(seconds=10)
    assert appliance.pressed() == [START, START, START]
    appliance.sense(RUNNING, "off")
    await appliance.passes(minutes=5)
    assert why_it_ended(driver) is EndReason.COMPLETED
    assert appliance.pressed() == [START, START, START]


async def test_a_key_that_starts_and_stops_without_proof(appliance: Appliance) -> None:
    driver = await appliance.driver(
        SourceMap(entities={Role.START: START, Role.STOP: START})
    )
    await driver.stop()
    assert appliance.pressed() == []
    await driver.start("one", NOTHING, TEN_MINUTES)
    await appliance.passes(minutes=11)
    assert appliance.pressed() == [START, START]
    assert why_it_ended(driver) is EndReason.COMPLETED


async def test_after_a_restart_it_may_show_no_settings(appliance: Appliance) -> None:
    was = DeviceSession(
        session_id="one", elapsed=timedelta(minutes=2), duration=TEN_MINUTES
    )
    settings = MassageSettings(technique=Technique.ROLLING)
    expected = MassagerState(
        activity=Activity.RUNNING,
        settings=settings,
        session=was,
        received=time.monotonic(),
    )
    await appliance.hand(POWER, "turn_on")
    appliance.lose(TECHNIQUE)
    driver = await appliance.driver(FULL, expected)
    report = report_of(driver)
    assert report.settings.technique is Technique.ROLLING
    assert report.session == was


async def test_what_it_still_shows_after_a_stop_is_no_hand(
    appliance: Appliance,
) -> None:
    driver = await appliance.driver(METERED)
    appliance.sense(METER, 0)
    await driver.start("one", MassageSettings(), TEN_MINUTES)
    appliance.sense(METER, 30)
    await appliance.passes(minutes=1)
    await driver.stop()
    assert activity(driver) is Activity.STOPPING
    for drawn in (0, 30, 0):
        appliance.sense(METER, drawn)
        await appliance.passes(seconds=1)
        assert activity(driver) is Activity.IDLE
    assert why_it_ended(driver) is EndReason.STOPPED_REMOTE
    await appliance.passes(minutes=1)
    appliance.sense(METER, 30)
    await appliance.passes(seconds=1)
    assert activity(driver) is Activity.RUNNING
