"""A report says in every language what it says in English."""

import re

import pytest

from custom_components.foot_massage.core.phrases import Phrases

from .report_shapes import FOLDER, around, texts, words
from .test_report import COMPARED, TRIED

LANGUAGES = sorted(file.parent.name for file in FOLDER.glob("*/report.yaml"))
# Nothing outside a trial may be called an effect, nor an improvement.
CAUSES = r"wirkung|wirkt|bewirk|besser|efecto|mejor|effet|améli|mieux|effect|beter"


def test_reports_come_in_the_languages_that_are_spoken() -> None:
    spoken = sorted(file.parent.name for file in FOLDER.glob("*/voice.yaml"))
    assert spoken == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_texts_say_the_same(language: str) -> None:
    assert dict(texts(words(language))) == dict(texts(words("en")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_can_be_said(language: str) -> None:
    says = Phrases(words(language))
    for aloud, page in (*COMPARED, *TRIED):
        for sentence in (aloud, *page):
            text = says.say(sentence)
            assert text[0].isupper() or text[0].isdigit()
            assert text.endswith(".")
            assert re.search(r"[{}]|  |None", text) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_readings_around_massages_claim_no_effect(language: str) -> None:
    says = Phrases(words(language))
    for _, page in around():
        for sentence in page:
            text = says.say(sentence)
            assert text[0].isupper()
            assert text.endswith(".")
            assert re.search(rf"[{{}}]|  |None|{CAUSES}", text) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_aloud_has_no_signs(language: str) -> None:
    says = Phrases(words(language))
    for aloud, _ in (*COMPARED, *TRIED):
        assert re.search(r"[%\u2212+()/]", says.say(aloud)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_comparison_claims_no_effect(language: str) -> None:
    says = Phrases(words(language))
    for text in {says.say(aloud, *page) for aloud, page in COMPARED}:
        assert re.search(CAUSES, text.casefold()) is None
