"""How a light goes from here to there without a visible step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

# Many bulbs jump, or give up, when told a transition of minutes.
LONGEST_SEGMENT = timedelta(seconds=30)
# More often than this floods a mesh network of bulbs.
SHORTEST_STEP = timedelta(seconds=1)

# The eye sees brightness by about the 2.2th root of the light.
_GAMMA = 2.2


@dataclass(frozen=True, slots=True)
class LightLevel:
    """A light's brightness (0–255) and colour temperature (K, None if unknown)."""

    brightness: int
    kelvin: int | None = None


@dataclass(frozen=True, slots=True)
class FadeStep:
    """At ``at`` from the start, go to ``level`` within ``transition``."""

    at: timedelta
    level: LightLevel
    transition: timedelta


def plan_fade(
    start: LightLevel, target: LightLevel, length: timedelta, *, transitions: bool
) -> tuple[FadeStep, ...]:
    """Return the steps of a fade; the last one is always exactly ``target``.

    A light with ``transitions`` glides through segments of at most
    LONGEST_SEGMENT; another is stepped, as finely as its levels allow but no
    faster than SHORTEST_STEP.
    """
    if length < SHORTEST_STEP or start == target:
        glide = min(length, LONGEST_SEGMENT) if transitions else timedelta()
        return (FadeStep(timedelta(), target, glide),)
    if transitions:
        count = ceil(length / LONGEST_SEGMENT)
    else:
        count = min(int(length / SHORTEST_STEP), _distinct_levels(start, target))
    return tuple(_steps(start, target, length, count, transitions=transitions))


def _steps(
    start: LightLevel,
    target: LightLevel,
    length: timedelta,
    count: int,
    *,
    transitions: bool,
) -> Iterator[FadeStep]:
    """Yield ``count`` steps, leaving out those that would change nothing."""
    before = start
    for number in range(1, count + 1):
        level = level_between(start, target, number / count)
        if level == before and number < count:
            continue
        before = level
        # A glide begins early enough to arrive in time; a jump waits for its time.
        begins = length * (number - 1 if transitions else number) / count
        yield FadeStep(begins, level, length / count if transitions else timedelta())


def level_between(start: LightLevel, target: LightLevel, done: float) -> LightLevel:
    """Return the level at the share ``done`` (0–1) of a fade.

    Even to the eye: brightness by perceived lightness, colour by mireds.
    """
    if done >= 1:
        return target
    root = _mix(_perceived(start), _perceived(target), done)
    kelvin = target.kelvin
    if start.kelvin and target.kelvin:
        kelvin = round(1 / _mix(1 / start.kelvin, 1 / target.kelvin, done))
    return LightLevel(max(1, round(root**_GAMMA)), kelvin)


def _perceived(level: LightLevel) -> float:
    return float(level.brightness ** (1 / _GAMMA))


def _mix(start: float, target: float, done: float) -> float:
    return start + (target - start) * done


def _distinct_levels(start: LightLevel, target: LightLevel) -> int:
    """Return how many steps a fade can have before two of them look the same."""
    levels = abs(start.brightness - target.brightness)
    if start.kelvin and target.kelvin:
        # One mired is below what anyone can see.
        mireds = abs(1_000_000 / start.kelvin - 1_000_000 / target.kelvin)
        levels = max(levels, int(mireds))
    return max(levels, 1)
