"""A learned remote, and the file it is shared in: docs/infrared-remotes.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
import json
import re
from typing import Any, cast

from .infrared import MOST_REPEATS, CodeError, RawCode
from .massager import MOST_LEVELS, Technique


class RemoteKey(StrEnum):
    """What a key of a foot massager's remote is for.

    The keys of a technique or a zone are named after it: ``technique_kneading``.
    """

    POWER = "power"
    POWER_ON = "power_on"
    POWER_OFF = "power_off"
    START_STOP = "start_stop"
    PAUSE = "pause"
    TECHNIQUE_NEXT = "technique_next"
    TECHNIQUE_EFFLEURAGE = "technique_effleurage"
    TECHNIQUE_KNEADING = "technique_kneading"
    TECHNIQUE_TRIGGER_POINT = "technique_trigger_point"
    TECHNIQUE_AIR_COMPRESSION = "technique_air_compression"
    TECHNIQUE_ROLLING = "technique_rolling"
    TECHNIQUE_TAPPING = "technique_tapping"
    TECHNIQUE_VIBRATION = "technique_vibration"
    INTENSITY_UP = "intensity_up"
    INTENSITY_DOWN = "intensity_down"
    INTENSITY_NEXT = "intensity_next"
    HEAT = "heat"
    TIMER = "timer"
    ZONE_ARCH_AND_HEEL = "zone_arch_and_heel"
    ZONE_BALL = "zone_ball"
    ZONE_TOES_AND_DORSUM = "zone_toes_and_dorsum"
    ZONE_CALVES_AND_ACHILLES = "zone_calves_and_achilles"


class FileProblem(StrEnum):
    """Why something is not a remote; a key for translations."""

    NOT_JSON = "not_json"
    TOO_BIG = "too_big"
    NOT_A_REMOTE = "not_a_remote"
    OTHER_VERSION = "other_version"
    MISSING_FIELD = "missing_field"
    UNKNOWN_FIELD = "unknown_field"
    WRONG_TYPE = "wrong_type"
    OUT_OF_RANGE = "out_of_range"
    BAD_CODE = "bad_code"


class RemoteError(ValueError):
    """Something that is not a remote.

    ``where`` is the field ("keys.power.frame_us") and ``detail`` what is wrong with it.
    """

    def __init__(self, reason: FileProblem, where: str, detail: object = "") -> None:
        """Keep the parts of the message, so that it can be translated."""
        self.reason = reason
        self.where = where
        self.detail = str(detail)[:80]
        super().__init__(f"{where}: {reason} {self.detail}".rstrip())


FORMAT = "foot-massage-remote"
VERSION = 1
LARGEST_FILE = 256 * 1024
MOST_HEAT_LEVELS = 3
SHORTEST_GAP_MS, LONGEST_GAP_MS = 50, 5000
# No line breaks to forge a log with, and no halves of characters.
_NAME = re.compile("[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedRemote:
    """A remote's keys, and how the massager behind it takes them.

    ``power_toggles``: ``power`` turns it off, too. ``intensity_levels`` (0: it cannot
    be set) are gone through in steps; ``intensity_start`` is the level it starts with,
    ``None`` if that is wherever it was left. ``technique_order`` is what
    ``technique_next`` goes through, beginning with the one it starts with; empty if
    nobody knows. ``heat_levels`` are those besides off. ``repeats`` are sent with
    every press, on top of each key's own. ``gap_ms`` keeps two presses apart.

    Raises RemoteError for a remote that cannot be.
    """

    name: str
    keys: Mapping[RemoteKey, RawCode]
    power_toggles: bool = True
    intensity_levels: int = 0
    intensity_start: int | None = None
    technique_order: tuple[Technique, ...] = ()
    heat_levels: int = 1
    repeats: int = 0
    gap_ms: int = 300

    def __post_init__(self) -> None:
        """Check everything, so that whatever is exported can be imported."""
        if not _NAME.fullmatch(self.name) or self.name != self.name.strip():
            raise RemoteError(FileProblem.OUT_OF_RANGE, "name", self.name)
        if not self.keys:
            raise RemoteError(FileProblem.OUT_OF_RANGE, "keys", "none")
        _within("intensity_levels", self.intensity_levels, 0, MOST_LEVELS)
        if self.intensity_start is not None:
            _within("intensity_start", self.intensity_start, 1, self.intensity_levels)
        if len(set(self.technique_order)) != len(self.technique_order):
            raise RemoteError(FileProblem.OUT_OF_RANGE, "technique_order", "twice")
        _within("heat_levels", self.heat_levels, 1, MOST_HEAT_LEVELS)
        _within("repeats", self.repeats, 0, MOST_REPEATS)
        _within("gap_ms", self.gap_ms, SHORTEST_GAP_MS, LONGEST_GAP_MS)


def remote_to_json(remote: LearnedRemote) -> str:
    """Return the file that ``remote_from_json`` makes exactly this remote of."""
    data = remote_to_dict(remote)
    keys = data.pop("keys")
    # Each key on a line of its own: hundreds of lines of numbers help nobody.
    lines = ",\n".join(
        f"    {json.dumps(key)}: {json.dumps(code)}" for key, code in keys.items()
    )
    head = json.dumps(data, indent=2, ensure_ascii=False).removesuffix("\n}")
    return f'{head},\n  "keys": {{\n{lines}\n  }}\n}}\n'


def remote_from_json(text: str) -> LearnedRemote:
    """Return the remote of a file; raises RemoteError."""
    if len(text) > LARGEST_FILE:
        raise RemoteError(FileProblem.TOO_BIG, "file", len(text))
    try:
        data = json.loads(text, object_pairs_hook=_once_each)
    except RemoteError:
        raise
    except (ValueError, RecursionError) as err:
        raise RemoteError(FileProblem.NOT_JSON, "file", err) from err
    return remote_from_dict(data)


def remote_to_dict(remote: LearnedRemote) -> dict[str, Any]:
    """Return a remote as plain data."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "name": remote.name,
        "power_toggles": remote.power_toggles,
        "intensity_levels": remote.intensity_levels,
        "intensity_start": remote.intensity_start,
        "technique_order": list(remote.technique_order),
        "heat_levels": remote.heat_levels,
        "repeats": remote.repeats,
        "gap_ms": remote.gap_ms,
        "keys": {
            key.value: _code_to_dict(remote.keys[key])
            for key in RemoteKey
            if key in remote.keys
        },
    }


