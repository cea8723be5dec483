"""A trial in words: the only place where a difference is called an effect."""

from collections.abc import Iterator

from .phrases import Phrase
from .trial import TrialResult
from .wording import counts, finding, interval, smallest, times, verdict


def spoken_trial(result: TrialResult) -> Phrase:
    """Return a trial as one short sentence, to be said aloud."""
    if not result.over:
        return Phrase("trial_spoken.under_way", parts=_progress(result))
    estimate = result.estimate
    if estimate.obstacle is not None or estimate.difference is None:
        return Phrase(f"trial_spoken.{estimate.obstacle or 'too_few'}")
    found = verdict(estimate.difference, result.metric, clear=result.clear)
    parts = {"finding": finding(estimate.difference, result.metric)}
    return Phrase(f"trial_spoken.{found}", parts=parts)


def written_trial(result: TrialResult) -> tuple[Phrase, ...]:
    """Return a trial in two to five sentences."""
    if not result.over:
        under_way = Phrase("trial_written.under_way", parts=_progress(result))
        return (under_way, *_adherence(result))
    return (_what(result), *_what_to_make_of_it(result))


def _what(result: TrialResult) -> Phrase:
    """Return what was found, or how many nights there are if nothing was."""
    estimate, metric = result.estimate, result.metric
    parts = counts(result.massage_nights, result.rest_nights, "rest")
    if estimate.difference is None:
        return Phrase("trial_written.progress", parts=parts)
    parts["finding"] = finding(estimate.difference, metric)
    parts["interval"] = interval(estimate, metric)
    return Phrase("trial_written.what", parts=parts)


def _what_to_make_of_it(result: TrialResult) -> Iterator[Phrase]:
    """Yield how sure that is, how well it was kept to, and what it may have missed."""
    estimate, p = result.estimate, result.estimate.p
    if estimate.obstacle is not None or estimate.difference is None or p is None:
        yield Phrase(f"trial_written.{estimate.obstacle or 'too_few'}")
    else:
        found = verdict(estimate.difference, result.metric, clear=result.clear)
        yield Phrase(f"trial_written.{found}", parts={"times": times(p, "draws")})
    yield from _adherence(result)
    yield from smallest(estimate, result.metric)
    if result.ended_early:
        yield Phrase("trial_written.ended_early", parts=_progress(result))


def _adherence(result: TrialResult) -> Iterator[Phrase]:
    """Yield how many of the nights went as drawn."""
    if result.adherence is None:
        if result.over:
            yield Phrase("adherence.unknown")
    elif result.adherence == 1:
        yield Phrase("adherence.all")
    else:
        yield Phrase("adherence.share", min(round(100 * result.adherence), 99))


def _progress(result: TrialResult) -> dict[str, Phrase]:
    return {
        "over": Phrase("nights.number", result.nights_so_far),
        "planned": Phrase("nights.any", result.planned_nights),
    }
