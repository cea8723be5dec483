"""What a massager is set to, and how requests change it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from custom_components.foot_massage.core.massager import (
    Capabilities,
    Heat,
    MassageSettings,
    Technique,
    UnsupportedSettingError,
    Zone,
)
from custom_components.foot_massage.core.panel import (
    Panel,
    SessionRequest,
    phase_at,
    phases_of,
)
from custom_components.foot_massage.core.programs import ProgramKey

HOUR = timedelta(hours=1)
FULL = Capabilities(
    techniques=frozenset(Technique),
    zones=frozenset(Zone),
    heat=frozenset(Heat),
    intensity_levels=5,
    pause=True,
)
SIMPLE = Capabilities(
    techniques=frozenset({Technique.VIBRATION}), zones=frozenset({Zone.BALL})
)
FOOT = frozenset({Zone.ARCH_AND_HEEL, Zone.BALL, Zone.TOES_AND_DORSUM})
WIND_DOWN = Panel.for_program(ProgramKey.WIND_DOWN, FULL, HOUR)


def asked(request: SessionRequest) -> Panel:
    """Return the wind-down's panel with a request applied."""
    return WIND_DOWN.asked(request, FULL, HOUR)


def test_a_program() -> None:
    assert WIND_DOWN.program is ProgramKey.WIND_DOWN
    assert WIND_DOWN.duration == timedelta(minutes=10)
    assert WIND_DOWN.settings == MassageSettings(
        technique=Technique.EFFLEURAGE, intensity=3, zones=FOOT, heat=Heat.LOW
    )


def test_a_program_is_no_longer_than_allowed() -> None:
    panel = Panel.for_program(ProgramKey.DEEP_RELAX, FULL, timedelta(minutes=15))

    assert panel.duration == timedelta(minutes=15)


def test_nothing_asked_changes_nothing() -> None:
    assert asked(SessionRequest()) is WIND_DOWN


@pytest.mark.parametrize(
    ("request_", "change"),
    [
        (SessionRequest(technique=Technique.KNEADING), {"technique": "kneading"}),
        (SessionRequest(intensity=5), {"intensity": 5}),
        (SessionRequest(heat=Heat.OFF), {"heat": "off"}),
        (SessionRequest(zones=frozenset({Zone.BALL})), {"zones": {"ball"}}),
        (SessionRequest(add_zone=Zone.CALVES_AND_ACHILLES), {"zones": set(Zone)}),
        (SessionRequest(remove_zone=Zone.BALL), {"zones": FOOT - {Zone.BALL}}),
    ],
)
def test_a_setting_of_ones_own_is_custom(
    request_: SessionRequest, change: dict[str, Any]
) -> None:
    panel = asked(request_)

    assert panel.program is ProgramKey.CUSTOM
    assert panel.settings == replace(WIND_DOWN.settings, **change)
    assert panel.duration == WIND_DOWN.duration


@pytest.mark.parametrize(
    "request_",
    [
        SessionRequest(technique=Technique.EFFLEURAGE, intensity=3),
        SessionRequest(zones=FOOT),
        SessionRequest(add_zone=Zone.BALL),
        SessionRequest(remove_zone=Zone.CALVES_AND_ACHILLES),
        SessionRequest(program=ProgramKey.CUSTOM),
    ],
)
def test_what_is_set_already_keeps_the_program(request_: SessionRequest) -> None:
    assert asked(request_) == WIND_DOWN


def test_a_duration_keeps_the_program() -> None:
    panel = asked(SessionRequest(duration=timedelta(minutes=25)))

    assert panel == replace(WIND_DOWN, duration=timedelta(minutes=25))


def test_choosing_a_program_starts_over() -> None:
    changed = asked(SessionRequest(intensity=1, duration=timedelta(minutes=33)))

    panel = changed.asked(SessionRequest(program=ProgramKey.WIND_DOWN), FULL, HOUR)

    assert panel == WIND_DOWN


def test_a_program_with_changes() -> None:
    panel = asked(
        SessionRequest(
            program=ProgramKey.BALANCE, heat=Heat.HIGH, duration=timedelta(minutes=3)
        )
    )

    balance = Panel.for_program(ProgramKey.BALANCE, FULL, HOUR)
    assert panel.program is ProgramKey.CUSTOM
    assert panel.settings == replace(balance.settings, heat=Heat.HIGH)
    assert panel.duration == timedelta(minutes=3)


@pytest.mark.parametrize(
    ("request_", "setting", "available"),
    [
        (SessionRequest(technique=Technique.TAPPING), "technique", ("vibration",)),
        (SessionRequest(zones=frozenset({Zone.BALL, *FOOT})), "zones", ("ball",)),
        (SessionRequest(zones=frozenset()), "zones", ("ball",)),
        (SessionRequest(remove_zone=Zone.BALL), "zones", ("ball",)),
        (SessionRequest(intensity=1), "intensity", ()),
        (SessionRequest(heat=Heat.OFF), "heat", ()),
    ],
)
def test_what_the_massager_lacks(
    request_: SessionRequest, setting: str, available: tuple[str, ...]
) -> None:
    panel = Panel.for_program(ProgramKey.BALANCE, SIMPLE, HOUR)

    with pytest.raises(UnsupportedSettingError) as refused:
        panel.asked(request_, SIMPLE, HOUR)

    assert refused.value.setting == setting
    assert refused.value.available == available


def test_custom_is_one_phase() -> None:
    settings = MassageSettings(technique=Technique.ROLLING)

    (phase,) = phases_of(ProgramKey.CUSTOM, settings, FULL)

    assert phase.begins == 0
    assert phase.settings == settings


@pytest.mark.parametrize(
    ("done", "intensity"),
    [(0, 2), (0.19, 2), (0.2, 3), (0.79, 3), (0.81, 2), (1, 2), (1.5, 2)],
)
def test_the_phase_at_a_time(done: float, intensity: int) -> None:
    panel = Panel.for_program(ProgramKey.DEEP_RELAX, FULL, HOUR)
    phases = phases_of(panel.program, panel.settings, FULL)

    assert phase_at(phases, done).settings.intensity == intensity
