"""A MIoT device of python-miio's simulator, and python-miio's client: two processes."""

import asyncio
from collections import deque
import json
from pathlib import Path
import socket
from typing import Self

import yaml

from .client import FOLDER, LEASH, PYTHON, Client

# The simulator has no other.
PORT = 54321
READY_WITHIN_S = 30
READY = "server started"


class Simulator:
    """One simulated device of miot.yaml; there is room for one at a time.

    Its values are random at first. What can only be read it never changes.
    """

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.model = f"example.{name}"
        self.spec = folder / f"{name}.json"
        specs = yaml.safe_load((FOLDER / "miot.yaml").read_text("utf-8"))
        self.spec.write_text(json.dumps(specs[name]))
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._log: deque[str] = deque(maxlen=20)
        self._ready = asyncio.Event()

    async def __aenter__(self) -> Self:
        _check_free(PORT)
        self._process = await asyncio.create_subprocess_exec(
            *LEASH,
            PYTHON,
            FOLDER / "miot_server.py",
            *("--debug", "devtools", "miot-simulator"),
            *("--model", self.model, "--file", str(self.spec)),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        self._reading = asyncio.create_task(self._read(self._process))
        try:
            async with asyncio.timeout(READY_WITHIN_S):
                await self._ready.wait()
        except TimeoutError:
            await self.__aexit__()
            raise
        if self._reading.done():
            raise RuntimeError("\n".join(["The simulator ended", *self._log]))
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process
        assert self._reading
        self._process.kill()
        await self._process.wait()
        await self._reading

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stderr
        async for line in process.stderr:
            self._log.append(line.decode(errors="replace").rstrip())
            if READY in self._log[-1]:
                self._ready.set()
        self._ready.set()


def client_of(device: Simulator) -> Client:
    """Return python-miio's client; what it offers are python-miio's descriptors.

    It takes as long to come up as the simulator, and may do so at the same time.
    """
    spec = device.spec
    return Client(
        device.name, "miot_client.py", device.model, str(spec), home=spec.parent
    )


def _check_free(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind(("0.0.0.0", port))
        except OSError as err:
            raise RuntimeError(
                f"UDP port {port} is taken, and the simulator has no other: end what"
                " uses it, perhaps another run of these tests"
            ) from err
