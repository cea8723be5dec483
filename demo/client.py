"""Talks to a running Home Assistant as its frontend does: REST and WebSocket."""

from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import aiohttp

type Json = dict[str, Any]

FLOW = "/api/config/config_entries/flow"
SUBENTRY_FLOW = "/api/config/config_entries/subentries/flow"
DOMAIN = "foot_massage"
UNAVAILABLE = "unavailable"


class HomeError(Exception):
    """Home Assistant answered with an error."""


class HomeClient:
    """One user of a Home Assistant on this computer.

    Every call connects anew: it outlives restarts and belongs to no event loop.
    """

    def __init__(self, port: int, token: str) -> None:
        """Remember the way in."""
        self.url = f"http://127.0.0.1:{port}"
        self._token = token

    async def is_running(self) -> bool:
        """Return whether Home Assistant has started completely."""
        with suppress(aiohttp.ClientError, HomeError):
            config = await self._request("get", "/api/config")
            return bool(config["state"] == "RUNNING")
        return False

    async def call_action(
        self,
        domain: str,
        action: str,
        data: Json | None = None,
        *,
        return_response: bool = False,
    ) -> Json:
        """Perform an action to its end; returns its response, if asked for."""
        result = await self.command(
            "call_service",
            domain=domain,
            service=action,
            service_data=data or {},
            return_response=return_response,
        )
        return result.get("response") or {}

    async def say(self, sentence: str) -> Json:
        """Say something to Assist; returns its response."""
        result = await self._request(
            "post", "/api/conversation/process", {"text": sentence, "language": "en"}
        )
        response: Json = result["response"]
        return response

    async def post(self, path: str, body: Json) -> Json:
        """Send what a program beside the frontend would, such as the phone's app."""
        answer: Json = await self._request("post", path, body)
        return answer

    async def states(self) -> dict[str, Json]:
        """Return all states by entity id."""
        states = await self._request("get", "/api/states")
        return {state["entity_id"]: state for state in states}

    async def state(self, entity_id: str) -> Json:
        """Return one entity's state; HomeError if there is no such entity."""
        state: Json = await self._request("get", f"/api/states/{entity_id}")
        return state

    async def entity_id(
        self, platform: str, translation_key: str, device_id: str | None = None
    ) -> str:
        """Return the id of one of our entities; there must be exactly one."""
        found = [
            entity["entity_id"]
            for entity in await self.our_entities()
            if entity["entity_id"].startswith(f"{platform}.")
            and entity["translation_key"] == translation_key
            and device_id in (None, entity["device_id"])
        ]
        if len(found) != 1:
            raise LookupError(f"{platform} {translation_key}: found {found}")
        return str(found[0])

    async def our_entities(self) -> list[Json]:
        """Return the registry entries of all our entities."""
        entities: list[Json] = await self.command("config/entity_registry/list")
        return [entity for entity in entities if entity["platform"] == DOMAIN]

    async def config_entries(self, domain: str = DOMAIN) -> list[Json]:
        """Return an integration's config entries."""
        entries: list[Json] = await self.command(
            "config_entries/get", domain=domain, type_filter=[]
        )
        return entries

    async def add_entry(self, *steps: Json, domain: str = DOMAIN) -> Json:
        """Go through the set-up dialog; returns the config entry."""
        result = await self._dialog(FLOW, domain, steps)
        entry: Json = result["result"]
        return entry

    async def add_subentry(self, entry_id: str, kind: str, *steps: Json) -> Json:
        """Go through the dialog that adds a part to an entry; returns its result."""
        return await self._dialog(SUBENTRY_FLOW, [entry_id, kind], steps)

    async def remove_entry(self, entry_id: str) -> None:
        """Remove a config entry."""
        await self._request("delete", f"/api/config/config_entries/entry/{entry_id}")

    async def _dialog(self, path: str, handler: Any, steps: tuple[Json, ...]) -> Json:
        """Answer a dialog's steps in turn; HomeError if that does not complete it."""
        shown: Json = await self._request("post", path, {"handler": handler})
        for answers in steps:
            if shown["type"] not in ("form", "menu"):
                break
            shown = await self._request("post", f"{path}/{shown['flow_id']}", answers)
        if shown["type"] != "create_entry":
            reason = shown.get("errors") or shown.get("reason") or "not at its end"
            message = f"dialog {handler}, step {shown.get('step_id')}: {reason}"
            raise HomeError(message)
        return shown

    async def command(self, kind: str, **fields: Any) -> Any:
        """Send one WebSocket command; returns its result."""
        async with (
            self.session() as session,
            session.ws_connect("/api/websocket", max_msg_size=0) as websocket,
        ):
            await websocket.receive_json()
            await websocket.send_json({"type": "auth", "access_token": self._token})
            if (hello := await websocket.receive_json())["type"] != "auth_ok":
                raise HomeError(hello["message"])
            await websocket.send_json({"id": 1, "type": kind, **fields})
            answer = await websocket.receive_json()
        if not answer["success"]:
            error = answer["error"]
            raise HomeError(f"{error['code']}: {error['message']}")
        return answer["result"]

    async def _request(
        self, method: str, path: str, body: Mapping[str, Any] | None = None
    ) -> Any:
        """Send one REST request; returns the JSON of its answer."""
        async with (
            self.session() as session,
            session.request(method, path, json=body) as response,
        ):
            if response.status >= HTTPStatus.BAD_REQUEST:
                raise HomeError(f"{response.status}: {await response.text()}")
            # A webhook may have nothing to say.
            return await response.json() if await response.read() else {}

    def session(self) -> aiohttp.ClientSession:
        """Return a connection as this user, to be used as a context."""
        return aiohttp.ClientSession(
            self.url, headers={"Authorization": f"Bearer {self._token}"}
        )
