"""Other people's client of a device: a process in .venv-simulators/."""

import asyncio
import json
import os
from pathlib import Path
import shutil
from typing import Any, Self

from homeassistant.exceptions import HomeAssistantError

FOLDER = Path(__file__).parent
PYTHON = FOLDER.parents[1] / ".venv-simulators" / "bin" / "python"
ANSWERS_WITHIN_S = 30
# A simulator must not outlive the tests, even if they are killed.
LEASH = ("setpriv", "--pdeathsig=KILL") if shutil.which("setpriv") else ()


class DeviceError(HomeAssistantError):
    """The device refused what it was told."""


class Client:
    """Runs a script that says what a device offers, and then speaks with it.

    Each offer has an ``id``, a ``name`` and what it can be set to. ``name`` is the
    device's own.
    """

    def __init__(self, name: str, script: str, *arguments: str, home: Path) -> None:
        self.name = name
        self.offers: list[dict[str, Any]] = []
        self._command: tuple[str | Path, ...] = (PYTHON, FOLDER / script, *arguments)
        # Neither is it to find anything at home, nor to leave anything there.
        self._home = {"HOME": str(home), "XDG_CACHE_HOME": str(home)}
        self._process: asyncio.subprocess.Process | None = None
        self._one_at_a_time = asyncio.Lock()

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            env={**os.environ, **self._home},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process
        assert self._process.stdin
        self._process.stdin.close()
        await self._process.wait()

    async def meet(self) -> None:
        """Learn what the device offers."""
        assert self._process
        self.offers = await self._hear(self._process)

    async def read(self) -> dict[str, Any]:
        """Return what the device says of itself, by the ids of its offers."""
        values: dict[str, Any] = (await self._ask())["values"]
        return values

    async def write(self, setting: str, value: object) -> None:
        """Set something; raises DeviceError if the device refuses."""
        await self._ask(id=setting, value=value)

    async def act(self, action: str) -> None:
        """Have the device do something; raises DeviceError if it refuses."""
        await self._ask(id=action)

    async def _ask(self, **wish: object) -> dict[str, Any]:
        assert self._process
        assert self._process.stdin
        async with self._one_at_a_time:
            self._process.stdin.write(json.dumps(wish).encode() + b"\n")
            answer: dict[str, Any] = await self._hear(self._process)
        if error := answer.get("error"):
            raise DeviceError(error)
        return answer

    async def _hear(self, process: asyncio.subprocess.Process) -> Any:
        assert process.stdout
        async with asyncio.timeout(ANSWERS_WITHIN_S):
            line = await process.stdout.readline()
        if not line:
            raise RuntimeError(f"The client ended with {await process.wait()}")
        return json.loads(line)
