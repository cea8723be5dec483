"""What a massager's entities show, worked out in one place."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .core.massager import Activity, MassageSettings
from .core.panel import Panel
from .core.programs import ProgramKey
from .core.session import Moment, Session

# Two clocks that differ by less are telling the same time: nothing is written.
JITTER = timedelta(seconds=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class MassagerView:
    """Everything that the entities of a massager show.

    ``session_start`` and ``session_end`` are those of the session that runs, else
    of the last one; ``session_end`` is unknown during a pause, when ``remaining``
    is known instead.
    """

    connected: bool
    hold: bool
    activity: Activity
    program: ProgramKey
    settings: MassageSettings
    duration: timedelta
    session_start: datetime | None
    session_end: datetime | None
    remaining: timedelta | None
    last_session: Session | None
    massaged_today: timedelta
    massaged: timedelta


def session_times(
    session: Session | None,
    last: Session | None,
    before: MassagerView | None,
    now: Moment,
    *,
    lost: bool,
) -> tuple[datetime | None, datetime | None]:
    """Return when the session began and when it ends, steady against jitter."""
    shown = (before.session_start, before.session_end) if before else (None, None)
    if session is None:
        times = (last.started_at, last.ended_at) if last else (None, None)
    elif session.started_at is None or lost or session.state is Activity.STOPPING:
        return shown
    elif session.state is Activity.PAUSED:
        times = (session.started_at, None)
    else:
        times = (session.started_at, now.utc + session.remaining_at(now))
    return _steady(times[0], shown[0]), _steady(times[1], shown[1])


def _steady(time: datetime | None, shown: datetime | None) -> datetime | None:
    if time and shown and abs(time - shown) <= JITTER:
        return shown
    return time


def shown_panel(panel: Panel, session: Session | None) -> Panel:
    """Return what the controls show: the running session's settings, if any."""
    if session is None:
        return panel
    return Panel(
        program=session.program, settings=session.settings, duration=session.planned
    )
