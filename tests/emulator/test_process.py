"""The process that the emulator is."""

import asyncio
from asyncio.subprocess import PIPE
import json
from pathlib import Path
import signal
import sys

import aiohttp
import pytest

ROOT = Path(__file__).parents[2]
OWNER = """
import asyncio, pathlib, sys
from tests.emulator.process import EmulatorProcess

async def main():
    emulator = EmulatorProcess(pathlib.Path(sys.argv[1]))
    await emulator.start()
    print(emulator.port, flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_it_does_not_outlive_an_owner_that_is_killed(
    socket_enabled: None, tmp_path: Path
) -> None:
    owner = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        OWNER,
        str(tmp_path / "flash.json"),
        cwd=ROOT,
        stdout=PIPE,
    )
    assert owner.stdout
    port = int(await owner.stdout.readline())
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    owner.kill()
    await owner.wait()
    async with asyncio.timeout(20):
        assert await reader.read() == b""
    writer.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_from_the_command_line(
    socket_enabled: None, number: signal.Signals
) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.emulator", "--id=EMU3", cwd=ROOT, stdout=PIPE
    )
    assert process.stdout
    ready = json.loads(await process.stdout.readline())
    url = f"http://127.0.0.1:{ready['port']}/v1/info"
    async with aiohttp.request("GET", url) as response:
        assert (await response.json())["id"] == "EMU3"
    process.send_signal(number)
    assert await process.wait() == 0
