"""Actions, triggers and conditions have fields, texts and icons in three files."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .source import INTEGRATION, load_json
from .texts import ENGLISH

ICONS = INTEGRATION / "icons.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """Where one kind is described, its section in the others, its key for the icon."""

    described: Path
    section: str
    icon: str


KINDS = (
    Kind(described=INTEGRATION / "services.yaml", section="services", icon="service"),
    Kind(described=INTEGRATION / "triggers.yaml", section="triggers", icon="trigger"),
    Kind(
        described=INTEGRATION / "conditions.yaml",
        section="conditions",
        icon="condition",
    ),
)


def check(root: Path) -> list[str]:
    """Return what one of the three files has and another lacks."""
    return sorted(problem for kind in KINDS for problem in _check(root, kind))


def _check(root: Path, kind: Kind) -> Iterator[str]:
    described = _described(root / kind.described)
    texts = load_json(root, ENGLISH).get(kind.section, {})
    icons = load_json(root, ICONS).get(kind.section, {})
    yield from _differences(kind, ENGLISH, kind.section, set(described), set(texts))
    yield from _differences(kind, ICONS, kind.section, set(described), set(icons))
    for name, icon in icons.items():
        if not icon.get(kind.icon):
            yield f"{ICONS}:1: {kind.section}.{name} has no {kind.icon}: add its icon"
    for name in described.keys() & texts.keys():
        fields = _fields(described[name])
        named = texts[name].get("fields", {})
        where = f"{kind.section}.{name}"
        yield from _lacking(where, texts[name])
        yield from _differences(kind, ENGLISH, where, fields, set(named))
        for field in fields & named.keys():
            yield from _lacking(f"{where}.fields.{field}", named[field])


def _described(path: Path) -> dict[str, Any]:
    """Read a description; what begins with a dot is only referred to by others."""
    content = yaml.safe_load(path.read_text("utf-8"))
    return {name: one for name, one in content.items() if name[0] != "."}


def _fields(described: dict[str, Any] | None) -> set[str]:
    """Return the names of the fields."""
    return set((described or {}).get("fields") or {})


def _differences(
    kind: Kind, path: Path, where: str, described: set[str], present: set[str]
) -> Iterator[str]:
    file = kind.described.name
    for name in described - present:
        yield f"{path}:1: {where}: {name} is missing: add it as in {file}"
    for name in present - described:
        yield f"{path}:1: {where}: {name} is not in {file}: remove it"


def _lacking(where: str, texts: dict[str, str]) -> Iterator[str]:
    for part in ("name", "description"):
        if not texts.get(part):
            yield f"{ENGLISH}:1: {where} has no {part}: add one"
