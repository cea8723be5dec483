"""Adding a person, changing what measures them, and the rules of their nights."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..dialogs import choose, go_on, suggested
from ..massagers import demo_entry, set_up, wind_down_subentry
from .entries import person, ring, sleeper_entry

pytestmark = pytest.mark.usefixtures("integration")

RULES = {"primary": "hrv", "boundary": "17:30:00", "shortest_sleep": 4.0}


async def test_from_a_person_to_their_nights(hass: HomeAssistant) -> None:
    known = ring(hass)
    ada = await person(hass, "Ada", "user")
    form = await choose(hass, "sleeper")
    form = await go_on(hass, form, {"person": "person.ada"})
    assert form["step_id"] == "wearables"
    (field,) = form["data_schema"].schema  # type: ignore[union-attr]
    assert field.default() == ["oura:01K4OURA"]
    form = await go_on(hass, form, {"wearers": field.default()})
    assert form["step_id"] == "sleep_sensors"
    assert suggested(form) == {
        "sleep_duration": "sensor.01k4oura_total_sleep_duration",
        "deep_sleep": "sensor.01k4oura_deep_sleep_duration",
        "hrv": "sensor.01k4oura_average_sleep_hrv",
    }
    form = await go_on(hass, form, suggested(form))
    assert form["step_id"] == "sleep_rules"
    done = await go_on(hass, form, RULES)

    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert (done["title"], done["result"].unique_id) == ("Ada", f"sleeper_{ada}")
    assert done["options"] == RULES
    assert done["data"]["kind"] == "sleeper"
    assert done["data"]["person"] == ada
    assert done["data"]["sensors"]["hrv"] == {
        "entity_id": known["average_sleep_hrv"].id,
        "attribute": None,
    }
    await hass.async_block_till_done(wait_background_tasks=True)
    assert hass.states.get("sensor.ada_comparison").state == "collecting"  # type: ignore[union-attr]


async def test_one_sleeper_for_each_person(hass: HomeAssistant) -> None:
    await set_up(hass, sleeper_entry("Ada"))
    result = await go_on(hass, await choose(hass, "sleeper"), {"name": " Ada "})
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "sleeper_already_configured"


@pytest.mark.parametrize(
    ("answer", "where", "error"),
    [
        ({}, "base", "nobody_chosen"),
        ({"name": "  "}, "base", "nobody_chosen"),
        ({"name": "A" * 65}, "name", "name_length"),
    ],
)
async def test_nobody(
    hass: HomeAssistant, answer: dict[str, str], where: str, error: str
) -> None:
    form = await go_on(hass, await choose(hass, "sleeper"), answer)
    assert form["errors"] == {where: error}


async def test_nothing_is_known(hass: HomeAssistant) -> None:
    registry = er.async_get(hass)
    mat = registry.async_get_or_create("sensor", "mqtt", "mat", unit_of_measurement="h")
    scale = registry.async_get_or_create(
        "sensor", "mqtt", "scale", unit_of_measurement="kg"
    )
    hass.states.async_set("sensor.unregistered", "7", {"unit_of_measurement": "h"})
    form = await go_on(hass, await choose(hass, "sleeper"), {"name": "Ada"})
    assert form["step_id"] == "sleep_sensors"
    form = await go_on(hass, form, {})
    assert form["errors"] == {"base": "nothing_measured"}
    form = await go_on(
        hass,
        form,
        {"sleep_duration": scale.entity_id, "deep_sleep": "sensor.unregistered"},
    )
    assert form["errors"] == {
        "sleep_duration": "unit_does_not_fit",
        "deep_sleep": "no_unique_id",
    }
    form = await go_on(hass, form, {"sleep_duration": mat.entity_id})
    assert form["step_id"] == "sleep_rules"
    form = await go_on(hass, form, {"primary": "sleep_duration", "boundary": "09:00"})
    assert form["errors"] == {"boundary": "boundary_in_the_morning"}
    done = await go_on(hass, form, {"primary": "sleep_duration"})
    assert done["options"]["boundary"] == "18:00:00"


async def test_what_is_not_used_is_named(hass: HomeAssistant) -> None:
    registry = er.async_get(hass)
    for key, off in (("resting_heart_rate", False), ("sleep_latency", True)):
        registry.async_get_or_create(
            "sensor",
            "oura",
            f"01K4OURA_{key}",
            unit_of_measurement="min" if off else None,
            suggested_object_id=key,
            disabled_by=er.RegistryEntryDisabler.USER if off else None,
        )
    form = await go_on(hass, await choose(hass, "sleeper"), {"name": "Ada"})
    form = await go_on(hass, form, {"wearers": ["oura:01K4OURA"]})
    said = form["description_placeholders"]
    assert said == {
        "remarks": "\n\nWould be better, but is disabled. Enable it first if you want"
        " to use it:\n- **Time to fall asleep**: sensor.sleep_latency"
        "\n\nNot used, and why:\n- **Resting heart rate**: sensor.resting_heart_rate"
        " (a score, not the value itself)"
    }


async def test_what_is_to_be_noted(hass: HomeAssistant) -> None:
    registry = er.async_get(hass)
    for platform, key, unit in (
        ("sleepiq", "80001_heart_rate", "bpm"),
        ("oura", "01K4OURA_deep_sleep_duration", "min"),
        ("oura", "01K4OURA_rem_sleep_duration", "min"),
        ("oura", "01K4OURA_light_sleep_duration", "min"),
        ("mobile_app", "0a1b2c_health_connect_heart_rate_variability", "ms"),
    ):
        registry.async_get_or_create("sensor", platform, key, unit_of_measurement=unit)
    form = await go_on(hass, await choose(hass, "sleeper"), {"name": "Ada"})
    (field,) = form["data_schema"].schema  # type: ignore[union-attr]
    selector = form["data_schema"].schema[field]  # type: ignore[union-attr]
    known = [one["value"] for one in selector.config["options"]]
    form = await go_on(hass, form, {"wearers": known})
    notes = form["description_placeholders"]["remarks"]  # type: ignore[index]
    assert notes.startswith("\n\nTo be noted:\n- ")
    assert "**Resting heart rate**: This is the average during sleep" in notes
    assert "seem to come twice" in notes
    assert "**Sleep**: Not measured, but added up" in notes


async def test_the_persons_own_phone(hass: HomeAssistant) -> None:
    phones = {}
    for owner in ("hers", "his"):
        config = MockConfigEntry(domain="mobile_app")
        config.add_to_hass(hass)
        device = dr.async_get(hass).async_get_or_create(
            config_entry_id=config.entry_id, identifiers={("mobile_app", owner)}
        )
        dr.async_get(hass).async_update_device(device.id, name_by_user=f"Phone {owner}")
        for domain, key in (
            ("sensor", f"{owner}_health_connect_sleep_duration"),
            ("device_tracker", owner),
        ):
            phones[owner] = er.async_get(hass).async_get_or_create(
                domain, "mobile_app", key, device_id=device.id
            )
    await person(hass, "Ada", "user")
    hass.states.async_set(
        "person.ada", "home", {"device_trackers": [phones["hers"].entity_id]}
    )
    form = await choose(hass, "sleeper")
    form = await go_on(hass, form, {"person": "person.ada"})
    (field,) = form["data_schema"].schema  # type: ignore[union-attr]
    assert field.default() == ["mobile_app:hers"]
    options = form["data_schema"].schema[field].config["options"]  # type: ignore[union-attr]
    assert [one["label"] for one in options] == [
        "Phone hers (mobile_app)",
        "Phone his (mobile_app)",
    ]


async def test_a_tracker_is_no_sensor(hass: HomeAssistant) -> None:
    tracking = er.async_get(hass).async_get_or_create(
        "event", "sleep_as_android", "01K4ANDROID_sleep_tracking"
    )
    form = await go_on(hass, await choose(hass, "sleeper"), {"name": "Ada"})
    form = await go_on(hass, form, {"wearers": []})
    form = await go_on(hass, form, {"hrv": tracking.entity_id})
    assert form["errors"] == {"hrv": "unit_does_not_fit"}
    form = await go_on(hass, form, {"sleep_duration": tracking.entity_id})
    assert form["step_id"] == "sleep_rules"


async def test_a_ring_of_each(hass: HomeAssistant) -> None:
    """Two rings: nobody can know which is whose, but the second is left over."""
    hers, _ = ring(hass, "HERS"), ring(hass, "HIS")
    form = await go_on(hass, await choose(hass, "sleeper"), {"name": "Ada"})
    (field,) = form["data_schema"].schema  # type: ignore[union-attr]
    assert field.default() == []
    await set_up(hass, sleeper_entry(sensors={"hrv": hers["average_sleep_hrv"].id}))
    form = await go_on(hass, await choose(hass, "sleeper"), {"name": "Bob"})
    (field,) = form["data_schema"].schema  # type: ignore[union-attr]
    assert field.default() == ["oura:HIS"]


async def test_what_is_gone_meanwhile(hass: HomeAssistant) -> None:
    known = ring(hass)
    form = await go_on(hass, await choose(hass, "sleeper"), {"name": "Ada"})
    er.async_get(hass).async_remove(known["average_sleep_hrv"].entity_id)
    form = await go_on(hass, form, {"wearers": ["oura:01K4OURA"]})
    assert suggested(form).keys() == {"sleep_duration", "deep_sleep"}


async def test_change_what_measures(hass: HomeAssistant) -> None:
    known = ring(hass)
    entry = await set_up(
        hass, sleeper_entry(sensors={"hrv": known["average_sleep_hrv"].id})
    )
    registry = er.async_get(hass)
    assert registry.async_get("sensor.ada_heart_rate_variability_difference")
    form = await entry.start_reconfigure_flow(hass)
    (field,) = form["data_schema"].schema
    form = await go_on(hass, form, {"wearers": field.default()})
    assert suggested(form) == {"hrv": "sensor.01k4oura_average_sleep_hrv"}
    done = await go_on(
        hass, form, {"sleep_duration": known["total_sleep_duration"].entity_id}
    )
    assert done["reason"] == "reconfigure_successful"
    assert entry.data["sensors"] == {
        "sleep_duration": {
            "entity_id": known["total_sleep_duration"].id,
            "attribute": None,
        }
    }
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.runtime_data.findings.primary == "sleep_duration"
    assert hass.states.get("sensor.ada_sleep_difference")
    assert not registry.async_get("sensor.ada_heart_rate_variability_difference")


async def test_change_the_rules(hass: HomeAssistant) -> None:
    known = ring(hass)
    entry = await set_up(
        hass, sleeper_entry(sensors={"hrv": known["average_sleep_hrv"].id})
    )
    options = hass.config_entries.options

    async def answer(rules: dict[str, Any]) -> Any:
        menu = await options.async_init(entry.entry_id)
        assert menu["menu_options"] == ["sleep_rules", "live_sensors", "trial"]
        await options.async_configure(menu["flow_id"], {"next_step_id": "sleep_rules"})
        return await options.async_configure(menu["flow_id"], rules)

    wrong = await answer({**RULES, "boundary": "06:00:00"})
    assert wrong["errors"] == {"boundary": "boundary_in_the_morning"}
    both = {"more_is_better": ["hrv"], "less_is_better": ["hrv"]}
    wrong = await answer(RULES | both)
    assert wrong["errors"] == {"less_is_better": "better_both_ways"}
    done = await answer(RULES)
    assert done["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done(wait_background_tasks=True)
    assert str(entry.runtime_data.book.rules.boundary) == "17:30:00"


async def test_rules_about_what_is_no_longer_measured(hass: HomeAssistant) -> None:
    ways = {"more_is_better": ["hrv", "deep_sleep"], "less_is_better": []}
    entry = await set_up(
        hass,
        sleeper_entry(
            sensors={"deep_sleep": ring(hass)["deep_sleep_duration"].id},
            options=RULES | ways,
        ),
    )
    options = hass.config_entries.options
    menu = await options.async_init(entry.entry_id)
    form = await options.async_configure(
        menu["flow_id"], {"next_step_id": "sleep_rules"}
    )
    await options.async_configure(form["flow_id"], suggested(form))
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.options["primary"] == "deep_sleep"
    assert entry.options["more_is_better"] == ["deep_sleep"]


async def test_usual_user_of_a_massager(hass: HomeAssistant) -> None:
    ada = await set_up(hass, sleeper_entry())
    demo: MockConfigEntry = await set_up(hass, demo_entry())
    options = hass.config_entries.options
    form = await options.async_init(demo.entry_id)
    await options.async_configure(form["flow_id"], {"default_sleeper": ada.entry_id})
    assert demo.options["default_sleeper"] == ada.entry_id


async def test_usual_user_who_was_removed(hass: HomeAssistant) -> None:
    ada, _ = [await set_up(hass, sleeper_entry(name)) for name in ("Ada", "Ben")]
    chosen = {"default_sleeper": ada.entry_id}
    bedtime = wind_down_subentry(sleeper=ada.entry_id)
    demo = await set_up(hass, demo_entry(options=chosen, subentries_data=[bedtime]))
    await hass.config_entries.async_remove(ada.entry_id)
    (subentry_id,) = demo.subentries
    options: Any = await hass.config_entries.options.async_init(demo.entry_id)
    wind_down: Any = await demo.start_subentry_reconfigure_flow(hass, subentry_id)
    assert "default_sleeper" not in suggested(options)
    assert "sleeper" not in suggested(wind_down)
