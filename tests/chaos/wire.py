"""The network between Home Assistant and a massager, with all that happens to one."""

import asyncio
from contextlib import suppress

HOST = "127.0.0.1"


class Wire:
    """Passes on what both sides send, unless it is cut, closed or asleep.

    ``port`` is where Home Assistant finds the massager; it stays the same.
    """

    def __init__(self) -> None:
        """Make a wire that leads nowhere; ``lay`` lets it lead to a massager."""
        self.port = 0
        self._to = 0
        self._server: asyncio.Server | None = None
        self._awake = asyncio.Event()
        self._awake.set()
        self._ends: set[asyncio.StreamWriter] = set()
        self._passing: set[asyncio.Task[None]] = set()

    async def lay(self, to: int) -> None:
        """Lead to a port of this machine."""
        self._to = to
        await self.open()

    def open_soon(self) -> None:
        """Let connections be made again, in a moment."""
        task = asyncio.create_task(self.open())
        self._passing.add(task)
        task.add_done_callback(self._passing.discard)

    async def open(self) -> None:
        """Let connections be made again."""
        if self._server is None:
            self._server = await asyncio.start_server(self._pass, HOST, self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        """Refuse connections from now on, and cut those that there are."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self.cut()

    def cut(self) -> None:
        """Cut every connection without a word."""
        for end in self._ends:
            end.transport.abort()

    def fall_asleep(self) -> None:
        """Keep connections, but pass nothing on: they are half-open."""
        self._awake.clear()

    def wake_up(self) -> None:
        """Pass on what was sent meanwhile, and all that comes."""
        self._awake.set()

    async def take_up(self) -> None:
        """Take the wire away."""
        self.close()
        for task in self._passing:
            task.cancel()
        if self._passing:
            await asyncio.wait(self._passing)

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        there, there_writer = await asyncio.open_connection(HOST, self._to)
        ends = (writer, there_writer)
        self._ends.update(ends)
        ways = [
            asyncio.create_task(self._one_way(reader, there_writer)),
            asyncio.create_task(self._one_way(there, writer)),
        ]
        self._passing.update(ways)
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.wait(ways)
            for end in ends:
                end.transport.abort()
            self._passing.difference_update(ways)
            self._ends.difference_update(ends)

    async def _one_way(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await self._awake.wait()
                writer.write(data)
                await writer.drain()
