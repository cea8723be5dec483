"""The plainest client there can be, independent of the integration."""

import asyncio
from typing import Any

import aiohttp

from tests.patience import PATIENCE_S

type Json = dict[str, Any]

SETTINGS = {
    "technique": "kneading",
    "intensity": 4,
    "zones": ["arch_and_heel", "ball"],
    "heat": "low",
}


class Client:
    """Sends requests, and returns the status and the JSON of the answer."""

    def __init__(
        self, session: aiohttp.ClientSession, port: int, token: str = ""
    ) -> None:
        self._session = session
        self.port = port
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def with_token(self, token: str) -> Client:
        """Return the same client with a token."""
        return Client(self._session, self.port, token)

    async def ask(
        self, method: str, path: str, body: object = None, **more: Any
    ) -> tuple[int, Any]:
        """Return the status, and the JSON or None if it is none."""
        headers = self.headers | more.pop("headers", {})
        url = f"http://127.0.0.1:{self.port}/v1/{path}"
        async with self._session.request(
            method, url, json=body, headers=headers, **more
        ) as response:
            if response.content_type != "application/json":
                return response.status, None
            return response.status, await response.json()

    async def events(self) -> aiohttp.ClientWebSocketResponse:
        """Open the socket of pushed states."""
        url = f"http://127.0.0.1:{self.port}/v1/events"
        return await self._session.ws_connect(url, headers=self.headers)

    async def start(self, session_id: str = "one", **more: Any) -> tuple[int, Any]:
        """Start a session of ten minutes."""
        return await self.ask(
            "PUT", f"session/{session_id}", {"duration_s": 600, **more}
        )

    async def state(self) -> Json:
        """Return the State."""
        status, state = await self.ask("GET", "state")
        assert status == 200
        found: Json = state
        return found

    async def until(self, activity: str) -> Json:
        """Wait on the pushed states for an activity; returns that State."""
        socket = await self.events()
        try:
            return await next_with(socket, activity)
        finally:
            await socket.close()


async def next_with(socket: aiohttp.ClientWebSocketResponse, activity: str) -> Json:
    """Return the next pushed State with this activity."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            message = await socket.receive_json()
            assert message["type"] == "state"
            state: Json = message["state"]
            if state["activity"] == activity:
                return state


def code_of(answer: tuple[int, Any]) -> tuple[int, str]:
    """Return the status and the code of an error."""
    status, body = answer
    return status, body["error"]["code"]
