"""Which strings an expression in the integration's code can stand for."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatchcase

from .source import Module, last_name


class Strings:
    """The integration's string constants and enums.

    A string that is only partly known has a * in place of the rest: f"zone_{zone}"
    may be "zone_*".
    """

    def __init__(self, modules: list[Module]) -> None:
        self._constants: dict[str, str] = {}
        self._enums: dict[str, dict[str, str]] = {}
        for module in modules:
            self._constants |= _assigned(module.tree.body)
            for node in ast.walk(module.tree):
                if isinstance(node, ast.ClassDef) and "StrEnum" in map(
                    last_name, node.bases
                ):
                    self._enums[node.name] = dict(_assigned(node.body))
        self._written = {
            text
            for module in modules
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Constant | ast.JoinedStr)
            for text in self.possible(node)
        }

    def possible(self, node: ast.expr | None) -> set[str]:
        """Return the strings an expression may be; empty if that is not known."""
        match node:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.Name(id=name) if name in self._constants:
                return {self._constants[name]}
            case ast.Attribute(value=ast.Name(id=enum), attr=member) if (
                value := self._enums.get(enum, {}).get(member)
            ):
                return {value}
            case ast.Attribute(value=inner, attr="value"):
                return self.possible(inner)
            case ast.IfExp(body=body, orelse=orelse):
                return self.possible(body) | self.possible(orelse)
            case ast.JoinedStr(values=parts):
                return {"".join(map(self._part, parts))}
        return set()

    def members(self, node: ast.expr | None) -> set[str]:
        """Return the values of the one enum that an expression lists."""
        enums = {
            inner.id
            for inner in (ast.walk(node) if node else ())
            if isinstance(inner, ast.Name) and inner.id in self._enums
        }
        return set(self._enums[enums.pop()].values()) if len(enums) == 1 else set()

    def occurs(self, key: str) -> bool:
        """Return whether the code has this string, or builds one like it."""
        return any(fnmatchcase(key, text) for text in self._written if text != "*")

    def _part(self, node: ast.expr) -> str:
        """Return a part of an f-string, or * where it is not known."""
        if isinstance(node, ast.FormattedValue):
            node = node.value
        possible = self.possible(node)
        return possible.pop() if len(possible) == 1 else "*"


def _assigned(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    """Yield the names that statements give to strings."""
    for node in body:
        match node:
            case (
                ast.Assign(
                    targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))
                )
                | ast.AnnAssign(
                    target=ast.Name(id=name), value=ast.Constant(value=str(text))
                )
            ):
                yield name, text
