"""Nights that were made up, written into the files of a home that is stopped.

No night of anybody: values are drawn from a fixed seed, sleep is 12 minutes longer
after a massage, and every value says that it is made up.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
import json
from pathlib import Path
from random import Random
from typing import Final

from custom_components.foot_massage.const import CONF_TRIAL
from custom_components.foot_massage.core.massager import MassageSettings
from custom_components.foot_massage.core.metrics import Metric
from custom_components.foot_massage.core.night_book import NightBook
from custom_components.foot_massage.core.night_exposure import Span
from custom_components.foot_massage.core.night_record import night_to_dict
from custom_components.foot_massage.core.nights import (
    DAY,
    Night,
    NightRules,
    NightValue,
    Sleep,
    Status,
)
from custom_components.foot_massage.core.programs import ProgramKey
from custom_components.foot_massage.core.record import session_to_dict
from custom_components.foot_massage.core.session import Outcome, Session, StartedBy
from custom_components.foot_massage.core.trial import (
    Assignment,
    TrialPlan,
    draw_trial,
    plan_to_dict,
)
from custom_components.foot_massage.stored_file import (
    STORE_MINOR_VERSION,
    STORE_VERSION,
)

from .client import Json

NIGHTS: Final = 90

_SEED: Final = 7
_MADE_UP: Final = "made_up"
# With this seed there was a massage last night, and there is to be one tonight.
_TRIAL_NIGHTS_SO_FAR: Final = 13
_MASSAGE: Final = timedelta(minutes=10)
_BEDTIME: Final = time(22, 30)
_WAKING: Final = time(6, 45)
_LONGER_AFTER_MASSAGE: Final = 12


@dataclass(frozen=True, slots=True)
class Past:
    """What there is to write: the nights, their sessions and the trial under way."""

    nights: list[Night]
    sessions: list[Session]
    trial: TrialPlan

    @classmethod
    def make_up(
        cls,
        today: date,
        nights: int,
        *,
        zone: tzinfo,
        sleeper_id: str,
        massager_id: str,
    ) -> Past:
        """Make up the nights before ``today``'s, and the massage before that one."""
        random = Random(_SEED)
        book = NightBook(NightRules(zone=zone))
        trial = draw_trial(
            today - _TRIAL_NIGHTS_SO_FAR * DAY,
            days=28,
            block=4,
            seed=_SEED,
            primary=Metric.SLEEP_DURATION,
        )
        sessions: list[Session] = []
        for back in range(nights, -1, -1):
            day = today - back * DAY
            massage = random.choice((Assignment.MASSAGE, Assignment.REST))
            if (drawn := trial.assignment(day)) is not Assignment.NO_TRIAL:
                book.assign(day, drawn is Assignment.MASSAGE)
                massage = drawn
            if massage is Assignment.MASSAGE:
                evening = datetime.combine(day - DAY, _BEDTIME, zone)
                sessions.append(_session(evening, sleeper_id, massager_id))
            if back:
                longer = _LONGER_AFTER_MASSAGE * (massage is Assignment.MASSAGE)
                waking = datetime.combine(day, _WAKING, zone)
                book.fill([_slept(book.night(day), waking, longer, random)])
                night = book.night(day)
                book.expose(day, sessions[-1:], [Span(night.start, night.end)])
        return cls([one for one in book.nights if one.day < today], sessions, trial)

    def write(self, config: Path, sleeper_id: str) -> None:
        """Add it to the files of a home that is stopped and had no session yet."""
        storage = config / ".storage"
        history = {"sessions": list(map(session_to_dict, self.sessions))}
        _store(storage / "foot_massage.sessions", history)
        with _changing(storage / "foot_massage.nights") as data:
            data["sleepers"][sleeper_id]["nights"][:0] = map(night_to_dict, self.nights)
        with _changing(storage / "core.config_entries") as data:
            (sleeper,) = (
                one for one in data["entries"] if one["entry_id"] == sleeper_id
            )
            sleeper["options"][CONF_TRIAL] = plan_to_dict(self.trial)


def _slept(night: Night, waking: datetime, longer: float, random: Random) -> Night:
    """Make up what was measured of a night that is over and settled."""
    woke_up = waking.astimezone(UTC)
    values = {
        Metric.SLEEP_DURATION: random.gauss(402, 28) + longer,
        Metric.HRV: random.gauss(46, 6),
        Metric.RESTING_HEART_RATE: random.gauss(57, 2),
    }
    asleep = timedelta(minutes=values[Metric.SLEEP_DURATION])
    return replace(
        night,
        values={
            metric: NightValue(
                value=round(value),
                sources=(_MADE_UP,),
                taken_at=woke_up,
                status=Status.SETTLED,
            )
            for metric, value in values.items()
        },
        sleeps={_MADE_UP: Sleep(began=woke_up - asleep, ended=woke_up)},
    )


def _session(evening: datetime, sleeper_id: str, massager_id: str) -> Session:
    """Make up the massage of an evening."""
    began = evening.astimezone(UTC)
    return Session(
        session_id=f"made-up-{evening.date().isoformat()}",
        massager_id=massager_id,
        program=ProgramKey.WIND_DOWN,
        settings=MassageSettings(),
        planned=_MASSAGE,
        started_by=StartedBy.HOME_ASSISTANT,
        seen_at=began,
        sleeper=sleeper_id,
    ).end(Outcome.COMPLETED, began + _MASSAGE, _MASSAGE)


def _store(file: Path, data: Json) -> None:
    """Write a file that is not there yet."""
    content = {
        "version": STORE_VERSION,
        "minor_version": STORE_MINOR_VERSION,
        "key": file.name,
        "data": data,
    }
    file.write_text(json.dumps(content))


@contextmanager
def _changing(file: Path) -> Iterator[Json]:
    """Read a file of Home Assistant's, and write it again with its changes."""
    content = json.loads(file.read_text())
    yield content["data"]
    file.write_text(json.dumps(content))
