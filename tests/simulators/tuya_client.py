"""A Tuya device through tinytuya; run in .venv-simulators/.

Speaks as miot_client.py does. tinytuya knows numbers only: what they are is read from a
file in which each has its code, type and values, as Tuya's cloud tells them.
"""

import json
from pathlib import Path
import sys
from typing import Any

import tinytuya


def main(file: str, port: str, version: str, key: str) -> None:
    """Serve whoever writes to us, until they are gone."""
    points = json.loads(Path(file).read_text("utf-8"))
    device = tinytuya.Device(
        "device", "127.0.0.1", key, version=float(version), port=int(port)
    )
    answer([offer(**point) for point in points.values()])
    for line in sys.stdin:
        answer(serve(device, points, json.loads(line)))


def answer(content: object) -> None:
    """Write a line."""
    print(json.dumps(content), flush=True)


def offer(*, code: str, type: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return what can be done with a data point."""
    more: dict[str, Any] = {}
    if type == "Enum":
        more["choices"] = values["range"]
    elif type == "Integer":
        more["range"] = [values["min"], values["max"], values["step"]]
    return {
        "id": code,
        "name": code.replace("_", " ").capitalize(),
        "action": False,
        "type": "bool" if type == "Boolean" else type,
        "unit": values.get("unit"),
        "settable": True,
        **more,
    }


def serve(
    device: tinytuya.Device, points: dict[str, Any], wish: dict[str, Any]
) -> dict[str, Any]:
    """Do what a line asks for; returns the answer."""
    if wish:
        number = next(one for one in points if points[one]["code"] == wish["id"])
        said = device.set_value(number, wish["value"])
    else:
        said = device.status()
    if "Error" in said:
        return {"error": said["Error"]}
    return {"values": {points[one]["code"]: said["dps"][one] for one in said["dps"]}}


main(*sys.argv[1:])
