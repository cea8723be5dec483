"""Values that no field of the Device API may have, and how to put them there."""

import copy
from typing import Any

from .stub import running, state

FULL_STATE = state(
    **running(elapsed_s=1.5),
    settings={
        "technique": "kneading",
        "intensity": 3,
        "zones": ["ball"],
        "heat": "low",
    },
    last_session={
        "id": "zero",
        "reason": "fault",
        "elapsed_s": 12,
        "started_by": "device",
        "ended_ago_s": 3.5,
    },
)
NAN, INFINITY = float("nan"), float("inf")
NOT_TEXT: tuple[object, ...] = (
    None,
    7,
    True,
    [],
    {},
    "",
    "line\nbreak",
    "\ud800",
    "x" * 300,
)
NOT_A_NUMBER: tuple[object, ...] = (
    None,
    "3",
    True,
    [],
    {},
    NAN,
    INFINITY,
    -INFINITY,
    -1,
    10**400,
)


def changed(body: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """Return a copy with one value replaced; ``path`` is dotted."""
    copied = copy.deepcopy(body)
    *parents, name = path.split(".")
    inner = copied
    for parent in parents:
        inner = inner[parent]
    inner[name] = value
    return copied


def without(body: dict[str, Any], path: str) -> dict[str, Any]:
    """Return a copy with one value missing."""
    copied = copy.deepcopy(body)
    *parents, name = path.split(".")
    inner = copied
    for parent in parents:
        inner = inner[parent]
    del inner[name]
    return copied


def cases(*paths: str, values: tuple[object, ...]) -> list[tuple[str, object]]:
    """Return each path with each value."""
    return [(path, value) for path in paths for value in values]
