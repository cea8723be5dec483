"""The demo massager."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.foot_massage.core.massager import (
    Activity,
    EndReason,
    Heat,
    MassageSettings,
    Technique,
    Zone,
)
from custom_components.foot_massage.drivers.base import (
    BusyError,
    CannotConnectError,
    NotAuthorisedError,
    RefusedError,
)
from custom_components.foot_massage.drivers.simulated import (
    SIMULATED_CAPABILITIES,
    SIMULATED_IDENTITY,
    SimulatedDriver,
)

from .waiting import report_of, until_activity

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


def elapsed(driver: SimulatedDriver) -> timedelta:
    session = report_of(driver).session
    assert session is not None
    return session.elapsed


def why_it_ended(driver: SimulatedDriver) -> EndReason:
    last = report_of(driver).last_session
    assert last is not None
    return last.reason


async def test_who_it_is(driver: SimulatedDriver) -> None:
    assert driver.identity == SIMULATED_IDENTITY
    assert driver.capabilities == SIMULATED_CAPABILITIES
    assert driver.problem is None
    report = report_of(driver)
    assert report.activity is Activity.IDLE
    assert report.session is None
    assert report.last_session is None
    SIMULATED_CAPABILITIES.check(report.settings)


async def test_it_ends_by_itself(running: SimulatedDriver, time: Time) -> None:
    await time.passes(minutes=9, seconds=59)
    assert report_of(running).activity is Activity.RUNNING
    await time.passes(seconds=1)
    assert report_of(running).activity is Activity.STOPPING
    await time.passes(seconds=1)
    report = report_of(running)
    assert report.activity is Activity.IDLE
    assert report.session is None
    assert report.last_session is not None
    assert report.last_session.session_id == "one"
    assert report.last_session.reason is EndReason.COMPLETED
    assert report.last_session.elapsed == TEN_MINUTES
    assert report.last_session.ended_ago is not None
    assert report.last_session.ended_ago >= timedelta(seconds=0.5)


async def test_it_catches_up_when_the_clock_jumps(
    driver: SimulatedDriver, time: Time
) -> None:
    await driver.start("one", SETTINGS, TEN_MINUTES)
    await time.passes(minutes=20)
    report = report_of(driver)
    assert report.activity is Activity.IDLE
    assert report.last_session is not None
    assert report.last_session.elapsed == TEN_MINUTES


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


async def test_pauses_do_not_count(running: SimulatedDriver, time: Time) -> None:
    await time.passes(minutes=4)
    await running.pause("one")
    before = elapsed(running)
    await time.passes(minutes=30)
    await running.pause("one")
    assert report_of(running).activity is Activity.PAUSED
    assert elapsed(running) == before
    await running.resume("one")
    await running.resume("one")
    await time.passes(minutes=5)
    assert report_of(running).activity is Activity.RUNNING
    await time.passes(minutes=2)
    assert why_it_ended(running) is EndReason.COMPLETED


async def test_apply(running: SimulatedDriver, time: Time) -> None:
    await running.apply("one", settings=MassageSettings(heat=Heat.HIGH))
    assert report_of(running).settings == MassageSettings(
        technique=Technique.KNEADING,
        intensity=4,
        zones=frozenset({Zone.BALL}),
        heat=Heat.HIGH,
    )
    await running.apply("one", duration=timedelta(minutes=20))
    await time.passes(minutes=15)
    assert report_of(running).activity is Activity.RUNNING
    await running.apply("one", duration=timedelta(minutes=15))
    await time.passes(seconds=1)
    assert why_it_ended(running) is EndReason.COMPLETED


async def test_stop(running: SimulatedDriver, time: Time) -> None:
    await time.passes(minutes=3)
    await running.stop()
    assert report_of(running).activity is Activity.STOPPING
    await running.stop()
    with pytest.raises(RefusedError):
        await running.start("one", SETTINGS, TEN_MINUTES)
    with pytest.raises(RefusedError):
        await running.apply("one", settings=SETTINGS)
    await time.passes(seconds=1)
    assert why_it_ended(running) is EndReason.STOPPED_REMOTE
    await running.stop()
    with pytest.raises(RefusedError):
        await running.start("one", SETTINGS, TEN_MINUTES)
    await running.start("two", SETTINGS, TEN_MINUTES)


async def test_a_session_is_started_once(running: SimulatedDriver, time: Time) -> None:
    await time.passes(minutes=1)
    await running.start("one", SETTINGS, 2 * TEN_MINUTES)
    await running.apply("one")
    session = report_of(running).session
    assert session is not None
    assert session.duration == TEN_MINUTES
    assert session.elapsed >= timedelta(minutes=1)
    with pytest.raises(BusyError):
        await running.start("two", SETTINGS, TEN_MINUTES)


async def test_what_it_refuses(driver: SimulatedDriver) -> None:
    with pytest.raises(RefusedError, match="intensity"):
        await driver.start("one", MassageSettings(intensity=6), TEN_MINUTES)
    with pytest.raises(RefusedError, match="longer"):
        await driver.start("one", SETTINGS, timedelta(minutes=61))
    with pytest.raises(RefusedError, match="session"):
        await driver.pause("one")
    assert report_of(driver).activity is Activity.IDLE


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


async def test_out_of_reach_it_goes_on(running: SimulatedDriver, time: Time) -> None:
    heard: list[None] = []
    unsubscribe = running.subscribe(lambda: heard.append(None))
    running.set_reachable(False)
    assert len(heard) == 1
    assert running.state is None
    assert isinstance(running.problem, CannotConnectError)
    with pytest.raises(CannotConnectError):
        await running.stop()
    await time.passes(minutes=20)
    assert len(heard) == 1
    running.set_reachable(True)
    assert len(heard) == 2
    assert why_it_ended(running) is EndReason.COMPLETED
    unsubscribe()
    running.set_reachable(False)
    assert len(heard) == 2


async def test_before_and_after_a_connection(
    running: SimulatedDriver, time: Time
) -> None:
    heard: list[None] = []
    running.subscribe(lambda: heard.append(None))
    await running.disconnect()
    await running.disconnect()
    assert running.state is None
    assert not heard
    with pytest.raises(CannotConnectError):
        await running.stop()
    await time.passes(minutes=20)
    await running.connect()
    assert why_it_ended(running) is EndReason.COMPLETED


async def test_by_the_real_clock() -> None:
    driver = SimulatedDriver()
    assert isinstance(driver.problem, CannotConnectError)
    await driver.connect()
    await driver.start("one", SETTINGS, timedelta(seconds=0.1))
    await until_activity(driver, Activity.RUNNING)
    await until_activity(driver, Activity.IDLE)
    await driver.disconnect()
