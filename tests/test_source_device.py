"""What a device of another integration offers, and what its words probably mean."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.foot_massage.core.massager import Heat
from custom_components.foot_massage.core.roles import SourceEntity
from custom_components.foot_massage.source_device import (
    heat_values_of,
    heats_of,
    is_ours,
    levels_of,
    values_of,
)

FAN = SourceEntity(entity_id="fan.motor", domain="fan", step=100 / 3)
PLAIN_FAN = SourceEntity(entity_id="fan.motor", domain="fan")
SWITCH = SourceEntity(entity_id="switch.heat", domain="switch")
CHOICE = SourceEntity(
    entity_id="select.level", domain="select", options=("Off", "Strong", "Soft")
)
LEVELS = SourceEntity(
    entity_id="number.level", domain="number", minimum=0, maximum=3, step=1
)
UNKNOWN = SourceEntity(entity_id="number.level", domain="number")


@pytest.mark.parametrize(
    ("entity", "values", "levels"),
    [
        (FAN, ("33", "66", "100"), ("33", "66", "100")),
        (PLAIN_FAN, (), ()),
        (CHOICE, ("Off", "Strong", "Soft"), ("Soft", "Strong")),
        (LEVELS, ("1", "2", "3"), ("1", "2", "3")),
        (UNKNOWN, (), ()),
    ],
)
def test_levels(
    entity: SourceEntity, values: tuple[str, ...], levels: tuple[str, ...]
) -> None:
    assert values_of(entity) == values
    assert levels_of(entity) == levels


@pytest.mark.parametrize(
    ("entity", "values", "heats"),
    [
        (SWITCH, ("off", "on"), {Heat.OFF: "off", Heat.MEDIUM: "on"}),
        (
            LEVELS,
            ("0", "1", "2", "3"),
            {Heat.OFF: "0", Heat.LOW: "1", Heat.MEDIUM: "2", Heat.HIGH: "3"},
        ),
        (UNKNOWN, (), {}),
    ],
)
def test_heats(
    entity: SourceEntity, values: tuple[str, ...], heats: dict[Heat, str]
) -> None:
    assert heat_values_of(entity) == values
    assert heats_of(entity) == heats


@pytest.mark.parametrize(
    ("maker", "model", "ours"),
    [("foot_massage", "massager", True), ("Espressif", "massager", False)],
)
async def test_our_firmware(
    hass: HomeAssistant, maker: str, model: str, ours: bool
) -> None:
    entry = MockConfigEntry(domain="esphome")
    entry.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id,
        identifiers={("esphome", "one")},
        manufacturer=maker,
        model=model,
    )
    assert is_ours(hass, device.id) is ours
    assert not is_ours(hass, "nothing")
