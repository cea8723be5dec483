"""Every blueprint is complete, and loads whatever it is given."""

from pathlib import Path
from typing import Any

from homeassistant.util.yaml import load_yaml_dict
import pytest

from .evening import BLUEPRINTS, Evening

FILES = sorted(BLUEPRINTS.rglob("*.yaml"))
AUTOMATIONS = [file for file in FILES if "automation" in file.parts]

every = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def test_there_are_some() -> None:
    assert len(FILES) == 8


@every
def test_sections(file: Path) -> None:
    """No input is outside; a section with something to choose is not folded."""
    for key, section in load_yaml_dict(file)["blueprint"]["input"].items():
        assert section["name"]
        assert section["icon"]
        if section.get("collapsed"):
            assert all("default" in one for one in section["input"].values()), key


@every
def test_our_things_are_picked_from_ours(file: Path) -> None:
    inputs = {
        key: described["selector"]
        for section in load_yaml_dict(file)["blueprint"]["input"].values()
        for key, described in section["input"].items()
    }
    for key in {"massager", "wind_down", "sleeper"} & set(inputs):
        (picker,) = inputs[key].values()
        filters = [picker] if key == "sleeper" else picker["filter"]
        assert {one["integration"] for one in filters} == {"foot_massage"}


@every
def test_each_step_says_what_it_does(file: Path) -> None:
    content = load_yaml_dict(file)
    steps = content.get("actions") or content["sequence"]
    steps += [one for one in content.get("triggers", []) if "triggers" not in one]
    assert [step for step in all_steps(steps) if "alias" not in step] == []


def all_steps(steps: Any) -> list[dict[str, Any]]:
    """Return steps and the steps in them."""
    found = [step for step in steps if isinstance(step, dict)]
    for step in list(found):
        inside = step | step.get("repeat", {})
        for key in ("then", "else", "default", "sequence", "choose"):
            if isinstance(inside.get(key), list):
                found += all_steps(inside[key])
    return found


@pytest.mark.parametrize("file", AUTOMATIONS, ids=lambda file: file.stem)
async def test_everything_chosen_is_gone(evening: Evening, file: Path) -> None:
    """The automation is there all the same, and is off for nothing."""
    gone: dict[str, Any] = {}
    for section in load_yaml_dict(file)["blueprint"]["input"].values():
        for key, described in section["input"].items():
            selector = described["selector"]
            if "entity" in selector:
                many = selector["entity"].get("multiple")
                gone[key] = ["sensor.gone"] if many else "sensor.gone"
            elif "device" in selector or "config_entry" in selector:
                gone[key] = "gone"
    await evening.automate(file.stem, **gone)
    assert evening.shows("automation.tested") == "on"
    await evening.at("22:00")
    assert evening.session == "idle"
