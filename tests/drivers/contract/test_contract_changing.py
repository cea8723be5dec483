"""What every driver owes: how a running session goes on, and is changed."""

from datetime import timedelta

import pytest

from custom_components.foot_massage.core.massager import (
    Activity,
    EndReason,
    MassageSettings,
)
from custom_components.foot_massage.drivers.base import RefusedError

from .rig import TEN_MINUTES, Rig


async def test_the_time_grows_and_stays_within_the_duration(rig: Rig) -> None:
    await rig.started()
    for minute in range(1, 10):
        await rig.passes(minutes=1)
        # What is told makes for a new report, although it is nothing new.
        await rig.driver.apply("one", settings=rig.wanted)
        assert rig.is_about(rig.session.elapsed, timedelta(minutes=minute))
    await rig.passes(minutes=2)
    times = [one.session.elapsed for one in rig.heard if one and one.session]
    assert times == sorted(times)
    assert max(times) <= TEN_MINUTES


async def test_settings_reach_it_and_what_is_not_said_stays(rig: Rig) -> None:
    await rig.started()
    await rig.driver.apply("one", settings=rig.other)
    await rig.settle()
    assert await rig.shows() == rig.other
    assert rig.report.settings == rig.other
    # A part of the settings, and a massager that cannot be set is told nothing.
    part = MassageSettings(intensity=rig.wanted.intensity)
    await rig.driver.apply("one", settings=part)
    await rig.settle()
    shown = await rig.shows()
    assert shown.intensity == rig.wanted.intensity
    assert shown.technique == rig.other.technique
    assert shown.zones == rig.other.zones
    assert rig.report.settings == shown
    assert rig.activity() is Activity.RUNNING


async def test_settings_do_not_flicker(rig: Rig) -> None:
    await rig.started()
    await rig.settle()
    rig.heard.clear()
    await rig.driver.apply("one", settings=rig.other)
    await rig.settle()
    await rig.driver.apply("one", settings=MassageSettings(heat=rig.other.heat))
    await rig.driver.apply("one", duration=2 * TEN_MINUTES)
    await rig.settle()
    shown = [report.settings for report in rig.heard if report]
    first = shown.index(rig.other)
    assert set(shown[:first]) <= {rig.wanted}
    assert set(shown[first:]) == {rig.other}


async def test_a_dial_turned_by_hand_is_reported(rig: Rig) -> None:
    await rig.started()
    await rig.settle()
    await rig.hand_turns(rig.other)
    await rig.settle()
    assert await rig.shows() == rig.other
    assert rig.report.settings == (rig.other if rig.sees_hands else rig.wanted)
    # Something else that it is told does not turn the dial back.
    await rig.driver.apply("one", duration=2 * TEN_MINUTES)
    assert rig.report.settings == (rig.other if rig.sees_hands else rig.wanted)
    assert await rig.shows() == rig.other
    assert rig.session.session_id == "one"


async def test_it_can_be_made_longer(rig: Rig) -> None:
    await rig.started()
    await rig.passes(minutes=5)
    await rig.driver.apply("one", duration=timedelta(minutes=15))
    assert rig.session.duration == timedelta(minutes=15)
    await rig.passes(minutes=9, seconds=50)
    assert rig.activity() is Activity.RUNNING
    assert rig.session.duration == timedelta(minutes=15)
    assert await rig.runs()
    await rig.passes(seconds=15)
    assert rig.last.reason is EndReason.COMPLETED
    assert rig.is_about(rig.last.elapsed, timedelta(minutes=15))
    assert not await rig.runs()


async def test_it_can_be_made_shorter(rig: Rig) -> None:
    await rig.started(duration=2 * TEN_MINUTES)
    await rig.passes(minutes=5)
    await rig.driver.apply("one", settings=rig.other, duration=timedelta(minutes=8))
    assert rig.session.duration == timedelta(minutes=8)
    await rig.passes(minutes=2, seconds=50)
    assert rig.activity() is Activity.RUNNING
    assert await rig.shows() == rig.other
    await rig.passes(seconds=15)
    assert rig.last.reason is EndReason.COMPLETED
    assert rig.is_about(rig.last.elapsed, timedelta(minutes=8))
    assert not await rig.runs()


async def test_made_shorter_than_it_has_run_it_is_complete(rig: Rig) -> None:
    await rig.started()
    await rig.passes(minutes=5)
    await rig.driver.apply("one", duration=timedelta(minutes=3))
    await rig.passes(seconds=1)
    assert rig.activity() is Activity.IDLE
    assert rig.last.session_id == "one"
    assert rig.last.reason is EndReason.COMPLETED
    assert not await rig.runs()


async def test_a_session_that_is_not_there_cannot_be_changed(rig: Rig) -> None:
    async def refuses(session_id: str) -> None:
        for command in (
            rig.driver.apply(session_id, settings=rig.other),
            rig.driver.apply(session_id, duration=timedelta(minutes=1)),
            rig.driver.pause(session_id),
            rig.driver.resume(session_id),
        ):
            with pytest.raises(RefusedError):
                await command

    await refuses("one")
    assert not await rig.runs()
    await rig.started()
    await refuses("two")
    await rig.settle()
    assert rig.activity() is Activity.RUNNING
    assert rig.session.duration == TEN_MINUTES
    assert await rig.shows() == rig.wanted
    levels = rig.driver.capabilities.intensity_levels
    with pytest.raises(RefusedError):
        await rig.driver.apply("one", settings=MassageSettings(intensity=levels + 1))
    assert await rig.runs()
    await rig.driver.stop()
    await rig.settle()
    await refuses("one")
    assert not await rig.runs()
