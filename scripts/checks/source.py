"""The repository's files as the checks read them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
import json
from pathlib import Path
from typing import Any

INTEGRATION = Path("custom_components/foot_massage")


@dataclass(frozen=True, kw_only=True, slots=True)
class Module:
    """A parsed Python file; its path is relative to the repository."""

    path: Path
    tree: ast.Module


def modules(root: Path) -> Iterator[Module]:
    """Parse every Python file of the integration."""
    for path in sorted((root / INTEGRATION).rglob("*.py")):
        yield Module(
            path=path.relative_to(root),
            tree=ast.parse(path.read_text("utf-8"), filename=str(path)),
        )


def load_json(root: Path, path: Path) -> dict[str, Any]:
    """Read a JSON object."""
    content: dict[str, Any] = json.loads((root / path).read_text("utf-8"))
    return content


def line_of(root: Path, path: Path, text: str) -> int:
    """Return the first line that has the text, or 1."""
    lines = (root / path).read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if text in line), 1)


def last_name(node: ast.expr) -> str:
    """Return the last part of a dotted name; empty for anything else."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
