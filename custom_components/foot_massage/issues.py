"""What is reported to the user under Settings > Repairs, and taken back again."""

from collections.abc import Iterable, Sequence

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er, issue_registry as ir

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
def raise_stop_not_confirmed(hass: HomeAssistant, entry_id: str, name: str) -> None:
    """Report that a massager may still be running although it was told to stop."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        f"{STOP_NOT_CONFIRMED}_{entry_id}",
        data={"entry_id": entry_id, "name": name},
        is_fixable=True,
        severity=ir.IssueSeverity.ERROR,
        translation_key=STOP_NOT_CONFIRMED,
        translation_placeholders={"name": name},
    )


@callback
def clear_stop_not_confirmed(hass: HomeAssistant, entry_id: str) -> None:
    """Take the report back: the massager has stopped."""
    ir.async_delete_issue(hass, DOMAIN, f"{STOP_NOT_CONFIRMED}_{entry_id}")


@callback
def raise_device_gone(hass: HomeAssistant, entry_id: str, name: str) -> None:
    """Report that a massager has not been reached for long."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        f"{DEVICE_GONE}_{entry_id}",
        is_fixable=False,
        severity=ir.IssueSeverity.WARNING,
        translation_key=DEVICE_GONE,
        translation_placeholders={"name": name},
    )


@callback
def clear_device_gone(hass: HomeAssistant, entry_id: str) -> None:
    """Take the report back: the massager is there."""
    ir.async_delete_issue(hass, DOMAIN, f"{DEVICE_GONE}_{entry_id}")


@callback
def raise_source_gone(
    hass: HomeAssistant, entry_id: str, name: str, problem: str
) -> None:
    """Report that what a massager is driven by no longer exists."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        f"{SOURCE_GONE}_{entry_id}",
        is_fixable=False,
        severity=ir.IssueSeverity.ERROR,
        translation_key=SOURCE_GONE,
        translation_placeholders={"name": name, "problem": problem},
    )


@callback
def clear_source_gone(hass: HomeAssistant, entry_id: str) -> None:
    """Take the report back: all that drives the massager is there."""
    ir.async_delete_issue(hass, DOMAIN, f"{SOURCE_GONE}_{entry_id}")


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
    ir.async_create_issue(
        hass,
        DOMAIN,
        f"{WIND_DOWN_MISSING}_{subentry.subentry_id}",
        data={
            "entry_id": entry.entry_id,
            "subentry_id": subentry.subentry_id,
            "missing": ",".join(missing),
        },
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=WIND_DOWN_MISSING,
        translation_placeholders={
            "name": subentry.title,
            "missing": _names(hass, missing),
        },
    )


@callback
def clear_wind_down_missing(hass: HomeAssistant, subentry_id: str) -> None:
    """Take the report back: everything the wind-down needs is there."""
    ir.async_delete_issue(hass, DOMAIN, f"{WIND_DOWN_MISSING}_{subentry_id}")


@callback
def tell_sleep_sensors_missing(
    hass: HomeAssistant, entry: ConfigEntry, missing: Iterable[str]
) -> None:
    """Report which sleep sensors of a person are gone or disabled, by registry id.

    If none are, take the report back.
    """
    issue_id = f"{SLEEP_SENSORS_MISSING}_{entry.entry_id}"
    if not (names := _names(hass, missing)):
        ir.async_delete_issue(hass, DOMAIN, issue_id)
        return
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        data={"entry_id": entry.entry_id},
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=SLEEP_SENSORS_MISSING,
        translation_placeholders={"name": entry.title, "missing": names},
    )


@callback
def tell_live_sensors_missing(
    hass: HomeAssistant, entry: ConfigEntry, missing: Iterable[str]
) -> None:
    """Report which live sensors of a person are gone or disabled, by registry id.

    If none are, take the report back.
    """
    issue_id = f"{LIVE_SENSORS_MISSING}_{entry.entry_id}"
    if not (names := _names(hass, missing)):
        ir.async_delete_issue(hass, DOMAIN, issue_id)
        return
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        data={"entry_id": entry.entry_id},
        is_fixable=False,
        severity=ir.IssueSeverity.WARNING,
        translation_key=LIVE_SENSORS_MISSING,
        translation_placeholders={"name": entry.title, "missing": names},
    )


@callback
def raise_nights_kept(hass: HomeAssistant, sleeper_id: str, name: str) -> None:
    """Report that the nights of somebody who was removed are still on record."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        f"{NIGHTS_KEPT}_{sleeper_id}",
        data={"sleeper_id": sleeper_id},
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=NIGHTS_KEPT,
        translation_placeholders={"name": name},
    )


@callback
def clear_nights_kept(hass: HomeAssistant, sleeper_id: str) -> None:
    """Take the report back: the person is there again."""
    ir.async_delete_issue(hass, DOMAIN, f"{NIGHTS_KEPT}_{sleeper_id}")


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
        severity=ir.IssueSeverity.ERROR,
        translation_key=STORAGE_DAMAGED,
        translation_placeholders={"file": key, "copy": copy},
    )


@callback
def raise_storage_refused(hass: HomeAssistant, key: str, problem: str) -> None:
    """Report that a stored file is left as it is, and nothing works without it."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        f"{STORAGE_REFUSED}_{key}",
        is_fixable=False,
        severity=ir.IssueSeverity.CRITICAL,
        translation_key=STORAGE_REFUSED,
        translation_placeholders={"file": key, "problem": problem},
    )


@callback
def clear_storage_refused(hass: HomeAssistant, key: str) -> None:
    """Take the report back: the file can be read."""
    ir.async_delete_issue(hass, DOMAIN, f"{STORAGE_REFUSED}_{key}")


@callback
def tell_unreadable(hass: HomeAssistant, key: str, count: int) -> None:
    """Report how many records of a stored file cannot be read; 0 takes it back."""
    issue_id = f"{RECORDS_UNREADABLE}_{key}"
    if not count:
        ir.async_delete_issue(hass, DOMAIN, issue_id)
        return
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        is_fixable=False,
        severity=ir.IssueSeverity.WARNING,
        translation_key=RECORDS_UNREADABLE,
        translation_placeholders={"file": key, "count": str(count)},
    )


@callback
def clear_all(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Take back every report about a massager or sleeper that is being removed."""
    tell_sleep_sensors_missing(hass, entry, ())
    tell_live_sensors_missing(hass, entry, ())
    clear_stop_not_confirmed(hass, entry.entry_id)
    clear_device_gone(hass, entry.entry_id)
    clear_source_gone(hass, entry.entry_id)
    for subentry_id in entry.subentries:
        clear_wind_down_missing(hass, subentry_id)


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
