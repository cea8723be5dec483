"""A real Home Assistant, in a process of its own and a config folder of its own."""

import asyncio
from pathlib import Path
import sys
from time import monotonic
from typing import Self
from zoneinfo import ZoneInfo

from homeassistant.const import RESTART_EXIT_CODE

from .client import HomeClient
from .keys import CHECKOUT, Keys
from .process import ChildProcess, free_port
from .seed import ZONE

START_PATIENCE = 120
START_POLL = 0.1
STOP_PATIENCE = 60


class HomeFailedError(Exception):
    """Home Assistant did not start, or ended by itself."""


class RealHome:
    """A Home Assistant that can be started, asked, stopped and cut off.

    As a context it makes sure that nothing runs on after it.
    """

    def __init__(self, config: Path) -> None:
        """Describe the home in this folder; ``seed`` makes it."""
        self.config = config
        self.output = config / "console.log"
        self._process = ChildProcess(
            "homeassistant",
            *("--config", str(config), "--skip-pip", "--log-no-color"),
            output=self.output,
        )

    def __enter__(self) -> Self:
        """Do nothing yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """Cut the home off if it still runs."""
        self.kill()

    @property
    def seeded(self) -> bool:
        """Return whether the config folder is complete."""
        return Keys.file(self.config).exists()

    @property
    def client(self) -> HomeClient:
        """Return a way to talk to the home as its owner."""
        keys = Keys.load(self.config)
        return HomeClient(keys.port, keys.token)

    @property
    def running(self) -> bool:
        """Return whether the process is alive."""
        return self._process.running

    @property
    def database_path(self) -> Path:
        """Return where the recorder writes."""
        return self.config / "home-assistant_v2.db"

    def log_text(self) -> str:
        """Return everything that was logged since the home was made."""
        return self.output.read_text(errors="replace")

    async def seed(
        self, port: int | None = None, *, zone: ZoneInfo = ZONE, debug: bool = False
    ) -> None:
        """Fill the config folder, which must be new; any free port will do."""
        command = [sys.executable, "-m", "demo.seed", str(self.config)]
        command += ["--port", str(port or free_port()), "--zone", zone.key]
        if debug:
            command.append("--debug")
        process = await asyncio.create_subprocess_exec(*command, cwd=CHECKOUT)
        if await process.wait():
            raise HomeFailedError("the config folder could not be filled")

    async def start(self) -> None:
        """Start Home Assistant and wait until everything in it runs."""
        self._process.start()
        client = self.client
        give_up = monotonic() + START_PATIENCE
        while not await client.is_running():
            if not self.running or monotonic() > give_up:
                self.kill()
                raise HomeFailedError(self.log_text()[-2000:])
            await asyncio.sleep(START_POLL)

    async def stop(self) -> None:
        """Shut Home Assistant down in good order."""
        if not await self._process.stop(STOP_PATIENCE):
            raise HomeFailedError("Home Assistant did not stop in time")

    def kill(self) -> None:
        """End Home Assistant at once, as a power cut would."""
        self._process.kill()

    async def watch(self) -> None:
        """Return when Home Assistant has ended, unless to start again."""
        while await self._process.ended():
            if self._process.exit_code != RESTART_EXIT_CODE:
                return
            await self.start()

    async def restart(self) -> None:
        """Stop and start Home Assistant."""
        await self.stop()
        await self.start()
