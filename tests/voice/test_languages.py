"""Every language can do what English can, and none gets in the way of another."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
import re
from string import Formatter
from typing import Any

from hassil import Intents, recognize_all
from hassil.intents import WildcardSlotList
from homeassistant.util.yaml import load_yaml_dict
import pytest

from custom_components.foot_massage.core.programs import PROGRAMS
from custom_components.foot_massage.core.speech import STRENGTHS, Speech

from .bedroom import table
from .test_sentences import LANGUAGES

FOLDER = Path(__file__).parents[2] / "custom_components/foot_massage/languages"
SECTIONS = (
    *("sentences", "programs", "strengths", "ratings"),
    *("answers", "errors", "program_names"),
)
FORMS = ("counts", "time", "joined_by")
# What voice.py has a use for.
WILDCARDS = {"length", "place", "what"}


@cache
def voice(language: str) -> dict[str, Any]:
    return load_yaml_dict(FOLDER / language / "voice.yaml")


@cache
def speech(language: str) -> Speech:
    return Speech(voice(language))


@cache
def templates() -> list[tuple[str, str, str]]:
    """Return language, command and text of everything that is registered."""
    return [
        (language, command, sentence)
        for language in LANGUAGES
        for command in voice(language)["sentences"]
        for sentence in speech(language).sentences(command)
    ]


@cache
def everything() -> Intents:
    """Return all sentences of all languages, as Home Assistant holds them."""
    sentences: dict[str, list[str]] = {}
    for _, command, sentence in templates():
        sentences.setdefault(command, []).append(sentence)
    data = {
        command: {"data": [{"sentences": all_}]} for command, all_ in sentences.items()
    }
    intents = Intents.from_dict({"language": "en", "intents": data})
    intents.slot_lists.update({name: WildcardSlotList(name) for name in WILDCARDS})
    return intents


def taken_by(text: str) -> set[str]:
    """Return the commands that a sentence gives."""
    return {result.intent.name for result in recognize_all(text, everything())}


def languages_of(text: str) -> set[str]:
    """Return the languages that a sentence is understood in."""
    language_of = {sentence: language for language, _, sentence in templates()}
    return {
        language_of[result.intent_sentence.text or ""]
        for result in recognize_all(text, everything())
        if result.intent_sentence
    }


def texts(part: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Return every text in a part of a file, by where it is."""
    if isinstance(part, str):
        yield path, part
    else:
        for key, below in part.items():
            yield from texts(below, f"{path}/{key}")


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}


def test_every_language_is_tried() -> None:
    assert sorted(file.parent.name for file in FOLDER.glob("*/voice.yaml")) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_is_translated(language: str) -> None:
    english, other = voice("en"), voice(language)
    assert other.keys() == english.keys()
    for section in SECTIONS:
        assert other[section].keys() == english[section].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_tell_the_same(language: str) -> None:
    for section in ("answers", "errors", *FORMS):
        expected = {at: placeholders(text) for at, text in texts(voice("en")[section])}
        found = {at: placeholders(text) for at, text in texts(voice(language)[section])}
        assert found == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_is_heard(language: str) -> None:
    numbers = voice(language)["numbers"]
    heard = [speech(language).hear_length(number) for number in numbers]
    assert heard == list(range(1, 61))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_program_and_strength_is_heard(language: str) -> None:
    listens, words = speech(language), voice(language)
    for key, names in words["programs"].items():
        assert {listens.hear_program(name) for name in names} == {key}
    for key, names in words["strengths"].items():
        heard = {listens.hear_wishes(name) for name in names}
        assert heard == {(None, STRENGTHS[key])}


@pytest.mark.parametrize("language", LANGUAGES)
def test_programs_are_heard_by_the_names_they_are_told(language: str) -> None:
    listens = speech(language)
    assert [listens.hear_program(listens.program(key)) for key in PROGRAMS] == [
        *PROGRAMS
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rating_is_heard(language: str) -> None:
    listens, words = speech(language), voice(language)
    assert len(words["scores"]) == 11
    for rating, names in words["ratings"].items():
        for name in names:
            for score, number in enumerate(words["scores"]):
                said = f"{name} {number} {words['scale'][0]} {words['scores'][10]}"
                assert listens.hear_ratings(said) == {rating: score}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_used(language: str) -> None:
    rules, sentences = voice(language)["rules"], voice(language)["sentences"]
    written = [
        *rules.values(),
        *(one for several in sentences.values() for one in several),
    ]
    used = {rule for text in written for rule in re.findall(r"<(\w+)>", text)}
    assert used == {*rules, "program", "strength", "number", "score"}


def test_wildcards_are_known() -> None:
    used = {name for *_, text in templates() for name in re.findall(r"\{(\w+)\}", text)}
    assert used == WILDCARDS


def test_no_template_is_there_twice() -> None:
    """The template tells the language to answer in."""
    count = Counter(sentence for *_, sentence in templates())
    assert [sentence for sentence, times in count.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_gives_two_commands(language: str) -> None:
    said = [row["say"] for row in table(language)["said"] if not row.get("built_in")]
    taken = {text: (len(taken_by(text)), languages_of(text)) for text in said}
    assert taken == dict.fromkeys(said, (1, {language}))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("section", "key", "command"),
    [("answers", "already_paused", "resume"), ("errors", "which_massager", "start")],
)
def test_what_is_proposed_is_understood(
    language: str, section: str, key: str, command: str
) -> None:
    _, _, proposed = voice(language)[section][key].rpartition(": ")
    assert taken_by(proposed.format(example="Demo")) == {command}
