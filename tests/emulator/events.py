"""The WebSocket on which the massager pushes its state after each change."""

import asyncio
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from .device import Device
from .faults import Faults

TOKEN_REVOKED = 4401


@dataclass(slots=True, kw_only=True, eq=False)
class _Listener:
    """One open socket; ``news`` is set while it has not been told the latest state."""

    socket: web.WebSocketResponse
    request: web.Request
    token: str
    news: asyncio.Event = field(default_factory=asyncio.Event)


class Events:
    """Every open socket, and what is pushed on it."""

    def __init__(self, device: Device, faults: Faults) -> None:
        """Push each change of ``device``."""
        self._device = device
        self._faults = faults
        self._listeners: set[_Listener] = set()
        device.listeners.append(self._tell_all)

    async def serve(self, request: web.Request, token: str) -> web.WebSocketResponse:
        """Push states until either side closes the socket."""
        # Pings are answered by hand, so that the massager can pretend to be dead.
        socket = web.WebSocketResponse(autoping=False, max_msg_size=1024)
        await socket.prepare(request)
        listener = _Listener(socket=socket, request=request, token=token)
        self._listeners.add(listener)
        pushing = asyncio.create_task(self._push(listener))
        try:
            async for message in socket:
                if message.type is WSMsgType.PING and not self._faults.mute:
                    await socket.pong(message.data)
        finally:
            self._listeners.remove(listener)
            pushing.cancel()
        return socket

    async def close(self, code: int, *, token: str | None = None) -> None:
        """Close the sockets of a token, or all of them, with a close code."""
        for listener in tuple(self._listeners):
            if token in (None, listener.token):
                await listener.socket.close(code=code)

    def drop(self) -> None:
        """Cut all connections without a word, as a power cut does."""
        for listener in self._listeners:
            if listener.request.transport is not None:
                listener.request.transport.abort()

    def _tell_all(self) -> None:
        for listener in self._listeners:
            listener.news.set()

    async def _push(self, listener: _Listener) -> None:
        listener.news.set()
        while not listener.socket.closed:
            await listener.news.wait()
            listener.news.clear()
            if not self._faults.mute:
                message = {"type": "state", "state": self._device.state()}
                text = self._faults.spoil_push(message)
                try:
                    await listener.socket.send_str(text)
                except ConnectionResetError:
                    return
