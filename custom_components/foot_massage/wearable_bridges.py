"""The sleep sensors of what hands on the values of other wearables: phones, mostly."""

from .core.metrics import Metric
from .wearable_words import (
    AWAKE,
    BY_ID,
    DURATION,
    HEART,
    IN_BED,
    Part,
    Told,
    Trap,
    Wearable,
    attributes,
    states,
)

BRIDGES = (
    Wearable(
        # A phone with Android.
        domain="mobile_app",
        unique_id="(?P<owner>[^_]+)_health_connect_KEY",
        parts=states(
            sleep_duration="sleep_duration",
            hrv="heart_rate_variability",
            resting_heart_rate="resting_heart_rate",
        ),
        traps={"heart_rate": (HEART, Trap.LIVE)},
        began=Told(key="sleep_duration", attribute="startTime"),
        ended=Told(key="sleep_duration", attribute="endTime"),
        bridge=True,
    ),
    Wearable(
        # An iPhone.
        domain="mobile_app",
        unique_id="(?P<owner>[^_]+)_health_KEY",
        parts=states(
            sleep_duration="sleep_duration",
            deep_sleep="sleep_deep",
            rem_sleep="sleep_rem",
            light_sleep="sleep_core",
            hrv="heart_rate_variability",
            resting_heart_rate="resting_heart_rate",
        ),
        traps={
            "heart_rate": (HEART, Trap.LIVE),
            "sleep_awake": AWAKE,
            "sleep_in_bed": IN_BED,
        },
        bridge=True,
    ),
    Wearable(
        domain="health_bridge",
        unique_id="health_bridge_KEY_(?P<owner>.+)",
        parts=states(
            sleep_duration="sleep_duration",
            deep_sleep="sleep_deep_hours",
            rem_sleep="sleep_rem_hours",
            light_sleep="sleep_core_hours",
            hrv="heart_rate_variability",
            resting_heart_rate="resting_heart_rate",
        ),
        traps={"sleep_awake_hours": AWAKE},
        # Its wake_time may be what is planned, so it tells no end.
        bridge=True,
    ),
    Wearable(
        domain="healthsync",
        unique_id=BY_ID,
        parts={
            "sleep_duration": (
                Part(metric=DURATION),
                *attributes(
                    deep_minutes=(Metric.DEEP_SLEEP, "min"),
                    rem_minutes=(Metric.REM_SLEEP, "min"),
                    core_minutes=(Metric.LIGHT_SLEEP, "min"),
                ),
            ),
            **states(hrv="heartRateVariability", resting_heart_rate="restingHeartRate"),
        },
        began=Told(key="sleep_onset", attribute="timestamp"),
        ended=Told(key="sleep_wake", attribute="timestamp"),
        bridge=True,
    ),
    Wearable(
        domain="resiyhome_health_sync",
        unique_id="(?P<owner>.+)_KEY",
        parts=states(
            sleep_duration="last_sleep_duration",
            deep_sleep="sleep_deep_duration",
            rem_sleep="sleep_rem_duration",
            light_sleep="sleep_light_duration",
            sleep_latency="sleep_time_to_fall_asleep",
            hrv="heart_rate_variability",
            resting_heart_rate="resting_heart_rate",
        ),
        traps={"sleep_awake_duration": AWAKE, "sleep_time_in_bed": IN_BED},
        bridge=True,
    ),
)
