"""Finds words in what devices and people call things, in several languages."""

from functools import cached_property
import re
import unicodedata

_JOINTS = re.compile(
    r"(?<=[a-z])(?=[A-Z])"  # massageTime
    r"|(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)"  # level1, 30分钟
)


def plain(text: str) -> str:
    """Return ``text`` as small letters and digits, words apart, without accents.

    ``"Fuß-Massage_1"`` becomes ``"fuss massage 1"``.
    """
    spelt = unicodedata.normalize("NFKD", _JOINTS.sub(" ", text)).casefold()
    letters = "".join(one for one in spelt if not unicodedata.combining(one))
    return " ".join(re.findall(r"[^\W_]+", letters))


class Words:
    """Some words to look for in texts made by ``plain``.

    Each group of words is written with commas between them. A star stands for any
    ending or beginning: ``"heat*, *heizung, 加热"``.
    """

    def __init__(self, *groups: str) -> None:
        words = {word.strip() for group in groups for word in group.split(",")}
        # The longest first, so that no word hides the rest of another.
        self._words = sorted(words, key=lambda word: (-len(word), word))

    @cached_property
    def _within(self) -> re.Pattern[str]:
        return re.compile("|".join(map(_within, self._words)))

    @cached_property
    def _alone(self) -> re.Pattern[str]:
        words = "|".join(re.escape(plain(word)) for word in self._words)
        return re.compile(rf"(?:{words}|\s)+")

    def within(self, text: str) -> bool:
        """Return whether one of the words is in ``text``."""
        return self._within.search(text) is not None

    def alone(self, text: str) -> bool:
        """Return whether ``text`` consists of these words, also joined, and no other.

        Stars have no meaning here. An empty text is made of no words: False.
        """
        return self._alone.fullmatch(text) is not None


def _within(word: str) -> str:
    spelt = re.escape(plain(word))
    if not spelt.isascii():
        # Chinese puts no spaces between words.
        return spelt
    before = "" if word.startswith("*") else "(?<![a-z])"
    after = "" if word.endswith("*") else "(?![a-z])"
    return f"{before}{spelt}{after}"
