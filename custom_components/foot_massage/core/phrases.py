"""Sentences put together from the phrases of one language.

What is to be said comes as keys and numbers; how it is said is in
``languages/<language>/report.yaml``, which also explains its parts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
import re
from typing import Any


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text by its key, such as "amount.minutes", and what goes into it.

    ``count`` is the rounded number that it is about: {number} in the text, and what
    decides between "one" and "other" where a text has such forms. ``parts`` are phrases
    that go in the places of their names.
    """

    key: str
    count: float | None = None
    parts: Mapping[str, Phrase] = field(default_factory=dict)


class Phrases:
    """One language's texts."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Take the content of a language's file."""
        self._data = data
        self._forms = {
            form: re.compile(pattern) for form, pattern in data["forms"].items()
        }

    def say(self, *phrases: Phrase) -> str:
        """Return phrases as sentences, one after the other."""
        return " ".join(map(_capitalised, map(self._text, phrases)))

    def _text(self, phrase: Phrase) -> str:
        text: Any = self._data
        for part in phrase.key.split("."):
            text = text[part]
        number = "" if phrase.count is None else f"{phrase.count:g}"
        if not isinstance(text, str):
            text = text.get(self._form(number), text["other"])
        parts = {name: self._text(part) for name, part in phrase.parts.items()}
        spelt = number.replace(".", self._data["decimal_mark"])
        return str(text.format(number=spelt, **parts))

    def _form(self, number: str) -> str:
        """Return which form a number takes; the file has a pattern for all but one."""
        return next(
            (form for form, known in self._forms.items() if known.fullmatch(number)),
            "other",
        )


def listed(names: Iterable[Phrase]) -> Phrase:
    """Return one or more names as one lists them."""
    first, *others = names
    for place, name in enumerate(others, 1):
        key = "list.last" if place == len(others) else "list.next"
        first = Phrase(key, parts={"before": first, "name": name})
    return first


def _capitalised(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
