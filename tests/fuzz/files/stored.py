"""The files of a home, spoilt, and what becomes of them."""

from collections.abc import Iterator
from datetime import date, timedelta
import json
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant, State
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
from homeassistant.util.json import json_loads_object

from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.core.massager import Activity, MassageSettings
from custom_components.foot_massage.core.metrics import Reading
from custom_components.foot_massage.core.night_record import night_to_dict
from custom_components.foot_massage.core.programs import ProgramKey
from custom_components.foot_massage.core.record import session_to_dict
from custom_components.foot_massage.core.session import Session, StartedBy
from custom_components.foot_massage.core.trial import plan_to_dict
from custom_components.foot_massage.night_store import NightStore
from custom_components.foot_massage.session_log import SessionLog
from custom_components.foot_massage.statistic_slugs import StatisticSlugs
from custom_components.foot_massage.wind_down_plan import WindDownRecord
from demo.past import Past
from tests.test_panel_store import KEPT

ACTIVE, HISTORY = f"{DOMAIN}.active", f"{DOMAIN}.sessions"
NIGHTS, SLUGS = f"{DOMAIN}.nights", f"{DOMAIN}.statistics"
MASSAGER, SLEEPER, WIND_DOWN = "massager1", "ada", "bedtime"

type Store = SessionLog | NightStore | StatisticSlugs
type Files = dict[str, dict[str, Any]]


def files_of(today: date, nights: int = 90) -> Files:
    """Return the data of a home in which there was, and is, something of everything."""
    past = Past.make_up(
        today, nights, zone=dt_util.UTC, sleeper_id=SLEEPER, massager_id=MASSAGER
    )
    began = dt_util.utcnow() - timedelta(minutes=3)
    light = State("light.bed", "on", {"brightness": 200, "color_temp_kelvin": 3000})
    run = WindDownRecord(
        massager_id=MASSAGER,
        context_id="01M83VX0QJ8WPVP44VDDDTWAGM",
        before=(light,),
        began=began,
        until=began + timedelta(minutes=10),
        rest=False,
    )
    session = Session(
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
    watch = {
        "since": began.isoformat(),
        "seen_at": began.isoformat(),
        "gaps": {MASSAGER: [[(began - timedelta(1)).isoformat(), began.isoformat()]]},
    }
    sleeper = {
        "nights": list(map(night_to_dict, past.nights)),
        "shown": {"ring": 50.0},
        "watch": watch,
        "filled": {"hrv": "ring"},
        "left": None,
    }
    gone = {"name": "Ben", "person": "ben", "trial": plan_to_dict(past.trial)}
    return {
        ACTIVE: {
            "sessions": {MASSAGER: session_to_dict(session)},
            "ended": {},
            "panels": {MASSAGER: KEPT},
            "wind_downs": {WIND_DOWN: run.as_dict()},
        },
        HISTORY: {"sessions": list(map(session_to_dict, past.sessions))},
        NIGHTS: {
            "sleepers": {
                SLEEPER: sleeper,
                "ben": {**sleeper, "nights": sleeper["nights"][:5], "left": gone},
            }
        },
        SLUGS: {"slugs": {MASSAGER: "foot_massager", SLEEPER: "ada"}},
    }


def written(key: str, data: object) -> bytes:
    """Return a file as Home Assistant writes it."""
    around = {"version": 1, "minor_version": 1, "key": key, "data": data}
    return json.dumps(around, indent=2).encode()


class Disk:
    """A folder with our files; ``reads`` says what came of one that is spoilt."""

    def __init__(self, hass: HomeAssistant, folder: Path, files: Files) -> None:
        self._hass = hass
        self._folder = folder
        self.whole = {key: written(key, data) for key, data in files.items()}

    def on_disk(self, key: str) -> bytes:
        return (self._folder / key).read_bytes()

    async def reads(self, key: str, spoilt: bytes) -> str:
        """Have a spoilt file read; fails if anything of it is lost without a word."""
        self.lay(key, spoilt)
        store = _STORES[key](self._hass)
        try:
            await store.async_load()
        except HomeAssistantError:
            assert self.on_disk(key) == spoilt
            assert f"storage_refused_{key}" in self.issues
            return "refused"
        for suffix, word in (("corrupt", "storage_corruption"), ("damaged", "storage")):
            copies = list(self._folder.glob(f"{key}.{suffix}.*"))
            if copies:
                assert [one.read_bytes() for one in copies] == [spoilt]
                assert (copies[0].stat().st_mode & 0o777) == 0o600
                assert any(issue.startswith(word) for issue in self.issues)
                return "put aside" if suffix == "corrupt" else "mended"
        await _rewrite(store)
        self._nothing_is_lost(key, spoilt)
        if f"records_unreadable_{HISTORY if key == ACTIVE else key}" in self.issues:
            return "kept unread"
        same = json_loads_object(spoilt) == json_loads_object(self.whole[key])
        return "unharmed" if same else "taken as it is"

    @property
    def issues(self) -> set[str]:
        return {issue_id for _, issue_id in ir.async_get(self._hass).issues}

    def lay(self, key: str, spoilt: bytes) -> None:
        """Put all files there, one of them spoilt, as if nothing had ever been."""
        for file in self._folder.glob(f"{DOMAIN}.*"):
            file.unlink()
        for one, whole in self.whole.items():
            (self._folder / one).write_bytes(whole if one != key else spoilt)
            (self._folder / one).chmod(0o600)
        ir.async_get(self._hass).issues.clear()

    def _nothing_is_lost(self, key: str, spoilt: bytes) -> None:
        kept = [
            thing
            for one in self.whole
            for thing in _things(
                json_loads_object((self._folder / one).read_bytes())["data"]
            )
        ]
        for thing in _things(json_loads_object(spoilt)["data"]):
            assert thing in kept, thing


_STORES: dict[str, type[Store]] = {
    ACTIVE: SessionLog,
    HISTORY: SessionLog,
    NIGHTS: NightStore,
    SLUGS: StatisticSlugs,
}


async def _rewrite(store: Store) -> None:
    """Have what was read written, as the next change would."""
    match store:
        case SessionLog():
            await store.async_reattribute("nobody", "nobody")
        case NightStore():
            store.kept("nobody").shown["nothing"] = 0
            await store.async_forget("nobody")


def _things(data: Any) -> Iterator[Any]:
    """Yield everything that must not get lost: what stands two names or lists deep."""
    for part in (data or {}).values():
        inside = part if isinstance(part, list) else [*(part or {}).values()]
        for one in inside:
            if isinstance(one, dict) and "nights" in one:
                yield from one["nights"] or ()
                yield from ({name: one[name]} for name in one if name != "nights")
            else:
                yield one
