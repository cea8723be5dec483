"""The words for a massager."""

from datetime import timedelta

import pytest

from custom_components.foot_massage.core.massager import (
    Capabilities,
    DeviceSession,
    Heat,
    MassageSettings,
    Technique,
    UnsupportedSettingError,
    Zone,
)

HAS = Capabilities(
    techniques=frozenset({Technique.KNEADING, Technique.EFFLEURAGE}),
    zones=frozenset({Zone.BALL}),
    heat=frozenset({Heat.HIGH, Heat.OFF}),
    intensity_levels=3,
)


def test_settings_that_can_be_had() -> None:
    HAS.check(MassageSettings(zones=frozenset({Zone.BALL})))
    Capabilities().check(MassageSettings())
    for level in (1, 2, 3):
        HAS.check(
            MassageSettings(
                technique=Technique.KNEADING,
                intensity=level,
                zones=frozenset({Zone.BALL}),
                heat=Heat.OFF,
            )
        )


@pytest.mark.parametrize(
    ("settings", "setting", "value", "available"),
    [
        (
            MassageSettings(technique=Technique.ROLLING),
            "technique",
            "rolling",
            ("effleurage", "kneading"),
        ),
        (MassageSettings(heat=Heat.LOW), "heat", "low", ("off", "high")),
        (
            MassageSettings(zones=frozenset({Zone.BALL, Zone.ARCH_AND_HEEL})),
            "zones",
            "arch_and_heel",
            ("ball",),
        ),
        (MassageSettings(), "zones", "none", ("ball",)),
        (
            MassageSettings(zones=frozenset({Zone.BALL}), intensity=0),
            "intensity",
            "0",
            ("1–3",),
        ),
        (
            MassageSettings(zones=frozenset({Zone.BALL}), intensity=4),
            "intensity",
            "4",
            ("1–3",),
        ),
    ],
)
def test_settings_that_cannot_be_had(
    settings: MassageSettings, setting: str, value: str, available: tuple[str, ...]
) -> None:
    with pytest.raises(UnsupportedSettingError) as caught:
        HAS.check(settings)
    assert caught.value.setting == setting
    assert caught.value.value == value
    assert caught.value.available == available
    assert str(caught.value) == (
        f"{setting} {value} is not supported; available: {', '.join(available)}"
    )


@pytest.mark.parametrize(
    "settings",
    [
        MassageSettings(technique=Technique.ROLLING),
        MassageSettings(intensity=1),
        MassageSettings(zones=frozenset({Zone.BALL})),
        MassageSettings(heat=Heat.OFF),
    ],
)
def test_a_massager_that_has_nothing(settings: MassageSettings) -> None:
    with pytest.raises(UnsupportedSettingError, match="available: none") as caught:
        Capabilities().check(settings)
    assert caught.value.available == ()


@pytest.mark.parametrize(("elapsed", "remaining"), [(0, 10), (4, 6), (10, 0), (11, 0)])
def test_what_remains_is_never_negative(elapsed: int, remaining: int) -> None:
    session = DeviceSession(
        session_id="one",
        elapsed=timedelta(minutes=elapsed),
        duration=timedelta(minutes=10),
    )
    assert session.remaining == timedelta(minutes=remaining)
