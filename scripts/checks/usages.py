"""Where the integration's code names a text by its translation key."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from homeassistant.const import Platform

from .source import Module, last_name
from .strings import Strings

_ERRORS = ("Error", "Failed", "NotReady")
_PLACEHOLDERS = "translation_placeholders"


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """One use of a key, or of a pattern with * for what is not known of it.

    ``section`` is its place in the translations: "exceptions", "issues",
    "selector", or "entity.switch"; ``settings`` is what is given beside it.
    """

    path: Path
    line: int
    section: str
    key: str
    settings: dict[str, ast.expr]

    @property
    def where(self) -> str:
        """Return file and line, to begin a message with."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Helper:
    """A function that makes an error from a key: invalid(key, **placeholders)."""

    section: str
    position: int
    parameters: set[str]


def usages(modules: list[Module], strings: Strings) -> Iterator[Usage]:
    """Yield every use of a translation key."""
    helpers = dict(_helpers(modules))
    for module in modules:
        variables = _assigned(module.tree)
        for node in ast.walk(module.tree):
            for section, key, settings in _named(node, module.path, helpers):
                # It may have gone through a variable: key = f"zone_{zone}".
                value = variables.get(key.id, key) if isinstance(key, ast.Name) else key
                for possible in strings.possible(value):
                    yield Usage(
                        path=module.path,
                        line=key.lineno,
                        section=section,
                        key=possible,
                        settings=settings,
                    )


def _named(
    node: ast.AST, path: Path, helpers: dict[str, _Helper]
) -> Iterator[tuple[str, ast.expr, dict[str, ast.expr]]]:
    """Yield section, key and settings if a node names a text."""
    if isinstance(node, ast.ClassDef):
        settings = {
            name.removeprefix("_attr_"): value
            for name, value in _assigned(node).items()
        }
        if "translation_key" in settings and (section := _section("", path)):
            yield section, settings["translation_key"], settings
    elif isinstance(node, ast.Call):
        name = last_name(node.func)
        settings = {one.arg: one.value for one in node.keywords if one.arg}
        if "translation_key" in settings and (section := _section(name, path)):
            yield section, settings["translation_key"], settings
        elif (helper := helpers.get(name)) and len(node.args) > helper.position:
            names = [key for key in settings if key not in helper.parameters]
            given = ast.Dict(
                keys=[ast.Constant(one) for one in names],
                values=[settings[one] for one in names],
            )
            yield helper.section, node.args[helper.position], {_PLACEHOLDERS: given}


def _section(name: str, path: Path) -> str | None:
    """Return the section in which what is called ``name`` looks its text up."""
    if name.endswith(_ERRORS):
        return "exceptions"
    if name.endswith("create_issue"):
        return "issues"
    if name.endswith("SelectorConfig"):
        return "selector"
    return f"entity.{path.stem}" if path.stem in set(Platform) else None


def _helpers(modules: list[Module]) -> Iterator[tuple[str, _Helper]]:
    """Yield the functions that take a translation key and pass it on."""
    for module in modules:
        for function in ast.walk(module.tree):
            if not isinstance(function, ast.FunctionDef):
                continue
            parameters = [one.arg for one in function.args.args]
            for section, key in _passed_on(function):
                if key in parameters:
                    yield (
                        function.name,
                        _Helper(
                            section=section,
                            position=parameters.index(key),
                            parameters={*parameters},
                        ),
                    )


def _passed_on(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """Yield section and name of what a function gives on as a translation key."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            section = _section(last_name(node.func), Path())
            for keyword in node.keywords:
                if section and keyword.arg == "translation_key":
                    yield section, last_name(keyword.value)


def _assigned(node: ast.AST) -> dict[str, ast.expr]:
    """Return what a class or a file gives to its names, in its functions too."""
    found: dict[str, ast.expr] = {}
    for inner in ast.walk(node):
        match inner:
            case ast.Assign(targets=[target], value=value):
                found[last_name(target)] = value
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                found[last_name(target)] = value
    return found
