"""The sleep sensors of the integrations that know one make of wearable.

Names and entity ids are the owner's; only the unique id says what a sensor measures.
"""

from .core.metrics import Metric, Reading
from .wearable_words import (
    AVERAGE,
    AWAKE,
    BY_ID,
    DURATION,
    HEART,
    IN_BED,
    OTHER_SCORE,
    Note,
    Part,
    Told,
    Trap,
    Wearable,
    attributes,
    events,
    noted,
    states,
)

VENDORS = (
    Wearable(
        domain="withings",
        unique_id="withings_(?P<owner>[^_]+)_KEY",
        parts={
            **states(
                deep_sleep="sleep_deep_duration_seconds",
                rem_sleep="sleep_rem_duration_seconds",
                light_sleep="sleep_light_duration_seconds",
                awakenings="sleep_wakeup_count",
                sleep_latency="sleep_tosleep_duration_seconds",
                sleep_score="sleep_score",
            ),
            "sleep_heart_rate_average_bpm": AVERAGE,
        },
        traps={"sleep_wakeup_duration_seconds": AWAKE},
        live={
            "systolic_blood_pressure_mmhg": Reading.SYSTOLIC,
            "diastolic_blood_pressure_mmhg": Reading.DIASTOLIC,
        },
    ),
    Wearable(
        domain="fitbit",
        unique_id=BY_ID,
        parts=states(
            sleep_duration="sleep/minutesAsleep",
            awakenings="sleep/awakeningsCount",
            sleep_latency="sleep/minutesToFallAsleep",
            resting_heart_rate="activities/heart",
        ),
        traps={
            "sleep/efficiency": (Metric.SLEEP_SCORE, Trap.PERCENTAGE),
            "sleep/minutesAwake": AWAKE,
            "sleep/timeInBed": IN_BED,
        },
    ),
    Wearable(
        domain="google_health",
        unique_id=BY_ID,
        parts=states(
            sleep_duration="sleep_asleep",
            sleep_latency="sleep_to_fall_asleep",
            resting_heart_rate="resting_heart_rate",
        ),
        traps={"sleep_awake": AWAKE, "sleep_in_bed": IN_BED},
    ),
    Wearable(
        domain="sleepiq",
        unique_id=BY_ID,
        parts={
            "sleep_duration": noted(DURATION, Note.TIME_IN_BED),
            "heart_rate": AVERAGE,
            **states(hrv="hrv", sleep_score="sleep_score"),
        },
    ),
    Wearable(
        domain="sleep_as_android",
        unique_id=BY_ID,
        parts={
            "sleep_tracking": events(DURATION),
            "sleep_phase": events(
                Metric.DEEP_SLEEP,
                Metric.REM_SLEEP,
                Metric.LIGHT_SLEEP,
                Metric.AWAKENINGS,
                Metric.SLEEP_LATENCY,
            ),
        },
    ),
    Wearable(
        domain="oura",
        unique_id=BY_ID,
        parts={
            **states(
                sleep_duration="total_sleep_duration",
                deep_sleep="deep_sleep_duration",
                rem_sleep="rem_sleep_duration",
                light_sleep="light_sleep_duration",
                sleep_latency="sleep_latency",
                hrv="average_sleep_hrv",
                resting_heart_rate="lowest_sleep_heart_rate",
                sleep_score="sleep_score",
            ),
            "average_sleep_heart_rate": AVERAGE,
        },
        traps={
            "resting_heart_rate": (HEART, Trap.SCORE),
            "hrv_balance": (Metric.HRV, Trap.SCORE),
            "readiness_score": OTHER_SCORE,
            "deep_sleep_percentage": (Metric.DEEP_SLEEP, Trap.PERCENTAGE),
            "rem_sleep_percentage": (Metric.REM_SLEEP, Trap.PERCENTAGE),
            "awake_time": AWAKE,
            "time_in_bed": IN_BED,
        },
        began=Told(key="bedtime_start"),
        ended=Told(key="bedtime_end"),
    ),
    Wearable(
        domain="garmin_connect",
        unique_id=BY_ID,
        parts=states(
            sleep_duration=(
                "sleepTimeMinutes measurableAsleepDurationMinutes sleepingMinutes"
            ),
            deep_sleep="deepSleepMinutes",
            rem_sleep="remSleepMinutes",
            light_sleep="lightSleepMinutes",
            hrv="hrvLastNightAvg",
            resting_heart_rate="restingHeartRate",
            sleep_score="sleepScore",
        ),
        traps={
            "hrvWeeklyAvg": (Metric.HRV, Trap.WEEKLY),
            "hrvStatusText": (Metric.HRV, Trap.WORDS),
            "awakeSleepMinutes": AWAKE,
        },
        began=Told(key="bedtime"),
        ended=Told(key="wakeTime"),
    ),
    Wearable(
        domain="whoop",
        unique_id="(?P<owner>[^_]+)_latest_(?:sleep_score|recovery_score)"
        "(?:_stage_summary)?_KEY",
        parts=states(
            deep_sleep="total_slow_wave_sleep_time_milli",
            rem_sleep="total_rem_sleep_time_milli",
            light_sleep="total_light_sleep_time_milli",
            awakenings="disturbance_count",
            hrv="hrv_rmssd_milli",
            resting_heart_rate="resting_heart_rate",
            sleep_score="sleep_performance_percentage",
        ),
        traps={
            "total_in_bed_time_milli": IN_BED,
            "total_awake_time_milli": AWAKE,
            "recovery_score": OTHER_SCORE,
        },
    ),
    Wearable(
        domain="whoop",
        unique_id="(?P<owner>whoop)_KEY",
        parts=states(
            sleep_duration="sleep_duration",
            resting_heart_rate="resting_heart_rate",
            sleep_score="sleep_score",
        ),
        traps={"recovery_score": OTHER_SCORE},
    ),
    Wearable(
        domain="eight_sleep",
        unique_id=r"(?P<owner>.+)\.KEY",
        parts=states(
            sleep_duration="time_slept",
            hrv="current_hrv",
            sleep_score="current_sleep_fitness_score",
        ),
        traps={
            "current_heart_rate": (HEART, Trap.LIVE),
            "current_sleep_quality_score": OTHER_SCORE,
            "current_sleep_routine_score": OTHER_SCORE,
        },
        live={"current_heart_rate": Reading.HEART_RATE, "current_hrv": Reading.HRV},
    ),
    Wearable(
        domain="ultrahuman",
        unique_id=BY_ID,
        parts=states(
            sleep_duration="total_sleep sleep_duration",
            hrv="hrv_avg hrv",
            resting_heart_rate="night_rhr sleep_rhr heart_rate_resting",
            sleep_score="sleep_score",
        ),
        traps={"time_in_bed": IN_BED, "sleep_quality": OTHER_SCORE},
        began=Told(key="sleep_start"),
        ended=Told(key="sleep_end"),
    ),
    Wearable(
        domain="polar",
        unique_id=BY_ID,
        parts={
            "last_sleep": (
                Part(metric=Metric.SLEEP_SCORE),
                *attributes(
                    deep_sleep=(Metric.DEEP_SLEEP, "s"),
                    rem_sleep=(Metric.REM_SLEEP, "s"),
                    light_sleep=(Metric.LIGHT_SLEEP, "s"),
                ),
            ),
            "last_recharge": (
                *attributes(heart_rate_variability_avg=(Metric.HRV, "ms")),
                Part(
                    metric=HEART,
                    attribute="heart_rate_avg",
                    unit="bpm",
                    note=Note.SLEEP_AVERAGE,
                ),
            ),
        },
        began=Told(key="last_sleep", attribute="sleep_start_time"),
        ended=Told(key="last_sleep", attribute="sleep_end_time"),
    ),
)
