"""What is heard in a sentence, and how an answer is put."""

from datetime import datetime
from typing import Any

import pytest

from custom_components.foot_massage.core.programs import ProgramKey
from custom_components.foot_massage.core.speech import Speech

GERMAN: dict[str, Any] = {
    "language": "de",
    "rules": {"please": "[bitte]", "begin": "<please> (starte|gib)"},
    "sentences": {
        "start": ["<begin> [eine] [<strength>] [<program>] Fußmassage"],
        "extend": ["<number> Minuten länger"],
    },
    "fillers": ["die", "dem", "für", "Programm", "etwa"],
    "programs": {
        "deep_relax": ["tiefe Entspannung", "entspannende"],
        "after_walking": ["nach dem Laufen"],
    },
    "strengths": {
        "gentle": ["sanft", "sanfte"],
        "medium": ["mittel"],
        "firm": ["kräftig", "kräftige"],
    },
    "lengths": {"einer": 1, "halbe Stunde": 30, "eine halbe Stunde": 30},
    "units": ["Minuten", "Minute"],
    "scores": ["null", "eins", "zwei", "drei", "vier", "fünf"],
    "scale": ["von", "auf"],
    "ratings": {"calm": ["Ruhe", "ruhig"], "pain": ["Schmerz", "weh"]},
    "numbers": ["eine", "zwei", "drei", "vier", "fünf", "vingt-et-une"],
    "counts": {"minutes": {"one": "{count} Minute", "other": "{count} Minuten"}},
    "time": {"one": "la {hour}:{minute:02}", "other": "las {hour}:{minute:02}"},
    "joined_by": {"and": " und ", "or": " oder "},
    "answers": {"started": "{minutes}. es endet um {time}? ja: gut."},
    "errors": {"unknown": "nicht da: {name}. es gibt {names}."},
    "program_names": {"deep_relax": "tiefe Entspannung"},
}


@pytest.fixture
def speech() -> Speech:
    return Speech(GERMAN)


def test_rules_are_spelt_out(speech: Speech) -> None:
    assert speech.sentences("start") == [
        "[bitte] (starte|gib) [eine] [(sanft|sanfte|mittel|kräftig|kräftige)]"
        " [(tiefe Entspannung|entspannende|nach dem Laufen)] Fußmassage"
    ]


def test_numbers_are_spelt_out_without_hyphens(speech: Speech) -> None:
    (sentence,) = speech.sentences("extend")
    digit = "(0|1|2|3|4|5|6|7|8|9)"
    numbers = f"{digit}[{digit}][{digit}]|eine|zwei|drei|vier|fünf|vingt et une"
    assert sentence == f"({numbers}) Minuten länger"


@pytest.mark.parametrize(
    ("text", "essence"),
    [
        ("für etwa fünf Minuten!", "funf"),
        ("die Küche", "kuche"),
        ("d'une demi-heure", "d une demi heure"),
        ("GROSSE Straße", "grosse strasse"),
        ("  ", ""),
    ],
)
def test_only_words_that_mean_something_are_kept(
    speech: Speech, text: str, essence: str
) -> None:
    assert speech.essence(text) == essence


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("10 Minuten", 10),
        ("10-", 10),
        ("10Minuten", 10),
        ("etwa fünf Minuten", 5),
        ("FUNF", 5),
        ("eine", 1),
        ("einer Minute", 1),
        ("vingt et une", 6),
        ("eine halbe Stunde", 30),
        ("immer", None),
        ("fünf oder zwei", None),
    ],
)
def test_a_length(speech: Speech, text: str, length: int | None) -> None:
    assert speech.hear_length(text) == length


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("noch fünf Minuten Fußmassage", 5),
        ("noch 12 Minuten Fußmassage", 12),
        ("noch eine halbe Stunde Fußmassage", 30),
        ("noch eine Minute Fußmassage", 1),
        ("gib mir eine Fußmassage", None),
        ("eine Fußmassage in zwei Zonen", 2),
        ("Fußmassage", None),
    ],
)
def test_the_number_in_a_sentence(
    speech: Speech, text: str, number: int | None
) -> None:
    assert speech.hear_number(text) == number


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("dem Programm tiefe Entspannung", ProgramKey.DEEP_RELAX),
        ("Programm nach dem Laufen", ProgramKey.AFTER_WALKING),
        ("nach Laufen", ProgramKey.AFTER_WALKING),
        ("Turbo", None),
        ("Programm", None),
    ],
)
def test_a_program(speech: Speech, text: str, program: ProgramKey | None) -> None:
    assert speech.hear_program(text) == program


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("eine kräftige Fußmassage", (None, 4)),
        ("eine sanfte, entspannende Fußmassage", (ProgramKey.DEEP_RELAX, 2)),
        ("eine Fußmassage nach dem Laufen", (ProgramKey.AFTER_WALKING, None)),
        ("eine unsanfte Fußmassage", (None, None)),
    ],
)
def test_wishes_in_a_sentence(
    speech: Speech, text: str, wishes: tuple[ProgramKey | None, int | None]
) -> None:
    assert speech.hear_wishes(text) == wishes


