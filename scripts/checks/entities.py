"""Every entity has a name and an icon, and each of its states a text."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from .actions import ICONS
from .source import load_json, modules
from .strings import Strings
from .texts import ENGLISH
from .usages import Usage, usages


def check(root: Path) -> list[str]:
    """Return missing names, states and icons, and those that no entity has."""
    parsed = list(modules(root))
    strings = Strings(parsed)
    used = [
        usage
        for usage in usages(parsed, strings)
        if usage.section.startswith("entity.")
    ]
    texts = load_json(root, ENGLISH).get("entity", {})
    icons = load_json(root, ICONS).get("entity", {})
    return [
        *(problem for usage in used for problem in _texts(usage, texts, strings)),
        *(problem for usage in used for problem in _icon(usage, icons)),
        *_unused(ENGLISH, texts, used),
        *_unused(ICONS, icons, used),
    ]


def _texts(usage: Usage, texts: dict[str, Any], strings: Strings) -> Iterator[str]:
    found = _matching(usage, texts)
    # An entity without a name of its own is called like its device.
    if not found and "name" not in usage.settings:
        yield f"{usage.where}: {usage.key} has no text: add it to {ENGLISH}"
    for key, text in found.items():
        if "name" not in text and "name" not in usage.settings:
            yield f"{usage.where}: {key} has no name: add it to {ENGLISH}"
        types = text.get("state_attributes", {}).get("event_type", {})
        for setting, states in (
            ("options", text.get("state", {})),
            ("options_fn", text.get("state", {})),
            ("event_types", types.get("state", {})),
        ):
            expected = strings.members(usage.settings.get(setting))
            if expected and expected != states.keys():
                odd = ", ".join(sorted(expected ^ states.keys()))
                yield (
                    f"{usage.where}: {key} differs in {setting} from its states"
                    f" in {ENGLISH}: make {odd} agree"
                )


def _icon(usage: Usage, icons: dict[str, Any]) -> Iterator[str]:
    """A device class brings its own icon."""
    if "device_class" not in usage.settings and not _matching(usage, icons):
        yield f"{usage.where}: {usage.key} has no icon: add it to {ICONS}"


def _matching(usage: Usage, section: dict[str, Any]) -> dict[str, Any]:
    """Return the entries of a usage's platform that its key may mean."""
    platform = section.get(usage.section.removeprefix("entity."), {})
    return {key: one for key, one in platform.items() if fnmatchcase(key, usage.key)}


def _unused(path: Path, section: dict[str, Any], used: list[Usage]) -> Iterator[str]:
    for platform, entries in section.items():
        for key in entries:
            if not any(
                usage.section == f"entity.{platform}" and fnmatchcase(key, usage.key)
                for usage in used
            ):
                yield f"{path}:1: no entity is entity.{platform}.{key}: remove it"
