"""The checks on everything that a massager sends."""

import copy
from datetime import timedelta
import json
import random
from typing import Any

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
from custom_components.foot_massage.drivers.base import (
    BusyError,
    DriverError,
    NotAuthorisedError,
    ProtocolError,
    RefusedError,
)
from custom_components.foot_massage.drivers.device_api import (
    read_capabilities,
    read_error,
    read_identity,
    read_json,
    read_message,
    read_report,
    read_token,
    write_settings,
)

from .stub import CAPABILITIES, INFO, running, state

FULL_STATE = state(
    **running(elapsed_s=1.5),
    settings={
        "technique": "kneading",
        "intensity": 3,
        "zones": ["ball"],
        "heat": "low",
    },
    last_session={
        "id": "zero",
        "reason": "fault",
        "elapsed_s": 12,
        "started_by": "device",
        "ended_ago_s": 3.5,
    },
)
NAN, INFINITY = float("nan"), float("inf")
NOT_TEXT = (None, 7, True, [], {}, "", "line\nbreak", "\ud800", "x" * 300)
NOT_A_NUMBER = (None, "3", True, [], {}, NAN, INFINITY, -INFINITY, -1, 10**400)


def changed(body: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """Return a copy with one value replaced; ``path`` is dotted."""
    copied = copy.deepcopy(body)
    *parents, name = path.split(".")
    inner = copied
    for parent in parents:
        inner = inner[parent]
    inner[name] = value
    return copied


def without(body: dict[str, Any], path: str) -> dict[str, Any]:
    """Return a copy with one value missing."""
    copied = copy.deepcopy(body)
    *parents, name = path.split(".")
    inner = copied
    for parent in parents:
        inner = inner[parent]
    del inner[name]
    return copied


def cases(*paths: str, values: tuple[object, ...]) -> list[tuple[str, object]]:
    """Return each path with each value."""
    return [(path, value) for path in paths for value in values]


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


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *cases("techniques", "zones", "heat", values=(None, "off", [1], ["a"] * 65)),
        *cases("intensity_levels", values=(*NOT_A_NUMBER, 21, 1.5)),
        *cases("pause", values=(None, 0, 1, "true", [])),
        *cases("longest_s", values=(*NOT_A_NUMBER, 59, 7201)),
    ],
)
def test_capabilities_with_something_wrong(path: str, value: object) -> None:
    with pytest.raises(ProtocolError, match=path):
        read_capabilities(changed(CAPABILITIES, path, value))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *cases("id", values=(*NOT_TEXT, "a b")),
        *cases("name", values=NOT_TEXT),
        *cases("manufacturer", "model", "firmware_version", values=NOT_TEXT[1:]),
        *cases("api_version", values=(*NOT_A_NUMBER, 0)),
    ],
)
def test_an_identity_with_something_wrong(path: str, value: object) -> None:
    with pytest.raises(ProtocolError, match=path):
        read_identity(changed(INFO, path, value))


def test_another_version_of_the_api() -> None:
    with pytest.raises(ProtocolError, match="version 2"):
        read_identity(INFO | {"api_version": 2})


def test_an_identity_with_names_of_all_kinds() -> None:
    for name in ("Füße", "足マッサージ", "👨‍👩‍👧 feet", "non\u00a0breaking"):
        assert read_identity(INFO | {"name": name}).name == name
    assert read_identity(INFO | {"model": None}).model is None


@pytest.mark.parametrize("token", [*NOT_TEXT[:-1], "t" * 31, "t" * 257, "t t" * 20])
def test_a_token_with_something_wrong(token: object) -> None:
    with pytest.raises(ProtocolError, match="token"):
        read_token({"token": token})


@pytest.mark.parametrize("body", [None, 7, "text", [], True])
def test_not_even_an_object(body: object) -> None:
    for read in (read_identity, read_capabilities, read_report, read_token):
        with pytest.raises(ProtocolError, match="not an object"):
            read(body)


@pytest.mark.parametrize(
    "text",
    ["", "x", "{", b"\xff\xfe\x00", "[" * 60_000, "1" * 10_000, '{"a": 1} x'],
)
def test_what_is_not_json(text: str | bytes) -> None:
    with pytest.raises(ProtocolError, match="not JSON"):
        read_json(text)


def test_messages() -> None:
    message = {"type": "state", "state": FULL_STATE}
    assert read_message(json.dumps(message)) == read_report(FULL_STATE)
    assert read_message(b'{"type": "firmware", "version": 2}') is None
    for text in ("[]", "{}", '{"type": 1}', '{"type": "state"}'):
        with pytest.raises(ProtocolError):
            read_message(text)


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (401, "unauthorized", NotAuthorisedError),
        (403, "pin_wrong", NotAuthorisedError),
        (404, "no_such_session", RefusedError),
        (409, "busy", BusyError),
        (409, "not_possible", RefusedError),
        (409, "session_ended", RefusedError),
        (422, "invalid_request", RefusedError),
        (429, "too_many_attempts", RefusedError),
        (503, "fault", RefusedError),
        (418, "of_a_later_version", RefusedError),
        (500, "of_a_later_version", ProtocolError),
        (302, "of_a_later_version", ProtocolError),
    ],
)
def test_errors(status: int, code: str, kind: type[DriverError]) -> None:
    text = json.dumps({"error": {"code": code, "message": "Because"}}).encode()
    assert type(read_error(status, text)) is kind


@pytest.mark.parametrize("text", [b"", b"x", b"[]", b"{}", b'{"error": 1}'])
def test_errors_without_a_body(text: bytes) -> None:
    assert isinstance(read_error(401, text), NotAuthorisedError)
    for status in (404, 409, 500, 503):
        error = read_error(status, text)
        assert isinstance(error, ProtocolError)
        assert str(status) in str(error)


def test_settings_are_sent_without_what_is_not_set() -> None:
    assert write_settings(MassageSettings()) == {}
    settings = MassageSettings(
        technique=Technique.TAPPING,
        intensity=2,
        zones=frozenset({Zone.BALL, Zone.ARCH_AND_HEEL}),
        heat=Heat.OFF,
    )
    assert json.loads(json.dumps(write_settings(settings))) == {
        "technique": "tapping",
        "intensity": 2,
        "zones": ["arch_and_heel", "ball"],
        "heat": "off",
    }


def test_whatever_comes_is_taken_or_refused() -> None:
    """Replace parts of good messages at random; nothing else may ever be raised."""
    chance = random.Random(1)
    odd = [*NOT_TEXT, *NOT_A_NUMBER, 0, 1, 1.5, "ball", ["ball"], {"id": "one"}, 1e308]
    readers = ((read_report, FULL_STATE), (read_capabilities, CAPABILITIES))
    taken = refused = 0
    for _ in range(3000):
        read, body = chance.choice(readers)
        wrong = copy.deepcopy(body)
        for _ in range(chance.randint(1, 3)):
            place = wrong
            name = chance.choice(list(place))
            if isinstance(place[name], dict) and place[name] and chance.random() < 0.6:
                place = place[name]
                name = chance.choice(list(place))
            place[name] = copy.deepcopy(chance.choice(odd))
        try:
            read(wrong)
            taken += 1
        except ProtocolError:
            refused += 1
    assert taken
    assert refused
