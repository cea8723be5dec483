"""The built-in programs, and how each is fitted to what a massager has.

Lengths, techniques and shapes follow what the literature on foot massage
describes: from five minutes, gentle first, firm pressure only in the middle.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from .massager import Capabilities, Heat, MassageSettings, Technique, Zone

PROGRAM_LEVELS = 5

# The most similar technique first; every list is complete, so that a massager
# with any technique at all always gets one.
_NEAREST: dict[Technique, tuple[Technique, ...]] = {
    Technique.EFFLEURAGE: (
        Technique.EFFLEURAGE,
        Technique.ROLLING,
        Technique.KNEADING,
        Technique.VIBRATION,
        Technique.AIR_COMPRESSION,
        Technique.TAPPING,
        Technique.TRIGGER_POINT,
    ),
    Technique.KNEADING: (
        Technique.KNEADING,
        Technique.ROLLING,
        Technique.EFFLEURAGE,
        Technique.TRIGGER_POINT,
        Technique.AIR_COMPRESSION,
        Technique.VIBRATION,
        Technique.TAPPING,
    ),
    Technique.TRIGGER_POINT: (
        Technique.TRIGGER_POINT,
        Technique.KNEADING,
        Technique.TAPPING,
        Technique.ROLLING,
        Technique.VIBRATION,
        Technique.AIR_COMPRESSION,
        Technique.EFFLEURAGE,
    ),
    Technique.AIR_COMPRESSION: (
        Technique.AIR_COMPRESSION,
        Technique.EFFLEURAGE,
        Technique.KNEADING,
        Technique.ROLLING,
        Technique.VIBRATION,
        Technique.TAPPING,
        Technique.TRIGGER_POINT,
    ),
}

_FOOT = frozenset({Zone.ARCH_AND_HEEL, Zone.BALL, Zone.TOES_AND_DORSUM})


class ProgramKey(StrEnum):
    """The names of the programs; ``custom`` stands for settings of one's own."""

    QUICK_RESET = "quick_reset"
    WIND_DOWN = "wind_down"
    DEEP_RELAX = "deep_relax"
    AFTER_WALKING = "after_walking"
    TRIGGER_POINT = "trigger_point"
    CIRCULATION = "circulation"
    BALANCE = "balance"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of a program: its share of the time (0–1) and how it is done.

    ``intensity`` counts from 1 to ``PROGRAM_LEVELS``.
    """

    share: float
    intensity: int
    technique: Technique


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program as it is meant, before it meets a massager."""

    key: ProgramKey
    minutes: int
    phases: tuple[Phase, ...]
    zones: frozenset[Zone]
    heat: Heat

    @property
    def main_phase(self) -> Phase:
        """Return the longest phase, the one the program is known by."""
        return max(self.phases, key=lambda phase: phase.share)


@dataclass(frozen=True, slots=True)
class PlannedPhase:
    """A phase as one massager can do it; it begins at ``begins`` (0–1) of the time."""

    begins: float
    settings: MassageSettings


def _level(technique: Technique, intensity: int) -> tuple[Phase, ...]:
    return (Phase(1.0, intensity, technique),)


def _arc(technique: Technique, gentle: int, firm: int) -> tuple[Phase, ...]:
    return (
        Phase(0.2, gentle, technique),
        Phase(0.6, firm, technique),
        Phase(0.2, gentle, technique),
    )


PROGRAMS: dict[ProgramKey, Program] = {
    program.key: program
    for program in (
        Program(
            key=ProgramKey.QUICK_RESET,
            minutes=5,
            phases=_level(Technique.EFFLEURAGE, 2),
            zones=_FOOT,
            heat=Heat.LOW,
        ),
        Program(
            key=ProgramKey.WIND_DOWN,
            minutes=10,
            phases=(
                Phase(4 / 6, 3, Technique.EFFLEURAGE),
                Phase(1 / 6, 2, Technique.EFFLEURAGE),
                Phase(1 / 6, 1, Technique.EFFLEURAGE),
            ),
            zones=_FOOT,
            heat=Heat.LOW,
        ),
        Program(
            key=ProgramKey.DEEP_RELAX,
            minutes=20,
            phases=_arc(Technique.KNEADING, 2, 3),
            zones=frozenset(Zone),
            heat=Heat.MEDIUM,
        ),
        Program(
            key=ProgramKey.AFTER_WALKING,
            minutes=15,
            phases=(
                Phase(0.8, 3, Technique.KNEADING),
                Phase(0.2, 3, Technique.EFFLEURAGE),
            ),
            zones=frozenset({Zone.ARCH_AND_HEEL, Zone.CALVES_AND_ACHILLES}),
            heat=Heat.MEDIUM,
        ),
        Program(
            key=ProgramKey.TRIGGER_POINT,
            minutes=10,
            phases=_arc(Technique.TRIGGER_POINT, 2, 4),
            zones=frozenset({Zone.ARCH_AND_HEEL, Zone.BALL}),
            heat=Heat.OFF,
        ),
        Program(
            key=ProgramKey.CIRCULATION,
            minutes=15,
            phases=_level(Technique.AIR_COMPRESSION, 2),
            zones=frozenset({Zone.CALVES_AND_ACHILLES, Zone.TOES_AND_DORSUM}),
            heat=Heat.MEDIUM,
        ),
        Program(
            key=ProgramKey.BALANCE,
            minutes=10,
            phases=_level(Technique.KNEADING, 3),
            zones=frozenset({Zone.BALL, Zone.TOES_AND_DORSUM}),
            heat=Heat.OFF,
        ),
    )
}


def scale_intensity(level: int, levels: int) -> int | None:
    """Scale a program's level (1–5) to a massager with ``levels``; None if it has 0."""
    if levels == 0:
        return None
    return max(1, round(level * levels / PROGRAM_LEVELS))


def nearest_technique(
    wanted: Technique, available: frozenset[Technique]
) -> Technique | None:
    """Return the most similar technique to be had, or None if there is no choice."""
    return next((one for one in _NEAREST[wanted] if one in available), None)


def nearest_heat(wanted: Heat, available: frozenset[Heat]) -> Heat | None:
    """Return the warmest heat not above ``wanted``, else the coolest there is."""
    order = list(Heat)
    up_to = order[: order.index(wanted) + 1]
    ranked = (*reversed(up_to), *order[len(up_to) :])
    return next((heat for heat in ranked if heat in available), None)


def _fit(program: Program, phase: Phase, has: Capabilities) -> MassageSettings:
    return MassageSettings(
        technique=nearest_technique(phase.technique, has.techniques),
        intensity=scale_intensity(phase.intensity, has.intensity_levels),
        zones=(program.zones & has.zones) or has.zones,
        heat=nearest_heat(program.heat, has.heat),
    )


def main_settings(program: Program, has: Capabilities) -> MassageSettings:
    """Return the settings of the program's longest phase on this massager."""
    return _fit(program, program.main_phase, has)


def plan_phases(program: Program, has: Capabilities) -> tuple[PlannedPhase, ...]:
    """Return the program's phases on this massager, equal neighbours joined."""
    begins = 0.0
    planned: list[PlannedPhase] = []
    for phase in program.phases:
        planned.append(PlannedPhase(begins, _fit(program, phase, has)))
        begins += phase.share
    return (
        planned[0],
        *(now for before, now in pairwise(planned) if now.settings != before.settings),
    )
