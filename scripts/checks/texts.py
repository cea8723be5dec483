"""Translations: plain text by Home Assistant's rules, the same keys everywhere."""

from collections.abc import Iterator
from pathlib import Path
import re
from typing import Any

from .source import INTEGRATION, line_of, load_json

TRANSLATIONS = INTEGRATION / "translations"
ENGLISH = TRANSLATIONS / "en.json"
RULES = {
    r"<[a-zA-Z/]": "HTML: write plain text",
    r"https?://": "a URL: use a placeholder",
    r"^\s|\s$": "a space at its start or end: remove it",
    r"'\{\w+\}'": "a placeholder in single quotes: use double quotes",
    r"\[%key:": "a reference that is not resolved here: write the text",
}
_KEY = re.compile(r"[a-z0-9_-]+")
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def check(root: Path) -> list[str]:
    """Return texts against the rules, and differences between languages."""
    english = dict(flat(load_json(root, ENGLISH)))
    problems: list[str] = []
    for file in sorted((root / TRANSLATIONS).glob("*.json")):
        path = file.relative_to(root)
        texts = dict(flat(load_json(root, path)))
        for key, text in texts.items():
            line = line_of(root, path, text)
            problems += [f"{path}:{line}: {problem}" for problem in _rules(key, text)]
        problems += [f"{path}:1: {problem}" for problem in _parity(english, texts)]
    return problems


def flat(texts: dict[str, Any], parent: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text with its path, such as "entity.button.start.name"."""
    for key, value in texts.items():
        path = f"{parent}.{key}" if parent else key
        if isinstance(value, dict):
            yield from flat(value, path)
        else:
            yield path, value


def _rules(key: str, text: str) -> Iterator[str]:
    for part in key.split("."):
        if not _KEY.fullmatch(part):
            yield f"{key}: {part} is no key: use a-z, 0-9, - and _"
    for pattern, problem in RULES.items():
        if re.search(pattern, text):
            yield f"{key} has {problem}"
    if key.startswith("entity.") and ".state" in key and PLACEHOLDER.search(text):
        yield f"{key} has a placeholder, which a state cannot have: remove it"


def _parity(english: dict[str, str], texts: dict[str, str]) -> Iterator[str]:
    for key in sorted(english.keys() - texts.keys()):
        yield f"{key} is missing: add it"
    for key in sorted(texts.keys() - english.keys()):
        yield f"{key} is not in en.json: remove it or add it there"
    for key in sorted(english.keys() & texts.keys()):
        if set(PLACEHOLDER.findall(english[key])) != set(
            PLACEHOLDER.findall(texts[key])
        ):
            yield f"{key} has other placeholders than in en.json: use the same"
