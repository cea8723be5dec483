"""Run the emulator as a process of its own, for tests and the demo."""

import asyncio
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any, Self

import aiohttp

from tests.patience import PATIENCE_S

from . import __main__ as program

# Tests start hundreds of them: each begins with everything imported already.
_FORKS = get_context("forkserver")
_FORKS.set_forkserver_preload([program.__name__])


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
        self._process: ForkServerProcess | None = None
        self._leash: Connection | None = None
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
        self._leash, others = _FORKS.Pipe()
        options = f"--port={self.port}", f"--admin-port={self.admin_port}"
        self._process = _FORKS.Process(
            target=program.on_leash,
            args=((*options, *self._options), others),
            daemon=True,
        )
        self._process.start()
        others.close()
        async with asyncio.timeout(PATIENCE_S):
            await _readable(self._leash.fileno())
        ready = self._leash.recv()
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
        if self._process:
            self._process.kill()
        await self.stop()

    async def restart(self) -> None:
        """Cut the power and bring it back: the same ports, the same memory."""
        await self.kill()
        await self.start()

    async def stop(self) -> None:
        """Switch the massager off for good."""
        if self._session:
            await self._session.close()
            self._session = None
        if self._leash:
            self._leash.close()
            self._leash = None
        if self._process:
            await _readable(self._process.sentinel)
            self._process.close()
            self._process = None

    async def _ask(self, method: str, path: str, body: object) -> dict[str, Any]:
        if self._session is None:
            raise aiohttp.ClientConnectionError("The massager is off")
        url = f"http://127.0.0.1:{self.admin_port}/{path.lstrip('/')}"
        async with self._session.request(method, url, json=body) as response:
            answer: dict[str, Any] = await response.json()
            return answer


async def _readable(fileno: int) -> None:
    """Wait until there is something to read, if only the end."""
    loop, readable = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(fileno, readable.set)
    try:
        await readable.wait()
    finally:
        loop.remove_reader(fileno)
