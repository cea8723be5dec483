"""The process that the emulator is."""

import asyncio
from pathlib import Path
import sys

from .process import ROOT

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
        stdout=asyncio.subprocess.PIPE,
    )
    assert owner.stdout
    port = int(await owner.stdout.readline())
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    owner.kill()
    await owner.wait()
    async with asyncio.timeout(20):
        assert await reader.read() == b""
    writer.close()
