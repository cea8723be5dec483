"""Runs python-miio's own command line, in .venv-simulators/, where it is installed."""

import asyncio

from miio.cli import create_cli

# Its simulator takes the current event loop. Since Python 3.14 that has to be made.
asyncio.set_event_loop(asyncio.new_event_loop())
create_cli()
