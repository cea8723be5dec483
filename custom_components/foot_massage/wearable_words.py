"""The words for what a wearable's integration has of a person's sleep."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
import re

from .core.metrics import Metric, Reading


class Note(StrEnum):
    """What somebody should know who uses a sensor for a metric."""

    TIME_IN_BED = "time_in_bed"
    SLEEP_AVERAGE = "sleep_average"


class Trap(StrEnum):
    """Why a sensor that sounds right is not."""

    SCORE = "score"
    OTHER_SCORE = "other_score"
    LIVE = "live"
    WEEKLY = "weekly"
    WORDS = "words"
    PERCENTAGE = "percentage"
    AWAKE_TIME = "awake_time"
    TIME_IN_BED = "time_in_bed"
    WRONG_UNIT = "wrong_unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The part of an entity that is a metric: its state, an attribute or its events.

    ``unit`` is that of an attribute, which has none that can be seen.
    """

    metric: Metric
    attribute: str | None = None
    unit: str | None = None
    event: bool = False
    note: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The entity, and perhaps its attribute, that tells a time of the sleep."""

    key: str
    attribute: str | None = None


@dataclass(frozen=True, kw_only=True)
class Wearable:
    """What one integration has of a person's sleep.

    ``unique_id`` is a pattern with ``KEY`` for the keys of ``parts`` and ``traps``,
    and a group ``owner``: what all entities of one person have in common. ``parts``
    are in the order of preference. ``bridge`` if it hands on what another wearable
    has measured; its heart values come on their own, not with the sleep. ``live`` are
    the keys of what is told within a minute of being measured.
    """

    domain: str
    unique_id: str
    parts: Mapping[str, tuple[Part, ...]]
    traps: Mapping[str, tuple[Metric, Trap]] = field(default_factory=dict)
    began: Told | None = None
    ended: Told | None = None
    bridge: bool = False
    live: Mapping[str, Reading] = field(default_factory=dict)

    @cached_property
    def live_only(self) -> frozenset[str]:
        """Return the keys of what tells nothing of the sleep."""
        return frozenset(self.live.keys() - self.parts.keys() - self.traps.keys())

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the pattern of the unique ids, with the groups owner and key."""
        told = {told.key for told in (self.began, self.ended) if told}
        keys = sorted(
            {*self.parts, *self.traps, *self.live, *told}, key=len, reverse=True
        )
        known = "|".join(map(re.escape, keys))
        return re.compile(self.unique_id.replace("KEY", f"(?P<key>{known})"))


def states(**metrics: str) -> dict[str, tuple[Part, ...]]:
    """Return entities whose states are metrics; several keys are split at a space."""
    return {
        key: (Part(metric=Metric(metric)),)
        for metric, keys in metrics.items()
        for key in keys.split()
    }


def noted(metric: Metric, note: Note) -> tuple[Part, ...]:
    """Return an entity whose state is a metric, with a note."""
    return (Part(metric=metric, note=note),)


DURATION = Metric.SLEEP_DURATION
HEART = Metric.RESTING_HEART_RATE
AVERAGE = noted(HEART, Note.SLEEP_AVERAGE)
IN_BED = (DURATION, Trap.TIME_IN_BED)
AWAKE = (Metric.AWAKENINGS, Trap.AWAKE_TIME)
OTHER_SCORE = (Metric.SLEEP_SCORE, Trap.OTHER_SCORE)
# No entry id, user id or webhook id has an underscore in it.
BY_ID = "(?P<owner>[^_]+)_KEY"


def attributes(**parts: tuple[Metric, str]) -> tuple[Part, ...]:
    """Return an entity whose attributes are metrics, each with its unit."""
    return tuple(
        Part(metric=metric, attribute=attribute, unit=unit)
        for attribute, (metric, unit) in parts.items()
    )


def events(*metrics: Metric) -> tuple[Part, ...]:
    """Return an event entity that metrics are worked out from."""
    return tuple(Part(metric=metric, event=True) for metric in metrics)