def remote_from_dict(data: object) -> LearnedRemote:
    """Return the remote that plain data stand for; raises RemoteError."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise RemoteError(FileProblem.NOT_A_REMOTE, "format")
    fields = _Fields(data, "")
    fields.text("format")
    if (version := fields.integer("version")) != VERSION:
        raise RemoteError(FileProblem.OTHER_VERSION, "version", version)
    codes = {}
    for word, code in fields.object("keys").items():
        if word not in RemoteKey:
            raise RemoteError(FileProblem.UNKNOWN_FIELD, f"keys.{word[:40]}")
        codes[RemoteKey(word)] = _code_from(code, f"keys.{word}")
    remote = LearnedRemote(
        name=fields.text("name"),
        keys=codes,
        power_toggles=fields.boolean("power_toggles"),
        intensity_levels=fields.integer("intensity_levels"),
        intensity_start=fields.integer_or_null("intensity_start"),
        technique_order=fields.techniques("technique_order"),
        heat_levels=fields.integer("heat_levels"),
        repeats=fields.integer("repeats"),
        gap_ms=fields.integer("gap_ms"),
    )
    fields.check_all_read()
    return remote


class _Fields:
    """An object read field by field; ``where`` is its own place in the file."""

    def __init__(self, value: object, where: str) -> None:
        self._where = where
        if not isinstance(value, dict):
            raise RemoteError(FileProblem.WRONG_TYPE, where, "not an object")
        self._left = cast(dict[str, object], dict(value))

    def text(self, name: str) -> str:
        return self._read(name, str)

    def boolean(self, name: str) -> bool:
        return self._read(name, bool)

    def integer(self, name: str) -> int:
        return self._read(name, int)

    def integer_or_null(self, name: str) -> int | None:
        if name in self._left and self._left[name] is None:
            return cast(None, self._left.pop(name))
        return self.integer(name)

    def object(self, name: str) -> dict[str, object]:
        return self._read(name, dict)

    def integers(self, name: str) -> tuple[int, ...]:
        values = self._read(name, list)
        if any(type(value) is not int for value in values):
            raise RemoteError(
                FileProblem.WRONG_TYPE, self._path(name), "not all integers"
            )
        return tuple(values)

    def techniques(self, name: str) -> tuple[Technique, ...]:
        words = self._read(name, list)
        if odd := [word for word in words if word not in Technique]:
            raise RemoteError(FileProblem.OUT_OF_RANGE, self._path(name), odd[0])
        return tuple(map(Technique, words))

    def check_all_read(self) -> None:
        """Raise RemoteError if there is anything else."""
        if self._left:
            raise RemoteError(
                FileProblem.UNKNOWN_FIELD, self._path(next(iter(self._left))[:40])
            )

    def _read[ValueT](self, name: str, kind: type[ValueT]) -> ValueT:
        if name not in self._left:
            raise RemoteError(FileProblem.MISSING_FIELD, self._path(name))
        value = self._left.pop(name)
        # True is an int to Python, but not to JSON.
        if type(value) is not kind:
            raise RemoteError(
                FileProblem.WRONG_TYPE, self._path(name), f"not of type {kind.__name__}"
            )
        return value

    def _path(self, name: str) -> str:
        return f"{self._where}.{name}".lstrip(".")


def _code_to_dict(code: RawCode) -> dict[str, Any]:
    return {
        "carrier_hz": code.carrier,
        "frame_us": list(code.frame),
        "gap_us": code.gap,
        "repeat_us": list(code.repeat),
        "repeat_gap_us": code.repeat_gap,
        "repeats": code.repeats,
        "toggled_us": list(code.toggled),
    }


def _code_from(value: object, where: str) -> RawCode:
    fields = _Fields(value, where)
    try:
        code = RawCode(
            carrier=fields.integer("carrier_hz"),
            frame=fields.integers("frame_us"),
            gap=fields.integer("gap_us"),
            repeat=fields.integers("repeat_us"),
            repeat_gap=fields.integer("repeat_gap_us"),
            repeats=fields.integer("repeats"),
            toggled=fields.integers("toggled_us"),
        )
    except CodeError as err:
        raise RemoteError(FileProblem.BAD_CODE, where, err) from err
    fields.check_all_read()
    return code


def _within(name: str, value: int, lowest: int, highest: int) -> None:
    if not lowest <= value <= highest:
        raise RemoteError(
            FileProblem.OUT_OF_RANGE, name, f"{value}, not {lowest} to {highest}"
        )


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a JSON object; of two fields with one name, Python would keep the last."""
    data = dict(pairs)
    if len(data) != len(pairs):
        raise RemoteError(FileProblem.NOT_JSON, "file", "a name is there twice")
    return data
