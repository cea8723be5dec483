"""Does sleep differ after a massage? One metric, and several of them together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..comparison import NOTHING, Comparison, NightPoint, Stage, by_ratio, stage_of
from ..metrics import Metric
from .arrangements import Arrangements, Array
from .circular import shifts
from .estimate import estimate_of, mean_of
from .slots import slots_of


def compare(points: Sequence[NightPoint], metric: Metric) -> Comparison:
    """Compare the massage nights of one metric with the other nights.

    ``points`` has at most one point for a night. A night that is not there, without a
    value, or of which nobody knows whether it was a massage night, takes no part.
    """
    logarithm = by_ratio(metric)
    slots = slots_of(points, logarithm=logarithm)
    massage, other = slots.values(massage=True), slots.values(massage=False)
    stage = stage_of(massage.size, other.size)

    def arrange(value: Array, covariates: Sequence[Array]) -> Arrangements:
        return shifts(value, slots.massage, covariates)

    estimate = (
        NOTHING
        if stage is Stage.COLLECTING
        else estimate_of(slots, arrange, logarithm=logarithm)
    )
    return Comparison(
        metric=metric,
        stage=stage,
        massage_nights=massage.size,
        other_nights=other.size,
        massage_mean=mean_of(massage, logarithm=logarithm),
        other_mean=mean_of(other, logarithm=logarithm),
        estimate=estimate,
        p_corrected=estimate.p,
    )


def compare_all(
    records: Mapping[Metric, Sequence[NightPoint]], primary: Metric
) -> dict[Metric, Comparison]:
    """Compare several metrics, of which one was chosen beforehand as the primary one.

    Every further look is one more chance of being misled: the others' p are corrected
    for it by Holm's method.
    """
    found = {metric: compare(points, metric) for metric, points in records.items()}
    others = {
        metric: one.estimate.p
        for metric, one in found.items()
        if metric is not primary and one.estimate.p is not None
    }
    for metric, p in _holm(others).items():
        found[metric] = replace(found[metric], p_corrected=p)
    return found


def _holm(ps: Mapping[Metric, float]) -> dict[Metric, float]:
    """Return each p by Holm's method: the smallest times their number, and so on."""
    corrected, least = {}, 0.0
    for place, metric in enumerate(sorted(ps, key=lambda one: ps[one])):
        least = max(least, min(1.0, ps[metric] * (len(ps) - place)))
        corrected[metric] = least
    return corrected
