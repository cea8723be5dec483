"""What is said to a massager in one language, and how it answers.

The words come from ``languages/<language>/voice.yaml``, which also says what its parts
mean. Here they are only put to use.
"""

from collections.abc import Iterable, Mapping
import re
from typing import Any, Final

from .programs import ProgramKey

# Strengths as people name them, on the scale of the programs.
STRENGTHS: Final = {"gentle": 2, "medium": 3, "firm": 4}

# Digits are taken up to here where a sentence begins with them.
_HIGHEST: Final = 200

_NOT_A_WORD = re.compile(r"[^\w]+")
_BEGINNING = re.compile(r"(?:^|(?<=[.?!] ))\w")
_RULE = re.compile(r"<(\w+)>")


class Speech:
    """One language; every text that it is given may be written in any way."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Take the content of a language's file."""
        self._data = data
        self._fillers = frozenset({*data["fillers"], *data["units"]})
        self._numbers: tuple[str, ...] = tuple(data["numbers"])
        self._lengths = {
            **{plain(word): count for count, word in enumerate(self._numbers, 1)},
            **{plain(word): count for word, count in data["lengths"].items()},
        }
        self._programs = _by_word(data["programs"])
        self._strengths = _by_word(data["strengths"])

    def sentences(self, command: str) -> list[str]:
        """Return the templates of a command, as hassil reads them."""
        rules = {
            **self._data["rules"],
            "program": _one_of(_words(self._data["programs"])),
            "strength": _one_of(_words(self._data["strengths"])),
            "number": _one_of([*map(str, range(_HIGHEST)), *self._numbers]),
        }

        def spell_out(sentence: str) -> str:
            while _RULE.search(sentence):
                sentence = _RULE.sub(lambda rule: rules[rule[1]], sentence)
            return sentence

        return [spell_out(one) for one in self._data["sentences"][command]]

    def essence(self, text: str) -> str:
        """Return the words of a text that mean something, one space between them."""
        return " ".join(
            word for word in plain(text).split() if word not in self._fillers
        )

    def hear_length(self, text: str) -> int | None:
        """Return a length in minutes, or None if the text is none."""
        words = self.essence(text)
        return int(words) if words.isdecimal() else self._lengths.get(words)

    def hear_number(self, text: str) -> int | None:
        """Return the one number of minutes somewhere in a sentence, if there is one."""
        words = plain(text)
        spoken = [word for word in self._lengths if _within(word, words)]
        if digits := re.search(r"\d+", words):
            return int(digits[0])
        return self._lengths[max(spoken, key=len)] if spoken else None

    def hear_program(self, text: str) -> ProgramKey | None:
        """Return the program that a text is the name of."""
        key = self._programs.get(self.essence(text)) or self._programs.get(plain(text))
        return ProgramKey(key) if key else None

    def hear_wishes(self, text: str) -> tuple[ProgramKey | None, int | None]:
        """Return program and strength (1–5) that are named somewhere in a sentence."""
        words = plain(text)
        program = _longest_within(self._programs, words)
        strength = _longest_within(self._strengths, words)
        return (
            ProgramKey(program) if program else None,
            STRENGTHS[strength] if strength else None,
        )

    def count(self, what: str, count: int) -> str:
        """Return a number with what it counts, both in words."""
        forms: Mapping[str, str] = self._data["counts"][what]
        number = (
            self._numbers[count - 1] if 1 <= count <= len(self._numbers) else str(count)
        )
        return forms["one" if count == 1 else "other"].format(count=number)

    def strength(self, level: int, levels: int) -> str:
        """Return the word for a massager's level."""
        share = level / levels * 5
        key = min(STRENGTHS, key=lambda one: abs(STRENGTHS[one] - share))
        word: str = self._data["strengths"][key][0]
        return word

    def program(self, key: ProgramKey) -> str:
        """Return the name of a program."""
        name: str = self._data["program_names"][key]
        return name

    def names(self, names: Iterable[str], joint: str = "or") -> str:
        """Return names as one lists them aloud; ``joint`` is "and" or "or"."""
        *most, last = names
        joined: str = self._data["joined_by"][joint]
        return f"{', '.join(most)}{joined}{last}" if most else last

    def answer(self, key: str, **parts: object) -> str:
        """Return the sentence that says what was done."""
        return _sentence(self._data["answers"][key], parts)

    def error(self, key: str, **parts: object) -> str:
        """Return the sentence that says what could not be done.

        Raises KeyError for an error that has no sentence of its own.
        """
        return _sentence(self._data["errors"][key], parts)


def plain(text: str) -> str:
    """Return a text in lower case, without punctuation."""
    return " ".join(_NOT_A_WORD.sub(" ", text.casefold()).split())


def _sentence(template: str, parts: Mapping[str, object]) -> str:
    """Return a sentence or several, each with a capital letter."""
    text = template.format(**parts)
    return _BEGINNING.sub(lambda found: found[0].upper(), text)


def _words(words: Mapping[str, Iterable[str]]) -> list[str]:
    return [word for several in words.values() for word in several]


def _by_word(words: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {plain(word): key for key, several in words.items() for word in several}


def _one_of(words: Iterable[str]) -> str:
    return f"({'|'.join(words)})"


def _within(words: str, text: str) -> bool:
    return f" {words} " in f" {text} "


def _longest_within(words: Mapping[str, str], text: str) -> str | None:
    found = [one for one in words if _within(one, text)]
    return words[max(found, key=len)] if found else None
