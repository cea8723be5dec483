"""Blueprints load in Home Assistant and link to where they are."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from homeassistant.components.automation.config import AUTOMATION_BLUEPRINT_SCHEMA
from homeassistant.components.blueprint import BLUEPRINT_SCHEMA, Blueprint
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.yaml import load_yaml_dict

from .manifest import SLUG
from .source import load_json

FOLDER = "blueprints"
SCHEMAS: dict[str, Callable[[Any], Any]] = {
    "automation": AUTOMATION_BLUEPRINT_SCHEMA,
    "script": BLUEPRINT_SCHEMA,
}


def check(root: Path) -> list[str]:
    """Return every blueprint that Home Assistant would refuse, and wrong links."""
    return [
        f"{file.relative_to(root)}:1: {problem}"
        for file in sorted((root / FOLDER).rglob("*.yaml"))
        for problem in _problems(root, file)
    ]


def _problems(root: Path, file: Path) -> Iterator[str]:
    path = file.relative_to(root)
    domain = path.parts[1]
    if domain not in SCHEMAS:
        yield f"no {domain} blueprints here: move it below {' or '.join(SCHEMAS)}"
        return
    try:
        blueprint = Blueprint(
            load_yaml_dict(file), expected_domain=domain, schema=SCHEMAS[domain]
        )
    except HomeAssistantError as err:
        yield f"Home Assistant refuses it: {err}"
        return
    link = f"https://github.com/{SLUG}/blob/main/{path}"
    if blueprint.metadata.get("source_url") != link:
        yield f"source_url is not where it is: use {link}"
    floor = load_json(root, Path("hacs.json"))["homeassistant"]
    oldest = blueprint.metadata.get("homeassistant", {}).get("min_version")
    if oldest != floor:
        yield f"min_version is {oldest}, not {floor} as in hacs.json: make them equal"
