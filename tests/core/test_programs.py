"""The built-in programs, and how they are fitted to a massager."""

from itertools import product

import pytest

from custom_components.foot_massage.core.massager import (
    Capabilities,
    Heat,
    MassageSettings,
    Technique,
    Zone,
)
from custom_components.foot_massage.core.programs import (
    PROGRAMS,
    ProgramKey,
    main_settings,
    nearest_heat,
    nearest_technique,
    plan_phases,
    scale_intensity,
)

FULL = Capabilities(
    techniques=frozenset(Technique),
    zones=frozenset(Zone),
    heat=frozenset(Heat),
    intensity_levels=5,
    pause=True,
)
FOOT = {Zone.ARCH_AND_HEEL, Zone.BALL, Zone.TOES_AND_DORSUM}
STROKE, KNEAD = Technique.EFFLEURAGE, Technique.KNEADING
PRESS, AIR = Technique.TRIGGER_POINT, Technique.AIR_COMPRESSION

# Minutes, zones, heat, and each phase as (begins after minutes, technique, intensity).
type Row = tuple[int, set[Zone], Heat, list[tuple[float, Technique, int]]]
TABLE: dict[ProgramKey, Row] = {
    ProgramKey.QUICK_RESET: (5, FOOT, Heat.LOW, [(0, STROKE, 2)]),
    ProgramKey.WIND_DOWN: (
        10,
        FOOT,
        Heat.LOW,
        [(0, STROKE, 3), (10 * 4 / 6, STROKE, 2), (10 * 5 / 6, STROKE, 1)],
    ),
    ProgramKey.DEEP_RELAX: (
        20,
        set(Zone),
        Heat.MEDIUM,
        [(0, KNEAD, 2), (4, KNEAD, 3), (16, KNEAD, 2)],
    ),
    ProgramKey.AFTER_WALKING: (
        15,
        {Zone.ARCH_AND_HEEL, Zone.CALVES_AND_ACHILLES},
        Heat.MEDIUM,
        [(0, KNEAD, 3), (12, STROKE, 3)],
    ),
    ProgramKey.TRIGGER_POINT: (
        10,
        {Zone.ARCH_AND_HEEL, Zone.BALL},
        Heat.OFF,
        [(0, PRESS, 2), (2, PRESS, 4), (8, PRESS, 2)],
    ),
    ProgramKey.CIRCULATION: (
        15,
        {Zone.CALVES_AND_ACHILLES, Zone.TOES_AND_DORSUM},
        Heat.MEDIUM,
        [(0, AIR, 2)],
    ),
    ProgramKey.BALANCE: (
        10,
        {Zone.BALL, Zone.TOES_AND_DORSUM},
        Heat.OFF,
        [(0, KNEAD, 3)],
    ),
}


def test_every_program_is_in_the_table() -> None:
    assert set(PROGRAMS) == set(TABLE) == set(ProgramKey) - {ProgramKey.CUSTOM}


@pytest.mark.parametrize("key", TABLE)
def test_the_programs_are_those_of_the_table(key: ProgramKey) -> None:
    minutes, zones, heat, phases = TABLE[key]
    program = PROGRAMS[key]
    assert program.key is key
    assert program.minutes == minutes
    assert sum(phase.share for phase in program.phases) == pytest.approx(1)
    planned = plan_phases(program, FULL)
    for phase, (begins, technique, level) in zip(planned, phases, strict=True):
        assert phase.begins * minutes == pytest.approx(begins)
        assert phase.settings.technique is technique
        assert phase.settings.intensity == level
        assert phase.settings.zones == zones
        assert phase.settings.heat is heat


@pytest.mark.parametrize(
    ("key", "technique", "intensity"),
    [
        (ProgramKey.WIND_DOWN, STROKE, 3),
        (ProgramKey.DEEP_RELAX, KNEAD, 3),
        (ProgramKey.AFTER_WALKING, KNEAD, 3),
        (ProgramKey.TRIGGER_POINT, PRESS, 4),
    ],
)
def test_a_program_is_known_by_its_longest_phase(
    key: ProgramKey, technique: Technique, intensity: int
) -> None:
    settings = main_settings(PROGRAMS[key], FULL)
    assert (settings.technique, settings.intensity) == (technique, intensity)


