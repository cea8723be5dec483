"""Many emulated massagers in one process: python -m benchmarks.fleet COUNT.

Prints their ids, ports and tokens as JSON, and ends when standard input does.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
import json
from pathlib import Path
import sys
from typing import Any, Final

from aiohttp import web

from tests.emulator.api import DeviceApi
from tests.emulator.clock import Clock
from tests.emulator.device import Device
from tests.emulator.faults import Faults
from tests.emulator.flash import Flash
from tests.emulator.pairing import Pairing
from tests.emulator.profile import PROFILES

_HOST: Final = "127.0.0.1"
_DELAY_S: Final = 0.01
_ROOT: Final = Path(__file__).parents[1]

type Json = dict[str, Any]


@asynccontextmanager
async def fleet(count: int) -> AsyncIterator[list[Json]]:
    """Offer so many massagers; they end with this process at the latest."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.fleet", str(count)),
        cwd=_ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    if process.stdout is None:
        raise RuntimeError("the massagers have no output")
    try:
        yield json.loads(await process.stdout.readline())
    finally:
        process.terminate()
        await process.wait()


async def _run(count: int) -> None:
    async with AsyncExitStack() as stack:
        massagers = [await _switched_on(stack, number) for number in range(count)]
        print(json.dumps(massagers), flush=True)
        end = asyncio.Event()
        asyncio.get_running_loop().add_reader(sys.stdin, end.set)
        await end.wait()


async def _switched_on(stack: AsyncExitStack, number: int) -> Json:
    """Serve one massager until the stack closes."""
    flash, clock, faults = Flash(None), Clock(), Faults()
    device = Device(PROFILES["full"], flash, clock, _DELAY_S, _DELAY_S)
    pairing = Pairing(flash, clock)
    info = {
        "api_version": 1,
        "id": f"BENCH{number}",
        "name": f"Massager {number}",
        "manufacturer": "Foot Massage project",
        "model": device.profile.model,
        "firmware_version": "1.0.0",
    }
    api = DeviceApi(info, device, pairing, faults)
    runner = web.AppRunner(api.application(), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, _HOST, 0).start()
    port: int = runner.addresses[0][1]
    return {"id": info["id"], "port": port, "token": pairing.mint()}


if __name__ == "__main__":
    asyncio.run(_run(int(sys.argv[1])))
