"""A randomised trial: which nights are massage nights is drawn once, beforehand.

The routine stays the same on every night, only the massage varies. So whatever else
tells the two kinds of night apart is chance, and how large chance can be is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from typing import Any

from .comparison import CLEAR, NOTHING, Estimate
from .metrics import Metric
from .record import RecordError

# The longest trial and the longest block (nights).
LONGEST = 366
LONGEST_BLOCK = 28


class Assignment(StrEnum):
    """What a night is to be."""

    MASSAGE = "massage"
    REST = "rest"
    NO_TRIAL = "no_trial"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPlan:
    """A trial as it was drawn; a night is named by its date of waking.

    ``schedule`` says of each night from ``start`` on whether it is a massage night; in
    every block of ``block`` nights half of them are. ``ended`` is the first night that
    no longer belongs to a trial that was ended early.
    """

    start: date
    block: int
    seed: int
    primary: Metric
    schedule: tuple[bool, ...]
    ended: date | None = None

    @property
    def days(self) -> int:
        """Return how many nights the trial was planned for."""
        return len(self.schedule)

    @property
    def end(self) -> date:
        """Return the first night after the trial."""
        planned = self.start + timedelta(days=self.days)
        return planned if self.ended is None else min(self.ended, planned)

    def assignment(self, night: date) -> Assignment:
        """Return what a night is to be."""
        if not self.start <= night < self.end:
            return Assignment.NO_TRIAL
        massage = self.schedule[(night - self.start).days]
        return Assignment.MASSAGE if massage else Assignment.REST

    def end_early(self, night: date) -> TrialPlan:
        """Return the trial without ``night`` and what would follow.

        A trial that has ended stays as it is.
        """
        if night >= self.end:
            return self
        return replace(self, ended=max(night, self.start))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialResult:
    """What a trial has shown; its nights are those assigned so that have a value.

    Until it is over nothing but its progress is told: who looks at a trial under way
    and ends it when the result pleases finds effects that are not there.
    ``adherence`` is the share of nights that were what they were to be, of those of
    which it is known; None if there are none. ``estimate`` is the effect of being
    assigned a massage.
    """

    metric: Metric
    planned_nights: int
    nights: int
    nights_so_far: int
    massage_nights: int
    rest_nights: int
    massage_mean: float | None = None
    rest_mean: float | None = None
    adherence: float | None = None
    estimate: Estimate = NOTHING

    @property
    def over(self) -> bool:
        """Whether its last night is over."""
        return self.nights_so_far == self.nights

    @property
    def ended_early(self) -> bool:
        """Whether it has fewer nights than it was planned for."""
        return self.nights < self.planned_nights

    @property
    def clear(self) -> bool:
        """Whether there is an effect that chance alone rarely shows."""
        return self.estimate.p is not None and self.estimate.p <= CLEAR


def draw_trial(
    start: date, *, days: int, block: int, seed: int, primary: Metric
) -> TrialPlan:
    """Draw the nights of a trial; the same seed draws the same.

    Raises ValueError unless a block has an even number of nights (2 to LONGEST_BLOCK),
    the trial whole blocks (LONGEST nights at most), and the seed no minus.
    """
    _check(days, block, seed)
    random = Random(seed)
    schedule: list[bool] = []
    for _ in range(days // block):
        nights = [True, False] * (block // 2)
        random.shuffle(nights)
        schedule += nights
    return TrialPlan(
        start=start, block=block, seed=seed, primary=primary, schedule=tuple(schedule)
    )


def plan_to_dict(plan: TrialPlan) -> dict[str, Any]:
    """Return a trial as plain data: dates in ISO 8601, the schedule as 1 and 0."""
    return {
        "start": plan.start.isoformat(),
        "block": plan.block,
        "seed": plan.seed,
        "primary": plan.primary,
        "schedule": "".join("1" if massage else "0" for massage in plan.schedule),
        "ended": None if plan.ended is None else plan.ended.isoformat(),
    }


def plan_from_dict(data: Mapping[str, Any]) -> TrialPlan:
    """Return a stored trial; raises RecordError if it makes no sense."""
    try:
        plan = TrialPlan(
            start=date.fromisoformat(data["start"]),
            block=int(data["block"]),
            seed=int(data["seed"]),
            primary=Metric(data["primary"]),
            schedule=tuple(("0", "1").index(one) == 1 for one in data["schedule"]),
            ended=None if data["ended"] is None else date.fromisoformat(data["ended"]),
        )
        _check(plan.days, plan.block, plan.seed)
        _check_schedule(plan)
    except (KeyError, TypeError, ValueError, OverflowError) as err:
        raise RecordError(f"not a trial: {err!r}") from err
    return plan


def _check(days: int, block: int, seed: int) -> None:
    """Raise ValueError for a trial that cannot be drawn."""
    if seed < 0:
        raise ValueError("a seed is not negative")
    if not 2 <= block <= LONGEST_BLOCK or block % 2:  # noqa: PLR2004
        raise ValueError(f"blocks have an even number of nights up to {LONGEST_BLOCK}")
    if not block <= days <= LONGEST or days % block:
        raise ValueError(f"a trial has whole blocks and up to {LONGEST} nights")


def _check_schedule(plan: TrialPlan) -> None:
    """Raise ValueError for nights that were not drawn in balanced blocks."""
    for first in range(0, plan.days, plan.block):
        block = plan.schedule[first : first + plan.block]
        if sum(block) != plan.block // 2:
            raise ValueError("a block has as many massage nights as others")
    if plan.ended is not None and plan.ended < plan.start:
        raise ValueError("it ended before it began")
