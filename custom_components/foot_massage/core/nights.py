"""What a night is: which day it belongs to, what was measured, and how it went."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from .metrics import Metric

DAY = timedelta(days=1)
# Before this nobody has got up for the day; a night's values arrive later than that.
MORNING = time(3)
# From then on "tonight" is the night to come.
NOON = time(12)


class Status(StrEnum):
    """How far a value can be relied on to stay.

    ``CORRECTED`` came, or changed, after the night was settled.
    """

    PROVISIONAL = "provisional"
    SETTLED = "settled"
    CORRECTED = "corrected"


class Origin(StrEnum):
    """Where a value is from.

    ``RECORDED``: seen when the wearable told it. The others were found later in what
    Home Assistant keeps: ``HISTORY`` in the states themselves, ``STATISTICS`` in
    their hourly summaries, which tell less.
    """

    RECORDED = "recorded"
    HISTORY = "history"
    STATISTICS = "statistics"


class Exposure(StrEnum):
    """Whether a massage came before the sleep of a night."""

    MASSAGE = "massage"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class NightRules:
    """Where a person's nights begin and end.

    A night belongs to the date of its waking: from ``boundary`` on the day before to
    ``boundary`` on the day itself. It is at noon or later, else ValueError. A sleep
    under ``shortest`` is a nap. All times returned are UTC.
    """

    zone: tzinfo
    boundary: time = time(18)
    shortest: timedelta = timedelta(hours=3)

    def __post_init__(self) -> None:
        """Refuse a boundary in the middle of the sleep."""
        if self.boundary < NOON:
            raise ValueError("a night cannot begin before noon")

    def day_of(self, moment: datetime) -> date:
        """Return the day whose night a moment belongs to."""
        local = moment.astimezone(self.zone)
        return local.date() + (DAY if local.time() >= self.boundary else timedelta())

    def window(self, day: date) -> tuple[datetime, datetime]:
        """Return when a day's night begins and ends: 23, 24 or 25 hours."""
        return self._at(day - DAY, self.boundary), self._at(day, self.boundary)

    def morning(self, day: date) -> datetime:
        """Return when a day's night may be over at the earliest."""
        return self._at(day, MORNING)

    def noon(self, day: date) -> datetime:
        """Return noon of a day: what comes later is daytime."""
        return self._at(day, NOON)

    def _at(self, day: date, clock: time) -> datetime:
        # In UTC: two local times of one zone differ by what their clocks show.
        return datetime.combine(day, clock, self.zone).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class NightValue:
    """A value of a night, in the metric's unit.

    ``sources`` are the entities it is from: more than one if it was added up.
    """

    value: float
    sources: tuple[str, ...]
    taken_at: datetime
    status: Status
    origin: Origin = Origin.RECORDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Sleep:
    """When somebody slept; ``began`` is ``None`` if only the end is known."""

    ended: datetime
    began: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NightSession:
    """A massage in a night's window; ``daytime`` if after noon of the day itself."""

    session_id: str
    started_at: datetime
    minutes: float
    daytime: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """Everything known of a night.

    ``start`` and ``end`` stay as they were when it was first recorded, wherever the
    person travels. ``sleeps`` has the sleep that each wearable's values are of.
    ``assigned`` is what a trial had drawn: massage, rest, or ``None`` without one.
    """

    day: date
    start: datetime
    end: datetime
    values: Mapping[Metric, NightValue] = field(default_factory=dict)
    sleeps: Mapping[str, Sleep] = field(default_factory=dict)
    sessions: tuple[NightSession, ...] = ()
    exposure: Exposure = Exposure.UNKNOWN
    assigned: bool | None = None

    @property
    def massaged(self) -> bool | None:
        """Return whether there was a massage before the sleep; None if unknown."""
        if self.exposure is Exposure.UNKNOWN:
            return None
        return self.exposure is Exposure.MASSAGE

    def value(self, metric: Metric) -> float | None:
        """Return what was measured, in the metric's unit; None if nothing was."""
        known = self.values.get(metric)
        return None if known is None else known.value
