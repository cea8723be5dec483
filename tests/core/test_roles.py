"""Which entity plays which part of a foot massager, device by device."""

import pytest

from custom_components.foot_massage.core.massager import Zone
from custom_components.foot_massage.core.role_sensors import rests
from custom_components.foot_massage.core.roles import (
    Role,
    SourceEntity,
    Suggestion,
    suggest_roles,
)

from .devices import Device, devices

DEVICES = devices()


@pytest.mark.parametrize("device", DEVICES, ids=lambda device: device.name)
def test_device(device: Device) -> None:
    suggestion = suggest_roles(device.entities)
    assert suggestion.roles == device.roles
    assert suggestion.questions == device.questions


@pytest.mark.parametrize("device", DEVICES, ids=lambda device: device.name)
def test_order_does_not_matter(device: Device) -> None:
    suggestion = suggest_roles(reversed(device.entities))
    assert suggestion.roles == device.roles
    assert {role: set(ids) for role, ids in suggestion.questions.items()} == {
        role: set(ids) for role, ids in device.questions.items()
    }


def test_table_is_worth_its_name() -> None:
    assert len(DEVICES) >= 28
    assert {device.source for device in DEVICES} == {"documented", "vocabulary"}
    assert all(device.where for device in DEVICES)
    seen = {role for device in DEVICES for role in device.roles}
    assert seen == set(Role)


def test_no_entities() -> None:
    assert suggest_roles([]) == Suggestion()


def test_zones_are_roles() -> None:
    assert {Role(zone) for zone in Zone} < set(Role)


def switch(entity_id: str, name: str, category: str | None = None) -> SourceEntity:
    return SourceEntity(
        entity_id=entity_id, domain="switch", name=name, entity_category=category
    )


def test_a_second_switch_makes_a_question_of_a_likely_one() -> None:
    relay, other = switch("switch.a", "Relay 1"), switch("switch.b", "Night owl")
    assert suggest_roles([relay]).roles == {Role.POWER: "switch.a"}
    both = suggest_roles([relay, other])
    assert both.roles == {}
    assert both.questions == {Role.POWER: ("switch.a", "switch.b")}


@pytest.mark.parametrize(
    "name",
    [
        "Child lock",
        "LED",
        "Status light",
        "Do not disturb",
        "Key tone",
        "Beeper sound",
        "Auto off",
        "Preheat",
        "Timer",
        "Head massage",
        "Rückenmassage",
        "免打扰",
        "指示灯",
    ],
)
def test_never_the_power(name: str) -> None:
    suggestion = suggest_roles([switch("switch.it", name)])
    assert suggestion == Suggestion()


def test_configuration_is_never_the_power() -> None:
    entity = switch("switch.it", "Power", "config")
    assert suggest_roles([entity]) == Suggestion()


@pytest.mark.parametrize(
    ("state", "at_rest"),
    [
        ("Idle", True),
        ("stopped", True),
        ("Paused", True),
        ("false", True),
        ("none", True),
        ("0", True),
        ("Aus", True),
        ("Bereit", True),
        ("待机", True),
        ("工作中", False),
        ("massaging", False),
        ("Running, heat off", False),
        ("on", False),
        ("10", False),
    ],
)
def test_what_a_sensor_says_at_rest(state: str, at_rest: bool) -> None:
    assert rests(state) is at_rest
