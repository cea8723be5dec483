"""What a massager is set to: what its entities show and the next session does."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta

from .massager import Capabilities, Heat, MassageSettings, Technique, Zone
from .programs import (
    PROGRAMS,
    PlannedPhase,
    ProgramKey,
    main_settings,
    plan_phases,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRequest:
    """What a start or a change asks for; ``None`` leaves a thing as it is set."""

    program: ProgramKey | None = None
    duration: timedelta | None = None
    technique: Technique | None = None
    intensity: int | None = None
    zones: frozenset[Zone] | None = None
    heat: Heat | None = None
    add_zone: Zone | None = None
    remove_zone: Zone | None = None

    def settings_from(self, settings: MassageSettings) -> MassageSettings:
        """Return settings with what is asked for."""
        zones = settings.zones if self.zones is None else self.zones
        if self.add_zone:
            zones |= {self.add_zone}
        if self.remove_zone:
            zones -= {self.remove_zone}
        return MassageSettings(
            technique=self.technique or settings.technique,
            intensity=settings.intensity if self.intensity is None else self.intensity,
            zones=zones,
            heat=self.heat or settings.heat,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The program, settings and massage time a massager is set to.

    ``settings`` are those of the program's longest phase; a setting of one's own
    turns the program into ``custom``, which keeps it for the whole session.
    """

    program: ProgramKey
    settings: MassageSettings
    duration: timedelta

    @classmethod
    def for_program(
        cls, key: ProgramKey, has: Capabilities, longest: timedelta
    ) -> Panel:
        """Return the panel set to a program, no longer than ``longest``."""
        program = PROGRAMS[key]
        return cls(
            program=key,
            settings=main_settings(program, has),
            duration=min(timedelta(minutes=program.minutes), longest),
        )

    def asked(
        self, request: SessionRequest, has: Capabilities, longest: timedelta
    ) -> Panel:
        """Return the panel with a request applied.

        Raises UnsupportedSettingError if the massager lacks what is asked for.
        """
        panel = self
        if request.program is not None and request.program is not ProgramKey.CUSTOM:
            panel = Panel.for_program(request.program, has, longest)
        settings = request.settings_from(panel.settings)
        if settings != panel.settings:
            has.check(settings)
            panel = replace(panel, program=ProgramKey.CUSTOM, settings=settings)
        if request.duration is not None:
            panel = replace(panel, duration=request.duration)
        return panel


def phases_of(
    program: ProgramKey, settings: MassageSettings, has: Capabilities
) -> tuple[PlannedPhase, ...]:
    """Return the phases of a session; ``custom`` has one."""
    if program is ProgramKey.CUSTOM:
        return (PlannedPhase(0.0, settings),)
    return plan_phases(PROGRAMS[program], has)


def phase_at(phases: Collection[PlannedPhase], done: float) -> PlannedPhase:
    """Return the phase for the share (0–1) of the massage time that is done."""
    *_, phase = (one for one in phases if one.begins <= done)
    return phase
