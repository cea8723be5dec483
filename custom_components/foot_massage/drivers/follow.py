"""Follows entities, wherever they are renamed to."""

from collections.abc import Callable

from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_state_change_event


@callback
def follow(
    hass: HomeAssistant,
    entity_ids: Callable[[], set[str]],
    changed: Callable[[], None],
) -> Callable[[], None]:
    """Call ``changed`` whenever one of the entities changes; returns how to end that.

    ``entity_ids`` are those that they have at present.
    """

    @callback
    def on_change(_event: Event[EventStateChangedData]) -> None:
        changed()

    def track() -> Callable[[], None]:
        return async_track_state_change_event(hass, entity_ids(), on_change)

    unsubscribe = track()

    @callback
    def on_registry(event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        nonlocal unsubscribe
        if event.data["action"] == "update" and "old_entity_id" not in event.data:
            return
        unsubscribe()
        unsubscribe = track()
        changed()

    forget = hass.bus.async_listen(er.EVENT_ENTITY_REGISTRY_UPDATED, on_registry)

    def unfollow() -> None:
        forget()
        unsubscribe()

    return unfollow
