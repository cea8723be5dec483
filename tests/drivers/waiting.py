"""What a driver reports and logs, as soon as it does."""

import asyncio
from collections.abc import Callable
import logging

import pytest

from custom_components.foot_massage.core.massager import (
    Activity,
    EndReason,
    MassagerState,
)
from custom_components.foot_massage.drivers.base import MassagerDriver


async def until(driver: MassagerDriver, condition: Callable[[], bool]) -> None:
    """Wait until a report makes ``condition`` true."""
    changed = asyncio.Event()
    unsubscribe = driver.subscribe(changed.set)
    try:
        async with asyncio.timeout(30):
            while not condition():
                await changed.wait()
                changed.clear()
    finally:
        unsubscribe()


async def until_activity(driver: MassagerDriver, activity: Activity) -> MassagerState:
    """Wait until the massager reports ``activity``; returns that report."""
    await until(
        driver, lambda: driver.state is not None and driver.state.activity is activity
    )
    return report_of(driver)


async def until_lost(driver: MassagerDriver) -> None:
    """Wait until the massager is out of reach."""
    await until(driver, lambda: driver.state is None)


async def until_back(driver: MassagerDriver) -> MassagerState:
    """Wait until the massager is in reach; returns its report."""
    await until(driver, lambda: driver.state is not None)
    return report_of(driver)


def report_of(driver: MassagerDriver) -> MassagerState:
    """Return the latest report, which must be there."""
    assert driver.state is not None
    return driver.state


def activity(driver: MassagerDriver) -> Activity:
    """Return what the massager is doing by the latest report."""
    return report_of(driver).activity


def why_it_ended(driver: MassagerDriver) -> EndReason:
    """Return the reason that the last session ended for; no other may be running."""
    report = report_of(driver)
    assert report.activity is Activity.IDLE
    assert report.last_session is not None
    return report.last_session.reason


def records(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what the drivers logged for people to see."""
    return [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("custom_components.foot_massage.drivers")
        and record.levelno >= logging.INFO
    ]
