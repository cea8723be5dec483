"""Choosing what measures somebody at any moment."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..dialogs import suggested
from ..massagers import set_up
from .entries import sleeper_entry

pytestmark = pytest.mark.usefixtures("integration")


def thing(
    hass: HomeAssistant, name: str, unit: str | None, kind: str | None = None
) -> er.RegistryEntry:
    """Register something that shows a number."""
    return er.async_get(hass).async_get_or_create(
        "sensor",
        "mqtt",
        name,
        suggested_object_id=name,
        unit_of_measurement=unit,
        original_device_class=kind,
    )


async def ask(hass: HomeAssistant, entry: MockConfigEntry) -> Any:
    """Return the form of the live sensors."""
    options = hass.config_entries.options
    menu = await options.async_init(entry.entry_id)
    return await options.async_configure(
        menu["flow_id"], {"next_step_id": "live_sensors"}
    )


async def answer(hass: HomeAssistant, entry: MockConfigEntry, **chosen: str) -> Any:
    form = await ask(hass, entry)
    return await hass.config_entries.options.async_configure(form["flow_id"], chosen)


async def test_chosen_and_taken_back(hass: HomeAssistant) -> None:
    entry = await set_up(hass, sleeper_entry())
    strap, cuff = thing(hass, "strap", "bpm"), thing(hass, "cuff", "mmHg", "pressure")
    assert suggested(await ask(hass, entry)) == {}
    done = await answer(
        hass, entry, heart_rate=strap.entity_id, systolic=cuff.entity_id
    )
    assert done["type"] is FlowResultType.CREATE_ENTRY
    # By what stays the same if they are renamed.
    assert entry.options["live_sensors"] == {
        "heart_rate": strap.id,
        "systolic": cuff.id,
    }
    await hass.async_block_till_done(wait_background_tasks=True)
    er.async_get(hass).async_remove(cuff.entity_id)
    assert suggested(await ask(hass, entry)) == {"heart_rate": strap.entity_id}
    await answer(hass, entry)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.options["live_sensors"] == {}


@pytest.mark.parametrize(
    ("field", "unit", "kind"),
    [
        ("heart_rate", "mmHg", None),
        ("heart_rate", None, None),
        ("hrv", "bpm", None),
        ("spo2", "%", "battery"),
        ("systolic", "km/h", "speed"),
    ],
)
async def test_not_what_it_is_taken_for(
    hass: HomeAssistant, field: str, unit: str | None, kind: str | None
) -> None:
    entry = await set_up(hass, sleeper_entry())
    wrong = thing(hass, "wrong", unit, kind).entity_id
    form = await answer(hass, entry, **{field: wrong})
    assert form["errors"] == {field: "unit_does_not_fit"}
    assert suggested(form) == {field: wrong}


async def test_nothing_that_can_be_followed(hass: HomeAssistant) -> None:
    entry = await set_up(hass, sleeper_entry())
    hass.states.async_set("sensor.nameless", "70", {"unit_of_measurement": "bpm"})
    form = await answer(hass, entry, heart_rate="sensor.nameless")
    assert form["errors"] == {"heart_rate": "no_unique_id"}


async def test_one_for_two(hass: HomeAssistant) -> None:
    entry = await set_up(hass, sleeper_entry())
    cuff = thing(hass, "cuff", "mmHg").entity_id
    form = await answer(hass, entry, systolic=cuff, diastolic=cuff)
    assert form["errors"] == {"systolic": "sensor_twice", "diastolic": "sensor_twice"}


async def test_live_sensors_of_the_same_wearable(hass: HomeAssistant) -> None:
    registry = er.async_get(hass)
    bed = {
        (side, key): registry.async_get_or_create(
            "sensor",
            "eight_sleep",
            f"bed.{side}.{key}",
            suggested_object_id=f"{side} {key}",
            unit_of_measurement=unit,
            disabled_by=er.RegistryEntryDisabler.USER if side == "off" else None,
        )
        for side in ("hers", "his", "off")
        for key, unit in (
            ("time_slept", "s"),
            ("current_hrv", "ms"),
            ("current_heart_rate", "bpm"),
        )
    }
    for side, live in (
        ("off", {}),
        (
            "hers",
            {"heart_rate": "sensor.hers_current_heart_rate"}
            | {"hrv": "sensor.hers_current_hrv"},
        ),
    ):
        entry = await set_up(
            hass,
            sleeper_entry(side, sensors={"sleep_duration": bed[side, "time_slept"].id}),
        )
        assert suggested(await ask(hass, entry)) == live
