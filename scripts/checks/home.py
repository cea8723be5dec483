"""The dependency group "home" is what the demo home's integrations need."""

import importlib.resources
import json
from pathlib import Path
import tomllib

from homeassistant.bootstrap import DEFAULT_INTEGRATIONS

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


def check(root: Path) -> list[str]:
    """Return requirements that are missing, or that no integration has."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    present = set(project["dependency-groups"]["home"])
    needed = _requirements(DEFAULT_INTEGRATIONS | INTEGRATIONS)
    return [
        *(
            f"pyproject.toml:1: {one} is missing in the group home: add it"
            for one in sorted(needed - present)
        ),
        *(
            f"pyproject.toml:1: no integration of the demo needs {one}: remove it"
            for one in sorted(present - needed)
        ),
    ]


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
