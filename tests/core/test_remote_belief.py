"""Whatever keys a remote has, the keys pressed lead to what was wished for."""

from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from custom_components.foot_massage.core.infrared import RawCode
from custom_components.foot_massage.core.massager import (
    Heat,
    MassageSettings,
    Technique,
    Zone,
)
from custom_components.foot_massage.core.remote import (
    LearnedRemote,
    RemoteError,
    RemoteKey,
)
from custom_components.foot_massage.core.remote_belief import RemoteBelief
from custom_components.foot_massage.core.remote_controls import InfraredSource

CODE = RawCode(frame=(9000, -4500, 562, -562, 562, -1687, 562))
UP, DOWN, NEXT = (
    RemoteKey.INTENSITY_UP,
    RemoteKey.INTENSITY_DOWN,
    RemoteKey.INTENSITY_NEXT,
)


def remote(*keys: RemoteKey, **more: Any) -> LearnedRemote:
    return LearnedRemote(name="x", keys=dict.fromkeys(keys, CODE), **more)


def way(belief: RemoteBelief, wanted: MassageSettings) -> list[RemoteKey]:
    """Press what leads there; returns the keys."""
    keys = []
    while key := belief.next_key(wanted):
        belief.pressed(key)
        keys.append(key)
        assert len(keys) < 50
    return keys


@pytest.mark.parametrize(("start", "wanted"), product([1, 2, 3, 4], repeat=2))
def test_steps_up_and_down(start: int, wanted: int) -> None:
    belief = RemoteBelief(
        remote(RemoteKey.POWER, UP, DOWN, intensity_levels=4, intensity_start=start)
    )
    belief.pressed(RemoteKey.POWER)
    key = UP if wanted > start else DOWN
    assert way(belief, MassageSettings(intensity=wanted)) == [key] * abs(wanted - start)


@pytest.mark.parametrize(("start", "wanted"), product([1, 2, 3, 4], repeat=2))
def test_steps_in_circles(start: int, wanted: int) -> None:
    belief = RemoteBelief(
        remote(RemoteKey.POWER, NEXT, intensity_levels=4, intensity_start=start)
    )
    keys = way(belief, MassageSettings(intensity=wanted))
    assert keys == [NEXT] * ((wanted - start) % 4)


def test_a_level_nobody_knows_is_left_for_the_lowest() -> None:
    belief = RemoteBelief(remote(RemoteKey.POWER, UP, DOWN, intensity_levels=3))
    wanted = MassageSettings(intensity=2)
    assert way(belief, wanted) == [DOWN, DOWN, UP]
    assert way(belief, wanted) == []
    belief.doubt(UP)
    assert way(belief, MassageSettings(intensity=1)) == [DOWN, DOWN]


def test_what_cannot_be_had_is_not_tried() -> None:
    belief = RemoteBelief(remote(RemoteKey.POWER))
    everything = MassageSettings(
        technique=Technique.ROLLING,
        intensity=2,
        zones=frozenset({Zone.BALL}),
        heat=Heat.HIGH,
    )
    assert way(belief, everything) == []


def test_techniques() -> None:
    order = (Technique.KNEADING, Technique.ROLLING, Technique.TAPPING)
    belief = RemoteBelief(
        remote(
            RemoteKey.POWER,
            RemoteKey.TECHNIQUE_NEXT,
            RemoteKey.TECHNIQUE_VIBRATION,
            technique_order=order,
        )
    )
    next_ = RemoteKey.TECHNIQUE_NEXT
    assert way(belief, MassageSettings(technique=Technique.TAPPING)) == [next_] * 2
    assert way(belief, MassageSettings(technique=Technique.ROLLING)) == [next_] * 2
    vibration = MassageSettings(technique=Technique.VIBRATION)
    assert way(belief, vibration) == [RemoteKey.TECHNIQUE_VIBRATION]
    assert way(belief, MassageSettings(technique=Technique.KNEADING)) == [next_]
    assert way(belief, MassageSettings(technique=Technique.EFFLEURAGE)) == []


def test_a_technique_key_without_an_order() -> None:
    belief = RemoteBelief(remote(RemoteKey.POWER, RemoteKey.TECHNIQUE_NEXT))
    assert way(belief, MassageSettings(technique=Technique.KNEADING)) == []


