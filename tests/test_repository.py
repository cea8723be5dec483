"""The house rules hold here, and each check finds what it is there for."""

import json
from pathlib import Path
import re
from types import ModuleType

import pytest

from scripts.checks import (
    actions,
    blueprints,
    entities,
    flows,
    home,
    imports,
    lockfile,
    manifest,
    messages,
    sizes,
    texts,
)
from scripts.checks.__main__ import CHECKS

ROOT = Path(__file__).parents[1]
OURS = "custom_components/foot_massage"
ENGLISH = f"{OURS}/translations/en.json"
BLUEPRINT = "blueprints/automation/foot_massage/bedtime.yaml"

# Which of the two is looked at depends on the Home Assistant that runs the tests.
HOME = home.file_of(ROOT)

# A small repository in which nothing is wrong.
GOOD = {
    "README.md": "Needs Home Assistant 2026.10 or newer.\n",
    "hacs.json": '{"name": "Foot Massage", "homeassistant": "2026.10.0"}',
    "pyproject.toml": (ROOT / "pyproject.toml").read_text(),
    "uv.lock": (ROOT / "uv.lock").read_text(),
    **{
        file: (ROOT / file).read_text()
        for file in ("tests/newest/pyproject.toml", "tests/newest/uv.lock")
    },
    f"{OURS}/manifest.json": json.dumps(
        {
            "domain": "foot_massage",
            "name": "Foot Massage",
            "codeowners": [],
            "config_flow": True,
            "documentation": "https://github.com/foot-massage/foot-massage",
            "integration_type": "device",
            "iot_class": "local_push",
            "issue_tracker": "https://github.com/foot-massage/foot-massage/issues",
            "requirements": [],
            "version": "0.1.0",
        }
    ),
    f"{OURS}/core/massager.py": '''
from enum import StrEnum


class Heat(StrEnum):
    """How warm."""

    OFF = "off"
    HIGH = "high"
''',
    f"{OURS}/core/statistics/shifts.py": "import numpy\n",
    f"{OURS}/drivers/http.py": "from aiohttp import web\nfrom ..core import massager\n",
    f"{OURS}/errors.py": """
def invalid(key: str, **placeholders: str) -> Exception:
    return ServiceValidationError(
        translation_key=key, translation_placeholders=placeholders
    )
""",
    f"{OURS}/coordinator.py": """
from .errors import invalid
raise invalid("busy", name="Feet")
""",
    f"{OURS}/select.py": """
from .core.massager import Heat
HEAT = Description(translation_key="heat", options=list(Heat))
for zone in ("ball", "toes"):
    key = f"zone_{zone}"
    Zone(translation_key=key, device_class="zone")
""",
    f"{OURS}/config_flow.py": """
class Flow(ConfigFlow):
    def user(self):
        errors["base"] = "cannot_connect"
        self.async_abort(reason="api_version")
        return self.async_show_form(step_id="user", errors=errors)
""",
    f"{OURS}/repairs.py": """
async_create_issue(
    translation_key="gone", translation_placeholders={"name": "Feet"}
)
SelectSelectorConfig(options=list(Heat), translation_key="warmth")
""",
    f"{OURS}/services.yaml": "start:\n  fields:\n    minutes:\n",
    f"{OURS}/triggers.yaml": ".begun: &begun\n  fields:\n    once:\nbegun: *begun\n",
    f"{OURS}/conditions.yaml": "is_on:\n",
    f"{OURS}/icons.json": json.dumps(
        {
            "conditions": {"is_on": {"condition": "mdi:power"}},
            "entity": {"select": {"heat": {"default": "mdi:radiator"}}},
            "services": {"start": {"service": "mdi:play"}},
            "triggers": {"begun": {"trigger": "mdi:play"}},
        }
    ),
    ENGLISH: json.dumps(
        {
            "conditions": {"is_on": {"name": "Is on", "description": "Tests it."}},
            "config": {
                "abort": {"api_version": "Too new."},
                "error": {"cannot_connect": "Not reached."},
                "step": {"user": {"title": "Hello"}},
            },
            "entity": {
                "select": {
                    "heat": {"name": "Heat", "state": {"off": "Off", "high": "High"}},
                    "zone_ball": {"name": "Ball"},
                }
            },
            "exceptions": {"busy": {"message": "{name} is busy."}},
            "issues": {"gone": {"title": "{name} is gone", "description": "Look."}},
            "selector": {"warmth": {"options": {"off": "Off", "high": "High"}}},
            "services": {
                "start": {
                    "name": "Start",
                    "description": "Starts.",
                    "fields": {"minutes": {"name": "Time", "description": "How long."}},
                }
            },
            "triggers": {
                "begun": {
                    "name": "Begun",
                    "description": "It has.",
                    "fields": {"once": {"name": "Once", "description": "Or not."}},
                }
            },
        }
    ),
    BLUEPRINT: f"""
blueprint:
  name: Bedtime
  domain: automation
  source_url: https://github.com/foot-massage/foot-massage/blob/main/{BLUEPRINT}
  homeassistant:
    min_version: 2026.10.0
  input:
    what:
      name: What to start
      description: Which scene.
      selector: {{ entity: {{ filter: {{ domain: scene }} }} }}
mode: single
max_exceeded: silent
triggers: []
actions:
  - action: scene.turn_on
    target: {{ entity_id: !input what }}
""",
}

