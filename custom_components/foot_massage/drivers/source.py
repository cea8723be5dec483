"""The entities of another device, read and told by the roles that they play."""

import asyncio
from collections.abc import Mapping

from homeassistant.components.fan import ATTR_PERCENTAGE
from homeassistant.const import (
    ATTR_ENTITY_ID,
    ATTR_OPTION,
    STATE_UNAVAILABLE,
    STATE_UNKNOWN,
)
from homeassistant.core import HomeAssistant, State
from homeassistant.exceptions import HomeAssistantError, ServiceNotFound
from homeassistant.helpers import entity_registry as er

from ..core.roles import Role
from .base import CannotConnectError, RefusedError, SourceGoneError

# An action of a device that takes longer has not been heard.
PATIENCE_S = 10.0

# Without these nothing can be said of the massager, or done with it.
VITAL = (Role.POWER, Role.START, Role.STOP)
# What is pressed rather than switched has no state that says anything.
_PRESSED = {
    "button": "press",
    "input_button": "press",
    "scene": "turn_on",
    "script": "turn_on",
}


class SourceEntities:
    """Entities by role; named by registry id, or by entity id where there is none."""

    def __init__(self, hass: HomeAssistant, entities: Mapping[Role, str]) -> None:
        """Set up; the entities may come later."""
        self._hass = hass
        self._entities = entities

    @property
    def entity_ids(self) -> set[str]:
        """The ids that the entities have at present."""
        ids = {self.entity_id(role) for role in self._entities}
        return {one for one in ids if one}

    def entity_id(self, role: Role) -> str | None:
        """Return the id of a role's entity, or None if there is none any more."""
        one = self._entities.get(role)
        registry = er.async_get(self._hass)
        return er.async_resolve_entity_id(registry, one) if one else None

    def check_there(self) -> None:
        """Raise CannotConnectError if what is needed most is not to be had now."""
        for role in VITAL:
            if role not in self._entities:
                continue
            entity_id = self.entity_id(role)
            state = self._hass.states.get(entity_id) if entity_id else None
            if state is None:
                entry = er.async_get(self._hass).async_get(entity_id or "")
                if entry and not entry.disabled:
                    raise CannotConnectError(f"{entity_id} is not set up yet")
                raise SourceGoneError(f"{entity_id or role.value} does not exist")
            if state.state == STATE_UNAVAILABLE or (
                state.state == STATE_UNKNOWN and state.domain not in _PRESSED
            ):
                raise CannotConnectError(f"{state.name} is {state.state}")

    def state(self, role: Role) -> State | None:
        """Return a role's state if it says something."""
        entity_id = self.entity_id(role)
        state = self._hass.states.get(entity_id) if entity_id else None
        if state is None or state.domain in _PRESSED:
            return None
        return None if state.state in (STATE_UNAVAILABLE, STATE_UNKNOWN) else state

    def value(self, role: Role) -> str | None:
        """Return what an entity shows, in the words that it would be told."""
        if (state := self.state(role)) is None:
            return None
        if state.domain == "fan" and role is not Role.POWER:
            percentage = state.attributes.get(ATTR_PERCENTAGE)
            return None if percentage is None else str(percentage)
        return state.state

    def is_pressed(self, role: Role) -> bool:
        """Return whether a role's entity is pressed rather than switched."""
        return self._needed(role).partition(".")[0] in _PRESSED

    async def async_press(self, role: Role) -> None:
        """Press a key; raises DriverError if that does not work."""
        entity_id = self._needed(role)
        domain = entity_id.partition(".")[0]
        await self._async_call(entity_id, _PRESSED.get(domain, "turn_on"))

    async def async_choose(self, role: Role, value: str) -> None:
        """Bring an entity to a value; raises DriverError if that does not work."""
        entity_id = self._needed(role)
        match entity_id.partition(".")[0]:
            case "select" | "input_select":
                await self._async_call(entity_id, "select_option", {ATTR_OPTION: value})
            case "number" | "input_number":
                await self._async_call(entity_id, "set_value", {"value": float(value)})
            case "fan" if role is not Role.POWER:
                percentage = {ATTR_PERCENTAGE: int(float(value))}
                await self._async_call(entity_id, "set_percentage", percentage)
            case _:
                await self._async_call(entity_id, f"turn_{value}")

    def _needed(self, role: Role) -> str:
        if (entity_id := self.entity_id(role)) is None:
            raise SourceGoneError(f"{role.value} does not exist")
        return entity_id

    async def _async_call(
        self, entity_id: str, action: str, data: Mapping[str, object] | None = None
    ) -> None:
        """Have an entity do something; raises DriverError if it does not."""
        domain = entity_id.partition(".")[0]
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._hass.services.async_call(
                    domain, action, {ATTR_ENTITY_ID: entity_id, **(data or {})}, True
                )
        except TimeoutError as err:
            raise CannotConnectError(f"{entity_id} does not answer") from err
        except ServiceNotFound as err:
            raise CannotConnectError(str(err)) from err
        except HomeAssistantError as err:
            raise RefusedError(str(err)) from err
        except Exception as err:
            # Whatever is wrong with another integration, ours has to go on.
            raise CannotConnectError(f"{entity_id}: {err!r}") from err
