"""A Tuya device of tuyamock, and tinytuya for its client: two processes."""

import asyncio
import json
from pathlib import Path
from typing import Any, Self

import yaml

from .client import ANSWERS_WITHIN_S, FOLDER, LEASH, PYTHON, Client

KEY = "thisisarealkey00"
POINTS: dict[int, dict[str, Any]] = yaml.safe_load(
    (FOLDER / "tuya.yaml").read_text("utf-8")
)


class Mock:
    """The device of tuya.yaml, at rest; ``port`` is found by itself."""

    def __init__(self, version: str, folder: Path) -> None:
        self.version = version
        self.port = ""
        self.points = folder / "points.json"
        self.points.write_text(json.dumps(POINTS))
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            *LEASH,
            PYTHON.with_name("tuyamock"),
            *("--version", self.version, "--local-key", KEY, "--port", "0"),
            *("--dps", json.dumps({dp: _first(**one) for dp, one in POINTS.items()})),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
        )
        assert self._process.stdout
        async with asyncio.timeout(ANSWERS_WITHIN_S):
            self.port = (await self._process.stdout.readline()).decode().strip()
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process
        self._process.kill()
        await self._process.wait()


def client_of(device: Mock) -> Client:
    """Return tinytuya; what it offers are the codes of tuya.yaml."""
    points = device.points
    return Client(
        "massage_chair",
        "tuya_client.py",
        *(str(points), device.port, device.version, KEY),
        home=points.parent,
    )


def _first(*, code: str, type: str, values: dict[str, Any]) -> object:
    """Return a value for a data point."""
    return {"Boolean": False, "Integer": values.get("min")}.get(
        type, values.get("range", [""])[0]
    )
