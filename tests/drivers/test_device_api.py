"""The checks on everything that a massager sends."""

from collections.abc import Callable
import copy
import json
import random
from typing import Any

import pytest

from custom_components.foot_massage.core.massager import (
    Heat,
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

from .stub import CAPABILITIES, INFO
from .wrong import FULL_STATE, NOT_A_NUMBER, NOT_TEXT, cases, changed


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


def test_a_name_is_no_markdown() -> None:
    named = changed(INFO, "name", "<b>Feet</b> [here](http://127.0.0.1)")
    assert read_identity(named).name == "(b)Feet(/b) (here)(http://127.0.0.1)"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *cases("id", values=(*NOT_TEXT, "a b")),
        *cases("name", values=(*NOT_TEXT, "x" * 65)),
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
    text = json.dumps({"error": {"code": code, "message": "x" * 256}}).encode()
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
    readers: list[tuple[Callable[[object], object], dict[str, Any]]] = [
        (read_report, FULL_STATE),
        (read_capabilities, CAPABILITIES),
    ]
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
