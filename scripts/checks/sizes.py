"""Files and functions stay small: a bigger one is two."""

import ast
from pathlib import Path

FOLDERS = ("benchmarks", "custom_components", "demo", "scripts", "tests")
LONGEST_FILE = 300
LONGEST_FUNCTION = 40


def check(root: Path) -> list[str]:
    """Return every Python file and function that is too long."""
    problems = []
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            text = path.read_text("utf-8")
            name = path.relative_to(root)
            if (lines := text.count("\n")) > LONGEST_FILE:
                problems.append(
                    f"{name}:1: {lines} lines, {LONGEST_FILE} at most: split it"
                )
            problems += [f"{name}:{problem}" for problem in _long_functions(text)]
    return problems


def _long_functions(text: str) -> list[str]:
    """Return each function that is too long, its docstring included."""
    return [
        f"{node.lineno}: {node.name} has {lines} lines,"
        f" {LONGEST_FUNCTION} at most: split it"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    ]