@pytest.mark.parametrize(
    ("count", "text"),
    [(1, "eine Minute"), (2, "zwei Minuten"), (0, "0 Minuten"), (90, "90 Minuten")],
)
def test_a_count(speech: Speech, count: int, text: str) -> None:
    assert speech.count("minutes", count) == text


@pytest.mark.parametrize(
    ("hour", "minute", "text"),
    [(0, 5, "las 0:05"), (1, 5, "la 1:05"), (22, 45, "las 22:45")],
)
def test_a_time_of_day(speech: Speech, hour: int, minute: int, text: str) -> None:
    assert speech.time(datetime(2026, 11, 26, hour, minute)) == text  # noqa: DTZ001


@pytest.mark.parametrize(
    ("level", "levels", "word"),
    [
        (1, 5, "sanft"),
        (3, 5, "mittel"),
        (5, 5, "kräftig"),
        (1, 3, "sanft"),
        (2, 2, "kräftig"),
    ],
)
def test_a_strength(speech: Speech, level: int, levels: int, word: str) -> None:
    assert speech.strength(level, levels) == word


def test_the_name_of_a_program(speech: Speech) -> None:
    assert speech.program(ProgramKey.DEEP_RELAX) == "tiefe Entspannung"


def test_names_are_listed(speech: Speech) -> None:
    assert speech.names(["Bad"]) == "Bad"
    assert speech.names(["Bad", "Flur"]) == "Bad oder Flur"
    assert speech.names(["Bad", "Flur", "Küche"], "and") == "Bad, Flur und Küche"


def test_sentences_begin_with_a_capital(speech: Speech) -> None:
    answer = speech.answer("started", minutes="zwei Minuten", time="22:45")
    assert answer == "Zwei Minuten. Es endet um 22:45? Ja: gut."
    error = speech.error("unknown", name="Bad", names="Flur")
    assert error == "Nicht da: Bad. Es gibt Flur."


def test_an_error_without_a_sentence(speech: Speech) -> None:
    with pytest.raises(KeyError):
        speech.error("other")


@pytest.mark.parametrize(
    ("text", "ratings"),
    [
        ("Ruhe vier", {"calm": 4}),
        ("Ruhe 4 von 5", {"calm": 4}),
        ("Ruhe 4/5", {"calm": 4}),
        ("die Füße tun drei von fünf weh", {"pain": 3}),
        ("Ruhe vier von fünf und Schmerz null von fünf", {"calm": 4, "pain": 0}),
        ("Schmerz zwei Ruhe fünf", {"calm": 5, "pain": 2}),
        ("vier Ruhe zwei Schmerz", {"calm": 4, "pain": 2}),
        ("Ruhe 17", {"calm": 17}),
        ("Ruhe vier und noch fünf", {"calm": 4}),
        ("ganz ruhig", {}),
        ("vier", {}),
    ],
)
def test_ratings(speech: Speech, text: str, ratings: dict[str, int]) -> None:
    assert speech.hear_ratings(text) == ratings
