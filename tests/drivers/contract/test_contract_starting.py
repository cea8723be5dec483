"""What every driver owes: how a session begins."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.foot_massage.core.massager import (
    Activity,
    MassageSettings,
    Technique,
)
from custom_components.foot_massage.drivers.base import BusyError, RefusedError

from .rig import TEN_MINUTES, Rig


async def test_it_is_idle_at_first(rig: Rig) -> None:
    assert rig.driver.problem is None
    assert rig.activity() is Activity.IDLE
    assert rig.report.session is None
    assert rig.report.last_session is None
    assert not await rig.runs()


async def test_it_reports_no_more_and_no_less_than_it_has(rig: Rig) -> None:
    if not rig.sees_hands:
        # What it was set to before is not to be seen either.
        await rig.started()
    has, shown = rig.driver.capabilities, rig.report.settings
    has.check(shown)
    assert (shown.technique is None) is not bool(has.techniques)
    assert (shown.intensity is None) is not bool(has.intensity_levels)
    assert (shown.heat is None) is not bool(has.heat)
    assert bool(shown.zones) is bool(has.zones)
    assert has.longest >= TEN_MINUTES


async def test_a_start_has_it_run(rig: Rig) -> None:
    await rig.driver.start("one", rig.wanted, TEN_MINUTES)
    await rig.passes(rig.starts_in)
    assert rig.activity() is Activity.RUNNING
    assert await rig.runs()


async def test_it_is_starting_and_then_running_and_nothing_else(rig: Rig) -> None:
    await rig.driver.start("one", rig.wanted, TEN_MINUTES)
    await rig.passes(rig.starts_in)
    await rig.passes(minutes=1)
    told = [report.activity for report in rig.heard if report and report.session]
    begins = told.index(Activity.RUNNING)
    assert set(told[:begins]) <= {Activity.STARTING}
    assert set(told[begins:]) == {Activity.RUNNING}


async def test_it_says_which_session_runs_and_how_long(rig: Rig) -> None:
    await rig.started("some-id", timedelta(minutes=20))
    assert rig.session.session_id == "some-id"
    assert rig.session.duration == timedelta(minutes=20)
    assert not rig.session.started_by_device
    assert rig.is_about(rig.elapsed(), timedelta())
    assert rig.report.last_session is None


async def test_a_start_sets_it(rig: Rig) -> None:
    for session_id, settings in (("one", rig.wanted), ("two", rig.other)):
        await rig.driver.start(session_id, settings, TEN_MINUTES)
        assert rig.report.settings == settings
        await rig.settle()
        assert await rig.shows() == settings
        assert rig.report.settings == settings
        await rig.driver.stop()
        await rig.settle()


async def test_the_same_id_starts_once(rig: Rig) -> None:
    await rig.started()
    await rig.passes(minutes=2)
    await rig.driver.start("one", rig.other, 2 * TEN_MINUTES)
    await rig.settle()
    assert rig.session.duration == TEN_MINUTES
    assert rig.report.settings == rig.wanted
    assert rig.elapsed() >= timedelta(minutes=2)
    await rig.passes(minutes=8)
    assert rig.last.session_id == "one"
    assert not await rig.runs()


async def test_another_id_finds_it_busy_and_changes_nothing(rig: Rig) -> None:
    await rig.started()
    with pytest.raises(BusyError):
        await rig.driver.start("two", rig.other, 2 * TEN_MINUTES)
    await rig.settle()
    assert rig.session.session_id == "one"
    assert rig.session.duration == TEN_MINUTES
    assert rig.report.settings == rig.wanted
    assert await rig.shows() == rig.wanted


async def test_what_it_lacks_is_refused_and_nothing_starts(rig: Rig) -> None:
    has, before = rig.driver.capabilities, await rig.shows()
    lacking = next(one for one in Technique if one not in has.techniques)
    for settings, duration in (
        (MassageSettings(intensity=has.intensity_levels + 1), TEN_MINUTES),
        (replace(rig.wanted, technique=lacking), TEN_MINUTES),
        (rig.wanted, has.longest + timedelta(minutes=1)),
    ):
        with pytest.raises(RefusedError):
            await rig.driver.start("one", settings, duration)
        assert rig.activity() is Activity.IDLE
        assert not await rig.runs()
        assert await rig.shows() == before
    # It was no session, and so its id is as good as any.
    await rig.started("one")
