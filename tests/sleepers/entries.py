"""Config entries of people who sleep, and the entities of a ring."""

from collections.abc import Mapping
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.foot_massage.const import DOMAIN

# What the ring calls it, and its unit.
RING = {
    "total_sleep_duration": "h",
    "deep_sleep_duration": "min",
    "average_sleep_hrv": "ms",
    "bedtime_start": None,
    "bedtime_end": None,
}
MEASURED = {
    "sleep_duration": "total_sleep_duration",
    "deep_sleep": "deep_sleep_duration",
    "hrv": "average_sleep_hrv",
}


def sleeper_entry(
    name: str = "Ada",
    sensors: Mapping[str, str] | None = None,
    person: str | None = None,
    **more: Any,
) -> MockConfigEntry:
    """Return a sleeper's entry; ``sensors`` are registry ids by metric."""
    measured = sensors or {"sleep_duration": "nothing"}
    return MockConfigEntry(
        domain=DOMAIN,
        title=name,
        unique_id=f"sleeper_{person or name.casefold()}",
        data={
            "kind": "sleeper",
            "person": person,
            "sensors": {
                metric: {"entity_id": one, "attribute": None}
                for metric, one in measured.items()
            },
        },
        **more,
    )


def ring(hass: HomeAssistant, owner: str = "01K4OURA") -> dict[str, er.RegistryEntry]:
    """Register the entities of a ring, by key."""
    return {
        key: er.async_get(hass).async_get_or_create(
            "sensor",
            "oura",
            f"{owner}_{key}",
            suggested_object_id=f"{owner}_{key}",
            unit_of_measurement=unit,
        )
        for key, unit in RING.items()
    }


async def person(hass: HomeAssistant, name: str, user_id: str | None) -> str:
    """Register a person, and their user account; returns the registry id."""
    entry = er.async_get(hass).async_get_or_create(
        "person", "person", name.casefold(), suggested_object_id=name
    )
    account = {"user_id": user_id} if user_id else {}
    hass.states.async_set(entry.entity_id, "home", {"friendly_name": name, **account})
    return entry.id
