"""A massager's chip: its real firmware, as a process of this computer.

The process is the power: killing it is a power cut. What was in flash stays in a folder
and is there again at the next start. The pins are what the log says about them.
"""

import asyncio
from collections.abc import Callable
import os
from pathlib import Path
import re
import shutil
import socket
import time

READY_WITHIN_S = 20
COLORS = re.compile(r"\x1b\[[0-9;]*m")
PIN = re.compile(r"Setting (?:pin )?(\w+) to (HIGH|LOW|[\d.]+)")


class Chip:
    """One massager; ``flash`` is its memory, ``port`` was compiled in."""

    def __init__(self, program: Path, flash: Path, port: int) -> None:
        self.port = port
        self.log: list[str] = []
        # When each pin or output changed (monotonic seconds), and to what.
        self.changes: list[tuple[float, str, float]] = []
        self._program = program
        self._flash = flash
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._news = asyncio.Event()

    async def start(self) -> None:
        """Give it power; returns when its port can be reached."""
        if self._reachable():
            raise RuntimeError(f"Something else is listening on port {self.port}")
        # It must not outlive the tests, even if they are killed.
        leash = ["setpriv", "--pdeathsig=KILL"] if shutil.which("setpriv") else []
        self._process = await asyncio.create_subprocess_exec(
            *leash,
            self._program,
            env={**os.environ, "ESPHOME_PREFDIR": str(self._flash)},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        self._reading = asyncio.create_task(self._read(self._process))
        async with asyncio.timeout(READY_WITHIN_S):
            while not self._reachable():
                if self._process.returncode is not None:
                    raise RuntimeError("\n".join(["The chip ended", *self.log[-20:]]))
                await asyncio.sleep(0.02)

    async def cut_power(self) -> None:
        """Take its power away: kill -9."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
        await self._gone()

    async def shut_down(self) -> None:
        """Have it end by itself, as before a restart it was asked for."""
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
        await self._gone()

    async def restart(self) -> None:
        """Cut the power and bring it back."""
        await self.cut_power()
        await self.start()

    def pin(self, name: str) -> float:
        """Return what a pin ("26") or output ("motor_speed") was last set to."""
        return next((to for _, one, to in reversed(self.changes) if one == name), 0)

    def changed(self, name: str, to: float) -> list[float]:
        """Return when a pin became ``to``."""
        times, before = [], 0.0
        for when, one, value in self.changes:
            if one == name and value != before:
                before = value
                if value == to:
                    times.append(when)
        return times

    async def until(self, happened: Callable[[], bool], within_s: float = 10) -> None:
        """Wait until something that the log tells has happened."""
        async with asyncio.timeout(within_s):
            while not happened():
                self._news.clear()
                await self._news.wait()

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout
        async for line in process.stdout:
            text = COLORS.sub("", line.decode(errors="replace").rstrip())
            self.log.append(text)
            if match := PIN.search(text):
                name, value = match.groups()
                to = {"HIGH": 1.0, "LOW": 0.0}.get(value)
                self.changes.append(
                    (time.monotonic(), name, float(value) if to is None else to)
                )
            self._news.set()

    async def _gone(self) -> None:
        if self._process is not None:
            await self._process.wait()
        if self._reading is not None:
            await self._reading
        # Without power there is none on any pin.
        now = time.monotonic()
        self.changes += [(now, name, 0) for name in {one for _, one, _ in self.changes}]

    def _reachable(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True
