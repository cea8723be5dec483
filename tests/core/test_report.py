"""A report says what its nights can carry: in every shape, and in no other words."""

from collections.abc import Iterator
from itertools import product
import re

import pytest

from custom_components.foot_massage.core.comparison import (
    NOTHING,
    Adjustment,
    Comparison,
    Estimate,
    Obstacle,
    Stage,
)
from custom_components.foot_massage.core.metrics import Metric, Reading
from custom_components.foot_massage.core.phrases import Phrase
from custom_components.foot_massage.core.readings import Change
from custom_components.foot_massage.core.readings_report import measured
from custom_components.foot_massage.core.report import others, spoken, written
from custom_components.foot_massage.core.trial import TrialResult
from custom_components.foot_massage.core.trial_report import (
    spoken_trial,
    written_trial,
)

from . import report_shapes
from .report_shapes import ENGLISH, REVIEW, Shape, texts, words

BOTH = (Adjustment.WEEKEND, Adjustment.TREND)
# None of these belongs in a record of sleep.
ADVICE = r"should (?!lie)|ought|recommend|try |advis|doctor|treat|cure|therap|heal"
# Nor these, but in a randomised trial.
CAUSES = r"effect|because|due to|thanks|improve|help|better|worse|work"


def estimates(*, p: float) -> Iterator[Estimate]:
    """Yield estimates of every size, bounded and not."""
    for difference in (-75.0, -1.0, -0.125, 0.01, 0.6, 1.0, 120.0):
        for adjusted_for in ((), BOTH[:1], BOTH[1:], BOTH):
            yield Estimate(
                difference=difference,
                low=difference - 40.25,
                high=difference + 0.125,
                p=p,
                smallest=abs(difference),
                adjusted_for=adjusted_for,
            )
    yield Estimate(obstacle=Obstacle.TIED_TO_WEEKEND)
    yield Estimate(difference=3, obstacle=Obstacle.NO_VARIATION)
    yield Estimate(difference=3, p=0.3, obstacle=Obstacle.NO_BOUND)


def comparisons() -> Iterator[Comparison]:
    """Yield comparisons of every kind there can be."""
    for metric, stage, p in product(Metric, Stage, (0.001, 0.02, 0.4)):
        for estimate in estimates(p=p):
            collecting = stage is Stage.COLLECTING
            yield Comparison(
                metric=metric,
                stage=stage,
                massage_nights=1 if collecting else 15,
                other_nights=0 if collecting and p > 0.1 else 31,
                massage_mean=65.2,
                other_mean=None if collecting and p > 0.1 else 60,
                estimate=NOTHING if collecting else estimate,
                p_corrected=0.5 if estimate.p == 0.02 else estimate.p,
            )


def trials() -> Iterator[TrialResult]:
    """Yield trials of every kind there can be."""
    for metric, p, adherence in product(
        Metric, (0.001, 0.02, 0.4), (None, 0.0, 0.999, 1.0)
    ):
        for estimate in (NOTHING, *estimates(p=p)):
            for nights, so_far in ((28, 1), (28, 28), (20, 20)):
                yield TrialResult(
                    metric=metric,
                    planned_nights=28,
                    nights=nights,
                    nights_so_far=so_far,
                    massage_nights=1 if estimate is NOTHING else 14,
                    rest_nights=13,
                    adherence=adherence,
                    estimate=estimate if so_far == nights else NOTHING,
                )


COMPARED = [(spoken(one), written(one)) for one in comparisons()]
TRIED = [(spoken_trial(one), written_trial(one)) for one in trials()]


def keys(*phrases: Phrase) -> set[str]:
    """Return the keys of phrases and of all in them."""
    return {
        key
        for phrase in phrases
        for key in ({phrase.key} | keys(*phrase.parts.values()))
    }


def test_the_review_page_is_up_to_date() -> None:
    assert report_shapes.review() == REVIEW.read_text("utf-8"), (
        "run python -m tests.core.report_shapes, and read what has changed"
    )


def test_the_review_has_twenty_shapes_of_data() -> None:
    shapes: list[Shape] = [*report_shapes.comparisons(), *report_shapes.trials()]

    assert len(shapes) >= 20
    assert len({ENGLISH.say(*page) for _, _, page in shapes}) == len(shapes)


def test_every_text_is_said_and_every_key_has_a_text() -> None:
    said = {key for pair in (*COMPARED, *TRIED) for key in keys(pair[0], *pair[1])}
    for _, _, page in report_shapes.several():
        said |= keys(*page)
    all_others = others((one for one in comparisons() if one.clear), Metric.HRV)
    assert all_others is not None
    said |= keys(all_others)
    for _, page in report_shapes.around():
        said |= keys(*page)

    assert {key for key, _ in texts(words("en"))} == said


@pytest.mark.parametrize("pairs", [COMPARED, TRIED], ids=["comparisons", "trials"])
def test_two_to_five_sentences_that_read_as_such(
    pairs: list[tuple[Phrase, tuple[Phrase, ...]]],
) -> None:
    for aloud, page in pairs:
        assert len(page) <= 5
        for sentence in (aloud, *page):
            text = ENGLISH.say(sentence)
            assert text[0].isupper() or text[0].isdigit()
            assert text.endswith(".")
            assert "{" not in text
            assert "None" not in text
            assert re.search(r"  |(?<!to )\b0 (minute|point|beat|milli)", text) is None


def test_what_is_said_aloud_has_no_signs() -> None:
    for aloud, _ in (*COMPARED, *TRIED):
        assert re.fullmatch(r"[A-Za-z0-9 ,;:.\-]+", ENGLISH.say(aloud))


def test_a_comparison_claims_no_effect_and_nothing_gives_advice() -> None:
    compared = {ENGLISH.say(aloud, *page) for aloud, page in COMPARED}
    tried = {ENGLISH.say(aloud, *page) for aloud, page in TRIED}

    for text in compared:
        assert re.search(CAUSES, text) is None
    for text in compared | tried:
        assert re.search(ADVICE, text) is None


def test_readings_around_massages_claim_nothing() -> None:
    for _, page in report_shapes.around():
        text = ENGLISH.say(*page)
        assert re.search(f"{CAUSES}|{ADVICE}|associated", text) is None
        assert text.endswith("Sitting still for as long may well do the same.")


def test_few_massages_are_not_put_in_words() -> None:
    few = Change(before=72, after=60, sessions=4)
    assert list(measured({Reading.HEART_RATE: few})) == []


def test_associated_is_said_of_clear_differences_only() -> None:
    for comparison in comparisons():
        text = ENGLISH.say(*written(comparison))
        told = comparison.clear and comparison.estimate.obstacle is None
        assert ("are associated" in text) == told
        assert ("not a cause" in text) == told


def test_nothing_is_told_of_a_trial_under_way() -> None:
    for result in trials():
        if not result.over:
            text = ENGLISH.say(spoken_trial(result), *written_trial(result))
            assert "1 of 28 nights" in text
            assert "longer" not in text


def test_no_other_metrics_no_sentence_about_them() -> None:
    only = Comparison(
        metric=Metric.HRV,
        stage=Stage.SOLID,
        massage_nights=30,
        other_nights=30,
        massage_mean=50,
        other_mean=50,
        estimate=Estimate(difference=1, p=0.5),
        p_corrected=0.5,
    )

    assert others([only], Metric.HRV) is None
    assert others([only], Metric.SLEEP_SCORE) is not None
