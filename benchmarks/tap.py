"""A wire between Home Assistant and a massager that tells when commands go over it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from time import perf_counter

_COMMANDS = (b"PUT ", b"POST ")


class Tap:
    """Passes everything on; ``command_at`` is when the last command began to pass."""

    def __init__(self, port: int) -> None:
        """Lead to the massager's port on this computer."""
        self.port = 0
        self._massager_port = port
        self.command_at = 0.0
        self._passed = asyncio.Event()

    def forget(self) -> None:
        """Have ``command`` wait for the next command."""
        self._passed.clear()

    async def command(self) -> float:
        """Wait for a command; returns when it passed (seconds, perf_counter)."""
        async with asyncio.timeout(60):
            await self._passed.wait()
        return self.command_at

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Pass one connection on, in both directions."""
        to_massager = await asyncio.open_connection("127.0.0.1", self._massager_port)
        with suppress(ConnectionError):
            await asyncio.gather(
                self._pass(reader, to_massager[1]), self._pass(to_massager[0], writer)
            )

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        while data := await reader.read(65536):
            if data.startswith(_COMMANDS):
                self.command_at = perf_counter()
                self._passed.set()
            writer.write(data)
        writer.close()


@asynccontextmanager
async def tapped(port: int) -> AsyncIterator[Tap]:
    """Offer a tap to a massager's port."""
    tap = Tap(port)
    server = await asyncio.start_server(tap.serve, "127.0.0.1", 0)
    tap.port = server.sockets[0].getsockname()[1]
    try:
        yield tap
    finally:
        # Events are listened to for as long as both sides live.
        server.close_clients()
        server.close()
