"""What a trial has shown, with its nights as they were assigned."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from ..comparison import FEWEST, NightPoint, by_ratio
from ..trial import Assignment, TrialPlan, TrialResult
from .arrangements import Arrangements, Array
from .estimate import Arrange, estimate_of, mean_of
from .redraw import redraws, schedules
from .slots import Slots, day_number, slots_of

_NIGHT = timedelta(days=1)


def analyse(plan: TrialPlan, points: Sequence[NightPoint]) -> TrialResult:
    """Return the result of a trial for its primary metric, whose nights are ``points``.

    They may reach beyond the trial, which is over once there is one of its last night
    or a later one. With fewer than 5 values of either kind there is no estimate.
    """
    logarithm = by_ratio(plan.primary)
    inside = [
        point
        for point in points
        if plan.assignment(point.night) is not Assignment.NO_TRIAL
    ]
    slots = slots_of([_assigned(plan, one) for one in inside], logarithm=logarithm)
    massage, rest = slots.values(massage=True), slots.values(massage=False)
    progress = TrialResult(
        metric=plan.primary,
        planned_nights=plan.days,
        nights=(plan.end - plan.start).days,
        nights_so_far=_nights_so_far(plan, points),
        massage_nights=massage.size,
        rest_nights=rest.size,
        adherence=_adherence(plan, inside),
    )
    if not progress.over:
        return progress
    means = replace(
        progress,
        massage_mean=mean_of(massage, logarithm=logarithm),
        rest_mean=mean_of(rest, logarithm=logarithm),
    )
    if min(massage.size, rest.size) < FEWEST:
        return means
    estimate = estimate_of(slots, _redrawn(plan, slots), logarithm=logarithm)
    return replace(means, estimate=estimate)


def _assigned(plan: TrialPlan, point: NightPoint) -> NightPoint:
    """Return a night as it was to be."""
    massage = plan.assignment(point.night) is Assignment.MASSAGE
    return replace(point, massage=massage)


def _nights_so_far(plan: TrialPlan, points: Sequence[NightPoint]) -> int:
    """Return how many of the trial's nights are over."""
    last = max((point.night for point in points), default=plan.start - _NIGHT)
    return (min(max(last + _NIGHT, plan.start), plan.end) - plan.start).days


def _adherence(plan: TrialPlan, points: Sequence[NightPoint]) -> float | None:
    """Return the share of nights that were as assigned, of those that are known."""
    kept = [
        point == _assigned(plan, point) for point in points if point.massage is not None
    ]
    return sum(kept) / len(kept) if kept else None


def _redrawn(plan: TrialPlan, slots: Slots) -> Arrange:
    """Return what holds the trial's nights against its schedule drawn again."""

    def arrange(value: Array, covariates: Sequence[Array]) -> Arrangements:
        usable = slots.usable
        drawn = schedules(plan)[:, slots.day[usable] - day_number(plan.start)]
        return redraws(value[usable], drawn, [one[usable] for one in covariates])

    return arrange