@pytest.mark.parametrize("key", TABLE)
def test_a_massager_that_has_nothing(key: ProgramKey) -> None:
    (phase,) = plan_phases(PROGRAMS[key], Capabilities())
    assert phase.begins == 0
    assert phase.settings == MassageSettings()


@pytest.mark.parametrize("key", TABLE)
def test_whatever_a_massager_has_it_can_do_what_it_is_told(key: ProgramKey) -> None:
    one_of_each = product(Technique, Zone, Heat, (0, 1, 2, 3, 5, 10, 20))
    for technique, zone, heat, levels in one_of_each:
        has = Capabilities(
            techniques=frozenset({technique}),
            zones=frozenset({zone}),
            heat=frozenset({heat}),
            intensity_levels=levels,
        )
        for phase in plan_phases(PROGRAMS[key], has):
            has.check(phase.settings)
            assert phase.settings.technique is technique
            assert phase.settings.zones == {zone}
            assert phase.settings.heat is heat
            assert (phase.settings.intensity is None) == (levels == 0)


def test_phases_that_come_out_equal_are_joined() -> None:
    has = Capabilities(techniques=frozenset({STROKE}), intensity_levels=2)
    planned = plan_phases(PROGRAMS[ProgramKey.WIND_DOWN], has)
    assert [phase.settings.intensity for phase in planned] == [1]
    has = Capabilities(techniques=frozenset({STROKE}), intensity_levels=3)
    planned = plan_phases(PROGRAMS[ProgramKey.WIND_DOWN], has)
    assert [phase.settings.intensity for phase in planned] == [2, 1]


def test_only_the_zones_of_the_program_that_there_are() -> None:
    has = Capabilities(zones=frozenset({Zone.BALL, Zone.CALVES_AND_ACHILLES}))
    settings = main_settings(PROGRAMS[ProgramKey.QUICK_RESET], has)
    assert settings.zones == {Zone.BALL}
    settings = main_settings(PROGRAMS[ProgramKey.CIRCULATION], has)
    assert settings.zones == {Zone.CALVES_AND_ACHILLES}


def test_circulation_without_air_is_effleurage() -> None:
    has = Capabilities(techniques=frozenset(Technique) - {AIR})
    settings = main_settings(PROGRAMS[ProgramKey.CIRCULATION], has)
    assert settings.technique is STROKE


@pytest.mark.parametrize(
    ("level", "levels", "scaled"),
    [
        (3, 0, None),
        (1, 1, 1),
        (5, 1, 1),
        (1, 3, 1),
        (3, 3, 2),
        (5, 3, 3),
        (1, 5, 1),
        (4, 5, 4),
        (2, 10, 4),
        (5, 20, 20),
    ],
)
def test_intensity_scales(level: int, levels: int, scaled: int | None) -> None:
    assert scale_intensity(level, levels) == scaled


def test_the_nearest_technique() -> None:
    everything = frozenset(Technique)
    for wanted in (STROKE, KNEAD, PRESS, AIR):
        assert nearest_technique(wanted, everything) is wanted
        assert nearest_technique(wanted, frozenset()) is None
    gentle_or_firm = frozenset({STROKE, PRESS})
    assert nearest_technique(AIR, gentle_or_firm) is STROKE
    assert nearest_technique(KNEAD, gentle_or_firm) is STROKE


@pytest.mark.parametrize(
    ("wanted", "available", "nearest"),
    [
        (Heat.LOW, {Heat.OFF, Heat.LOW, Heat.HIGH}, Heat.LOW),
        (Heat.LOW, {Heat.OFF, Heat.HIGH}, Heat.OFF),
        (Heat.MEDIUM, {Heat.LOW, Heat.HIGH}, Heat.LOW),
        (Heat.OFF, {Heat.MEDIUM, Heat.HIGH}, Heat.MEDIUM),
        (Heat.OFF, set(), None),
    ],
)
def test_the_nearest_heat_is_not_hotter_if_it_can_be(
    wanted: Heat, available: set[Heat], nearest: Heat | None
) -> None:
    assert nearest_heat(wanted, frozenset(available)) is nearest
