"""How the entities of another device stand for a massager's controls."""

from datetime import timedelta
import json

import pytest

from custom_components.foot_massage.core.massager import (
    Capabilities,
    Heat,
    Technique,
    Zone,
)
from custom_components.foot_massage.core.roles import Role
from custom_components.foot_massage.core.source_map import SourceMap

FULL = SourceMap(
    entities={
        Role.START: "button.start",
        Role.STOP: "button.stop",
        Role.PAUSE: "button.pause",
        Role.TECHNIQUE: "select.mode",
        Role.INTENSITY: "select.strength",
        Role.HEAT: "switch.heat",
        Role.BALL: "switch.ball",
        Role.DURATION: "select.timer",
        Role.POWER_METER: "sensor.power",
    },
    techniques={Technique.KNEADING: "Knead", Technique.ROLLING: "Roll"},
    levels=("Soft", "Firm", "Hard"),
    heats={Heat.OFF: "off", Heat.MEDIUM: "on"},
    minutes={10: "10 min", 15: "15 min"},
    threshold=7.5,
    timer_is_whole=True,
    longest=timedelta(minutes=30),
)
PLUG = SourceMap(entities={Role.POWER: "switch.plug"})


def test_what_it_has() -> None:
    assert FULL.capabilities() == Capabilities(
        techniques=frozenset({Technique.KNEADING, Technique.ROLLING}),
        zones=frozenset({Zone.BALL}),
        heat=frozenset({Heat.OFF, Heat.MEDIUM}),
        intensity_levels=3,
        pause=True,
        longest=timedelta(minutes=30),
    )


def test_a_plug_can_pause_as_it_can_be_off_and_on() -> None:
    assert PLUG.capabilities() == Capabilities(pause=True)


def test_two_keys_cannot_pause() -> None:
    keys = SourceMap(entities={Role.START: "button.start", Role.STOP: "button.stop"})
    assert keys.capabilities() == Capabilities()


def test_words_without_an_entity_are_nothing_it_has() -> None:
    words = SourceMap(
        entities={Role.POWER: "switch.plug"},
        techniques=FULL.techniques,
        levels=FULL.levels,
        heats=FULL.heats,
    )
    assert words.capabilities() == PLUG.capabilities()


@pytest.mark.parametrize("source", [FULL, PLUG])
def test_there_and_back_as_json(source: SourceMap) -> None:
    assert SourceMap.from_dict(json.loads(json.dumps(source.as_dict()))) == source
