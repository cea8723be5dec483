"""The times that are shown: right, and steady."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from custom_components.foot_massage.core.massager import Activity, MassageSettings
from custom_components.foot_massage.core.panel import Panel
from custom_components.foot_massage.core.programs import ProgramKey
from custom_components.foot_massage.core.session import (
    Moment,
    Outcome,
    Session,
    StartedBy,
)
from custom_components.foot_massage.view import (
    JITTER,
    MassagerView,
    session_times,
    shown_panel,
)

EVENING = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PANEL = Panel(
    program=ProgramKey.WIND_DOWN, settings=MassageSettings(), duration=10 * MINUTE
)
STARTING = Session(
    session_id="one",
    massager_id="massager",
    program=ProgramKey.BALANCE,
    settings=MassageSettings(intensity=3),
    planned=20 * MINUTE,
    started_by=StartedBy.HOME_ASSISTANT,
    seen_at=EVENING,
)
RUNNING = replace(STARTING, state=Activity.RUNNING, started_at=EVENING, mark=0.0)
PAUSED = replace(RUNNING, state=Activity.PAUSED, massaged=5 * MINUTE, mark=None)
LAST = STARTING.end(Outcome.COMPLETED, EVENING - 60 * MINUTE, 20 * MINUTE)
NO_TIMES = (None, None)
LAST_TIMES = (EVENING - 80 * MINUTE, EVENING - 60 * MINUTE)
RUNNING_TIMES = (EVENING, EVENING + 20 * MINUTE)

type Times = tuple[datetime | None, datetime | None]


def at(minutes: float) -> Moment:
    return Moment(EVENING + minutes * MINUTE, minutes * 60)


def shown(times: Times) -> MassagerView:
    """Return a view that shows these times."""
    return MassagerView(
        connected=True,
        hold=False,
        activity=Activity.IDLE,
        program=PANEL.program,
        settings=PANEL.settings,
        duration=PANEL.duration,
        session_start=times[0],
        session_end=times[1],
        remaining=None,
        last_session=None,
        massaged_today=timedelta(),
        massaged=timedelta(),
    )


@pytest.mark.parametrize(
    ("session", "last", "before", "lost", "times"),
    [
        pytest.param(None, None, None, False, NO_TIMES, id="never"),
        pytest.param(None, LAST, None, False, LAST_TIMES, id="the last"),
        pytest.param(None, LAST, None, True, LAST_TIMES, id="the last, out of reach"),
        pytest.param(RUNNING, LAST, None, False, RUNNING_TIMES, id="running"),
        pytest.param(STARTING, LAST, LAST_TIMES, False, LAST_TIMES, id="starting"),
        pytest.param(RUNNING, LAST, NO_TIMES, True, NO_TIMES, id="lost"),
        pytest.param(PAUSED, LAST, RUNNING_TIMES, False, (EVENING, None), id="paused"),
    ],
)
def test_times(
    session: Session | None,
    last: Session | None,
    before: Times | None,
    lost: bool,
    times: Times,
) -> None:
    view = shown(before) if before else None

    assert session_times(session, last, view, at(3), lost=lost) == times


def test_a_pause_puts_the_end_off() -> None:
    resumed = replace(PAUSED, state=Activity.RUNNING, mark=at(8).monotonic)

    times = session_times(resumed, None, shown((EVENING, None)), at(8), lost=False)

    assert times == (EVENING, EVENING + 23 * MINUTE)


def test_a_stop_leaves_the_end_alone_until_it_is_known() -> None:
    stopping = RUNNING.stopping(at(5))
    view = shown(RUNNING_TIMES)

    assert session_times(stopping, None, view, at(6), lost=False) == RUNNING_TIMES

    ended = RUNNING.end(Outcome.STOPPED, EVENING + 5 * MINUTE, 5 * MINUTE)
    after = session_times(None, ended, view, at(6), lost=False)
    assert after == (EVENING, EVENING + 5 * MINUTE)


@pytest.mark.parametrize("sign", [-1, 1])
def test_jitter_is_not_shown(sign: int) -> None:
    view = shown(RUNNING_TIMES)

    def times_if_off_by(jitter: timedelta) -> Times:
        start = EVENING + sign * jitter
        session = replace(RUNNING, started_at=start, massaged=-sign * jitter)
        return session_times(session, None, view, at(3), lost=False)

    assert times_if_off_by(JITTER) == RUNNING_TIMES
    beyond = JITTER + timedelta(seconds=1)
    assert times_if_off_by(beyond) == tuple(
        time + sign * beyond for time in RUNNING_TIMES
    )


def test_controls_show_the_session_that_runs() -> None:
    assert shown_panel(PANEL, None) == PANEL
    assert shown_panel(PANEL, RUNNING) == Panel(
        program=ProgramKey.BALANCE,
        settings=MassageSettings(intensity=3),
        duration=20 * MINUTE,
    )
