"""A room whose emitters are real entities."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
import pytest

from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.core.massager import MassagerIdentity
from custom_components.foot_massage.core.remote import LearnedRemote
from custom_components.foot_massage.core.remote_controls import InfraredSource
from custom_components.foot_massage.drivers.infrared import InfraredDriver

from .room import EMITTER, Machine, Room

type Drive = Callable[..., Awaitable[InfraredDriver]]


@pytest.fixture
async def room(hass: HomeAssistant) -> Room:
    return await Room.furnished(hass)


@pytest.fixture
async def drive(hass: HomeAssistant, room: Room) -> AsyncGenerator[Drive]:
    """Return a driver for a remote, whose massager is in the room."""
    async with AsyncExitStack() as stack:

        async def make(
            remote: LearnedRemote, expected: Any = None, **more: Any
        ) -> InfraredDriver:
            if room.machine is None:
                room.machine = Machine(remote)
            source = InfraredSource(remote=remote, emitter=EMITTER, **more)
            identity = MassagerIdentity(serial="old", name="Old massager")
            driver = InfraredDriver(hass, identity, source)
            stack.push_async_callback(driver.disconnect)
            await driver.connect(expected)
            return driver

        yield make


@pytest.fixture
async def translations(hass: HomeAssistant) -> dict[str, str]:
    """Return every text of the dialogs, by its key."""
    words = await async_get_translations(hass, "en", "config", [DOMAIN])
    prefix = f"component.{DOMAIN}."
    return {key.removeprefix(prefix): text for key, text in words.items()}
