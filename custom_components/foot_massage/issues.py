"""What is reported to the user under Settings > Repairs, and taken back again."""

from collections.abc import Iterable, Sequence

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.helpers.issue_registry import IssueSeverity

from .const import DOMAIN

STOP_NOT_CONFIRMED = "stop_not_confirmed"
DEVICE_GONE = "device_gone"
SOURCE_GONE = "source_gone"
WIND_DOWN_MISSING = "wind_down_missing"
SLEEP_SENSORS_MISSING = "sleep_sensors_missing"
LIVE_SENSORS_MISSING = "live_sensors_missing"
NIGHTS_KEPT = "nights_kept"
STORAGE_DAMAGED = "storage_damaged"
STORAGE_REFUSED = "storage_refused"
RECORDS_UNREADABLE = "records_unreadable"


@callback
def take_back(hass: HomeAssistant, key: str, about: str) -> None:
    """Take a report back, if there is one; ``about`` is the id of what it is about."""
    ir.async_delete_issue(hass, DOMAIN, f"{key}_{about}")


def _report(
    hass: HomeAssistant,
    key: str,
    about: str,
    severity: IssueSeverity,
    data: dict[str, str | int | float | None] | None = None,
    **placeholders: str,
) -> None:
    """Report something; ``data`` is what its fix needs to know, None if it has none."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        f"{key}_{about}",
        data=data,
        is_fixable=data is not None,
        severity=severity,
        translation_key=key,
        translation_placeholders=placeholders,
    )


@callback
def raise_stop_not_confirmed(hass: HomeAssistant, entry_id: str, name: str) -> None:
    """Report that a massager may still be running although it was told to stop."""
    _report(
        hass,
        STOP_NOT_CONFIRMED,
        entry_id,
        IssueSeverity.ERROR,
        data={"entry_id": entry_id},
        name=name,
    )


@callback
def raise_device_gone(hass: HomeAssistant, entry_id: str, name: str) -> None:
    """Report that a massager has not been reached for long."""
    _report(hass, DEVICE_GONE, entry_id, IssueSeverity.WARNING, name=name)


@callback
def raise_source_gone(
    hass: HomeAssistant, entry_id: str, name: str, problem: str
) -> None:
    """Report that what a massager is driven by no longer exists."""
    _report(
        hass, SOURCE_GONE, entry_id, IssueSeverity.ERROR, name=name, problem=problem
    )


@callback
def raise_wind_down_missing(
    hass: HomeAssistant,
    entry: ConfigEntry,
    subentry: ConfigSubentry,
    missing: Sequence[str],
) -> None:
    """Report which lights, scripts or scenes of a wind-down no longer exist.

    ``missing`` holds them as the wind-down does: by registry id or entity id.
    """
    _report(
        hass,
        WIND_DOWN_MISSING,
        subentry.subentry_id,
        IssueSeverity.WARNING,
        data={
            "entry_id": entry.entry_id,
            "subentry_id": subentry.subentry_id,
            "missing": ",".join(missing),
        },
        name=subentry.title,
        missing=_names(hass, missing),
    )


@callback
def tell_sleep_sensors_missing(
    hass: HomeAssistant, entry: ConfigEntry, missing: Iterable[str]
) -> None:
    """Report which sleep sensors of a person are gone or disabled, by registry id.

    If none are, take the report back.
    """
    if not (names := _names(hass, missing)):
        take_back(hass, SLEEP_SENSORS_MISSING, entry.entry_id)
        return
    _report(
        hass,
        SLEEP_SENSORS_MISSING,
        entry.entry_id,
        IssueSeverity.WARNING,
        data={"entry_id": entry.entry_id},
        name=entry.title,
        missing=names,
    )


@callback
def tell_live_sensors_missing(
    hass: HomeAssistant, entry: ConfigEntry, missing: Iterable[str]
) -> None:
    """Report which live sensors of a person are gone or disabled, by registry id.

    If none are, take the report back.
    """
    if not (names := _names(hass, missing)):
        take_back(hass, LIVE_SENSORS_MISSING, entry.entry_id)
        return
    _report(
        hass,
        LIVE_SENSORS_MISSING,
        entry.entry_id,
        IssueSeverity.WARNING,
        name=entry.title,
        missing=names,
    )


@callback
def raise_nights_kept(hass: HomeAssistant, sleeper_id: str, name: str) -> None:
    """Report that the nights of somebody who was removed are still on record."""
    _report(
        hass,
        NIGHTS_KEPT,
        sleeper_id,
        IssueSeverity.WARNING,
        data={"sleeper_id": sleeper_id},
        name=name,
    )


@callback
def raise_storage_damaged(hass: HomeAssistant, key: str, copy: str) -> None:
    """Report that something was lost of a stored file, of which there is a copy.

    Nothing of that is to be seen in the file afterwards, so it stays reported.
    """
    ir.async_create_issue(
        hass,
        DOMAIN,
        f"{STORAGE_DAMAGED}_{copy}",
        is_fixable=True,
        is_persistent=True,
        severity=IssueSeverity.ERROR,
        translation_key=STORAGE_DAMAGED,
        translation_placeholders={"file": key, "copy": copy},
    )


@callback
def raise_storage_refused(hass: HomeAssistant, key: str, problem: str) -> None:
    """Report that a stored file is left as it is, and nothing works without it."""
    _report(
        hass, STORAGE_REFUSED, key, IssueSeverity.CRITICAL, file=key, problem=problem
    )


@callback
def tell_unreadable(hass: HomeAssistant, key: str, count: int) -> None:
    """Report how many records of a stored file cannot be read; 0 takes it back."""
    if not count:
        take_back(hass, RECORDS_UNREADABLE, key)
        return
    _report(
        hass,
        RECORDS_UNREADABLE,
        key,
        IssueSeverity.WARNING,
        file=key,
        count=str(count),
    )


@callback
def clear_all(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Take back every report about a massager or sleeper that is being removed."""
    for key in (
        STOP_NOT_CONFIRMED,
        DEVICE_GONE,
        SOURCE_GONE,
        SLEEP_SENSORS_MISSING,
        LIVE_SENSORS_MISSING,
    ):
        take_back(hass, key, entry.entry_id)
    for subentry_id in entry.subentries:
        take_back(hass, WIND_DOWN_MISSING, subentry_id)


def _names(hass: HomeAssistant, missing: Iterable[str]) -> str:
    """Return a list of entities by the names that they have or had."""
    registry = er.async_get(hass)
    names = {
        known.entity_id
        if (known := registry.async_get(one))
        else last_entity_id(hass, one)
        for one in missing
    }
    return "\n".join(f"- {name}" for name in sorted(names))


def last_entity_id(hass: HomeAssistant, registry_or_entity_id: str) -> str:
    """Return the entity id by which the user knew an entity that is gone."""
    deleted = er.async_get(hass).deleted_entities.values()
    return next(
        (entity.entity_id for entity in deleted if entity.id == registry_or_entity_id),
        registry_or_entity_id,
    )