@pytest.mark.parametrize(("levels", "presses"), [(1, 1), (2, 2), (3, 3)])
def test_heat_goes_off_after_the_last_level(levels: int, presses: int) -> None:
    belief = RemoteBelief(remote(RemoteKey.POWER, RemoteKey.HEAT, heat_levels=levels))
    low, off = MassageSettings(heat=Heat.LOW), MassageSettings(heat=Heat.OFF)
    assert way(belief, low) == [RemoteKey.HEAT]
    assert way(belief, off) == [RemoteKey.HEAT] * presses


def test_zones_are_on_after_turning_on() -> None:
    belief = RemoteBelief(
        remote(RemoteKey.POWER, RemoteKey.ZONE_BALL, RemoteKey.ZONE_ARCH_AND_HEEL)
    )
    ball = MassageSettings(zones=frozenset({Zone.BALL}))
    assert way(belief, ball) == [RemoteKey.ZONE_ARCH_AND_HEEL]
    belief.pressed(RemoteKey.POWER)
    assert way(belief, ball) == [RemoteKey.ZONE_ARCH_AND_HEEL]


def test_power() -> None:
    belief = RemoteBelief(remote(RemoteKey.POWER))
    belief.pressed(RemoteKey.POWER)
    assert belief.power is True
    belief.pressed(RemoteKey.POWER)
    assert belief.power is False
    belief.doubt(RemoteKey.POWER)
    belief.pressed(RemoteKey.POWER)
    assert belief.power is None
    belief = RemoteBelief(replace(remote(RemoteKey.POWER), power_toggles=False))
    for key, power in (
        (RemoteKey.POWER, True),
        (RemoteKey.POWER, True),
        (RemoteKey.POWER_OFF, False),
        (RemoteKey.POWER_ON, True),
    ):
        belief.pressed(key)
        assert belief.power is power
    belief.pressed(RemoteKey.PAUSE)
    assert belief.paused
    belief.pressed(RemoteKey.POWER_OFF)
    assert not belief.paused


def test_what_was_set_before_a_restart() -> None:
    belief = RemoteBelief(
        remote(RemoteKey.POWER, UP, DOWN, RemoteKey.HEAT, intensity_levels=3)
    )
    belief.take(MassageSettings(intensity=2, heat=Heat.LOW))
    assert way(belief, MassageSettings(intensity=3, heat=Heat.LOW)) == [UP]


def test_capabilities() -> None:
    source = InfraredSource(
        remote=remote(
            RemoteKey.POWER,
            RemoteKey.TECHNIQUE_NEXT,
            RemoteKey.TECHNIQUE_VIBRATION,
            RemoteKey.ZONE_BALL,
            RemoteKey.HEAT,
            UP,
            technique_order=(Technique.KNEADING,),
            intensity_levels=3,
            heat_levels=2,
        ),
        emitter="infrared.blaster",
        proof="sensor.plug",
        threshold=7.5,
        longest=timedelta(minutes=30),
        auto_off=timedelta(minutes=16),
    )
    has = source.capabilities()
    assert has.techniques == {Technique.KNEADING, Technique.VIBRATION}
    assert has.zones == {Zone.BALL}
    assert has.heat == {Heat.OFF, Heat.LOW, Heat.HIGH}
    # Up without down leads nowhere.
    assert has.intensity_levels == 0
    assert has.longest == timedelta(minutes=15)
    assert InfraredSource.from_dict(source.as_dict()) == source


@pytest.mark.parametrize("keys", [(UP, DOWN), (NEXT,)])
def test_intensity_needs_both_ways(keys: tuple[RemoteKey, ...]) -> None:
    learned = remote(RemoteKey.POWER, *keys, intensity_levels=3)
    source = InfraredSource(remote=learned, emitter="infrared.blaster")
    assert source.capabilities().intensity_levels == 3


@pytest.mark.parametrize(
    ("learned", "missing"),
    [
        (remote(RemoteKey.HEAT), "keys.power"),
        (remote(RemoteKey.POWER_OFF), "keys.power"),
        (remote(RemoteKey.POWER_ON), "keys.power_off"),
        (remote(RemoteKey.POWER, power_toggles=False), "keys.power_off"),
    ],
)
def test_it_must_be_possible_to_turn_it_off(
    learned: LearnedRemote, missing: str
) -> None:
    with pytest.raises(RemoteError) as caught:
        InfraredSource(remote=learned, emitter="infrared.blaster")
    assert caught.value.where == missing
