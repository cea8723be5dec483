"""The demo massager."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.foot_massage.core.massager import (
    Activity,
    EndReason,
    MassageSettings,
    Technique,
    Zone,
)
from custom_components.foot_massage.drivers.base import (
    CannotConnectError,
    NotAuthorisedError,
    RefusedError,
)
from custom_components.foot_massage.drivers.simulated import SimulatedDriver

from .waiting import report_of, until_activity, why_it_ended

TEN_MINUTES = timedelta(minutes=10)
SETTINGS = MassageSettings(
    technique=Technique.KNEADING, intensity=4, zones=frozenset({Zone.BALL})
)


class Time:
    """The clock that the massager goes by."""

    def __init__(self, freezer: FrozenDateTimeFactory) -> None:
        self._freezer = freezer

    async def passes(self, *, minutes: float = 0, seconds: float = 0) -> None:
        """Go forward, and let whatever has come due happen."""
        # The loop rounds nothing, so that it takes a moment more.
        self._freezer.tick(timedelta(minutes=minutes, seconds=seconds + 1e-5))
        for _ in range(3):
            await asyncio.sleep(0)


@pytest.fixture
def time(freezer: FrozenDateTimeFactory) -> Time:
    return Time(freezer)


@pytest.fixture
async def driver(time: Time) -> AsyncGenerator[SimulatedDriver]:
    demo = SimulatedDriver()
    await demo.connect()
    yield demo
    await demo.disconnect()


@pytest.fixture
async def running(driver: SimulatedDriver, time: Time) -> SimulatedDriver:
    """Return a massager that has just begun to massage for ten minutes."""
    await driver.start("one", SETTINGS, TEN_MINUTES)
    assert report_of(driver).activity is Activity.STARTING
    await time.passes(seconds=1.5)
    assert report_of(driver).activity is Activity.RUNNING
    return driver


async def test_it_catches_up_when_the_clock_jumps(
    driver: SimulatedDriver, time: Time
) -> None:
    await driver.start("one", SETTINGS, TEN_MINUTES)
    await time.passes(minutes=20)
    report = report_of(driver)
    assert report.activity is Activity.IDLE
    assert report.last_session is not None
    assert report.last_session.elapsed == TEN_MINUTES


async def test_a_pause_that_is_forgotten_ends_the_session(
    running: SimulatedDriver, time: Time
) -> None:
    await running.pause("one")
    await time.passes(minutes=59)
    assert report_of(running).activity is Activity.PAUSED
    await time.passes(minutes=2)
    await time.passes(seconds=1)
    assert why_it_ended(running) is EndReason.STOPPED_DEVICE


async def test_an_alarm_that_rings_too_early(
    running: SimulatedDriver, time: Time
) -> None:
    loop = asyncio.get_running_loop()
    for handle in tuple(loop._scheduled):  # type: ignore[attr-defined]
        handle._run()
        handle.cancel()
    assert report_of(running).activity is Activity.RUNNING
    await time.passes(minutes=11)
    assert report_of(running).activity is Activity.IDLE


async def test_coming_to_rest_it_takes_no_commands(
    running: SimulatedDriver, time: Time
) -> None:
    await running.stop()
    assert report_of(running).activity is Activity.STOPPING
    with pytest.raises(RefusedError):
        await running.start("one", SETTINGS, TEN_MINUTES)
    with pytest.raises(RefusedError):
        await running.apply("one", settings=SETTINGS)
    await time.passes(seconds=1)
    assert why_it_ended(running) is EndReason.STOPPED_REMOTE


async def test_the_button(driver: SimulatedDriver, time: Time) -> None:
    driver.press_button()
    await time.passes(minutes=2)
    session = report_of(driver).session
    assert session is not None
    assert session.started_by_device
    driver.press_button()
    driver.press_button()
    await time.passes(seconds=1)
    assert why_it_ended(driver) is EndReason.STOPPED_DEVICE


async def test_told_to_fail(driver: SimulatedDriver) -> None:
    driver.fail_next(NotAuthorisedError("No"))
    with pytest.raises(NotAuthorisedError):
        await driver.start("one", SETTINGS, TEN_MINUTES)
    assert report_of(driver).activity is Activity.IDLE
    await driver.start("one", SETTINGS, TEN_MINUTES)


async def test_by_the_real_clock() -> None:
    driver = SimulatedDriver()
    assert isinstance(driver.problem, CannotConnectError)
    await driver.connect()
    await driver.start("one", SETTINGS, timedelta(seconds=0.1))
    await until_activity(driver, Activity.RUNNING)
    await until_activity(driver, Activity.IDLE)
    await driver.disconnect()
