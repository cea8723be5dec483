"""``python -m demo``: shows the main job on a real Home Assistant; see scripts/demo."""

import argparse
import asyncio
from contextlib import suppress
from pathlib import Path
import shutil
import sys
from tempfile import mkdtemp

from aiohttp import ClientError

from tests.emulator.process import EmulatorProcess

from .client import HomeError
from .evidence import judge_log
from .home import HomeFailedError, RealHome
from .keys import PASSWORD, USERNAME
from .process import end_in_good_order
from .spoken import speak
from .story import (
    StoryError,
    conclude,
    open_home,
    say,
    stopping_at_the_end,
    tell,
    tell_of_sleep,
)


def main() -> int:
    """Run the demo; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="scripts/demo", description="Show a wind-down on a real Home Assistant."
    )
    parser.add_argument(
        "--minutes", type=int, default=10, help="of massage (default 10)"
    )
    parser.add_argument(
        "--once",
        action="store_true",
        help="end afterwards, with status 0 only if everything was seen",
    )
    parser.add_argument(
        "--say",
        metavar="SENTENCE",
        action="append",
        default=[],
        help="say this to Assist instead of showing a wind-down (more than once)",
    )
    options = parser.parse_args()
    with suppress(KeyboardInterrupt):
        return asyncio.run(_run(options))
    return 130


async def _run(options: argparse.Namespace) -> int:
    """Run the demo in a folder that is removed unless something went wrong."""
    end_in_good_order()
    folder = Path(mkdtemp(prefix="demo-home-"))
    keep_log = True
    try:
        keep_log = not await _show(folder, options)
    except (ClientError, HomeError, HomeFailedError, StoryError, LookupError) as error:
        say(f"\nThe demo failed: {error}")
    except asyncio.CancelledError:
        keep_log = False
        raise
    finally:
        if keep_log:
            say(f"\nThe log of Home Assistant is kept: {folder}/config/console.log")
        else:
            shutil.rmtree(folder)
    return int(keep_log)


async def _show(folder: Path, options: argparse.Namespace) -> bool:
    """Tell the story or speak; then end, or stay up until Ctrl-C."""
    once: bool = options.once
    home = RealHome(folder / "config")
    emulator = EmulatorProcess(folder / "massager.json")
    async with stopping_at_the_end(home, emulator):
        person = await open_home(home, emulator)
        say(f"Look for yourself at {home.client.url} as {USERNAME} / {PASSWORD}")
        if options.say:
            findings = await speak(home.client, emulator, options.say)
        else:
            findings = [
                *await tell(home, emulator, options.minutes),
                *await tell_of_sleep(person),
            ]
        if once:
            # How it stops is part of its log.
            await home.stop()
        complete = conclude([*findings, *judge_log(home.log_text())])
        if not once:
            say(f"\nHome Assistant stays up at {home.client.url}: log in as")
            say(f"{USERNAME} with the password {PASSWORD}. Ctrl-C ends it.")
            # Ctrl-C is how this is meant to end.
            with suppress(asyncio.CancelledError):
                await home.watch()
        return complete


if __name__ == "__main__":
    sys.exit(main())
