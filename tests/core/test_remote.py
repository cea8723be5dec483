"""A remote comes back from its file exactly, and nothing else does."""

from dataclasses import replace
import json
from typing import Any

import pytest

from custom_components.foot_massage.core.infrared import RawCode
from custom_components.foot_massage.core.massager import Technique, Zone
from custom_components.foot_massage.core.remote import (
    LARGEST_FILE,
    FileProblem,
    LearnedRemote,
    RemoteError,
    RemoteKey,
    remote_from_dict,
    remote_from_json,
    remote_to_dict,
    remote_to_json,
)
from tests.core.infrared_air import REMOTES, sent

FRAME = (9000, -4500, 562, -562, 562, -1687, 562)
POWER = RawCode(
    frame=FRAME,
    carrier=36_000,
    gap=41_000,
    repeat=(9000, -2250, 562),
    repeat_gap=96_000,
    repeats=2,
)
REMOTE = LearnedRemote(
    name="Fußwärmer “Größe” 44",
    keys={
        RemoteKey.POWER: POWER,
        RemoteKey.HEAT: RawCode(frame=FRAME, toggled=tuple(sent("rc5"))),
    },
    power_toggles=False,
    intensity_levels=3,
    intensity_start=1,
    technique_order=(Technique.ROLLING, Technique.KNEADING),
    heat_levels=2,
    repeats=1,
    gap_ms=400,
)


def changed(**changes: Any) -> dict[str, Any]:
    return remote_to_dict(REMOTE) | changes


def changed_key(**changes: Any) -> dict[str, Any]:
    """Return the remote with something else for its only key."""
    code = remote_to_dict(REMOTE)["keys"]["power"]
    return changed(keys={"power": code | changes})


@pytest.mark.parametrize(
    "remote",
    [
        REMOTE,
        LearnedRemote(name="x", keys={RemoteKey.START_STOP: POWER}),
        LearnedRemote(
            name="All",
            keys={
                key: RawCode(frame=tuple(sent(name, index)))
                for index, key in enumerate(RemoteKey)
                for name in REMOTES
            },
        ),
    ],
)
def test_a_remote_comes_back(remote: LearnedRemote) -> None:
    text = remote_to_json(remote)

    assert remote_from_json(text) == remote
    assert remote_to_json(remote_from_json(text)) == text
    assert json.loads(text) == remote_to_dict(remote)


def test_how_a_remote_is_written() -> None:
    frame = "[9000, -4500, 562, -562, 562, -1687, 562]"

    assert (
        remote_to_json(replace(REMOTE, keys={RemoteKey.POWER: POWER}))
        == f"""{{
  "format": "foot-massage-remote",
  "version": 1,
  "name": "Fußwärmer “Größe” 44",
  "power_toggles": false,
  "intensity_levels": 3,
  "intensity_start": 1,
  "technique_order": [
    "rolling",
    "kneading"
  ],
  "heat_levels": 2,
  "repeats": 1,
  "gap_ms": 400,
  "keys": {{
    "power": {{"carrier_hz": 36000, "frame_us": {frame}, "gap_us": 41000, \
"repeat_us": [9000, -2250, 562], "repeat_gap_us": 96000, "repeats": 2, \
"toggled_us": []}}
  }}
}}
"""
    )


def test_techniques_and_zones_have_keys() -> None:
    for technique in Technique:
        assert f"technique_{technique}" in RemoteKey
    for zone in Zone:
        assert f"zone_{zone}" in RemoteKey


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", FileProblem.NOT_JSON),
        ("{", FileProblem.NOT_JSON),
        ("[" * 100_000, FileProblem.NOT_JSON),
        ("9" * 5000, FileProblem.NOT_JSON),
        ('{"format": 1, "format": 2}', FileProblem.NOT_JSON),
        (" " * (LARGEST_FILE + 1), FileProblem.TOO_BIG),
        ("[]", FileProblem.NOT_A_REMOTE),
        ('"foot-massage-remote"', FileProblem.NOT_A_REMOTE),
        ('{"format": "smartir"}', FileProblem.NOT_A_REMOTE),
    ],
)
def test_what_is_no_file_of_a_remote(text: str, reason: FileProblem) -> None:
    with pytest.raises(RemoteError) as caught:
        remote_from_json(text)

    assert caught.value.reason is reason


