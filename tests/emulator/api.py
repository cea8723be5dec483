"""The Device API as a massager serves it, described in docs/device-api.md."""

from collections.abc import Awaitable, Callable
import json
import math
import re
import time
from typing import Any

from aiohttp import WSCloseCode, hdrs, web

from .device import Device
from .events import TOKEN_REVOKED, Events
from .faults import Faults
from .pairing import Pairing
from .profile import Refusal, invalid

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class DeviceApi:
    """The public port: pairing, commands and pushed states."""

    def __init__(
        self, info: dict[str, Any], device: Device, pairing: Pairing, faults: Faults
    ) -> None:
        """Serve ``device`` under the identity ``info``."""
        self.commands: list[dict[str, Any]] = []
        self.events = Events(device, faults)
        self._info = info
        self._device = device
        self._pairing = pairing
        self._faults = faults

    def application(self) -> web.Application:
        """Return the aiohttp application with all routes."""
        app = web.Application(
            middlewares=[self._admit, self._faults.middleware, _answer_refusals],
            client_max_size=16 * 1024,
        )
        paired = self._paired
        app.add_routes(
            [
                web.get("/v1/info", self._get_info),
                web.post("/v1/pairing", self._open_pairing),
                web.post("/v1/pairing/confirm", self._confirm_pairing),
                web.delete("/v1/pairing", paired(self._unpair)),
                web.get("/v1/capabilities", paired(self._get_capabilities)),
                web.get("/v1/state", paired(self._get_state)),
                web.put("/v1/session/{id}", paired(self._start)),
                web.patch("/v1/session/{id}", paired(self._change)),
                web.post("/v1/session/{id}/pause", paired(self._pause)),
                web.post("/v1/session/{id}/resume", paired(self._resume)),
                web.delete("/v1/session", paired(self._stop)),
                web.get("/v1/events", paired(self._get_events)),
            ]
        )
        app.on_shutdown.append(self._shut_down)
        return app

    @web.middleware
    async def _admit(
        self, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        if hdrs.ORIGIN in request.headers:
            # A web page must not drive the massager of whoever looks at it.
            return web.Response(status=403)
        if request.method != hdrs.METH_GET:
            command = {"method": request.method, "path": request.path}
            session_id = request.match_info.get("id")
            self.commands.append({"t": time.time(), "session_id": session_id} | command)
        return await handler(request)

    def _paired(self, handler: Handler) -> Handler:
        """Let only requests with a valid token reach ``handler``."""

        async def check(request: web.Request) -> web.StreamResponse:
            if not self._pairing.accepts(_token(request)):
                raise Refusal(401, "unauthorized", "Pair with the massager first")
            return await handler(request)

        return check

    async def _get_info(self, _: web.Request) -> web.Response:
        return web.json_response(self._info)

    async def _open_pairing(self, _: web.Request) -> web.Response:
        return web.json_response({"expires_in_s": self._pairing.open()}, status=202)

    async def _confirm_pairing(self, request: web.Request) -> web.Response:
        body = await _body(request)
        pin, client = body.get("pin"), body.get("client_name")
        if not isinstance(pin, str) or not isinstance(client, str):
            raise invalid("pin and client_name must be text")
        if not 1 <= len(client) <= 64:
            raise invalid("client_name must have 1 to 64 characters")
        return web.json_response({"token": self._pairing.confirm(pin)})

    async def _unpair(self, request: web.Request) -> web.Response:
        token = _token(request)
        self._pairing.revoke(token)
        await self.events.close(TOKEN_REVOKED, token=token)
        return web.json_response({})

    async def _get_capabilities(self, _: web.Request) -> web.Response:
        return web.json_response(self._device.profile.capabilities())

    async def _get_state(self, _: web.Request) -> web.Response:
        return self._state()

    async def _start(self, request: web.Request) -> web.Response:
        body = await _body(request)
        duration_s = _duration(body)
        if duration_s is None:
            raise invalid("duration_s is missing")
        settings = body.get("settings", {})
        is_new = self._device.start(_session_id(request), duration_s, settings)
        return self._state(201 if is_new else 200)

    async def _change(self, request: web.Request) -> web.Response:
        body = await _body(request)
        settings = body.get("settings")
        self._device.change(_session_id(request), _duration(body), settings)
        return self._state()

    async def _pause(self, request: web.Request) -> web.Response:
        self._device.pause(_session_id(request))
        return self._state()

    async def _resume(self, request: web.Request) -> web.Response:
        self._device.resume(_session_id(request))
        return self._state()

    async def _stop(self, _: web.Request) -> web.Response:
        if not self._faults.ignore_stop:
            self._device.stop("stopped_remote")
        return self._state()

    async def _get_events(self, request: web.Request) -> web.StreamResponse:
        return await self.events.serve(request, _token(request))

    def _state(self, status: int = 200) -> web.Response:
        return web.json_response(self._device.state(), status=status)

    async def _shut_down(self, _: web.Application) -> None:
        await self.events.close(WSCloseCode.GOING_AWAY)


@web.middleware
async def _answer_refusals(
    request: web.Request, handler: Handler
) -> web.StreamResponse:
    try:
        return await handler(request)
    except Refusal as refusal:
        return web.json_response(refusal.body, status=refusal.status)


def _token(request: web.Request) -> str:
    scheme, _, token = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


async def _body(request: web.Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.read())
    except (ValueError, RecursionError) as err:
        raise invalid("The body must be JSON") from err
    if not isinstance(body, dict):
        raise invalid("The body must be a JSON object")
    return body


def _session_id(request: web.Request) -> str:
    session_id = request.match_info["id"]
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", session_id):
        raise invalid("A session id has 1 to 64 letters, digits, _ or -")
    return session_id


def _duration(body: dict[str, Any]) -> float | None:
    value = body.get("duration_s")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise invalid("duration_s must be a number")
    if not math.isfinite(value) or value < 1:
        raise invalid("duration_s must be at least 1")
    return value