# What is changed in it, from and to, and what the check then says.
BROKEN = [
    (imports, f"{OURS}/core/massager.py", "", "import homeassistant", "core imports"),
    (imports, f"{OURS}/core/massager.py", "", "import numpy", "core imports numpy"),
    (imports, f"{OURS}/core/statistics/shifts.py", "numpy", "scipy", "numpy, the"),
    (imports, f"{OURS}/core/massager.py", "", "from ..errors import x", "core imports"),
    (imports, f"{OURS}/drivers/http.py", "", "from ..core.session import x", "drivers"),
    (imports, f"{OURS}/drivers/http.py", "", "from .. import coordinator", "drivers"),
    (imports, f"{OURS}/drivers/http.py", "aiohttp", "requests", "imports requests"),
    (imports, f"{OURS}/session_runner.py", "", "from . import select", "not below it"),
    (imports, f"{OURS}/session_log.py", "", "from .session_runner import x", "below"),
    (sizes, "tests/test_long.py", "", "x = 1\n" * 301, "301 lines"),
    (sizes, "demo/long.py", "", "def f():\n" + "    x = 1\n" * 40, "f has 41 lines"),
    (manifest, f"{OURS}/manifest.json", '"iot_class"', '"iot"', "iot_class is missing"),
    (manifest, f"{OURS}/manifest.json", '"codeowners"', '"zeroconf"', "out of order"),
    (manifest, f"{OURS}/manifest.json", "0.1.0", "0.2.0", "not the version"),
    (manifest, f"{OURS}/manifest.json", "/foot-massage", "/feet", "links to"),
    (manifest, "hacs.json", "2026.10.0", "2026.10", "all three numbers"),
    (manifest, "README.md", "2026.10", "2026.9", "2026.9 is not 2026.10.0"),
    (manifest, "README.md", "2026.10", "", "is not named"),
    (manifest, "README.md", "", "https://github.com/me/foot_massage", "links to me/"),
    (manifest, "README.md", "", "?owner=me&repository=feet", "links to me/feet"),
    (lockfile, "uv.lock", "files.pythonhosted.org", "mirror.example", "mirror.example"),
    (lockfile, "pyproject.toml", "ruff==", "ruff==9.", "is not in it"),
    (lockfile, "pyproject.toml", '"0.1.0"', '"0.2.0"', "is not its own"),
    (home, HOME, "isal==", "isal==9.", "isal"),
    (home, HOME, '"isal==', '"lasi==', "needs lasi"),
    (texts, ENGLISH, "Too new.", "<b>Too new.</b>", "HTML"),
    (texts, ENGLISH, "Too new.", "See https://example.org", "a URL"),
    (texts, ENGLISH, "Too new.", "Too new. ", "a space"),
    (texts, ENGLISH, "{name} is busy", "'{name}' is busy", "single quotes"),
    (texts, ENGLISH, "Too new.", "[%key:common::abort%]", "a reference"),
    (texts, ENGLISH, '"High"', '"{level}"', "a state cannot have"),
    (texts, ENGLISH, '"busy"', '"Busy!"', "is no key"),
    (texts, f"{OURS}/translations/de.json", "", "{}", "is missing"),
    (texts, f"{OURS}/translations/de.json", "", '{"a": {"b": "c"}}', "not in en.json"),
    (entities, ENGLISH, '"heat"', '"warm"', "heat has no text"),
    (entities, ENGLISH, '"name": "Heat", ', "", "heat has no name"),
    (entities, ENGLISH, '"state": {"off": "Off", ', '"state": {', "make off agree"),
    (entities, ENGLISH, '"zone_ball"', '"ball"', "select.ball: remove it"),
    (entities, f"{OURS}/icons.json", '"heat"', '"warm"', "heat has no icon"),
    (actions, f"{OURS}/services.yaml", "minutes", "hours", "hours is missing"),
    (actions, f"{OURS}/services.yaml", "start", "begin", "start is not in"),
    (actions, ENGLISH, "Starts.", "", "has no description"),
    (actions, f"{OURS}/triggers.yaml", "begun: *", "ended: *", "begun is not in"),
    (actions, f"{OURS}/triggers.yaml", "once", "twice", "triggers.begun: twice is"),
    (actions, f"{OURS}/conditions.yaml", "is_on", "is_off", "is_off is missing"),
    (actions, f"{OURS}/icons.json", '"condition"', '"trigger"', "has no condition"),
    (actions, ENGLISH, "Tests it.", "", "conditions.is_on has no description"),
    (messages, ENGLISH, '"busy"', '"occupied"', "exceptions.busy has no text"),
    (messages, ENGLISH, '"busy"', '"lost"', "nothing shows exceptions.lost"),
    (messages, ENGLISH, "{name} is busy", "{device} is busy", "{device}"),
    (messages, ENGLISH, "{name} is gone", "It is gone", "{name}"),
    (
        messages,
        ENGLISH,
        '"warmth": {"options": {"off": "Off", ',
        '"warmth": {"options": {',
        "make off agree",
    ),
    (flows, ENGLISH, '"user"', '"pair"', "no text for step.user"),
    (flows, ENGLISH, '"cannot_connect"', '"lost"', "no text for error.cannot"),
    (flows, ENGLISH, '"api_version"', '"too_new"', "no dialog shows abort.too_new"),
    (blueprints, BLUEPRINT, "name: Bedtime", "", "refuses it"),
    (blueprints, BLUEPRINT, "/main/", "/next/", "source_url"),
    (blueprints, BLUEPRINT, "2026.10.0", "2026.9.0", "min_version"),
    (blueprints, "blueprints/scene/x.yaml", "", "{}", "no scene blueprints"),
    (blueprints, BLUEPRINT, "max_exceeded: silent", "", "left to chance"),
    (blueprints, BLUEPRINT, "!input what", "scene.bed", "nothing uses the input what"),
    (blueprints, BLUEPRINT, "description: Which scene.", "", "has no description"),
    (blueprints, BLUEPRINT, "filter: { domain: scene }", "", "offers everything"),
]


@pytest.mark.parametrize("name", CHECKS)
def test_this_repository(name: str) -> None:
    assert CHECKS[name](ROOT) == []


@pytest.mark.parametrize("name", CHECKS)
def test_a_good_repository(name: str, tmp_path: Path) -> None:
    _write(tmp_path, GOOD)
    assert CHECKS[name](tmp_path) == []


@pytest.mark.parametrize("change", BROKEN, ids=lambda change: change[-1])
def test_a_broken_repository(
    tmp_path: Path, change: tuple[ModuleType, str, str, str, str]
) -> None:
    check, path, old, new, expected = change
    text = GOOD.get(path, "")
    assert old in text
    changed = text.replace(old, new) if old else text + new
    _write(tmp_path, {**GOOD, path: changed})
    problems = check.check(tmp_path)
    assert any(expected in problem for problem in problems)
    # Each says where it is, what is wrong and what to do.
    for problem in problems:
        assert re.match(r"[\w./-]+:\d+: .+: .+", problem)


def _write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
