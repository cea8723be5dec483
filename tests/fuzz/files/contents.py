"""What the files of a home hold in which there was, and is, something of everything."""

from datetime import date, datetime, timedelta
import json
from typing import Any

from homeassistant.core import State
from homeassistant.util import dt as dt_util

from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.core.massager import Activity, MassageSettings
from custom_components.foot_massage.core.metrics import Reading
from custom_components.foot_massage.core.night_record import night_to_dict
from custom_components.foot_massage.core.programs import ProgramKey
from custom_components.foot_massage.core.record import session_to_dict
from custom_components.foot_massage.core.session import Session, StartedBy
from custom_components.foot_massage.core.trial import plan_to_dict
from custom_components.foot_massage.wind_down_plan import WindDownRecord
from demo.past import Past
from tests.test_panel_store import KEPT

ACTIVE, HISTORY = f"{DOMAIN}.active", f"{DOMAIN}.sessions"
NIGHTS, SLUGS = f"{DOMAIN}.nights", f"{DOMAIN}.statistics"
MASSAGER, SLEEPER, WIND_DOWN = "massager1", "ada", "bedtime"

type Files = dict[str, dict[str, Any]]


def files_of(today: date, nights: int = 90) -> Files:
    """Return the data of each file; three minutes ago a wind-down began."""
    past = Past.make_up(
        today, nights, zone=dt_util.UTC, sleeper_id=SLEEPER, massager_id=MASSAGER
    )
    began = dt_util.utcnow() - timedelta(minutes=3)
    active = {
        "sessions": {MASSAGER: session_to_dict(_session(began))},
        "ended": {},
        "panels": {MASSAGER: KEPT},
        "wind_downs": {WIND_DOWN: _wind_down(began).as_dict()},
    }
    recorded = list(map(night_to_dict, past.nights))
    left = {"name": "Ben", "person": "ben", "trial": plan_to_dict(past.trial)}
    return {
        # It shows states, in which nothing can be changed.
        ACTIVE: json.loads(json.dumps(active)),
        HISTORY: {"sessions": list(map(session_to_dict, past.sessions))},
        NIGHTS: {
            "sleepers": {
                SLEEPER: _sleeper(began, recorded, None),
                "ben": _sleeper(began, recorded[:5], left),
            }
        },
        SLUGS: {"slugs": {MASSAGER: "foot_massager", SLEEPER: "ada"}},
    }


def _session(began: datetime) -> Session:
    return Session(
        session_id="running",
        massager_id=MASSAGER,
        program=ProgramKey.WIND_DOWN,
        settings=MassageSettings(),
        planned=timedelta(minutes=10),
        started_by=StartedBy.HOME_ASSISTANT,
        state=Activity.RUNNING,
        seen_at=began,
        started_at=began,
        sleeper=SLEEPER,
        before={Reading.HEART_RATE: 70.0},
    )


def _wind_down(began: datetime) -> WindDownRecord:
    light = State("light.bed", "on", {"brightness": 200, "color_temp_kelvin": 3000})
    return WindDownRecord(
        massager_id=MASSAGER,
        context_id="01M83VX0QJ8WPVP44VDDDTWAGM",
        before=(light,),
        began=began,
        until=began + timedelta(minutes=10),
        rest=False,
    )


def _sleeper(began: datetime, nights: list[Any], left: Any) -> dict[str, Any]:
    day_before = (began - timedelta(1)).isoformat()
    return {
        "nights": nights,
        "shown": {"ring": 50.0},
        "watch": {
            "since": day_before,
            "seen_at": began.isoformat(),
            "gaps": {MASSAGER: [[day_before, began.isoformat()]]},
        },
        "filled": {"hrv": "ring"},
        "left": left,
    }
