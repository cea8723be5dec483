"""A comparison in words that claim no more than its nights can carry.

What is found is called associated with the massage, never its effect: the nights were
chosen by the sleeper, or by how the day went. ``trial_report`` may say more.
"""

from collections.abc import Iterable, Iterator

from .comparison import JUDGED, Comparison, Stage
from .metrics import Metric
from .phrases import Phrase, listed
from .wording import (
    amount,
    counts,
    finding,
    interval,
    name,
    smallest,
    times,
    verdict,
)


def spoken(comparison: Comparison) -> Phrase:
    """Return a comparison as one short sentence, to be said aloud."""
    stage, estimate = comparison.stage, comparison.estimate
    if stage not in JUDGED:
        return Phrase(f"spoken.{stage}", parts=_counts(comparison))
    if estimate.obstacle is not None or estimate.difference is None:
        return Phrase(f"spoken.{estimate.obstacle}")
    found = verdict(estimate.difference, comparison.metric, clear=comparison.clear)
    parts = {"finding": finding(estimate.difference, comparison.metric)}
    return Phrase(f"spoken.{stage}_{found}", parts=parts)


def written(comparison: Comparison) -> tuple[Phrase, ...]:
    """Return a comparison in two to five sentences."""
    return (_what(comparison), *_what_to_make_of_it(comparison))


def others(comparisons: Iterable[Comparison], primary: Metric) -> Phrase | None:
    """Return a sentence about the metrics besides the primary one.

    None if there is no other of which anything can be told.
    """
    judged = [
        one
        for one in comparisons
        if one.metric is not primary
        and one.stage in JUDGED
        and one.p_corrected is not None
    ]
    if not judged:
        return None
    clear = [name(one.metric) for one in judged if one.clear]
    if not clear:
        return Phrase("others.none", len(judged))
    return Phrase("others.clear", len(judged), {"names": listed(clear)})


def _what(comparison: Comparison) -> Phrase:
    """Return what was found, or how many nights there are if nothing was."""
    estimate, metric = comparison.estimate, comparison.metric
    parts = _counts(comparison)
    if estimate.difference is None:
        return Phrase("written.progress", parts={**parts, "name": name(metric)})
    parts["finding"] = finding(estimate.difference, metric)
    parts["interval"] = interval(estimate, metric)
    return Phrase("written.what", parts=parts)


def _what_to_make_of_it(comparison: Comparison) -> Iterator[Phrase]:
    """Yield how sure that is, what may lie behind it, and what may have been missed."""
    stage, metric = comparison.stage, comparison.metric
    estimate, p = comparison.estimate, comparison.p_corrected
    if stage not in JUDGED:
        yield Phrase(f"written.{stage}")
        if stage is Stage.COLLECTING:
            yield from _means(comparison)
        return
    if estimate.obstacle is not None or estimate.difference is None or p is None:
        yield Phrase(f"written.{estimate.obstacle}")
        return
    found = verdict(estimate.difference, metric, clear=comparison.clear)
    chance = times(p, "records")
    if p != estimate.p:
        chance = Phrase("records.corrected", parts={"times": chance})
    sure = {"name": name(metric), "times": chance}
    yield Phrase(f"written.{stage}_{found}", parts=sure)
    yield Phrase(f"written.behind_{'clear' if comparison.clear else 'unclear'}")
    yield from smallest(estimate, metric)


def _means(comparison: Comparison) -> Iterator[Phrase]:
    """Yield the means of both kinds of night, if there are both."""
    massage, other = comparison.massage_mean, comparison.other_mean
    if massage is not None and other is not None:
        parts = {
            "name": name(comparison.metric),
            "massage_mean": amount(massage, comparison.metric),
            "other_mean": amount(other, comparison.metric),
        }
        yield Phrase("written.means", parts=parts)


def _counts(comparison: Comparison) -> dict[str, Phrase]:
    return counts(comparison.massage_nights, comparison.other_nights)
