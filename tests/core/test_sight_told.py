"""What a massager was told, and what its own timer says."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from custom_components.foot_massage.core.kept_clock import LONGEST_PAUSE_S, KeptClock
from custom_components.foot_massage.core.massager import (
    Capabilities,
    EndReason,
    Heat,
    MassageSettings,
    Technique,
    UnsupportedSettingError,
    Zone,
)
from custom_components.foot_massage.core.sight import (
    OWN_TIMER_GRACE_S,
    PATIENCE_S,
    SETTLE_S,
    Sight,
    Told,
    check,
    look_again_at,
    mixed,
    must_end_at,
)

from .sights import (
    NOTHING,
    PAUSES,
    RUNS,
    STANDS,
    TEN_MINUTES,
    left,
    look,
    session,
)


def test_told_settings_are_mixed_with_those_shown() -> None:
    told = Told()
    assert told.is_settled(0)
    shown = MassageSettings(technique=Technique.KNEADING, intensity=2)
    told.tell(MassageSettings(intensity=3, heat=Heat.LOW), shown, 50)
    assert told.settings == MassageSettings(
        technique=Technique.KNEADING, intensity=3, heat=Heat.LOW
    )
    assert not told.is_settled(50 + SETTLE_S / 2)
    assert told.is_settled(50 + SETTLE_S)
    told.tell(None, None, 60)
    assert told.settings.heat is Heat.LOW
    assert not told.is_settled(60)
    told.tell(None, shown, 70)
    assert told.settings == shown


def test_what_it_was_told_is_shown_until_it_had_time() -> None:
    told = Told()
    seen = MassageSettings(intensity=2)
    told.tell(MassageSettings(intensity=3, heat=Heat.LOW), None, 50)
    both = MassageSettings(intensity=2, heat=Heat.LOW)
    assert told.shown(seen, 51, hold=True) == told.settings
    assert told.shown(seen, 51, hold=False) == both
    assert told.shown(seen, 50 + SETTLE_S, hold=True) == both


def test_mixed_settings() -> None:
    old = MassageSettings(
        technique=Technique.ROLLING,
        intensity=1,
        zones=frozenset({Zone.BALL}),
        heat=Heat.OFF,
    )
    new = MassageSettings(
        technique=Technique.TAPPING,
        intensity=2,
        zones=frozenset({Zone.ARCH_AND_HEEL}),
        heat=Heat.LOW,
    )
    assert mixed(NOTHING, old) == old
    assert mixed(new, old) == new


def test_what_it_does_not_have() -> None:
    has = Capabilities(
        zones=frozenset({Zone.BALL}), intensity_levels=3, longest=TEN_MINUTES
    )
    check(has, NOTHING, None)
    check(has, MassageSettings(intensity=3), TEN_MINUTES)
    for settings, duration in (
        (MassageSettings(intensity=4), TEN_MINUTES),
        (MassageSettings(technique=Technique.KNEADING), None),
        (MassageSettings(zones=frozenset({Zone.TOES_AND_DORSUM})), None),
        (NOTHING, TEN_MINUTES + timedelta(seconds=1)),
    ):
        with pytest.raises(UnsupportedSettingError):
            check(has, settings, duration)


def test_a_timer_turned_at_the_massager(running: KeptClock) -> None:
    look(running, left(RUNS, 10), 104)
    look(running, left(RUNS, 9), 160)
    assert session(running, 160).duration == TEN_MINUTES
    look(running, left(RUNS, 30), 220)
    assert session(running, 220).duration == timedelta(minutes=32)
    look(running, left(RUNS, 30), 270)
    look(running, left(RUNS, 5), 280)
    assert session(running, 280).duration == timedelta(minutes=8)


def test_a_timer_that_knows_only_some_lengths_is_not_followed(
    running: KeptClock,
) -> None:
    for minute in range(10):
        look(running, left(RUNS, 15 - minute), 104 + 60 * minute)
    assert session(running, 660).duration == TEN_MINUTES


def test_not_even_after_a_pause(running: KeptClock) -> None:
    look(running, left(RUNS, 15), 104)
    look(running, left(PAUSES, 14), 160)
    look(running, left(RUNS, 14), 1060)
    look(running, left(RUNS, 13), 1120)
    assert session(running, 1120).duration == TEN_MINUTES


def test_a_timer_that_was_late_to_show_what_we_told_it(running: KeptClock) -> None:
    look(running, left(RUNS, 3), 104)
    look(running, left(RUNS, 10), 110)
    assert session(running, 110).duration == TEN_MINUTES


def test_a_timer_is_not_believed_before_it_had_time(running: KeptClock) -> None:
    look(running, left(RUNS, 40), 104, settled=False)
    look(running, left(RUNS, 0), 110)
    assert running.timer is None
    assert session(running, 110).duration == TEN_MINUTES


def test_a_timer_stands_still_in_a_pause(running: KeptClock) -> None:
    look(running, left(RUNS, 10), 104)
    look(running, left(PAUSES, 9), 160)
    look(running, left(RUNS, 9), 1060)
    look(running, left(RUNS, 8), 1120)
    assert session(running, 1120).duration == TEN_MINUTES


def test_when_to_look_again(clock: KeptClock) -> None:
    told = Told()
    assert look_again_at(clock, told, 50, has_timer=False) is None
    assert must_end_at(clock, has_timer=True) is None
    told.tell(None, None, 50)
    assert look_again_at(clock, told, 50, has_timer=False) == 50 + SETTLE_S
    clock.begin("one", TEN_MINUTES)
    clock.run(100)
    assert look_again_at(clock, told, 100, has_timer=False) == 700
    # However often it is looked at, the end comes no later.
    for now in (100, 699, 702):
        at = look_again_at(clock, told, now, has_timer=True)
        assert at == must_end_at(clock, has_timer=True) == 700 + OWN_TIMER_GRACE_S
    clock.doubted_at = 150.0
    assert look_again_at(clock, told, 150, has_timer=True) == 150 + PATIENCE_S


@pytest.mark.parametrize(
    ("then", "at"),
    [
        (lambda clock: clock.hold(203), 203 + LONGEST_PAUSE_S),
        (lambda clock: clock.end(EndReason.STOPPED_REMOTE, 203), None),
        (lambda clock: clock.lose(203), 700),
        (lambda clock: look(clock, Sight(), 203), 700),
    ],
    ids=["paused", "stopped", "lost", "unseen"],
)
def test_nothing_is_looked_for_at_a_moment_that_is_past(
    running: KeptClock, then: Callable[[KeptClock], object], at: float | None
) -> None:
    look(running, STANDS, 200)
    then(running)
    assert look_again_at(running, Told(), 300, has_timer=False) == at