@pytest.mark.parametrize(
    ("data", "reason", "where"),
    [
        (changed(version=2), FileProblem.OTHER_VERSION, "version"),
        (changed(version=True), FileProblem.WRONG_TYPE, "version"),
        (changed(name=7), FileProblem.WRONG_TYPE, "name"),
        (changed(name=""), FileProblem.OUT_OF_RANGE, "name"),
        (changed(name=" x"), FileProblem.OUT_OF_RANGE, "name"),
        (changed(name="two\nlines"), FileProblem.OUT_OF_RANGE, "name"),
        (changed(name="x" * 65), FileProblem.OUT_OF_RANGE, "name"),
        (changed(power_toggles=1), FileProblem.WRONG_TYPE, "power_toggles"),
        (changed(intensity_levels=-1), FileProblem.OUT_OF_RANGE, "intensity_levels"),
        (changed(intensity_levels=21), FileProblem.OUT_OF_RANGE, "intensity_levels"),
        (changed(intensity_start=0), FileProblem.OUT_OF_RANGE, "intensity_start"),
        (changed(intensity_start=4), FileProblem.OUT_OF_RANGE, "intensity_start"),
        (changed(intensity_start="1"), FileProblem.WRONG_TYPE, "intensity_start"),
        (changed(technique_order="x"), FileProblem.WRONG_TYPE, "technique_order"),
        (changed(technique_order=["x"]), FileProblem.OUT_OF_RANGE, "technique_order"),
        (changed(technique_order=[[]]), FileProblem.OUT_OF_RANGE, "technique_order"),
        (
            changed(technique_order=["rolling", "rolling"]),
            FileProblem.OUT_OF_RANGE,
            "technique_order",
        ),
        (changed(heat_levels=0), FileProblem.OUT_OF_RANGE, "heat_levels"),
        (changed(heat_levels=4), FileProblem.OUT_OF_RANGE, "heat_levels"),
        (changed(repeats=21), FileProblem.OUT_OF_RANGE, "repeats"),
        (changed(repeats=1.0), FileProblem.WRONG_TYPE, "repeats"),
        (changed(gap_ms=49), FileProblem.OUT_OF_RANGE, "gap_ms"),
        (changed(gap_ms=5001), FileProblem.OUT_OF_RANGE, "gap_ms"),
        (changed(colour="red"), FileProblem.UNKNOWN_FIELD, "colour"),
        (changed(keys={}), FileProblem.OUT_OF_RANGE, "keys"),
        (changed(keys=[]), FileProblem.WRONG_TYPE, "keys"),
        (changed(keys={"up": {}}), FileProblem.UNKNOWN_FIELD, "keys.up"),
        (changed(keys={"power": []}), FileProblem.WRONG_TYPE, "keys.power"),
        (
            changed(keys={"power": {}}),
            FileProblem.MISSING_FIELD,
            "keys.power.carrier_hz",
        ),
        (
            changed_key(frame_us="9000"),
            FileProblem.WRONG_TYPE,
            "keys.power.frame_us",
        ),
        (
            changed_key(frame_us=[True, -500]),
            FileProblem.WRONG_TYPE,
            "keys.power.frame_us",
        ),
        (changed_key(colour="red"), FileProblem.UNKNOWN_FIELD, "keys.power.colour"),
        (changed_key(frame_us=[500]), FileProblem.BAD_CODE, "keys.power"),
        (changed_key(repeats=21), FileProblem.BAD_CODE, "keys.power"),
        (changed_key(carrier_hz=0), FileProblem.BAD_CODE, "keys.power"),
    ],
)
def test_what_is_no_remote(
    data: dict[str, Any], reason: FileProblem, where: str
) -> None:
    with pytest.raises(RemoteError) as caught:
        remote_from_dict(data)

    assert caught.value.reason is reason
    assert caught.value.where == where
    assert str(caught.value).startswith(f"{where}: {reason}")


@pytest.mark.parametrize("name", remote_to_dict(REMOTE))
def test_every_field_must_be_there(name: str) -> None:
    data = remote_to_dict(REMOTE)
    del data[name]

    with pytest.raises(RemoteError) as caught:
        remote_from_dict(data)

    assert caught.value.where == name


@pytest.mark.parametrize("name", remote_to_dict(REMOTE)["keys"]["power"])
def test_every_field_of_a_key_must_be_there(name: str) -> None:
    data = changed_key()
    del data["keys"]["power"][name]

    with pytest.raises(RemoteError) as caught:
        remote_from_dict(data)

    assert caught.value.reason is FileProblem.MISSING_FIELD
    assert caught.value.where == f"keys.power.{name}"
