"""The record of a person's nights, and what each new report makes of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from .metrics import Metric
from .night_exposure import Span, with_sessions
from .night_list import NightList
from .night_report import (
    Contents,
    Report,
    duration_of,
    read_report,
    sleep_of,
    told_since,
)
from .nights import DAY, Night, NightRules, NightValue, Sleep, Status
from .session import Session

# Nothing that is asked for regularly stays silent for so long.
_SILENCE = timedelta(hours=6)
# A wearable corrects a night by minutes; what is so much shorter is another sleep.
_CORRECTION = timedelta(hours=1)
# What may have changed although nobody has slept.
_ALL_DAY = frozenset({Metric.HRV, Metric.RESTING_HEART_RATE})


@dataclass(frozen=True, slots=True)
class _Look:
    """When a source was last looked at, and when it had last said anything."""

    taken_at: datetime
    reported_at: datetime


class NightBook:
    """Every night of one person.

    ``shown`` has what each source showed last, also before a restart: a wearable goes
    on showing the last night until it has another, and then only a change proves it.
    Keep it with the nights.
    """

    def __init__(
        self,
        rules: NightRules,
        nights: Iterable[Night] = (),
        shown: Mapping[str, float] | None = None,
    ) -> None:
        """Open the book; ``rules`` may be changed at any time for nights to come."""
        self.rules = rules
        self.shown = dict(shown or {})
        self.nights = NightList(nights)
        self._looks: dict[str, _Look] = {}
        # Of ten years' nights only these have to be looked at when a day ends.
        self._open = {night.day: night for night in self.nights if _is_open(night)}

    def night(self, day: date) -> Night:
        """Return a day's night, empty if nothing is known of it.

        After a change of time zone nights neither overlap nor leave a gap.
        """
        if known := self.nights.get(day):
            return known
        start, end = self.rules.window(day)
        before, after = self.nights.get(day - DAY), self.nights.get(day + DAY)
        start = before.end if before else start
        end = after.start if after else end
        return Night(day=day, start=start, end=max(start, end))

    def day_of(self, moment: datetime) -> date:
        """Return the day whose night a moment belongs to, by the recorded windows."""
        day = self.rules.day_of(moment)
        for near in (day - DAY, day, day + DAY):
            night = self.nights.get(near)
            if night and night.start <= moment < night.end:
                return near
        if not (night := self.nights.get(day)):
            return day
        return day + DAY if moment >= night.end else day - DAY

    def take(self, report: Report) -> Night | None:
        """Enter what a wearable shows now; returns the night if that changes it.

        With the time the sleep ended, it may be of any night, however late. Without,
        it is of the night that is just over, if something in it is new since morning.
        """
        day = self.day_of(report.told_until or report.taken_at)
        night = self.night(day)
        morning = self.rules.morning(day)
        contents = read_report(report, told_since(report, morning), self.rules)
        sleep = sleep_of(report, contents)
        if sleep is None:
            fresh = self._fresh(report, contents, night, morning)
            for metric in contents.values.keys() - fresh:
                del contents.values[metric]
        if self._is_another(report, contents, night, sleep):
            contents.values.clear()
        self._remember(report, contents)
        changed = self._entered(night, report, contents, sleep)
        return None if changed == night else self._put(changed)

    def settle(self, now: datetime) -> list[Night]:
        """Settle the values of nights that have ended; return those that changed."""
        changed = []
        for _day, night in sorted(self._open.items()):
            if night.end <= now:
                values = {
                    metric: replace(value, status=Status.SETTLED)
                    if value.status is Status.PROVISIONAL
                    else value
                    for metric, value in night.values.items()
                }
                changed.append(self._put(replace(night, values=values)))
        return changed

    def expose(
        self, day: date, sessions: Iterable[Session], watched: Iterable[Span]
    ) -> Night:
        """Enter a night's massages; see ``with_sessions``."""
        return self._put(with_sessions(self.night(day), sessions, watched, self.rules))

    def assign(self, day: date, massage: bool) -> Night:
        """Enter what a trial has drawn for a night."""
        return self._put(replace(self.night(day), assigned=massage))

    def fill(self, found: Iterable[Night]) -> list[Night]:
        """Enter values from the past where there are none; return what changed."""
        changed = []
        for past in found:
            night = self.night(past.day)
            if past.values.keys() - night.values.keys():
                values = {**past.values, **night.values}
                sleeps = {**past.sleeps, **night.sleeps}
                filled = replace(night, values=values, sleeps=sleeps)
                changed.append(self._put(filled))
        return changed

    def _put(self, night: Night) -> Night:
        self.nights.put(night)
        if _is_open(night):
            self._open[night.day] = night
        else:
            self._open.pop(night.day, None)
        return night

    def _fresh(
        self, report: Report, contents: Contents, night: Night, morning: datetime
    ) -> set[Metric]:
        """Return which values are of a night, without the time of waking.

        What is known to be of its sleep proves the rest; a heart rate, which some
        wearables measure all day, proves only itself.
        """
        if not morning <= report.taken_at < night.end:
            return set()
        fresh = {
            metric
            for metric, value in night.values.items()
            if not report.sources.isdisjoint(value.sources)
        }
        fresh |= {
            one.metric
            for one in report.observations
            if one.metric in contents.values
            and (
                self._moved(one.source, contents)
                or self._spoke(one.source, one.reported_at)
            )
        }
        return fresh if fresh <= _ALL_DAY else {*Metric}

    def _moved(self, source: str, contents: Contents) -> bool:
        """Return whether a source shows something else than before."""
        before = self.shown.get(source)
        return before is not None and before != contents.shown[source]

    def _spoke(self, source: str, reported_at: datetime) -> bool:
        """Return whether a source that says little has said something again."""
        look = self._looks.get(source)
        return (
            look is not None
            and look.taken_at - look.reported_at >= _SILENCE
            and reported_at > look.taken_at
        )

    def _is_another(
        self, report: Report, contents: Contents, night: Night, sleep: Sleep | None
    ) -> bool:
        """Return whether a report is of another sleep than the one that counts."""
        if sleep is not None:
            kept = night.sleeps.get(report.wearable)
            noon = self.rules.noon(night.day)
            return (
                kept is not None
                and _apart(kept, sleep, self.rules.shortest)
                and _rank(sleep, noon) <= _rank(kept, noon)
            )
        known = night.values.get(Metric.SLEEP_DURATION)
        told = duration_of(contents.values)
        return (
            known is not None
            and told is not None
            and not report.sources.isdisjoint(known.sources)
            and told < timedelta(minutes=known.value) - _CORRECTION
        )

    def _entered(
        self, night: Night, report: Report, contents: Contents, sleep: Sleep | None
    ) -> Night:
        """Return a night with a report's values in it."""
        if not contents.values:
            return night
        status = Status.PROVISIONAL if report.taken_at < night.end else Status.CORRECTED
        values = dict(night.values)
        sleeps = dict(night.sleeps)
        if sleep is not None:
            kept = sleeps.get(report.wearable)
            if kept is not None and _apart(kept, sleep, self.rules.shortest):
                # Nothing of the other sleep may stay beside what is told of this one.
                values = {
                    metric: value
                    for metric, value in values.items()
                    if report.sources.isdisjoint(value.sources)
                }
            if kept is None or sleep.began or sleep.ended != kept.ended:
                sleeps[report.wearable] = sleep
        for metric, (value, sources) in contents.values.items():
            known = values.get(metric)
            if known is None or (known.value, known.sources) != (value, sources):
                values[metric] = NightValue(
                    value=value,
                    sources=sources,
                    taken_at=report.taken_at,
                    status=status,
                )
        return replace(night, values=values, sleeps=sleeps)

    def _remember(self, report: Report, contents: Contents) -> None:
        """Keep what was shown, for the next night."""
        self.shown |= contents.shown
        for one in report.observations:
            # Being away is not the same as saying nothing.
            self._looks.pop(one.source, None)
            if one.source in contents.shown:
                look = _Look(report.taken_at, one.reported_at)
                self._looks[one.source] = look


def _is_open(night: Night) -> bool:
    """Return whether a night has values that are not settled yet."""
    return any(value.status is Status.PROVISIONAL for value in night.values.values())


def _apart(one: Sleep, other: Sleep, shortest: timedelta) -> bool:
    """Return whether two sleeps are not the same one, told again."""
    first, second = sorted((one, other), key=lambda sleep: sleep.ended)
    return (second.began or second.ended - shortest) >= first.ended


def _rank(sleep: Sleep, noon: datetime) -> tuple[bool, timedelta]:
    """Return what makes a sleep the night's: over before noon, then the longest."""
    length = sleep.ended - (sleep.began or sleep.ended)
    return sleep.ended <= noon, length
