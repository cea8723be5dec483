"""What live sensors show around a session: what counts as measured, and what not."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from custom_components.foot_massage.core.metrics import Reading
from custom_components.foot_massage.core.readings import (
    Change,
    Course,
    Window,
    changes,
    take,
    window_after,
    window_before,
)

from .sleepers import at, session

HEART, SPO2 = Reading.HEART_RATE, Reading.SPO2
SYSTOLIC, DIASTOLIC = Reading.SYSTOLIC, Reading.DIASTOLIC
UNITS = {HEART: "bpm", SPO2: "%", SYSTOLIC: "mmHg", DIASTOLIC: "mmHg"}
# The five minutes before a massage at nine.
WINDOW = Window(at("20:55"), at("21:00"))


def moment(clock: str) -> datetime:
    """Return a time of the evening: "20:55", or "20:55:30"."""
    minutes, _, seconds = (
        clock.rpartition(":") if clock.count(":") == 2 else (clock, "", "0")
    )
    return at(minutes) + timedelta(seconds=float(seconds))


def course(*reports: tuple[str, object], reading: Reading = HEART) -> Course:
    """Return what a sensor has shown; an unchanged value is only reported again."""
    shown = Course(reading)
    before: object = None
    changed = moment("20:00")
    for clock, value in reports:
        changed = changed if value == before else moment(clock)
        before = value
        shown.note(value, UNITS[reading], moment(clock), changed_at=changed)
    return shown


@pytest.mark.parametrize(
    ("reports", "mean"),
    [
        # Nothing, and nothing that can be used.
        ([], None),
        ([("20:56", "unavailable")], None),
        ([("20:56", "fast")], None),
        ([("20:56", "0")], None),
        ([("20:56", "300")], None),
        # One value, told in the window: it holds until the end.
        ([("20:56", "72")], 72),
        ([("20:59:59", "72")], 72),
        # Weighted by how long each was shown.
        ([("20:55", "60"), ("20:59", "70")], 62),
        ([("20:54", "60"), ("20:56", "70"), ("20:58", "80")], 72),
        # What came after the start is not before it.
        ([("20:58", "60"), ("21:00", "90")], 60),
        ([("21:00", "90")], None),
        # Only told before the window: that is no measurement within it.
        ([("20:54", "72")], None),
        ([("20:54:59", "72")], None),
        # Told before and within: both hold.
        ([("20:53", "60"), ("20:57:30", "70")], 65),
        # A report speaks for five minutes: what came before is forgotten by then.
        ([("20:50", "60"), ("20:58", "70")], 70),
        # Gaps count for nothing.
        ([("20:55", "60"), ("20:56", "unknown"), ("20:59", "70")], 65),
        ([("20:55", "60"), ("20:56", "not a number"), ("20:59", "70")], 65),
        # The same value again and again is measured, but for ten minutes at most.
        ([("20:52", "60"), ("20:54", "60"), ("20:56", "60"), ("20:58", "60")], 60),
        ([("20:44", "60"), ("20:48", "60"), ("20:52", "60"), ("20:56", "60")], None),
        ([("20:48", "60"), ("20:52", "60"), ("20:56", "60"), ("20:59", "70")], 62.5),
        # Unchanged after a silence: it was told twice, and spoke twice.
        ([("20:49", "60"), ("20:55", "60"), ("20:58", "60")], 60),
        # Faster than once a second: the latest of each second.
        ([("20:55:00.0", "60"), ("20:55:00.4", "80"), ("20:55:00.8", "70")], 70),
    ],
)
def test_mean(reports: list[tuple[str, object]], mean: float | None) -> None:
    assert course(*reports).mean(WINDOW) == mean


@pytest.mark.parametrize(
    ("reading", "value", "since", "mean"),
    [
        (SPO2, "98", "20:35", 98),
        (SPO2, "98", "20:20", None),
        (SYSTOLIC, "120", "20:58", 120),
        # A cuff's last value is told again at every look, but it is of once.
        (SYSTOLIC, "120", "20:49", None),
    ],
)
def test_how_long_the_same_value_is_believed(
    reading: Reading, value: str, since: str, mean: float | None
) -> None:
    first, last = at(since), at("21:00")
    reports = [first]
    while reports[-1] < last:
        reports.append(reports[-1] + timedelta(minutes=1))
    shown = Course(reading)
    for report in reports:
        shown.note(value, UNITS[reading], report, changed_at=first)
    assert shown.mean(WINDOW) == mean


def test_units() -> None:
    for value, unit in (("16", "kPa"), ("4.7244", "inHg"), ("2.3206", "psi")):
        shown = Course(SYSTOLIC)
        shown.note(value, unit, at("20:58"), changed_at=at("20:58"))
        assert shown.mean(WINDOW) == pytest.approx(120, abs=0.1)
    shown.note("120", "bpm", at("20:59"), changed_at=at("20:59"))
    shown.note("36.6", "°C", at("20:59"), changed_at=at("20:59"))
    assert shown.mean(Window(at("20:59"), at("21:00"))) is None


def test_only_minutes_are_remembered() -> None:
    shown = Course(HEART)
    start = at("20:00")
    for second in range(0, 3600, 5):
        now = start + timedelta(seconds=second)
        shown.note(60 + second % 3, "bpm", now, changed_at=now)
    assert shown.mean(WINDOW) == pytest.approx(61, abs=0.1)
    assert shown.mean(Window(at("20:30"), at("20:35"))) is None
    assert len(shown._stretches) < 20 * 60 / 5 + 3


def test_what_is_taken() -> None:
    heart, nothing = course(("20:58", "60")), course(reading=SPO2)
    assert take({HEART: heart, SPO2: nothing}, WINDOW) == {HEART: 60}


@pytest.mark.parametrize(
    ("systolic", "diastolic", "kept"), [(120, 80, True), (80, 120, False)]
)
def test_the_higher_is_the_higher(systolic: int, diastolic: int, kept: bool) -> None:
    courses = {
        HEART: course(("20:58", "60")),
        SYSTOLIC: course(("20:58", systolic), reading=SYSTOLIC),
        DIASTOLIC: course(("20:58", diastolic), reading=DIASTOLIC),
    }
    pressure = {SYSTOLIC: systolic, DIASTOLIC: diastolic} if kept else {}
    assert take(courses, WINDOW) == {HEART: 60, **pressure}


def test_windows() -> None:
    ten = session("21:00")
    assert window_before(ten) == WINDOW
    assert window_after(ten) == Window(at("21:07"), at("21:12"))


def test_a_short_session_is_not_measured_before_it_began() -> None:
    brief = session("21:00", minutes=0.5)
    assert window_after(brief).start == at("21:00")
    assert window_after(brief).end == at("21:02") + timedelta(seconds=30)


def test_a_session_of_which_little_is_known() -> None:
    unknown = replace(session("21:00", known=False), ended_at=None)
    assert window_before(unknown) == WINDOW
    assert window_after(unknown) == Window(at("21:00"), at("21:02"))


def test_changes() -> None:
    before, after = {HEART: 80.0, SPO2: 97.0}, {HEART: 70.0}
    sessions = [
        replace(session("20:00"), before=before, after=after),
        replace(session("21:00"), before=before, after={HEART: 77.0, SYSTOLIC: 120.0}),
        replace(session("22:00"), before={HEART: 60.0}),
        session("23:00"),
    ]
    found = changes(sessions)
    assert found == {HEART: Change(before=80, after=73.5, sessions=2)}
    assert found[HEART].mean == -6.5
    assert changes([]) == {}
