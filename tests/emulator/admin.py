"""The admin port: everything a test can do to the massager, or see inside it.

GET  /state      the motor, the session, those that have ended, the PIN on the display,
                 the commands so far
POST /button     {"button": "power" | "pause"}: someone presses it
POST /settings   {…settings}: someone turns the dials
POST /advance    {"seconds": n}: put the massager's own clock forward
POST /stop_clock from now on, the clock goes only where it is put
POST /token      make a token without pairing; answers {"token": …}
POST /revoke     forget all tokens
POST /misbehave  {…}: see faults.py; also {"forget_session": true}, {"fault": true}
POST /release    let go the requests that are held, or only the first {"count": n}
POST /reboot     cut the power for a moment
POST /lose_certificate  forget the certificate; the next start makes another
"""

from typing import Any

from aiohttp import web

from .api import DeviceApi
from .clock import Clock
from .device import Device
from .events import TOKEN_REVOKED
from .faults import Faults
from .flash import Flash
from .pairing import Pairing
from .profile import Refusal


class Admin:
    """The hands of a test on the massager."""

    def __init__(
        self,
        clock: Clock,
        device: Device,
        pairing: Pairing,
        faults: Faults,
        api: DeviceApi,
        *,
        flash: Flash,
    ) -> None:
        """Reach into all parts of one massager."""
        self._clock = clock
        self._device = device
        self._pairing = pairing
        self._faults = faults
        self._api = api
        self._flash = flash

    def application(self) -> web.Application:
        """Return the aiohttp application with all routes."""
        app = web.Application()
        app.add_routes(
            [
                web.get("/state", self._get_state),
                web.post("/{action}", self._act),
            ]
        )
        return app

    async def _get_state(self, _: web.Request) -> web.Response:
        state = self._device.state()
        session = state["session"] or {"elapsed_s": 0.0, "duration_s": 0.0}
        inside = {
            "motor": self._device.activity in ("starting", "running"),
            "elapsed_s": session["elapsed_s"],
            "remaining_s": round(session["duration_s"] - session["elapsed_s"], 3),
            "starts": self._device.motor_starts,
            "ended": self._device.ended,
            "commands": self._api.commands,
            "pin": self._pairing.pin,
        }
        return web.json_response(state | inside)

    async def _act(self, request: web.Request) -> web.Response:
        body = await request.json() if request.can_read_body else {}
        action = request.match_info["action"]
        try:
            answer = await self._do(action, body)
        except (Refusal, LookupError, TypeError, ValueError) as err:
            return web.json_response({"error": f"{action}: {err!r}"}, status=400)
        return web.json_response(answer)

    async def _do(self, action: str, body: dict[str, Any]) -> dict[str, Any]:
        match action:
            case "button":
                self._device.press(body["button"])
            case "settings":
                self._device.turn_dial(body)
            case "advance":
                self._clock.advance(float(body["seconds"]))
                self._device.tick()
            case "stop_clock":
                self._clock.stop()
            case "token":
                return {"token": self._pairing.mint()}
            case "revoke":
                self._pairing.revoke_all()
                await self._api.events.close(TOKEN_REVOKED)
            case "misbehave":
                self._misbehave(dict(body))
            case "release":
                self._faults.release(body.get("count"))
            case "reboot":
                self._device.boot()
                self._api.events.drop()
            case "lose_certificate":
                self._flash.certificate = None
                self._flash.save()
            case _:
                raise LookupError("no such action")
        return {}

    def _misbehave(self, wanted: dict[str, Any]) -> None:
        if wanted.pop("forget_session", False):
            self._device.forget_session()
        if wanted.pop("fault", False):
            self._device.break_down()
        self._faults.set(wanted)
