"""What people and automations write, read kindly but exactly."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from homeassistant.exceptions import ServiceValidationError
import pytest

from custom_components.foot_massage.core.massager import Heat, Technique, Zone
from custom_components.foot_massage.core.panel import SessionRequest
from custom_components.foot_massage.core.programs import ProgramKey
from custom_components.foot_massage.request import minutes, request_from, seconds

NO_NUMBERS = [
    *("abc", "", True, False, [], {}, float("nan"), float("inf"), "nan", -1e300),
    pytest.param(10**400, id="huge"),
]


def fade(value: object) -> timedelta:
    return seconds("transition", value)


def unknown(read: Callable[[], object]) -> str:
    """Return the field that is told to hold an unknown value."""
    with pytest.raises(ServiceValidationError) as caught:
        read()
    assert caught.value.translation_key == "unknown_value"
    assert caught.value.translation_placeholders
    return caught.value.translation_placeholders["field"]


def test_nothing() -> None:
    assert request_from({}) == SessionRequest()
    assert request_from({"program": None, "zones": None}) == SessionRequest()


def test_everything() -> None:
    asked = request_from(
        {
            "program": "balance",
            "duration": 12,
            "technique": "kneading",
            "intensity": 2,
            "zones": ["ball", "arch_and_heel", "ball"],
            "heat": "off",
        }
    )

    assert asked == SessionRequest(
        program=ProgramKey.BALANCE,
        duration=timedelta(minutes=12),
        technique=Technique.KNEADING,
        intensity=2,
        zones=frozenset({Zone.BALL, Zone.ARCH_AND_HEEL}),
        heat=Heat.OFF,
    )


@pytest.mark.parametrize(
    ("data", "asked"),
    [
        ({"intensity": "3"}, SessionRequest(intensity=3)),
        ({"intensity": 3.0}, SessionRequest(intensity=3)),
        ({"zones": "ball"}, SessionRequest(zones=frozenset({Zone.BALL}))),
        ({"zones": ("ball",)}, SessionRequest(zones=frozenset({Zone.BALL}))),
        ({"zones": []}, SessionRequest(zones=frozenset())),
        ({"duration": " 5 "}, SessionRequest(duration=timedelta(minutes=5))),
        ({"duration": "1.5"}, SessionRequest(duration=timedelta(seconds=90))),
    ],
)
def test_written_in_other_ways(data: dict[str, Any], asked: SessionRequest) -> None:
    assert request_from(data) == asked


@pytest.mark.parametrize("field", ["program", "technique", "heat", "zones"])
@pytest.mark.parametrize("value", ["opera", "", 7, True, {}, ["opera"], [["ball"]]])
def test_no_word(field: str, value: object) -> None:
    assert unknown(lambda: request_from({field: value})) == field


@pytest.mark.parametrize("value", [*NO_NUMBERS, 2.5, "2.5"])
def test_no_level(value: object) -> None:
    assert unknown(lambda: request_from({"intensity": value})) == "intensity"


@pytest.mark.parametrize(
    ("read", "value", "length"),
    [
        (minutes, 1, timedelta(minutes=1)),
        (minutes, "10", timedelta(minutes=10)),
        (minutes, 60.0, timedelta(minutes=60)),
        (fade, 0, timedelta()),
        (fade, "2.5", timedelta(seconds=2.5)),
        (fade, 3600, timedelta(hours=1)),
    ],
)
def test_lengths(
    read: Callable[[object], timedelta], value: object, length: timedelta
) -> None:
    assert read(value) == length


@pytest.mark.parametrize("value", [*NO_NUMBERS, 0, 0.99, -5, 60.01, 61, 1e300])
def test_no_session_is_so_long(value: object) -> None:
    with pytest.raises(ServiceValidationError) as caught:
        minutes(value)

    assert caught.value.translation_key == "duration_out_of_range"
    assert caught.value.translation_placeholders == {"shortest": "1", "longest": "60"}


@pytest.mark.parametrize("value", [*NO_NUMBERS, None, -1, 3600.5, 1e300])
def test_no_fade_is_so_long(value: object) -> None:
    assert unknown(lambda: fade(value)) == "transition"
