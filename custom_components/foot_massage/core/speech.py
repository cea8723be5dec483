"""What is said to a massager in one language, and how it answers.

The words come from ``languages/<language>/voice.yaml``, which also says what its parts
mean. Here they are only put to use.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
import re
from typing import Any, Final

from .programs import ProgramKey
from .words import plain

# Strengths as people name them, on the scale of the programs.
STRENGTHS: Final = {"gentle": 2, "medium": 3, "firm": 4}

# Digit by digit, since the parser takes its time over hundreds of numbers.
_DIGIT: Final = "(0|1|2|3|4|5|6|7|8|9)"
_DIGITS: Final = f"{_DIGIT}[{_DIGIT}][{_DIGIT}]"

_BEGINNING = re.compile(r"(?:^|(?<=[.?!] ))\w")
_RULE = re.compile(r"<(\w+)>")


class Speech:
    """One language; every text that it is given may be written in any way."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Take the content of a language's file."""
        self.language: str = data["language"]
        self._data = data
        self._units = frozenset(map(plain, data["units"]))
        self._fillers = self._units | frozenset(map(plain, data["fillers"]))
        self._numbers: tuple[str, ...] = tuple(data["numbers"])
        self._lengths = {
            **{self.essence(one): count for count, one in enumerate(self._numbers, 1)},
            **{self.essence(words): count for words, count in data["lengths"].items()},
        }
        self._programs = self._by_essence(data["programs"])
        self._strengths = self._by_essence(data["strengths"])
        self._scores = {plain(one): score for score, one in enumerate(data["scores"])}
        self._ratings = {
            plain(word): key for key, words in data["ratings"].items() for word in words
        }
        self._scale = frozenset(map(plain, data["scale"]))

    def sentences(self, command: str) -> list[str]:
        """Return the templates of a command, as hassil reads them."""
        rules = {
            **self._data["rules"],
            "program": _one_of(_words(self._data["programs"])),
            "strength": _one_of(_words(self._data["strengths"])),
            # A space also matches a hyphen, but a hyphen matches no space.
            "number": _one_of(
                [_DIGITS, *(one.replace("-", " ") for one in self._numbers)]
            ),
            "score": _one_of([f"{_DIGIT}[{_DIGIT}]", *self._data["scores"]]),
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
        """Return the one number of minutes somewhere in a sentence, if there is one.

        The word for one may be an article, so it only counts beside minutes.
        """
        words = self.essence(text)
        if digits := re.search(r"\d+", words):
            return int(digits[0])
        least = 2 if self._units.isdisjoint(plain(text).split()) else 1
        counting = {
            one: count for one, count in self._lengths.items() if count >= least
        }
        return _longest_within(counting, words)

    def hear_program(self, text: str) -> ProgramKey | None:
        """Return the program that a text is the name of."""
        key = self._programs.get(self.essence(text))
        return ProgramKey(key) if key else None

    def hear_wishes(self, text: str) -> tuple[ProgramKey | None, int | None]:
        """Return program and strength (1–5) that are named somewhere in a sentence."""
        words = self.essence(text)
        program = _longest_within(self._programs, words)
        strength = _longest_within(self._strengths, words)
        return (
            ProgramKey(program) if program else None,
            STRENGTHS[strength] if strength else None,
        )

    def hear_ratings(self, text: str) -> dict[str, int]:
        """Return the scores in a sentence by what they are of: "calm" or "pain".

        A score is of what is named before it, or else of what is named after it.
        """
        words = plain(text).split()
        named = [
            (place, self._ratings[word])
            for place, word in enumerate(words)
            if word in self._ratings
        ]
        heard: dict[str, int] = {}
        for place, score in self._scores_in(words):
            before = [one for at, one in named if at < place and one not in heard]
            after = [one for at, one in named if at > place and one not in heard]
            for rating in before[-1:] or after[:1]:
                heard[rating] = score
        return heard

    def _scores_in(self, words: list[str]) -> Iterator[tuple[int, int]]:
        """Yield each score and its place, without that of the scale: "three of ten"."""
        after_score = False
        for place, word in enumerate(words):
            score = int(word) if word.isdecimal() else self._scores.get(word)
            if score is not None:
                if not after_score:
                    yield place, score
                after_score = not after_score
            elif word not in self._scale:
                after_score = False

    def count(self, what: str, count: int) -> str:
        """Return a number with what it counts, both in words."""
        forms: Mapping[str, str] = self._data["counts"][what]
        number = (
            self._numbers[count - 1] if 1 <= count <= len(self._numbers) else str(count)
        )
        return forms["one" if count == 1 else "other"].format(count=number)

    def time(self, moment: datetime) -> str:
        """Return a time of day."""
        forms: Mapping[str, str] = self._data["time"]
        form = forms["one" if moment.hour == 1 else "other"]
        return form.format(hour=moment.hour, minute=moment.minute)

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

    def _by_essence(self, words: Mapping[str, Iterable[str]]) -> dict[str, str]:
        return {
            self.essence(one): key for key, several in words.items() for one in several
        }


def _sentence(template: str, parts: Mapping[str, object]) -> str:
    """Return a sentence or several, each with a capital letter."""
    text = template.format(**parts)
    return _BEGINNING.sub(lambda found: found[0].upper(), text)


def _words(words: Mapping[str, Iterable[str]]) -> list[str]:
    return [word for several in words.values() for word in several]


def _one_of(words: Iterable[str]) -> str:
    return f"({'|'.join(words)})"


def _longest_within[T](words: Mapping[str, T], text: str) -> T | None:
    found = [one for one in words if f" {one} " in f" {text} "]
    return words[max(found, key=len)] if found else None
