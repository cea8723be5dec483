"""The checks on the states that a massager sends."""

from datetime import timedelta

import pytest

from custom_components.foot_massage.core.massager import (
    Activity,
    DeviceSession,
    EndedSession,
    EndReason,
    Heat,
    MassagerState,
    MassageSettings,
    Technique,
    Zone,
)
from custom_components.foot_massage.drivers.base import ProtocolError
from custom_components.foot_massage.drivers.device_api import (
    read_capabilities,
    read_report,
)

from .stub import CAPABILITIES, state
from .wrong import FULL_STATE, NOT_A_NUMBER, NOT_TEXT, cases, changed, without


def test_a_full_state() -> None:
    report = read_report(FULL_STATE)
    assert (report.boot_id, report.sequence) == ("boot1", 1)
    assert report.state == MassagerState(
        activity=Activity.RUNNING,
        settings=MassageSettings(
            technique=Technique.KNEADING,
            intensity=3,
            zones=frozenset({Zone.BALL}),
            heat=Heat.LOW,
        ),
        session=DeviceSession(
            session_id="one",
            elapsed=timedelta(seconds=1.5),
            duration=timedelta(minutes=10),
        ),
        last_session=EndedSession(
            session_id="zero",
            reason=EndReason.FAULT,
            elapsed=timedelta(seconds=12),
            started_by_device=True,
            ended_ago=timedelta(seconds=3.5),
        ),
        received=0,
    )


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *cases("boot_id", "session.id", "last_session.id", values=NOT_TEXT),
        *cases("boot_id", values=("x" * 65, "a b", "ä", "a/b")),
        *cases("sequence", values=(*NOT_A_NUMBER, 1.5, 2**53 + 1)),
        *cases("activity", values=(*NOT_TEXT, "dancing")),
        *cases("settings", values=(None, [], "x")),
        *cases("settings.technique", "settings.heat", values=NOT_TEXT[1:]),
        *cases("settings.intensity", values=(0, 21, True, "3", 1.5, [])),
        *cases("settings.zones", values=(None, "ball", [1], [None], ["a"] * 65, {})),
        *cases("session", values=(None, [], "x", {})),
        *cases("session.elapsed_s", values=(*NOT_A_NUMBER, 86_401)),
        *cases("session.duration_s", values=(*NOT_A_NUMBER, 0, 7201)),
        *cases("session.started_by", values=(*NOT_TEXT, "cat")),
        *cases("last_session", values=([], "x", {})),
        *cases("last_session.reason", values=(*NOT_TEXT, "boredom")),
        *cases("last_session.elapsed_s", values=NOT_A_NUMBER),
        *cases("last_session.ended_ago_s", values=NOT_A_NUMBER[1:]),
    ],
)
def test_a_state_with_something_wrong(path: str, value: object) -> None:
    with pytest.raises(ProtocolError, match=path.rpartition(".")[2]):
        read_report(changed(FULL_STATE, path, value))


@pytest.mark.parametrize(
    "path",
    ["boot_id", "activity", "settings", "settings.zones", "session.id", "session"],
)
def test_a_state_with_something_missing(path: str) -> None:
    with pytest.raises(ProtocolError):
        read_report(without(FULL_STATE, path))


@pytest.mark.parametrize(
    ("activity", "has_session", "good"),
    [
        ("idle", False, True),
        ("idle", True, False),
        ("starting", False, False),
        ("running", False, False),
        ("paused", False, False),
        ("stopping", False, True),
        ("stopping", True, True),
    ],
)
def test_activity_and_session_go_together(
    activity: str, has_session: bool, good: bool
) -> None:
    session = FULL_STATE["session"] if has_session else None
    body = state(activity=activity, session=session)
    if good:
        assert read_report(body).state.activity == activity
    else:
        with pytest.raises(ProtocolError, match=activity):
            read_report(body)


def test_a_massager_that_rested_for_years() -> None:
    years = timedelta(days=3653)
    body = changed(FULL_STATE, "last_session.ended_ago_s", years.total_seconds())
    last = read_report(body).state.last_session
    assert last is not None
    assert last.ended_ago == years


def test_words_of_a_later_version_are_ignored() -> None:
    settings = {
        "technique": "levitation",
        "intensity": None,
        "zones": ["ball", "elbow"],
        "heat": "volcanic",
    }
    assert read_report(state(settings=settings)).state.settings == MassageSettings(
        zones=frozenset({Zone.BALL})
    )
    has = read_capabilities(CAPABILITIES | {"heat": ["off", "volcanic"], "new": 1})
    assert has.heat == {Heat.OFF}
