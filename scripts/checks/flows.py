"""Every step, error and reason of the set-up dialogs has its text."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .source import last_name, load_json, modules
from .strings import Strings
from .texts import ENGLISH

# Where the texts of a dialog are, by what its class is derived from.
SECTIONS = {
    "ConfigFlow": "config",
    "OptionsFlow": "options",
    "ConfigSubentryFlow": "config_subentries",
    "RepairsFlow": "issues",
}


def check(root: Path) -> list[str]:
    """Return what a dialog shows without a text, and texts that none shows."""
    parsed = list(modules(root))
    strings = Strings(parsed)
    dialogs = _dialogs(load_json(root, ENGLISH))
    problems = []
    for module in parsed:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and (section := _section(node)):
                problems += [
                    f"{module.path}:{line}: {section} has no text for {key}:"
                    f" add it to {ENGLISH}"
                    for line, key in _shown(node, strings)
                    if key not in dialogs[section]
                ]
    return problems + [
        f"{ENGLISH}:1: no dialog shows {key}: remove it"
        for key in sorted(set().union(*dialogs.values()))
        if not strings.occurs(key.rpartition(".")[2])
    ]


def _section(node: ast.ClassDef) -> str | None:
    names = map(last_name, node.bases)
    return next((SECTIONS[name] for name in names if name in SECTIONS), None)


def _dialogs(texts: dict[str, Any]) -> dict[str, set[str]]:
    """Return what there are texts for, by section: "step.user", "error.busy"."""
    found = {name: set(_keys(texts.get(name, {}))) for name in ("config", "options")}
    found["config_subentries"] = {
        key for one in texts.get("config_subentries", {}).values() for key in _keys(one)
    }
    found["issues"] = {
        key
        for one in texts.get("issues", {}).values()
        for key in _keys(one.get("fix_flow", {}))
    }
    return found


def _keys(dialog: dict[str, Any]) -> Iterator[str]:
    for kind in ("step", "error", "abort"):
        for key in dialog.get(kind, {}):
            yield f"{kind}.{key}"
    for step in dialog.get("step", {}).values():
        for option in step.get("menu_options", {}):
            yield f"option.{option}"


def _shown(flow: ast.ClassDef, strings: Strings) -> Iterator[tuple[int, str]]:
    """Yield the line and key of everything that a dialog's code shows by name."""
    for node in ast.walk(flow):
        shown: list[tuple[str, ast.expr]] = []
        match node:
            case ast.Call(keywords=keywords):
                for keyword in keywords:
                    if keyword.arg == "step_id":
                        shown.append(("step", keyword.value))
                    elif keyword.arg == "reason":
                        shown.append(("abort", keyword.value))
                    elif keyword.arg == "menu_options":
                        shown += [("option", one) for one in _listed(keyword.value)]
            case ast.Assign(targets=[ast.Subscript(value=errors)], value=value):
                if last_name(errors) == "errors":
                    shown.append(("error", value))
        for kind, value in shown:
            for key in strings.possible(value):
                yield value.lineno, f"{kind}.{key}"


def _listed(node: ast.expr) -> list[ast.expr]:
    return node.elts if isinstance(node, ast.List | ast.Tuple) else []
