"""Ways in which a massager may misbehave, switched on through the admin port."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, fields
import json
from typing import Any

from aiohttp import web

GARBAGE = "<html>It works!</html>"


@dataclass(slots=True)
class Faults:
    """What is wrong at the moment; a count says how many answers are still affected.

    Any request to the public port uses up a count. The request for the WebSocket
    can be held, answered 500 or hung up on, but not be spoiled in other ways.
    """

    hold: bool = False
    """Every request that comes waits, before it is looked at, until it is released."""
    hang_up: int = 0
    """Close the connection instead of acting."""
    hang_up_after: int = 0
    """Act, then close the connection instead of answering."""
    error_500: int = 0
    """Answer 500 instead of acting."""
    garbage: int = 0
    """Act, then answer with something that is not JSON."""
    wrong_types: int = 0
    """Act, then answer with JSON in which every value has the wrong type."""
    garbage_pushes: int = 0
    """Push something that is not JSON."""
    wrong_type_pushes: int = 0
    """Push a State in which every value has the wrong type."""
    ignore_stop: bool = False
    """Answer a stop with 200 and go on."""
    mute: bool = False
    """Neither push nor answer pings, but keep the connections: half-open sockets."""
    _held: list[asyncio.Event] = field(default_factory=list, init=False)

    def set(self, wanted: Mapping[str, Any]) -> None:
        """Switch faults on or off; raises ValueError for one that does not exist."""
        known = [field.name for field in fields(self) if field.init]
        for name, value in wanted.items():
            if name not in known:
                raise ValueError(f"{name} is none of {', '.join(known)}")
            setattr(self, name, type(getattr(self, name))(value))

    def release(self, count: int | None = None) -> None:
        """Let requests that are held go on, the first to come first; None for all."""
        released = self._held[:count]
        del self._held[:count]
        for turn in released:
            turn.set()

    def take(self, name: str) -> bool:
        """Return whether a counted fault is due, and count it."""
        left: int = getattr(self, name)
        if left:
            setattr(self, name, left - 1)
        return left > 0

    @web.middleware
    async def middleware(
        self,
        request: web.Request,
        handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        """Answer as the massager would, but for its faults."""
        # Slow to act, not to listen: it acts even if nobody waits for the answer.
        await request.read()
        if self.hold:
            turn = asyncio.Event()
            self._held.append(turn)
            await turn.wait()
        if self.take("hang_up"):
            return _hang_up(request)
        if self.take("error_500"):
            return web.Response(status=500, text="Internal error")
        response = await handler(request)
        if isinstance(response, web.WebSocketResponse):
            return response
        if self.take("hang_up_after"):
            return _hang_up(request)
        if self.take("garbage"):
            return web.Response(text=GARBAGE, status=response.status)
        if self.take("wrong_types") and isinstance(response, web.Response):
            body = json.loads(response.text or "{}")
            return web.json_response(_spoil(body), status=response.status)
        return response

    def spoil_push(self, message: Mapping[str, Any]) -> str:
        """Return the text to push for ``message``."""
        if self.take("garbage_pushes"):
            return GARBAGE
        if self.take("wrong_type_pushes"):
            return json.dumps({**message, "state": _spoil(message["state"])})
        return json.dumps(message)


def _hang_up(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _spoil(value: object) -> object:
    """Return the same JSON with every value of another type than it should be."""
    if isinstance(value, dict):
        return {name: _spoil(one) for name, one in value.items()}
    if isinstance(value, str):
        return 7
    if isinstance(value, list):
        return "nothing"
    return [value]
