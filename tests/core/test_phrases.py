"""Phrases are put together by the rules of their language."""

import pytest

from custom_components.foot_massage.core.phrases import Phrase, Phrases, listed

POLISH = Phrases(
    {
        "decimal_mark": ",",
        "forms": {"one": "1", "few": r"(.*[^1])?[234]", "part": r".*\..*"},
        "nights": {
            "massage": {
                "one": "{number} noc",
                "few": "{number} noce",
                "part": "{number} nocy",
                "other": "{number} nocy",
            },
            "rest": {"other": "{number} innych"},
        },
        "seen": "widać {what}",
        "list": {"next": "{before}, {name}", "last": "{before} i {name}"},
        "name": {"a": "sen", "b": "tętno", "c": "HRV"},
    }
)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "1 noc"),
        (2, "2 noce"),
        (5, "5 nocy"),
        (12, "12 nocy"),
        (22, "22 noce"),
        (112, "112 nocy"),
        (1.5, "1,5 nocy"),
    ],
)
def test_a_number_takes_its_form(number: float, text: str) -> None:
    assert POLISH.say(Phrase("nights.massage", number)) == text


def test_a_text_may_lack_a_form() -> None:
    assert POLISH.say(Phrase("nights.rest", 1)) == "1 innych"


def test_sentences_begin_with_a_capital() -> None:
    seen = Phrase("seen", parts={"what": Phrase("nights.massage", 2)})

    assert POLISH.say(seen, seen) == "Widać 2 noce Widać 2 noce"


@pytest.mark.parametrize(
    ("names", "text"),
    [("a", "Sen"), ("ab", "Sen i tętno"), ("abc", "Sen, tętno i HRV")],
)
def test_names_are_listed(names: str, text: str) -> None:
    assert POLISH.say(listed(Phrase(f"name.{one}") for one in names)) == text
