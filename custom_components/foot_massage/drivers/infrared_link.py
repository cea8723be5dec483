"""Sends infrared codes through an emitter of Home Assistant, and looks for proof."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from homeassistant.const import (
    ATTR_DEVICE_CLASS,
    STATE_OFF,
    STATE_ON,
    STATE_UNAVAILABLE,
    STATE_UNKNOWN,
)
from homeassistant.core import HomeAssistant, State, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er

from .base import CannotConnectError, SourceGoneError

if TYPE_CHECKING:
    from homeassistant.components.infrared import InfraredReceivedSignal

INFRARED = "infrared"
EMITTER, RECEIVER = "emitter", "receiver"
# An emitter that takes longer has not been heard.
PATIENCE_S = 10.0


def infrared_entities(hass: HomeAssistant, device_class: str) -> list[str]:
    """Return the ids of all emitters or receivers, in the order of their names."""
    found = [
        state
        for state in hass.states.async_all(INFRARED)
        if state.attributes.get(ATTR_DEVICE_CLASS) == device_class
    ]
    return [state.entity_id for state in sorted(found, key=lambda one: one.name)]


@callback
def hear(
    hass: HomeAssistant,
    receiver: str,
    heard: Callable[[Sequence[int], int | None], None],
) -> Callable[[], None]:
    """Tell ``heard`` times (µs) and carrier (Hz, if known) of every reception.

    Returns how to end that; raises CannotConnectError if there is no such receiver.
    """
    if INFRARED not in hass.config.components:
        raise CannotConnectError("The infrared integration is not loaded")
    from homeassistant.components.infrared import (  # noqa: PLC0415
        async_subscribe_receiver,
    )

    @callback
    def on_signal(signal: InfraredReceivedSignal) -> None:
        heard(signal.timings, signal.modulation)

    try:
        return async_subscribe_receiver(hass, receiver, on_signal)
    except HomeAssistantError as err:
        raise CannotConnectError(str(err)) from err


class NotSentError(CannotConnectError):
    """Nothing has been sent: there is no emitter to be had at the moment."""


class InfraredLink:
    """An emitter, and the entity that shows whether the massager runs, if any.

    Both are named by registry id, or by entity id where there is none. With a
    ``threshold`` the proof is a number.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        emitter: str,
        proof: str | None,
        threshold: float | None,
    ) -> None:
        """Set up; the entities may come later."""
        self._hass = hass
        self._emitter = emitter
        self._proof = proof
        self._threshold = threshold

    @property
    def entity_ids(self) -> set[str]:
        """The ids that the entities have at present."""
        ids = {self._entity_id(one) for one in (self._emitter, self._proof)}
        return {one for one in ids if one}

    def check_there(self) -> str:
        """Return the emitter's entity id; raises CannotConnectError."""
        entity_id = self._entity_id(self._emitter)
        state = self._state(self._emitter)
        if entity_id is None or state is None:
            raise SourceGoneError(f"{entity_id or 'The emitter'} does not exist")
        # Before it has ever sent anything its state is unknown.
        if state.state == STATE_UNAVAILABLE:
            raise CannotConnectError(f"{state.name} is {state.state}")
        return entity_id

    def runs(self) -> bool | None:
        """Return whether the massager is seen to run, None if nothing shows it."""
        state = self._state(self._proof)
        if state is None or state.state in (STATE_UNAVAILABLE, STATE_UNKNOWN):
            return None
        if self._threshold is None:
            on = state.state == STATE_ON
            return on if on or state.state == STATE_OFF else None
        try:
            return float(state.state) >= self._threshold
        except ValueError:
            return None

    async def async_send(self, timings: Sequence[int], carrier: int) -> None:
        """Send one press (µs, marks positive) at a carrier (Hz).

        Raises NotSentError if it has certainly not been sent, and
        CannotConnectError if it may have been.
        """
        try:
            entity_id = self.check_there()
        except CannotConnectError as err:
            raise NotSentError(str(err)) from err
        if INFRARED not in self._hass.config.components:
            raise NotSentError("The infrared integration is not loaded")
        # What these need is there only once something infrared has been set up.
        from homeassistant.components.infrared import (  # noqa: PLC0415
            async_send_command,
        )

        from .infrared_command import RawCommand  # noqa: PLC0415

        command = RawCommand(timings, carrier)
        try:
            async with asyncio.timeout(PATIENCE_S):
                await async_send_command(self._hass, entity_id, command)
        except Exception as err:
            # Whatever is wrong with another integration, ours has to go on.
            raise CannotConnectError(f"{entity_id}: {err!r}") from err

    def _entity_id(self, one: str | None) -> str | None:
        registry = er.async_get(self._hass)
        return er.async_resolve_entity_id(registry, one) if one else None

    def _state(self, one: str | None) -> State | None:
        entity_id = self._entity_id(one)
        return self._hass.states.get(entity_id) if entity_id else None
