"""What a wearable shows at one moment, read as the values of a night."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .metrics import Metric, Refusal
from .nights import NightRules, Sleep

_STAGES = (Metric.DEEP_SLEEP, Metric.REM_SLEEP, Metric.LIGHT_SLEEP)
# Clocks of phones, clouds and ours differ a little.
_CLOCKS = timedelta(minutes=5)

# By metric: a value, and the entities that it is from.
type Values = dict[Metric, tuple[float, tuple[str, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One value as an entity shows it; ``reported_at`` is when it last said so."""

    metric: Metric
    value: object
    unit: str | None
    source: str
    reported_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that a wearable shows at one moment, of what it tells at once.

    ``slept_from`` and ``slept_until`` are the times that it says itself the values
    are of.
    """

    wearable: str
    taken_at: datetime
    observations: tuple[Observation, ...]
    slept_from: datetime | None = None
    slept_until: datetime | None = None

    @property
    def sources(self) -> frozenset[str]:
        """Return the entities that it is from."""
        return frozenset(one.source for one in self.observations)

    @property
    def told_until(self) -> datetime | None:
        """Return when the sleep ended, as the wearable tells it.

        A time to come is an alarm, not a waking: None.
        """
        until = self.slept_until
        return until if until and until <= self.taken_at + _CLOCKS else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a report says; ``shown`` has every number that could be read, by source."""

    values: Values
    shown: dict[str, float]


def read_report(report: Report, since: datetime, rules: NightRules) -> Contents:
    """Return what a report says; nothing in it that was last told before ``since``.

    A wearable that tells no duration but all three stages has told it. If what it
    tells is of a nap, all of it is.
    """
    told = {one.metric for one in report.observations}
    values: Values = {}
    shown: dict[str, float] = {}
    for one in report.observations:
        value = one.metric.scale.read(one.value, one.unit)
        if not isinstance(value, Refusal):
            shown[one.source] = value
            if one.reported_at >= since:
                values[one.metric] = (value, (one.source,))
        elif value is Refusal.NOT_SYNCED:
            shown[one.source] = 0.0
    if Metric.SLEEP_DURATION not in told and values.keys() >= {*_STAGES}:
        stages = [values[stage] for stage in _STAGES]
        values[Metric.SLEEP_DURATION] = (
            round(sum(value for value, _ in stages), 6),
            tuple(source for _, sources in stages for source in sources),
        )
    duration = duration_of(values)
    if duration is None:
        # Without it a zero may only mean that nothing has arrived yet.
        values = {metric: one for metric, one in values.items() if one[0]}
    elif duration < rules.shortest:
        values = {}
    return Contents(values=values, shown=shown)


def told_since(report: Report, morning: datetime) -> datetime:
    """Return when values must have been told to be of the night."""
    until = report.told_until
    return until - _CLOCKS if until else morning


def duration_of(values: Values) -> timedelta | None:
    """Return how long the sleep was, if that is told."""
    known = values.get(Metric.SLEEP_DURATION)
    return None if known is None else timedelta(minutes=known[0])


def sleep_of(report: Report, contents: Contents) -> Sleep | None:
    """Return the sleep that a report's values are of, if it tells when that ended."""
    until = report.told_until
    if until is None:
        return None
    duration = duration_of(contents.values)
    began = report.slept_from
    if began is None and duration is not None:
        began = until - duration
    return Sleep(ended=until, began=began)
