"""``python -m demo.develop``: the demo home for work on the integration, kept."""

import asyncio
from contextlib import suppress
from pathlib import Path
import shutil
import sys

from tests.emulator.process import EmulatorProcess

from .client import DOMAIN
from .dashboard import add_dashboard
from .home import RealHome
from .keys import CHECKOUT, PASSWORD, USERNAME, Keys
from .massager import add_massager, add_wind_down
from .process import end_in_good_order, is_free
from .story import move_in, say, step, stopping_at_the_end

FOLDER = CHECKOUT / ".develop"
FIRST_PORT = 8123
WORTH_SHOWING = (DOMAIN, " WARNING ", " ERROR ")
FOLLOW_INTERVAL = 0.3


def main() -> int:
    """Run the home until Ctrl-C; returns the exit status."""
    with suppress(KeyboardInterrupt):
        return asyncio.run(_run())
    return 0


async def _run() -> int:
    """Start or make the home, and follow its log."""
    end_in_good_order()
    home = RealHome(FOLDER / "config")
    if not home.seeded:
        shutil.rmtree(FOLDER, ignore_errors=True)
        async with step(f"Making a home in {FOLDER.name}/, kept until you delete it"):
            await home.seed(_free_pair(), debug=True)
    port = Keys.load(home.config).port
    if not (is_free(port) and is_free(port + 1)):
        say(f"Port {port} or {port + 1} is in use, perhaps by another scripts/develop.")
        return 1
    emulator = EmulatorProcess(FOLDER / "massager.json")
    # The massager keeps its address, or Home Assistant would not find it again.
    emulator.port = port + 1
    async with stopping_at_the_end(home, emulator):
        await _open(home, emulator)
        say(f"\nHome Assistant is at {home.client.url}")
        say(f"Log in as {USERNAME} with the password {PASSWORD}. Ctrl-C ends it.\n")
        async with asyncio.TaskGroup() as group:
            follower = group.create_task(_follow(home.output))
            await home.watch()
            follower.cancel()
    return 0


def _free_pair() -> int:
    """Return the first port that is free, as is the one after it."""
    port = FIRST_PORT
    while not (is_free(port) and is_free(port + 1)):
        port += 2
    return port


async def _open(home: RealHome, emulator: EmulatorProcess) -> None:
    """Start everything, and set the massager up the first time."""
    async with step("Switching on an emulated massager"):
        await emulator.start()
    async with step("Starting Home Assistant"):
        await home.start()
    if not await home.client.config_entries():
        async with step("Pairing with the massager and adding a wind-down"):
            entry_id = await add_massager(home.client, emulator)
            await add_wind_down(home.client, entry_id)
            await add_dashboard(home.client)
        await move_in(home, entry_id)


async def _follow(log: Path) -> None:
    """Print what is logged from now on and is about us, or wrong."""
    with log.open(errors="replace") as lines:
        lines.seek(0, 2)
        while True:
            while line := lines.readline():
                if any(word in line for word in WORTH_SHOWING):
                    say(line.rstrip())
            await asyncio.sleep(FOLLOW_INTERVAL)


if __name__ == "__main__":
    sys.exit(main())
