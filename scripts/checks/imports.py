"""Who may import whom: a room knows the rooms below it, and core/ knows nobody."""

import ast
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
import sys

from .source import INTEGRATION, Module, modules

# From the ground up. A room may import itself and any room on a lower floor; what is
# not listed is a face (entities, actions, flows) and may import everything.
FLOORS = (
    {"core"},
    {"const", "drivers"},
    {"issues", "light_state"},
    {
        "live_sensors",
        "option_words",
        "speeches",
        "stored_file",
        "wearable_words",
        "wind_down_plan",
    },
    {"session_files"},
    {
        "light_touch",
        "night_store",
        "session_log",
        "statistic_slugs",
        "wearable_bridges",
        "wearable_vendors",
    },
    {"session_readings"},
    {"session_tracker"},
    {
        "light_group",
        "session_news",
        "session_settings",
        "session_watch",
        "wearables",
    },
    {"session_runner"},
    {"errors", "massager_entry", "panel_store", "view"},
    {"limits", "lookout", "sleep_people", "sleep_sensors", "wind_down_parts"},
    {
        "coordinator",
        "sleep_findings",
        "sleep_listening",
        "sleeper_rules",
    },
    {"sleep_analysis", "sleep_history", "sleep_watch", "wind_down_run"},
    {"sleep_past"},
    {"sleeper", "wind_down"},
    {"aimed", "runtime"},
    {"sleep_access"},
    {"session_rating", "sleep_words", "targets"},
    {"asked"},
    {"orders"},
)
# All that these rooms may import besides themselves and the standard library; a room
# within a room has a line of its own if it may more.
ONLY = {
    "core": (),
    "core.statistics": ("numpy",),
    "drivers": (
        "core.kept_clock",
        "core.massager",
        "core.remote",
        "core.remote_belief",
        "core.remote_controls",
        "core.role_sensors",
        "core.roles",
        "core.sight",
        "core.source_map",
        "aiohttp",
        "homeassistant",
        "infrared_protocols",
    ),
    "const": (),
}
PACKAGE = ".".join(INTEGRATION.parts)


def check(root: Path) -> list[str]:
    """Return every import that goes to a room above, or where it must not."""
    return [
        f"{module.path}:{line}: {problem}"
        for module in modules(root)
        for line, problem in _problems(module)
    ]


def _problems(module: Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each forbidden import."""
    own_rooms = list(accumulate(_dotted(module.path), "{}.{}".format))
    own_room = own_rooms[0]
    only = [ONLY[one] for one in own_rooms if one in ONLY]
    for line, target, inside in sorted(set(_imports(module))):
        room = _room(target)
        if inside and room == own_room:
            continue
        if only:
            if not inside and room in sys.stdlib_module_names:
                continue
            if not any(f"{target}.".startswith(f"{one}.") for one in only[-1]):
                allowed = ", ".join((*only[-1], "the standard library"))
                yield line, f"{own_room} imports {target}: it may only use {allowed}"
        elif inside and _floor(room) >= _floor(own_room) < len(FLOORS):
            yield (
                line,
                f"{own_room} imports {target}, which is not below it: move the code,"
                " or give a new room its floor in scripts/checks/imports.py",
            )


def _imports(module: Module) -> Iterator[tuple[int, str, bool]]:
    """Yield line, dotted name, and whether it is one of the integration's own."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (node.lineno, *_own(alias.name))
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                # The first dot is the file's own package.
                package = (PACKAGE, *_dotted(module.path)[:-1])
                parents = package[: len(package) - node.level + 1]
                base = ".".join((*parents, *base.split("."))).rstrip(".")
            if base in {PACKAGE, f"{PACKAGE}.core"}:
                # The names may be modules: from .core import massager.
                for alias in node.names:
                    yield (node.lineno, *_own(f"{base}.{alias.name}"))
            else:
                yield (node.lineno, *_own(base))


def _dotted(path: Path) -> tuple[str, ...]:
    """Return a file's place below the integration: ("drivers", "http")."""
    return path.relative_to(INTEGRATION).with_suffix("").parts


def _own(target: str) -> tuple[str, bool]:
    """Cut the integration's name off; says whether it was there."""
    inside = target.startswith(f"{PACKAGE}.")
    return target.removeprefix(f"{PACKAGE}."), inside


def _room(target: str) -> str:
    return target.partition(".")[0]


def _floor(room: str) -> int:
    """Return how high up a room is; the faces are above all."""
    floors = (floor for floor, rooms in enumerate(FLOORS) if room in rooms)
    return next(floors, len(FLOORS))
