"""Blueprints load, link to where they are, and can be filled in by anybody."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from homeassistant.components.automation.config import AUTOMATION_BLUEPRINT_SCHEMA
from homeassistant.components.blueprint import BLUEPRINT_SCHEMA, Blueprint
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.yaml import extract_inputs, load_yaml_dict

from .manifest import SLUG
from .source import load_json

FOLDER = "blueprints"
SCHEMAS: dict[str, Callable[[Any], Any]] = {
    "automation": AUTOMATION_BLUEPRINT_SCHEMA,
    "script": BLUEPRINT_SCHEMA,
}
# What a picker narrows down: without, it offers everything that there is.
PICKERS = {"entity": "filter", "device": "filter", "config_entry": "integration"}


def check(root: Path) -> list[str]:
    """Return blueprints that Home Assistant would refuse, wrong links, bad inputs."""
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
    if not {"mode", "max_exceeded"} <= set(blueprint.data):
        yield "mode or max_exceeded is left to chance: say what a second run does"
    yield from _input_problems(blueprint)


def _input_problems(blueprint: Blueprint) -> Iterator[str]:
    used = extract_inputs({**blueprint.data, "blueprint": None})
    for key, described in blueprint.inputs.items():
        if key not in used:
            yield f"nothing uses the input {key}: remove it"
        for part in ("name", "description", "selector"):
            if part not in (described or {}):
                yield f"the input {key} has no {part}: add one"
        for kind, options in (described or {}).get("selector", {}).items():
            if (narrowed := PICKERS.get(kind)) and narrowed not in (options or {}):
                yield f"the input {key} offers everything there is: add {narrowed}"
