"""A massager that answers whatever a test wants, for what no real one would do."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Self

from aiohttp import web

INFO = {
    "api_version": 1,
    "id": "EMU1",
    "name": "Foot massager",
    "manufacturer": "Maker",
    "model": "M1",
    "firmware_version": "1.2",
}
CAPABILITIES = {
    "techniques": ["kneading", "rolling"],
    "zones": ["ball"],
    "heat": ["off", "high"],
    "intensity_levels": 3,
    "pause": True,
    "longest_s": 1800,
}


def state(sequence: int = 1, boot_id: str = "boot1", **changes: Any) -> dict[str, Any]:
    """Return a State, idle unless ``changes`` say otherwise."""
    return {
        "boot_id": boot_id,
        "sequence": sequence,
        "activity": "idle",
        "settings": {"technique": None, "intensity": None, "zones": [], "heat": None},
        "session": None,
        "last_session": None,
        **changes,
    }


def running(elapsed_s: float = 0, **changes: Any) -> dict[str, Any]:
    """Return what makes a State one of a running session."""
    session = {
        "id": "one",
        "elapsed_s": elapsed_s,
        "duration_s": 600,
        "started_by": "remote",
    }
    return {"activity": "running", "session": session | changes}


class StubMassager:
    """Serves ``answers`` by method and path; a callable is used as the handler."""

    def __init__(self) -> None:
        """Answer like an idle massager to begin with."""
        self.port = 0
        self.requests: list[str] = []
        self.greetings: list[str | bytes | dict[str, Any]] = [
            {"type": "state", "state": state()}
        ]
        self.answers: dict[str, Any] = {
            "GET /v1/info": INFO,
            "GET /v1/capabilities": CAPABILITIES,
            "GET /v1/events": self._serve_events,
        }
        self.sockets: list[web.WebSocketResponse] = []
        self._arrived = asyncio.Event()
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)

    async def __aenter__(self) -> Self:
        """Serve on a free port."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close every connection."""
        for socket in self.sockets:
            await socket.close()
        await self._runner.cleanup()

    async def push(self, message: str | bytes | dict[str, Any]) -> None:
        """Send a message on the latest socket."""
        await _send(self.sockets[-1], message)

    async def until_asked(self, what: str) -> None:
        """Wait until a request came in, given as method and path."""
        async with asyncio.timeout(10):
            while what not in self.requests:
                self._arrived.clear()
                await self._arrived.wait()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        asked = f"{request.method} {request.path}"
        self.requests.append(asked)
        self._arrived.set()
        answer = self.answers[asked]
        if callable(answer):
            handler: Callable[[web.Request], Awaitable[web.StreamResponse]] = answer
            return await handler(request)
        return web.json_response(answer)

    async def _serve_events(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        for message in self.greetings:
            await _send(socket, message)
        async for _ in socket:
            pass
        return socket


async def _send(
    socket: web.WebSocketResponse, message: str | bytes | dict[str, Any]
) -> None:
    if isinstance(message, dict):
        await socket.send_json(message)
    elif isinstance(message, bytes):
        await socket.send_bytes(message)
    else:
        await socket.send_str(message)
