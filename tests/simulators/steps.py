"""What a simulated device is taken for, and adding it as a massager."""

from typing import Any

from custom_components.foot_massage.core.roles import Role, suggest_roles
from custom_components.foot_massage.source_device import entities_of
from tests.dialogs import choose, go_on, suggested
from tests.entities import Massager
from tests.entities_flow.steps import finish

from .home import HomeDevice

# What never changes by itself would be no proof.
UNMOVED = (Role.RUNNING, Role.TIME_LEFT)


def played_by(device: HomeDevice) -> dict[Role, str]:
    """Return which part of a device each role is suggested to be played by."""
    found = suggest_roles(entities_of(device.hass, [device.device_id], ()))
    return {role: device.part(one) for role, one in found.roles.items()}


def asked_about(device: HomeDevice) -> dict[Role, set[str]]:
    """Return the parts of a device that may play a role, where that is asked."""
    found = suggest_roles(entities_of(device.hass, [device.device_id], ()))
    return {role: set(map(device.part, ids)) for role, ids in found.questions.items()}


async def add_massager(device: HomeDevice, power: str) -> Massager:
    """Add a device as its owner would: as suggested, and the power if that is asked.

    Without what the simulators never move: the status, and the time that is left.
    """
    await device.by_hand(power, False)
    form: Any = await choose(device.hass, "entities")
    chosen = {"device_id": device.device_id, "entities": []}
    roles: Any = await go_on(device.hass, form, chosen)
    played = {"power": device.entity_id(power), **suggested(roles)}
    for role in UNMOVED:
        played.pop(role, None)
    words = await go_on(device.hass, roles, played)
    trying = await go_on(device.hass, words, suggested(words))
    entry: Any = await finish(device.hass, await go_on(device.hass, trying, {}))
    return Massager(hass=device.hass, entry=entry)
