"""The words of the Device API: what a massager says, checked; what it is told.

Everything a device sends is checked field by field. Whatever is not as
docs/device-api.md says raises a ProtocolError that names the field.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from http import HTTPStatus
import json
import re
import time
from typing import cast

from ..core.massager import (
    MOST_LEVELS,
    Activity,
    Capabilities,
    DeviceSession,
    EndedSession,
    EndReason,
    Heat,
    MassagerIdentity,
    MassagerState,
    MassageSettings,
    Technique,
    Zone,
)
from .base import (
    BusyError,
    DriverError,
    NotAuthorisedError,
    ProtocolError,
    RefusedError,
)

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32,256}")
# No line breaks to forge a log with, and no halves of characters.
_CHARACTER = "[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"
_TEXT = re.compile(f"{_CHARACTER}{{1,64}}")
# Names are shown in dialogs that read Markdown: no links, pictures or tags in them.
_AS_TEXT = str.maketrans("<>[]", "()()")
_SENTENCE = re.compile(f"{_CHARACTER}{{1,256}}")
_LONGEST_LIST = 64
_LONGEST_S = 7200
_DAY_S = 86_400
_CENTURY_S = 100 * 366 * _DAY_S

_ERRORS: dict[str, type[DriverError]] = {
    "busy": BusyError,
    "fault": RefusedError,
    "pin_wrong": NotAuthorisedError,
}


class _Starter(StrEnum):
    REMOTE = "remote"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Report:
    """A state, and its place in the order of all states of the massager."""

    boot_id: str
    sequence: int
    state: MassagerState


class _Fields:
    """A JSON object read field by field; ``where`` names it in messages."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise ProtocolError(f"{where} is not an object")
        self._values = cast(dict[str, object], value)
        self._where = where

    def has(self, name: str) -> bool:
        """Return whether the field is there and not null."""
        return self._values.get(name) is not None

    def child(self, name: str) -> _Fields:
        return _Fields(self._values.get(name), f"{self._where}.{name}")

    def text(self, name: str, like: re.Pattern[str] = _TEXT) -> str:
        value = self._values.get(name)
        if isinstance(value, str) and like.fullmatch(value):
            return value
        raise self._wrong(name, "a text as the Device API wants it")

    def optional_text(self, name: str) -> str | None:
        return self.text(name) if self.has(name) else None

    def flag(self, name: str) -> bool:
        value = self._values.get(name)
        if isinstance(value, bool):
            return value
        raise self._wrong(name, "true or false")

    def integer(self, name: str, low: int, high: int) -> int:
        value = self._values.get(name)
        # In Python a bool is an int; in JSON it is not.
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._wrong(name, "an integer")
        if not low <= value <= high:
            raise self._wrong(name, f"from {low} to {high}")
        return value

    def seconds(self, name: str, low: int, high: int) -> timedelta:
        value = self._values.get(name)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self._wrong(name, "a number")
        # This is how NaN is refused, too: it is in no range.
        if not low <= value <= high:
            raise self._wrong(name, f"from {low} to {high}")
        return timedelta(seconds=value)

    def word[WordT: StrEnum](self, name: str, words: type[WordT]) -> WordT:
        value = self._values.get(name)
        if isinstance(value, str) and value in words:
            return words(value)
        raise self._wrong(name, f"one of {', '.join(words)}")

    def known_word[WordT: StrEnum](self, name: str, words: type[WordT]) -> WordT | None:
        """Return the word, or None if it is null or newer than this client."""
        text = self.optional_text(name)
        return words(text) if text is not None and text in words else None

    def known_words[WordT: StrEnum](
        self, name: str, words: type[WordT]
    ) -> frozenset[WordT]:
        """Return the words of a list, without those newer than this client."""
        value = self._values.get(name)
        if not isinstance(value, list) or len(value) > _LONGEST_LIST:
            raise self._wrong(name, f"a list of up to {_LONGEST_LIST} words")
        texts = [text for text in value if isinstance(text, str)]
        if len(texts) < len(value):
            raise self._wrong(name, "a list of words")
        return frozenset(words(text) for text in texts if text in words)

    def _wrong(self, name: str, wanted: str) -> ProtocolError:
        return ProtocolError(f"{self._where}.{name} is not {wanted}")


def read_json(text: str | bytes) -> object:
    """Return the JSON value in ``text``."""
    try:
        return cast(object, json.loads(text))
    except (ValueError, RecursionError) as err:
        raise ProtocolError("The massager sent something that is not JSON") from err


