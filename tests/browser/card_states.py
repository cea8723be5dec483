"""The states in which the card is looked at."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

NOW = datetime(2026, 11, 26, 21, 5, tzinfo=UTC)
RUNNING = {
    "switch.session": "on",
    "sensor.session_state": "running",
    "sensor.session_start": "2026-11-26T21:00:00+00:00",
    "sensor.session_end": "2026-11-26T21:10:00+00:00",
    "number.duration": "10",
    "number.intensity": "3",
    "button.stop": "unknown",
}
IDLE = {"switch.session": "off", "sensor.session_state": "idle"}
CONTROLS = (
    "select.technique",
    "select.heat",
    "button.pause",
    "switch.zone_arch_and_heel",
    "switch.zone_ball",
    "switch.zone_calves_and_achilles",
    "switch.zone_toes_and_dorsum",
)
AWAY = dict.fromkeys(
    (
        *CONTROLS,
        "switch.session",
        "sensor.session_state",
        "select.program",
        "number.duration",
        "number.intensity",
        "button.stop",
    ),
    "unavailable",
)
ONLY_SESSION = {"hide": ["controls", "nights"]}
ONLY_NIGHTS = {"hide": ["session", "controls", "wind_down"]}
PAUSED = RUNNING | {
    "sensor.session_state": ("paused", {"remaining": 300}),
    "sensor.session_end": "unknown",
}
REFUSED = {"message": "The massager refuses to do this. Check the massager itself."}
BARE = dict.fromkeys((*CONTROLS, "scene.wind_down", "sensor.wind_down"))


def nights(count: int) -> dict[str, Any]:
    """Return made-up nights as the action does."""
    random = Random(1)
    first = date(2026, 11, 26) - timedelta(days=count)
    return {
        "nights": [
            {
                "night": (first + timedelta(days=n)).isoformat(),
                "massage": random.choice(("yes", "no")),
                "massage_minutes": 10,
                "sleep_duration": round(random.gauss(410, 28)),
                "hrv": round(random.gauss(46, 6)),
            }
            for n in range(count)
        ]
    }


def report(stage: str, massage: int, other: int, **more: float) -> dict[str, Any]:
    """Return a made-up report as the action does."""
    figures = {
        "stage": stage,
        "unit": "min",
        "massage_nights": massage,
        "other_nights": other,
        "massage_mean": 418.0,
        "other_mean": 403.0,
        "difference": None,
        "low": None,
        "high": None,
    }
    return {
        "primary": "sleep_duration",
        "comparisons": {"sleep_duration": figures | more},
        "summary": "On massage nights sleep was 15 minutes longer.",
    }


MUCH = {
    "nights": nights(60),
    "report": report("solid", 31, 29, difference=15.0, low=3.0, high=27.0),
}
LITTLE = {"nights": nights(11), "report": report("too_early", 6, 5)}

STATES: dict[str, dict[str, Any]] = {
    "idle": {"states": IDLE, "config": {"hide": ["nights"]}},
    "running": {"states": RUNNING, "config": {"hide": ["nights"]}},
    "paused": {"states": PAUSED, "config": ONLY_SESSION},
    "starting": {
        "states": RUNNING | {"sensor.session_state": "starting"},
        "config": ONLY_SESSION,
    },
    "wind-down": {
        "states": RUNNING | {"sensor.wind_down": "dimming"},
        "config": {"hide": ["nights"]},
    },
    "away": {"states": AWAY, "config": ONLY_SESSION},
    "offline": {
        "states": RUNNING,
        "config": ONLY_SESSION,
        "more": {"connected": False},
    },
    "refused": {
        "states": IDLE | {"switch.safety_hold": "on"},
        "config": ONLY_SESSION,
        "fails": {"start_session": REFUSED},
        "press": "Start massage",
    },
    "bare": {"states": IDLE | BARE, "config": {"hide": ["nights"]}},
    "gone": {"states": {}, "config": {"device_id": "gone"}},
    "nights": {
        "states": IDLE | {"sensor.tonight": "rest"},
        "config": ONLY_NIGHTS,
        **MUCH,
        "press_key": "End",
    },
    "nights-few": {
        "states": IDLE | {"sensor.comparison": "too_early"},
        "config": ONLY_NIGHTS,
        **LITTLE,
    },
    "nights-none": {
        "states": IDLE | {"sensor.comparison": "unknown"},
        "config": ONLY_NIGHTS,
        "nights": {"nights": []},
        "fails": {"get_report": {"translation_key": "nothing_compared"}},
    },
    "nights-loading": {
        "states": IDLE | {"sensor.tonight": "massage"},
        "config": ONLY_NIGHTS,
    },
    "nights-failed": {
        "states": IDLE | {"sensor.comparison": "solid"},
        "config": ONLY_NIGHTS,
        "fails": {"get_nights": REFUSED, "get_report": REFUSED},
    },
}
