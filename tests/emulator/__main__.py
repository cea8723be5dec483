"""Run one emulated massager: python -m tests.emulator --help."""

import argparse
import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
import json
from multiprocessing.connection import Connection
from pathlib import Path
import signal
import ssl
import sys
from typing import Any

from aiohttp import web

from .admin import Admin
from .announce import announced
from .api import DeviceApi
from .clock import Clock
from .device import Device
from .faults import Faults
from .flash import Flash
from .pairing import Pairing
from .profile import PROFILES
from .tls import fingerprint, tls_context

HOST = "127.0.0.1"


def main() -> None:
    """Run as the command line says until SIGTERM or SIGINT."""
    asyncio.run(_run(_read(sys.argv[1:]), _say))


def on_leash(arguments: Sequence[str], owner: Connection) -> None:
    """Run like ``main``, but also end when ``owner`` does, however that may be.

    It is sent what ``main`` prints, once the ports are served.
    """
    asyncio.run(_run(_read(arguments), owner.send, owner))


def _say(ready: Mapping[str, Any]) -> None:
    print(json.dumps(ready), flush=True)


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.emulator")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--admin-port", type=int, default=0)
    parser.add_argument("--id", default="EMU1")
    parser.add_argument("--name", default="Foot massager")
    parser.add_argument("--pin", help="show this PIN instead of a random one")
    parser.add_argument("--state-file", type=Path, help="what outlives a power cut")
    parser.add_argument("--start-delay", type=float, default=0.5)
    parser.add_argument("--stop-delay", type=float, default=0.2)
    parser.add_argument("--profile", choices=sorted(PROFILES), default="full")
    parser.add_argument("--zeroconf", action="store_true", help="announce by mDNS")
    parser.add_argument(
        "--tls", action="store_true", help="encrypt, with a certificate of its own"
    )
    return parser.parse_args(arguments)


async def _run(
    options: argparse.Namespace,
    tell: Callable[[Mapping[str, Any]], None],
    owner: Connection | None = None,
) -> None:
    profile = PROFILES[options.profile]
    flash, clock, faults = Flash(options.state_file), Clock(), Faults()
    device = Device(profile, flash, clock, options.start_delay, options.stop_delay)
    pairing = Pairing(flash, clock, options.pin)
    info = {
        "api_version": 1,
        "id": options.id,
        "name": options.name,
        "manufacturer": "Foot Massage project",
        "model": profile.model,
        "firmware_version": "1.0.0",
    }
    api = DeviceApi(info, device, pairing, faults)
    admin = Admin(clock, device, pairing, faults, api, flash=flash)
    tls = tls_context(flash, options.id) if options.tls else None
    async with AsyncExitStack() as stack:
        port = await _serve(stack, api.application(), options.port, tls)
        admin_port = await _serve(stack, admin.application(), options.admin_port)
        if options.zeroconf:
            service = announced(HOST, port, info, tls=options.tls)
            await stack.enter_async_context(service)
        tell(
            {
                "port": port,
                "admin_port": admin_port,
                "id": options.id,
                "pin": options.pin,
                "certificate": fingerprint(flash) if tls else None,
            }
        )
        await _told_to_end(owner)


async def _serve(
    stack: AsyncExitStack,
    app: web.Application,
    port: int,
    tls: ssl.SSLContext | None = None,
) -> int:
    """Serve ``app`` on loopback until the stack closes; returns the port."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, HOST, port, ssl_context=tls).start()
    bound: int = runner.addresses[0][1]
    return bound


async def _told_to_end(owner: Connection | None) -> None:
    loop, end = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end.set)
    if owner:
        loop.add_reader(owner, end.set)
    await end.wait()


if __name__ == "__main__":
    main()
