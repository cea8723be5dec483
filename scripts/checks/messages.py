"""Every error, repair issue and choice has its text, with what it fills in."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from .source import load_json, modules
from .strings import Strings
from .texts import ENGLISH, PLACEHOLDER, flat
from .usages import Usage, usages

SECTIONS = ("exceptions", "issues", "selector")


def check(root: Path) -> list[str]:
    """Return missing texts, wrong placeholders, and texts that nothing shows."""
    parsed = list(modules(root))
    strings = Strings(parsed)
    texts = load_json(root, ENGLISH)
    problems = [
        problem
        for usage in usages(parsed, strings)
        if usage.section in SECTIONS
        for problem in _problems(usage, texts.get(usage.section, {}), strings)
    ]
    problems += [
        f"{ENGLISH}:1: nothing shows {section}.{key}: remove it"
        for section in SECTIONS
        for key in texts.get(section, {})
        if not strings.occurs(key)
    ]
    return problems


def _problems(usage: Usage, section: dict[str, Any], strings: Strings) -> Iterator[str]:
    found = {key: one for key, one in section.items() if fnmatchcase(key, usage.key)}
    if not found:
        yield (
            f"{usage.where}: {usage.section}.{usage.key} has no text:"
            f" add it to {ENGLISH}"
        )
    for key, text in found.items():
        if usage.section == "selector":
            yield from _options(usage, key, text, strings)
        elif (given := _given(usage, strings)) is not None:
            yield from _placeholders(usage, key, text, given)


def _options(
    usage: Usage, key: str, text: dict[str, Any], strings: Strings
) -> Iterator[str]:
    expected = strings.members(usage.settings.get("options"))
    options = set(text.get("options", {}))
    if expected and options != expected:
        odd = ", ".join(sorted(options ^ expected))
        yield (
            f"{usage.where}: {key} differs from its options in {ENGLISH}:"
            f" make {odd} agree"
        )


def _placeholders(
    usage: Usage, key: str, text: dict[str, Any], given: set[str]
) -> Iterator[str]:
    """A repair's own dialog may be given more than the issue is."""
    shown = [(part, set(PLACEHOLDER.findall(one))) for part, one in flat(text)]
    every = set().union(*(names for _, names in shown))
    certain = set().union(
        *(names for part, names in shown if not part.startswith("fix_flow."))
    )
    for name in sorted((certain - given) | (given - every)):
        yield (
            f"{usage.where}: {key} and its text in {ENGLISH} differ in"
            f" {{{name}}}: make them agree"
        )


def _given(usage: Usage, strings: Strings) -> set[str] | None:
    """Return the placeholders given with a key, or None if that is not known."""
    match usage.settings.get("translation_placeholders"):
        case None:
            return set()
        case ast.Dict(keys=keys):
            names = [strings.possible(key) for key in keys]
            return set().union(*names) if all(names) else None
    return None
