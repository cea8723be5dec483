"""What python-miio's own client makes of a device; run in .venv-simulators/.

Writes what the device offers as a line of JSON. Then each line that it reads is an
object, and answered by one: ``{}`` by the device's ``values``, in the words of their
descriptors; one with an ``id``, and for a setting with a ``value``, by ``{}``. What
goes wrong is answered by ``{"error": …}``.
"""

import json
from pathlib import Path
import sys
from typing import Any

import appdirs
from miio import DeviceException
from miio.descriptors import (
    AccessFlags,
    ActionDescriptor,
    Descriptor,
    EnumDescriptor,
    PropertyDescriptor,
    RangeDescriptor,
)
from miio.integrations.genericmiot.genericmiot import GenericMiot

# The token of every simulated device.
TOKEN = "0" * 32


def main(model: str, spec: str) -> None:
    """Serve whoever writes to us, until they are gone."""
    # Here the client looks before it asks miot-spec.org.
    kept = Path(appdirs.user_cache_dir("python-miio"), f"{model}.json")
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(Path(spec).read_bytes())
    device = GenericMiot("127.0.0.1", TOKEN, model=model)
    known = device.descriptors()
    answer([offer(one) for one in known.values()])
    for line in sys.stdin:
        try:
            answer(serve(device, known, json.loads(line)))
        except DeviceException as err:
            answer({"error": str(err)})


def answer(content: object) -> None:
    """Write a line."""
    print(json.dumps(content), flush=True)


def offer(descriptor: Any) -> dict[str, Any]:
    """Return a descriptor as plain data."""
    more: dict[str, Any] = {}
    if isinstance(descriptor, RangeDescriptor):
        more["range"] = [descriptor.min_value, descriptor.max_value, descriptor.step]
    elif isinstance(descriptor, EnumDescriptor):
        more["choices"] = [choice.name for choice in descriptor.choices]
    return {
        "id": descriptor.id,
        "name": descriptor.name,
        "action": isinstance(descriptor, ActionDescriptor),
        "type": descriptor.type.__name__ if descriptor.type else None,
        "unit": descriptor.unit,
        "settable": bool(descriptor.access & AccessFlags.Write),
        **more,
    }


def serve(
    device: GenericMiot, known: dict[str, Descriptor], wish: dict[str, Any]
) -> dict[str, Any]:
    """Do what a line asks for; returns the answer."""
    if not wish:
        data = device.status().data
        return {"values": {one: in_words(known[one], data[one]) for one in data}}
    if "value" not in wish:
        device.call_action(wish["id"])
    else:
        setting, value = known[wish["id"]], wish["value"]
        if isinstance(setting, EnumDescriptor) and isinstance(value, str):
            value = setting.choices[value].value
        setting.setter(value)
    return {}


def in_words(descriptor: PropertyDescriptor, value: Any) -> Any:
    """Return a value as its descriptor names it."""
    if isinstance(descriptor, EnumDescriptor):
        return descriptor.choices(value).name
    return value


main(*sys.argv[1:])
