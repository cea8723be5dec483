"""Values as wearables show them, in our units, or refused with the reason."""

import pytest

from custom_components.foot_massage.core.metrics import (
    Better,
    Metric,
    Reading,
    Refusal,
)

D = Metric.SLEEP_DURATION


@pytest.mark.parametrize(
    ("metric", "raw", "unit", "value"),
    [
        (D, "431", "min", 431),
        (D, 431, "minutes", 431),
        (D, " 7.5 ", "h", 450),
        (D, "7.183333333333333", "h", 431),
        (D, "7.5", "hours", 450),
        (D, "25860", "s", 431),
        (D, "25860000", "ms", 431),
        (D, "0.25", "d", 360),
        (Metric.DEEP_SLEEP, "0", "s", 0),
        (Metric.REM_SLEEP, 5400.0, "s", 90),
        (Metric.AWAKENINGS, "0", "times", 0),
        (Metric.AWAKENINGS, "3", None, 3),
        (Metric.AWAKENINGS, "3", "times awaken", 3),
        (Metric.AWAKENINGS, "3", "Mal", 3),
        (Metric.SLEEP_LATENCY, "0.2", "h", 12),
        (Metric.HRV, "43", "ms", 43),
        (Metric.HRV, "0.043", "s", 43),
        (Metric.RESTING_HEART_RATE, "54", "bpm", 54),
        (Metric.RESTING_HEART_RATE, "54", "BPM", 54),
        (Metric.SLEEP_SCORE, "83", "%", 83),
        (Metric.SLEEP_SCORE, "83", None, 83),
        (Metric.SLEEP_SCORE, "83", "Punkte", 83),
    ],
)
def test_read(metric: Metric, raw: object, unit: str | None, value: float) -> None:
    assert metric.scale.read(raw, unit) == value


@pytest.mark.parametrize(
    ("metric", "raw", "unit", "reason"),
    [
        *(
            (D, raw, "min", Refusal.MISSING)
            for raw in (None, "", " ", "unknown", "unavailable", "None")
        ),
        *(
            (D, raw, "min", Refusal.NOT_A_NUMBER)
            for raw in ("7:11", "long", "nan", "inf", True, float("nan"), [431])
        ),
        (D, 10**400, "min", Refusal.NOT_A_NUMBER),
        (D, "0", "min", Refusal.NOT_SYNCED),
        (D, "0.0", "h", Refusal.NOT_SYNCED),
        (D, "-30", "min", Refusal.TOO_LOW),
        (D, "25", "h", Refusal.TOO_HIGH),
        (D, "16.01", "h", Refusal.TOO_HIGH),
        (D, "431", None, Refusal.WRONG_UNIT),
        (D, "83", "%", Refusal.WRONG_UNIT),
        (Metric.LIGHT_SLEEP, "0", "min", Refusal.NOT_SYNCED),
        (Metric.AWAKENINGS, "12", "min", Refusal.WRONG_UNIT),
        (Metric.AWAKENINGS, "12", "%", Refusal.WRONG_UNIT),
        (Metric.AWAKENINGS, "-1", "times", Refusal.TOO_LOW),
        (Metric.HRV, "0", "ms", Refusal.NOT_SYNCED),
        (Metric.HRV, "71", None, Refusal.WRONG_UNIT),
        (Metric.HRV, "43", "s", Refusal.TOO_HIGH),
        (Metric.RESTING_HEART_RATE, "85", None, Refusal.WRONG_UNIT),
        (Metric.RESTING_HEART_RATE, "190", "bpm", Refusal.TOO_HIGH),
        (Metric.SLEEP_SCORE, "0", "%", Refusal.NOT_SYNCED),
        (Metric.SLEEP_SCORE, "83", "min", Refusal.WRONG_UNIT),
        (Metric.SLEEP_SCORE, "101", None, Refusal.TOO_HIGH),
    ],
)
def test_refused(
    metric: Metric, raw: object, unit: str | None, reason: Refusal
) -> None:
    assert metric.scale.read(raw, unit) is reason


@pytest.mark.parametrize(
    ("reading", "raw", "unit", "value"),
    [
        (Reading.HEART_RATE, "61", "bpm", 61),
        (Reading.HRV, "0.05", "s", 50),
        (Reading.SPO2, "97", "%", 97),
        (Reading.SPO2, "97", None, Refusal.WRONG_UNIT),
        (Reading.SYSTOLIC, "118", "mmHg", 118),
        (Reading.SYSTOLIC, "16", "kPa", pytest.approx(120, abs=0.1)),
        (Reading.DIASTOLIC, "200", "mmHg", Refusal.TOO_HIGH),
        (Reading.DIASTOLIC, "0", "mmHg", Refusal.NOT_SYNCED),
    ],
)
def test_readings(reading: Reading, raw: str, unit: str | None, value: object) -> None:
    assert reading.scale.read(raw, unit) == value


def test_units_that_can_be_read() -> None:
    assert Metric.RESTING_HEART_RATE.scale.accepts("bpm")
    assert not Metric.RESTING_HEART_RATE.scale.accepts(None)
    assert Metric.SLEEP_SCORE.scale.accepts(None)


def test_which_way_is_better() -> None:
    lower = {one for one in Metric if one.scale.better is Better.LOWER}
    assert lower == {
        Metric.AWAKENINGS,
        Metric.SLEEP_LATENCY,
        Metric.RESTING_HEART_RATE,
    }
    assert Metric.LIGHT_SLEEP.scale.better is Better.NEITHER
