"""A network cable that can be pulled: what is at its other end does not notice."""

import asyncio
from contextlib import suppress


class Cable:
    """Passes on whatever comes in at ``port``, while it is plugged in."""

    def __init__(self, to_port: int) -> None:
        self.port = 0
        self.is_plugged = False
        self._to_port = to_port
        self._server: asyncio.Server | None = None
        self._ends: set[asyncio.StreamWriter] = set()

    async def plug(self) -> None:
        """Connect; the port stays the same for life."""
        self._server = await asyncio.start_server(self._pass, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        self.is_plugged = True

    async def pull(self) -> None:
        """Break every connection, and have no new ones."""
        self.is_plugged = False
        if server := self._server:
            server.close()
        for end in self._ends:
            end.transport.abort()

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        far_reader, far_writer = await asyncio.open_connection(
            "127.0.0.1", self._to_port
        )
        self._ends |= {writer, far_writer}
        await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
        self._ends -= {writer, far_writer}


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()
