"""Reads devices.yaml: devices, and what each entity is for a foot massager."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from custom_components.foot_massage.core.roles import Role, SourceEntity


@dataclass(frozen=True, kw_only=True)
class Device:
    name: str
    source: str
    where: str
    entities: tuple[SourceEntity, ...]
    roles: dict[Role, str]
    questions: dict[Role, tuple[str, ...]]


def devices() -> list[Device]:
    """Return every device of the table."""
    table = Path(__file__).with_suffix(".yaml").read_text("utf-8")
    return [_device(row) for row in yaml.safe_load(table)]


def _device(row: dict[str, Any]) -> Device:
    platform = row.get("platform", "")
    rows = row["entities"]
    # A role written for two entities would hide the first from the test.
    played = [(Role(word), one["id"]) for one in rows for word in _words(one, "is")]
    assert len(dict(played)) == len(played), row["name"]
    questions: dict[Role, tuple[str, ...]] = {}
    for one in rows:
        for word in _words(one, "ask"):
            questions[Role(word)] = (*questions.get(Role(word), ()), one["id"])
    return Device(
        name=row["name"],
        source=row["source"],
        where=row["where"],
        entities=tuple(_entity(one, platform) for one in rows),
        roles=dict(played),
        questions=questions,
    )


def _words(row: dict[str, Any], key: str) -> list[str]:
    return str(row.get(key, "")).split()


def _entity(row: dict[str, Any], platform: str) -> SourceEntity:
    minimum, maximum, step = row.get("range", (None, None, row.get("step")))
    return SourceEntity(
        entity_id=row["id"],
        domain=row["id"].partition(".")[0],
        name=row.get("name", ""),
        platform=platform,
        key=row.get("key", ""),
        device_class=row.get("device_class"),
        unit=row.get("unit"),
        options=tuple(row.get("options", ())),
        minimum=minimum,
        maximum=maximum,
        step=step,
        assumed_state=row.get("assumed", False),
        entity_category=row.get("category"),
        state_class=row.get("state_class"),
    )
