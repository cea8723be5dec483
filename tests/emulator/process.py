"""Run the emulator as a process of its own, for tests and the demo."""

import asyncio
import json
from pathlib import Path
import sys
from typing import Any, Self

import aiohttp

from tests.patience import PATIENCE_S

ROOT = Path(__file__).parents[2]


class EmulatorProcess:
    """One emulated massager; ``port`` and ``admin_port`` stay the same for life.

    It never outlives this process, even if that is killed. As a context it is switched
    on, and off at the end.
    """

    def __init__(self, state_file: Path, *options: str, pin: str = "246810") -> None:
        """Prepare an emulator with further command line options."""
        self.port = 0
        self.admin_port = 0
        self.device_id = ""
        self.certificate: str | None = None
        self.pin = pin
        self.state_file = state_file
        self._options = ("--state-file", str(state_file), "--pin", pin, *options)
        self._process: asyncio.subprocess.Process | None = None
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Switch the massager on."""
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Switch the massager off for good."""
        await self.stop()

    async def start(self) -> None:
        """Switch the massager on; returns when it serves its ports."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            __package__,
            f"--port={self.port}",
            f"--admin-port={self.admin_port}",
            "--leash",
            *self._options,
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        self._process = process
        if process.stdout is None:
            raise RuntimeError("The emulator has no output")
        async with asyncio.timeout(PATIENCE_S):
            line = await process.stdout.readline()
        if not line:
            raise RuntimeError(f"The emulator ended with {await process.wait()}")
        ready = json.loads(line)
        self.port, self.admin_port = ready["port"], ready["admin_port"]
        self.device_id = ready["id"]
        self.certificate = ready["certificate"]
        self._session = aiohttp.ClientSession(raise_for_status=True)

    async def admin(self, path: str, body: object = None) -> dict[str, Any]:
        """Use the admin port: POST ``body`` (default {}) to ``path``."""
        return await self._ask("POST", path, {} if body is None else body)

    async def state(self) -> dict[str, Any]:
        """Return what the massager itself says about itself."""
        return await self._ask("GET", "state", None)

    async def kill(self) -> None:
        """Cut the power."""
        await self._hang_up()
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def restart(self) -> None:
        """Cut the power and bring it back: the same ports, the same memory."""
        await self.kill()
        await self.start()

    async def stop(self) -> None:
        """Switch the massager off for good."""
        await self._hang_up()
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    async def _ask(self, method: str, path: str, body: object) -> dict[str, Any]:
        if self._session is None:
            raise aiohttp.ClientConnectionError("The massager is off")
        url = f"http://127.0.0.1:{self.admin_port}/{path.lstrip('/')}"
        async with self._session.request(method, url, json=body) as response:
            answer: dict[str, Any] = await response.json()
            return answer

    async def _hang_up(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()
