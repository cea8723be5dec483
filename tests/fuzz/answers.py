"""What somebody might answer to a form: mostly as it asks for, or nearly so."""

from random import Random
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, section
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.json import json_bytes
from homeassistant.helpers.selector import (
    BooleanSelector,
    DeviceSelector,
    EntitySelector,
    NumberSelector,
    SelectSelector,
    TimeSelector,
)
from homeassistant.util.json import json_loads_object
import voluptuous as vol

from custom_components.foot_massage.core.remote import RemoteKey, remote_to_json
from tests.infrared.pronto import to_pronto
from tests.infrared.room import code, remote

from .spoil import BYTES, spoilt

REMOTE = remote_to_json(remote("nec", RemoteKey.POWER, RemoteKey.HEAT))
WORDS = ("Ada", "Old massager", "123456", " ", "", "x" * 65, "{name}", "\0", "\u202e")
HOSTS = ("127.0.0.1", " 127.0.0.1 ", "[::x]", "", "a b", "127.0.0.1/x", "x@y", ":")
PRONTO = to_pronto(code("nec", 7))
CODES = (PRONTO, "9000 4500 560 560", "+9000 -4500 +560", "{", "0000 006C 0001 0000")


def answers(hass: HomeAssistant, random: Random, shown: Any) -> dict[str, Any]:
    """Return answers to what a dialog shows."""
    as_shown = random.random() < 0.45
    if shown["type"] is FlowResultType.MENU:
        right: dict[str, Any] = {
            "next_step_id": random.choice([*shown["menu_options"]])
        }
    else:
        schema = shown.get("data_schema")
        asked = _fields(hass, random, schema.schema if schema else {}, as_shown)
        # What comes from a browser is plain data.
        right = json_loads_object(json_bytes(asked))
    if random.random() < (0.1 if as_shown else 0.5):
        wrong = spoilt(random, right)
        right = wrong if isinstance(wrong, dict) else right
    if isinstance(right.get("host"), str):
        # Nobody is to be asked where something is that was made up.
        right["host"] = random.choice(HOSTS)
    return right


def _fields(
    hass: HomeAssistant, random: Random, schema: Any, as_shown: bool
) -> dict[str, Any]:
    """Return answers to the fields of a form; ``as_shown`` leaves it as it is."""
    found = {}
    for marker, asked in schema.items():
        shown = (getattr(marker, "description", None) or {}).get("suggested_value")
        if shown is not None and (as_shown or random.random() < 0.5):
            found[str(marker)] = shown
        elif isinstance(marker, vol.Required) or (
            not as_shown and random.random() < 0.7
        ):
            found[str(marker)] = _value(hass, random, str(marker), asked)
    return found


def _value(hass: HomeAssistant, random: Random, name: str, asked: Any) -> Any:
    """Return what a field asks for."""
    if isinstance(asked, section):
        return _fields(hass, random, asked.schema.schema, False)
    selector = asked.validators[0] if isinstance(asked, vol.All) else asked
    config = getattr(selector, "config", {})
    match selector:
        case BooleanSelector():
            return random.random() < 0.8
        case NumberSelector():
            low, high = config.get("min", 0), config.get("max", 100)
            return random.choice(
                (low, high, (low + high) / 2, random.uniform(low, high))
            )
        case SelectSelector():
            options = [
                one if isinstance(one, str) else one["value"]
                for one in config["options"]
            ]
            return _some(random, options, config)
        case EntitySelector():
            return _some(random, _entities(hass, random, name, config), config)
        case DeviceSelector():
            known = [one.id for one in dr.async_get(hass).devices]
            return random.choice([*known, "none"])
        case TimeSelector():
            return random.choice(("18:00:00", "17:30", "06:00:00", "24:00:00", "23:59"))
    return _text(random, name)


def _entities(hass: HomeAssistant, random: Random, name: str, config: Any) -> list[str]:
    """Return entities among which there is likely to be the right one."""
    known = [*(config.get("include_entities") or hass.states.async_entity_ids())]
    word = {"person": "person.", "entities": "input_"}.get(name, "")
    likely = [one for one in known if one.startswith(word)]
    return likely if likely and random.random() < 0.7 else known


def _some(random: Random, options: list[str], config: Any) -> Any:
    if not config.get("multiple"):
        return random.choice(options)
    return random.sample(options, random.randint(0, min(4, len(options))))


def _text(random: Random, name: str) -> str:
    match name:
        case "host":
            return random.choice(HOSTS)
        case "file" | "code":
            text = random.choice((REMOTE if name == "file" else PRONTO, *CODES[:2]))
            spoil = random.choice(BYTES)
            return random.choice(
                (text, spoil(random, text.encode()).decode("utf-8", "replace"))
            )
    return random.choice(WORDS)
