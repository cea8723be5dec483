"""Every action has its fields, names, descriptions and icon, in three files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from .source import INTEGRATION, load_json
from .texts import ENGLISH

ACTIONS = INTEGRATION / "services.yaml"
ICONS = INTEGRATION / "icons.json"


def check(root: Path) -> list[str]:
    """Return what one of the three files has and another lacks."""
    if not (root / ACTIONS).exists():
        return []
    described = yaml.safe_load((root / ACTIONS).read_text("utf-8")) or {}
    texts = load_json(root, ENGLISH).get("services", {})
    icons = load_json(root, ICONS).get("services", {})
    problems = [
        *_differences(ENGLISH, "services", set(described), set(texts)),
        *_differences(ICONS, "services", set(described), set(icons)),
    ]
    for action in described.keys() & texts.keys():
        fields = _fields(described[action])
        named = texts[action].get("fields", {})
        where = f"services.{action}"
        problems += _lacking(where, texts[action])
        problems += _differences(ENGLISH, where, fields, set(named))
        for field in fields & named.keys():
            problems += _lacking(f"{where}.fields.{field}", named[field])
    return sorted(problems)


def _fields(action: dict[str, Any] | None) -> set[str]:
    """Return the names of an action's fields, those in sections too."""
    names: set[str] = set()
    for name, field in ((action or {}).get("fields") or {}).items():
        names |= set(field["fields"]) if "fields" in (field or {}) else {name}
    return names


def _differences(
    path: Path, where: str, described: set[str], present: set[str]
) -> Iterator[str]:
    for name in described - present:
        yield f"{path}:1: {where}: {name} is missing: add it as in {ACTIONS.name}"
    for name in present - described:
        yield f"{path}:1: {where}: {name} is not in {ACTIONS.name}: remove it"


def _lacking(where: str, texts: dict[str, str]) -> Iterator[str]:
    for part in ("name", "description"):
        if not texts.get(part):
            yield f"{ENGLISH}:1: {where} has no {part}: add one"
