"""A report says in every language what it says in English."""

from collections.abc import Iterator
from pathlib import Path
import re
from string import Formatter
from typing import Any

import pytest
import yaml

from custom_components.foot_massage.core.phrases import Phrases

from .report_shapes import around
from .test_report import COMPARED, TRIED

FOLDER = Path("custom_components/foot_massage/languages")
LANGUAGES = sorted(file.parent.name for file in FOLDER.glob("*/report.yaml"))
# Nothing outside a trial may be called an effect, nor an improvement.
CAUSES = r"wirkung|wirkt|bewirk|besser|efecto|mejor|effet|améli|mieux|effect|beter"


def words(language: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(
        (FOLDER / language / "report.yaml").read_text("utf-8")
    )
    del data["forms"], data["decimal_mark"]
    return data


def texts(data: Any, path: str = "") -> Iterator[tuple[str, set[str]]]:
    """Return the key of each text and what goes into it; its forms are one text."""
    if isinstance(data, str) or ("other" in data and path != ".nights"):
        forms = [data] if isinstance(data, str) else data.values()
        yield path, {part for form in forms for part in placeholders(form)}
        return
    for key, inner in data.items():
        yield from texts(inner, f"{path}.{key}")


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}


def phrases(language: str) -> Phrases:
    return Phrases(
        yaml.safe_load((FOLDER / language / "report.yaml").read_text("utf-8"))
    )


def test_reports_come_in_the_languages_that_are_spoken() -> None:
    spoken = sorted(file.parent.name for file in FOLDER.glob("*/voice.yaml"))
    assert spoken == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_texts_say_the_same(language: str) -> None:
    assert dict(texts(words(language))) == dict(texts(words("en")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_can_be_said(language: str) -> None:
    says = phrases(language)
    for aloud, page in (*COMPARED, *TRIED):
        for sentence in (aloud, *page):
            text = says.say(sentence)
            assert text[0].isupper() or text[0].isdigit()
            assert text.endswith(".")
            assert re.search(r"[{}]|  |None", text) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_readings_around_massages_claim_no_effect(language: str) -> None:
    says = phrases(language)
    for _, page in around():
        for sentence in page:
            text = says.say(sentence)
            assert text[0].isupper()
            assert text.endswith(".")
            assert re.search(rf"[{{}}]|  |None|{CAUSES}", text) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_aloud_has_no_signs(language: str) -> None:
    says = phrases(language)
    for aloud, _ in (*COMPARED, *TRIED):
        assert re.search(r"[%\u2212+()/]", says.say(aloud)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_comparison_claims_no_effect(language: str) -> None:
    says = phrases(language)
    for text in {says.say(aloud, *page) for aloud, page in COMPARED}:
        assert re.search(CAUSES, text.casefold()) is None
