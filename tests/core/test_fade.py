"""A fade arrives, never turns back, and takes steps that nobody sees."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

import pytest

from custom_components.foot_massage.core.fade import (
    LONGEST_SEGMENT,
    SHORTEST_STEP,
    FadeStep,
    LightLevel,
    level_between,
    plan_fade,
)

FIVE_MINUTES = timedelta(minutes=5)
AT_ONCE = timedelta()

FADES = [
    pytest.param(LightLevel(255, 4000), LightLevel(25, 2200), id="down and warmer"),
    pytest.param(LightLevel(25, 2200), LightLevel(255, 4000), id="up and cooler"),
    pytest.param(LightLevel(255), LightLevel(1), id="all the way down"),
    pytest.param(LightLevel(0), LightLevel(30), id="from off"),
    pytest.param(LightLevel(0, None), LightLevel(30, 2200), id="from off, coloured"),
    pytest.param(LightLevel(30, 6500), LightLevel(30, 2000), id="only warmer"),
    pytest.param(LightLevel(200, 2700), LightLevel(50), id="colour of its own"),
    pytest.param(LightLevel(12), LightLevel(10), id="hardly at all"),
]
LENGTHS = [
    pytest.param(timedelta(seconds=1), id="1 s"),
    pytest.param(timedelta(seconds=30), id="30 s"),
    pytest.param(timedelta(seconds=30.5), id="30.5 s"),
    pytest.param(FIVE_MINUTES, id="5 min"),
    pytest.param(timedelta(hours=1), id="1 h"),
]


def glide(start: LightLevel, target: LightLevel, length: timedelta) -> list[FadeStep]:
    return list(plan_fade(start, target, length, transitions=True))


def stairs(start: LightLevel, target: LightLevel, length: timedelta) -> list[FadeStep]:
    return list(plan_fade(start, target, length, transitions=False))


def perceived(level: LightLevel) -> float:
    """Return how bright a level looks."""
    return float(level.brightness ** (1 / 2.2))


def mireds(level: LightLevel) -> float:
    assert level.kelvin is not None
    return 1_000_000 / level.kelvin


def goes_one_way(values: Sequence[float]) -> bool:
    return list(values) in (sorted(values), sorted(values, reverse=True))


@pytest.mark.parametrize("transitions", [True, False], ids=["glide", "stairs"])
@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize(("start", "target"), FADES)
def test_every_fade(
    start: LightLevel, target: LightLevel, length: timedelta, transitions: bool
) -> None:
    steps = plan_fade(start, target, length, transitions=transitions)

    levels = [start, *(step.level for step in steps)]
    assert levels[-1] == target
    arrived = steps[-1].at + steps[-1].transition
    assert abs(arrived - length) < timedelta(milliseconds=1)
    assert all(0 < level.brightness <= 255 for level in levels[1:])
    assert goes_one_way([level.brightness for level in levels])
    assert goes_one_way([level.kelvin for level in levels if level.kelvin])
    assert all(step.at >= AT_ONCE for step in steps)
    assert all(now.at - before.at >= SHORTEST_STEP for before, now in pairwise(steps))
    assert all(step.transition <= LONGEST_SEGMENT for step in steps)
    assert all(before != now for before, now in pairwise(levels[:-1]))


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize(("start", "target"), FADES)
def test_a_glide_is_gapless_and_stairs_only_jump(
    start: LightLevel, target: LightLevel, length: timedelta
) -> None:
    segments = glide(start, target, length)
    if len(segments) == -(-length // LONGEST_SEGMENT):
        for before, now in pairwise(segments):
            gap = now.at - (before.at + before.transition)
            assert abs(gap) < timedelta(milliseconds=1)

    assert all(step.transition == AT_ONCE for step in stairs(start, target, length))
    assert stairs(start, target, length)[0].at >= SHORTEST_STEP


def test_segments_look_equally_long() -> None:
    start, target = LightLevel(255, 5000), LightLevel(20, 2000)
    levels = [start, *(step.level for step in glide(start, target, FIVE_MINUTES))]
    assert len(levels) == 11

    darker = [perceived(before) - perceived(now) for before, now in pairwise(levels)]
    # A brightness is rounded by up to a half, which is seen the most at the dark end.
    rounding = perceived(LightLevel(20)) - perceived(LightLevel(19))
    assert max(darker) - min(darker) <= 2 * rounding

    warmer = [mireds(now) - mireds(before) for before, now in pairwise(levels)]
    assert max(warmer) - min(warmer) < 1


def test_half_way() -> None:
    start, target = LightLevel(255, 5000), LightLevel(20, 2000)

    half = level_between(start, target, 0.5)

    # In the middle by mireds (200 and 500) and not by kelvins (3500).
    assert half.kelvin == round(1_000_000 / 350)
    assert perceived(half) == pytest.approx(
        (perceived(start) + perceived(target)) / 2, abs=0.02
    )
    assert half.brightness < (start.brightness + target.brightness) / 2
    assert level_between(start, target, 0) == start
    assert level_between(start, target, 1) == target


@pytest.mark.parametrize(
    ("start", "target", "kelvin"),
    [
        (LightLevel(255), LightLevel(20, 2200), 2200),
        (LightLevel(255, 4000), LightLevel(20), None),
    ],
    ids=["unknown colour", "leave the colour"],
)
def test_half_a_colour(start: LightLevel, target: LightLevel, kelvin: int) -> None:
    assert level_between(start, target, 0.5).kelvin == kelvin


def test_stairs_are_as_fine_as_the_light_allows() -> None:
    # 245 levels, which an hour has time for.
    steps = stairs(LightLevel(255), LightLevel(10), timedelta(hours=1))
    brightest = steps[0].level.brightness
    assert 250 <= brightest < 255
    # At the dark end a level is a wide step to the eye: none is left out there.
    levels = {step.level.brightness for step in steps}
    assert set(range(10, 40)) <= levels
    # In a minute there is time for sixty.
    assert len(stairs(LightLevel(255), LightLevel(10), timedelta(minutes=1))) <= 60


@pytest.mark.parametrize(
    ("length", "transition"),
    [
        (timedelta(), timedelta()),
        (timedelta(seconds=0.4), timedelta(seconds=0.4)),
    ],
)
def test_no_time_for_steps(length: timedelta, transition: timedelta) -> None:
    start, target = LightLevel(255, 4000), LightLevel(25, 2200)

    assert glide(start, target, length) == [FadeStep(AT_ONCE, target, transition)]
    assert stairs(start, target, length) == [FadeStep(AT_ONCE, target, AT_ONCE)]


@pytest.mark.parametrize("level", [LightLevel(25, 2200), LightLevel(25), LightLevel(0)])
def test_already_there(level: LightLevel) -> None:
    (segment,) = glide(level, level, FIVE_MINUTES)
    assert segment == FadeStep(AT_ONCE, level, LONGEST_SEGMENT)

    assert stairs(level, level, FIVE_MINUTES) == [FadeStep(AT_ONCE, level, AT_ONCE)]
