"""The dependency group "home" is what the demo home's integrations need."""

import importlib.resources
import json
from pathlib import Path
import tomllib

from homeassistant.bootstrap import DEFAULT_INTEGRATIONS
from homeassistant.const import __version__

# Besides those that every Home Assistant sets up, and those that each of them needs.
# hassio is imported even where there is no Supervisor; isal makes HTTP fast; esphome
# is for the tests of our firmware.
INTEGRATIONS = {
    "assist_pipeline",
    "calendar",
    "energy",
    "esphome",
    "hassio",
    "history",
    "isal",
    "logbook",
    "mobile_app",
    "my",
    "recorder",
    "sun",
    "zeroconf",
}
NEWEST = "tests/newest/pyproject.toml"


def check(root: Path) -> list[str]:
    """Return requirements that are missing, or that no integration has."""
    file = file_of(root)
    present = {str(one) for one in _groups(root / file)["home"]}
    needed = _requirements(DEFAULT_INTEGRATIONS | INTEGRATIONS)
    return [
        *(
            f"{file}:1: {one} is missing in the group home: add it"
            for one in sorted(needed - present)
        ),
        *(
            f"{file}:1: no integration of the demo needs {one}: remove it"
            for one in sorted(present - needed)
        ),
    ]


def file_of(root: Path) -> str:
    """Return the project file of the Home Assistant that this runs with."""
    newest = f"homeassistant=={__version__}" in _groups(root / NEWEST)["dev"]
    return NEWEST if newest else "pyproject.toml"


def _groups(file: Path) -> dict[str, list[object]]:
    groups: dict[str, list[object]] = tomllib.loads(file.read_text("utf-8"))[
        "dependency-groups"
    ]
    return groups


def _requirements(domains: set[str]) -> set[str]:
    """Return what the manifests of integrations and their dependencies pin."""
    components = importlib.resources.files("homeassistant.components")
    todo, seen, requirements = set(domains), set[str](), set[str]()
    while todo:
        domain = todo.pop()
        seen.add(domain)
        manifest = json.loads((components / domain / "manifest.json").read_text())
        requirements |= set(manifest.get("requirements", []))
        todo |= set(manifest.get("dependencies", [])) - seen
    return requirements
