"""A phone with the Home Assistant app, and the server that pushes to it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from homeassistant.components.mobile_app.const import DOMAIN
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.servers import served

from .evening import Evening


class Phone:
    """What the phone is told, and the buttons that are pressed on it."""

    def __init__(self, evening: Evening) -> None:
        """Start with an empty screen."""
        self.device = ""
        self.told: list[dict[str, Any]] = []
        self._evening = evening
        self._hass = evening.hass

    @classmethod
    @asynccontextmanager
    async def at_home(cls, evening: Evening, name: str) -> AsyncIterator[Phone]:
        """Set a phone up that is reached through a server on this computer."""
        phone = cls(evening)
        async with served(phone._push) as port:
            await phone._set_up(name, f"http://127.0.0.1:{port}/push")
            yield phone

    @property
    def questions(self) -> list[dict[str, Any]]:
        """What it asks at the moment."""
        gone = [
            told["data"]["tag"]
            for told in self.told
            if told["message"] == "clear_notification"
        ]
        return [
            told
            for told in self.told
            if told["message"] != "clear_notification"
            and told.get("data", {}).get("tag") not in gone
        ]

    async def press(self, title: str, question: dict[str, Any] | None = None) -> None:
        """Press a button of the question on the screen, or of another one."""
        if question is None:
            (question,) = self.questions
        (action,) = (
            button["action"]
            for button in question["data"]["actions"]
            if button["title"] == title
        )
        self._hass.bus.async_fire("mobile_app_notification_action", {"action": action})
        await self._evening.settle()

    async def _set_up(self, name: str, url: str) -> None:
        entry = MockConfigEntry(
            domain=DOMAIN,
            title=name,
            data={
                "app_data": {"push_token": "token", "push_url": url},
                "app_id": "io.homeassistant.companion.android",
                "app_name": "Home Assistant",
                "app_version": "2026.11.1",
                "device_id": "phone",
                "device_name": name,
                "manufacturer": "Maker",
                "model": "Phone",
                "os_name": "Android",
                "os_version": "17",
                "supports_encryption": False,
                "user_id": "anna",
                "webhook_id": "webhook",
            },
        )
        entry.add_to_hass(self._hass)
        assert await async_setup_component(self._hass, DOMAIN, {})
        await self._hass.async_block_till_done()
        registry = dr.async_get(self._hass)
        (device,) = dr.async_entries_for_config_entry(registry, entry.entry_id)
        self.device = device.id

    async def _push(self, request: web.Request) -> web.Response:
        self.told.append(await request.json())
        return web.json_response({}, status=201)
