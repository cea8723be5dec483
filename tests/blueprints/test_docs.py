"""The documentation has every blueprint, with each input as it is."""

from pathlib import Path
import re
from typing import Any
from urllib.parse import quote

from homeassistant.util.yaml import load_yaml_dict
import pytest

from .evening import BLUEPRINTS

DOCS = (BLUEPRINTS.parent / "docs/blueprints.md").read_text("utf-8")
FILES = sorted(BLUEPRINTS.rglob("*.yaml"))
IMPORT = "https://my.home-assistant.io/redirect/blueprint_import/?blueprint_url="


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_inputs(file: Path) -> None:
    """Under its name: an import link, and each input with its name and default."""
    blueprint = load_yaml_dict(file)["blueprint"]
    (part,) = (
        part
        for part in DOCS.split("\n## ")
        if part.startswith(f"{blueprint['name']}\n")
    )
    assert IMPORT + quote(blueprint["source_url"], safe="") in part
    rows = [row for row in part.splitlines() if row.startswith("| ")]
    expected = ["| input | if left alone | what it is for |"]
    for section in blueprint["input"].values():
        expected.append(f"| **{section['name']}** | | |")
        for one in section["input"].values():
            default = shown(one) if "default" in one else "has to be chosen"
            expected.append(f"| {one['name']} | {default} | {one['description']} |")
    assert rows == expected


def shown(described: dict[str, Any]) -> str:
    """Return a default as a person reads it."""
    default = described["default"]
    (kind, options), *_ = described["selector"].items()
    options = options or {}
    if default in ([], ""):
        return "–"
    if kind == "duration":
        units = {"hours": "h", "minutes": "min", "seconds": "s"}
        return " ".join(f"{default[one]} {units[one]}" for one in units if default[one])
    if kind == "time":
        return default.removesuffix(":00")
    if kind == "number":
        return f"{default} {options.get('unit_of_measurement', '')}".strip()
    if kind == "boolean":
        return "on" if default else "off"
    if kind == "select" and isinstance(options["options"][0], dict):
        labels = {one["value"]: one["label"] for one in options["options"]}
        if isinstance(default, list):
            return ", ".join(labels[one] for one in default)
        return labels[default]
    if isinstance(default, list):
        return ", ".join(default).replace("|", "\\|")
    return str(default)


def test_import_links() -> None:
    """Every import link leads to a file that there is."""
    urls = re.findall(r"\?blueprint_url=([^)]+)\)", DOCS)
    files = {quote(f"{source_url(file)}", safe="") for file in FILES}
    assert sorted(urls) == sorted(files)


def source_url(file: Path) -> str:
    return load_yaml_dict(file)["blueprint"]["source_url"]