def read_identity(body: object) -> MassagerIdentity:
    """Return who the massager is, from GET /v1/info."""
    info = _Fields(body, "info")
    if (version := info.integer("api_version", 1, 1000)) != 1:
        raise ProtocolError(f"The massager speaks version {version} of the Device API")
    return MassagerIdentity(
        serial=info.text("id", _ID),
        name=info.text("name").translate(_AS_TEXT),
        manufacturer=info.optional_text("manufacturer"),
        model=info.optional_text("model"),
        firmware=info.optional_text("firmware_version"),
    )


def read_announcement(properties: Mapping[str, str | None]) -> tuple[str, str]:
    """Return the id and the name that a massager announces.

    Anybody in the network can announce anything; without a proper name it is the id.
    """
    fields = _Fields(dict(properties), "announcement")
    serial = fields.text("id", _ID)
    try:
        return serial, fields.text("name").translate(_AS_TEXT)
    except ProtocolError:
        return serial, serial


def read_capabilities(body: object) -> Capabilities:
    """Return what the massager has, from GET /v1/capabilities."""
    has = _Fields(body, "capabilities")
    return Capabilities(
        techniques=has.known_words("techniques", Technique),
        zones=has.known_words("zones", Zone),
        heat=has.known_words("heat", Heat),
        intensity_levels=has.integer("intensity_levels", 0, MOST_LEVELS),
        pause=has.flag("pause"),
        longest=has.seconds("longest_s", 60, _LONGEST_S),
    )


def read_token(body: object) -> str:
    """Return the token, from POST /v1/pairing/confirm."""
    return _Fields(body, "pairing").text("token", _TOKEN)


def read_message(text: str | bytes) -> Report | None:
    """Return the State in a pushed message; None for kinds newer than this client."""
    message = _Fields(read_json(text), "message")
    if message.text("type") != "state":
        return None
    return _read_state(message.child("state"))


def read_report(body: object) -> Report:
    """Return the State that answers a command."""
    return _read_state(_Fields(body, "state"))


def read_error(status: int, text: bytes) -> DriverError:
    """Return what an answer other than 2xx means."""
    if status == HTTPStatus.UNAUTHORIZED:
        return NotAuthorisedError("The massager does not accept the token")
    try:
        error = _Fields(read_json(text), "answer").child("error")
        code, message = error.text("code", _ID), error.text("message", _SENTENCE)
    except ProtocolError:
        return ProtocolError(f"The massager answered with HTTP status {status}")
    refused = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
    kind = _ERRORS.get(code, RefusedError if refused else ProtocolError)
    return kind(f"{message} ({code})")


def write_settings(settings: MassageSettings) -> dict[str, object]:
    """Return settings as JSON, without those that are not set."""
    body = {
        "technique": settings.technique,
        "intensity": settings.intensity,
        "zones": sorted(settings.zones) or None,
        "heat": settings.heat,
    }
    return {name: value for name, value in body.items() if value is not None}


def _read_state(state: _Fields) -> Report:
    activity = state.word("activity", Activity)
    session = _read_session(state.child("session")) if state.has("session") else None
    needs_session = activity is not Activity.IDLE
    if (session is not None) is not needs_session and activity is not Activity.STOPPING:
        raise ProtocolError(f"state.session does not go with {activity}")
    last = state.child("last_session") if state.has("last_session") else None
    return Report(
        boot_id=state.text("boot_id", _ID),
        sequence=state.integer("sequence", 0, 2**53),
        state=MassagerState(
            activity=activity,
            settings=_read_settings(state.child("settings")),
            session=session,
            last_session=None if last is None else _read_last_session(last),
            received=time.monotonic(),
        ),
    )


def _read_settings(settings: _Fields) -> MassageSettings:
    level = (
        settings.integer("intensity", 1, MOST_LEVELS)
        if settings.has("intensity")
        else None
    )
    return MassageSettings(
        technique=settings.known_word("technique", Technique),
        intensity=level,
        zones=settings.known_words("zones", Zone),
        heat=settings.known_word("heat", Heat),
    )


def _read_session(session: _Fields) -> DeviceSession:
    return DeviceSession(
        session_id=session.text("id", _ID),
        elapsed=session.seconds("elapsed_s", 0, _DAY_S),
        duration=session.seconds("duration_s", 1, _LONGEST_S),
        started_by_device=session.word("started_by", _Starter) is _Starter.DEVICE,
    )


def _read_last_session(last: _Fields) -> EndedSession:
    knows_when = last.has("ended_ago_s")
    return EndedSession(
        session_id=last.text("id", _ID),
        reason=last.word("reason", EndReason),
        elapsed=last.seconds("elapsed_s", 0, _DAY_S),
        started_by_device=last.word("started_by", _Starter) is _Starter.DEVICE,
        ended_ago=last.seconds("ended_ago_s", 0, _CENTURY_S) if knows_when else None,
    )
