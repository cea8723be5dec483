"""Sessions and panels survive being stored; nonsense is told apart."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
import json
from typing import Any

import pytest

from custom_components.foot_massage.core.massager import (
    Activity,
    Heat,
    MassageSettings,
    Technique,
    Zone,
)
from custom_components.foot_massage.core.metrics import Reading
from custom_components.foot_massage.core.panel import Panel
from custom_components.foot_massage.core.programs import ProgramKey
from custom_components.foot_massage.core.record import (
    RecordError,
    panel_from_dict,
    panel_to_dict,
    readings_row,
    session_from_dict,
    session_to_dict,
)
from custom_components.foot_massage.core.session import Outcome, Session, StartedBy

EVENING = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
SETTINGS = MassageSettings(
    technique=Technique.KNEADING,
    intensity=3,
    zones=frozenset({Zone.BALL, Zone.ARCH_AND_HEEL}),
    heat=Heat.LOW,
)
STARTING = Session(
    session_id="one",
    massager_id="massager",
    program=ProgramKey.BALANCE,
    settings=SETTINGS,
    planned=timedelta(minutes=10),
    started_by=StartedBy.HOME_ASSISTANT,
    seen_at=EVENING,
)
RUNNING = replace(
    STARTING,
    state=Activity.RUNNING,
    started_at=EVENING,
    massaged=timedelta(minutes=3, milliseconds=250),
    mark=1234.5,
)
ENDED = replace(RUNNING, sleeper="ann", user_id="abc", settings=MassageSettings()).end(
    Outcome.STOPPED, EVENING + timedelta(minutes=5), timedelta(minutes=4)
)
MEASURED = replace(
    ENDED,
    before={Reading.HEART_RATE: 72.5, Reading.SPO2: 97.0},
    after={Reading.HEART_RATE: 68.0},
)
PANEL = Panel(
    program=ProgramKey.CUSTOM, settings=SETTINGS, duration=timedelta(minutes=7)
)


def on_disk(data: dict[str, Any]) -> dict[str, Any]:
    """Return plain data as it comes back from a file."""
    read: dict[str, Any] = json.loads(json.dumps(data))
    return read


@pytest.mark.parametrize("session", [STARTING, RUNNING, ENDED, MEASURED])
def test_a_session_comes_back(session: Session) -> None:
    back = session_from_dict(on_disk(session_to_dict(session)))

    assert back == session
    assert back.mark is None, "a monotonic clock means nothing to another boot"


def test_how_readings_are_shown() -> None:
    shown = {key: value for key, value in readings_row(MEASURED).items() if value}
    assert shown == {
        "heart_rate_before": 72.5,
        "heart_rate_after": 68.0,
        "spo2_before": 97.0,
    }
    assert len(readings_row(ENDED)) == 2 * len(Reading)


@pytest.mark.parametrize(
    "nonsense",
    [
        [],
        None,
        "high",
        {"mood": 1},
        {"heart_rate": "fast"},
        {"heart_rate": 1e308},
        {"spo2": 101},
    ],
)
def test_nonsense_was_measured(nonsense: object) -> None:
    with pytest.raises(RecordError, match="not a session"):
        session_from_dict({**session_to_dict(ENDED), "after": nonsense})


def test_how_a_session_is_stored() -> None:
    assert on_disk(session_to_dict(RUNNING)) == {
        "session_id": "one",
        "massager_id": "massager",
        "program": "balance",
        "settings": {
            "technique": "kneading",
            "intensity": 3,
            "zones": ["arch_and_heel", "ball"],
            "heat": "low",
        },
        "planned": 600.0,
        "started_by": "home_assistant",
        "sleeper": None,
        "user_id": None,
        "state": "running",
        "seen_at": "2026-11-23T21:30:00+00:00",
        "started_at": "2026-11-23T21:30:00+00:00",
        "massaged": 180.25,
        "ended_at": None,
        "outcome": None,
    }


def test_a_panel_comes_back() -> None:
    assert panel_from_dict(on_disk(panel_to_dict(PANEL))) == PANEL


NONSENSE: list[object] = [
    None,
    5,
    "text",
    [],
    {},
    {"settings": None},
    {"settings": []},
    {"settings": {}},
    {"settings": {**session_to_dict(RUNNING)["settings"], "technique": "hot_stones"}},
    {"settings": {**session_to_dict(RUNNING)["settings"], "intensity": "strong"}},
    {"settings": {**session_to_dict(RUNNING)["settings"], "zones": "ball"}},
    {"settings": {**session_to_dict(RUNNING)["settings"], "zones": [["ball"]]}},
    {"settings": {**session_to_dict(RUNNING)["settings"], "zones": 4}},
    {"settings": {**session_to_dict(RUNNING)["settings"], "intensity": 21}},
    {"program": "opera"},
    {"program": ["balance"]},
]
NONSENSE_SESSIONS: list[object] = [
    *NONSENSE,
    {"planned": "long"},
    {"planned": float("nan")},
    {"planned": 1e300},
    {"planned": 0},
    {"massaged": -1},
    {"massaged": None},
    {"started_by": "magic"},
    {"state": "dancing"},
    {"outcome": "great"},
    {"seen_at": None},
    {"seen_at": 1764000000},
    {"seen_at": "tonight"},
    {"seen_at": "2026-11-23T21:30:00"},
    {"seen_at": "0001-01-01T00:00:00+14:00"},
    {"seen_at": "9999-12-31T23:59:59+00:00"},
    {"session_id": 7},
    {"sleeper": ["ada"]},
    {"user_id": {}},
    {"massaged": 1e9},
    {"planned": 1e9},
    {"calm": 0},
    {"calm": "calm"},
    {"pain": 11},
    {"started_at": "2026-11-23"},
    {"ended_at": "2026-11-23T21:00:00+00:00"},
    {"ended_at": "2036-11-23T21:00:00+00:00"},
]
NONSENSE_PANELS: list[object] = [*NONSENSE, {"duration": None}, {"duration": 1e300}]


def spoilt(record: dict[str, Any], nonsense: object) -> Any:
    """Return a record with some nonsense in it, or nothing but nonsense."""
    return record | nonsense if isinstance(nonsense, dict) and nonsense else nonsense


@pytest.mark.parametrize("nonsense", NONSENSE_SESSIONS)
def test_nonsense_is_no_session(nonsense: object) -> None:
    with pytest.raises(RecordError, match="not a session"):
        session_from_dict(spoilt(session_to_dict(RUNNING), nonsense))


@pytest.mark.parametrize("nonsense", NONSENSE_PANELS)
def test_nonsense_is_no_panel(nonsense: object) -> None:
    with pytest.raises(RecordError, match="not a panel"):
        panel_from_dict(spoilt(panel_to_dict(PANEL), nonsense))


@pytest.mark.parametrize(
    ("to_dict", "from_dict", "thing"),
    [
        (session_to_dict, session_from_dict, RUNNING),
        (panel_to_dict, panel_from_dict, PANEL),
    ],
)
def test_no_field_may_be_missing(
    to_dict: Callable[[Any], dict[str, Any]],
    from_dict: Callable[[Any], object],
    thing: object,
) -> None:
    whole = to_dict(thing)
    for field in whole:
        with pytest.raises(RecordError):
            from_dict({key: value for key, value in whole.items() if key != field})
