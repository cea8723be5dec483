"""Tells what happens to sessions, also to those that come a moment later."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from homeassistant.core import CALLBACK_TYPE, callback

from .core.session import Session
from .session_tracker import SessionEvent

_MINUTE = timedelta(minutes=1)

type EventListener = Callable[[SessionEvent, dict[str, Any]], None]


class SessionNews:
    """Hands on what happens to sessions.

    A massager that answers at once tells how a session ended while Home Assistant was
    off, before there is an entity to show it: entities hear of it after the set-up.
    """

    def __init__(self) -> None:
        """Start to keep what happens."""
        self._listeners: list[EventListener] = []
        self._entities: list[EventListener] = []
        self._missed: list[tuple[SessionEvent, dict[str, Any]]] | None = []

    @callback
    def listen(
        self, listener: EventListener, *, as_entity: bool = False
    ) -> CALLBACK_TYPE:
        """Tell ``listener`` what happens; returns how to end that."""
        listeners = self._entities if as_entity else self._listeners
        listeners.append(listener)
        return lambda: listeners.remove(listener)

    @callback
    def set_up(self) -> None:
        """Tell the entities, which are there now, what they have missed."""
        missed, self._missed = self._missed or [], None
        for news in missed:
            _tell(self._entities, *news)

    @callback
    def tell(self, event: SessionEvent, attributes: dict[str, Any]) -> None:
        """Tell everyone what has happened."""
        _tell(self._listeners, event, attributes)
        if self._missed is None:
            _tell(self._entities, event, attributes)
        else:
            self._missed.append((event, attributes))


def told_of(session: Session) -> dict[str, Any]:
    """Return what is told of a session beside what happened to it."""
    return {
        "session_id": session.session_id,
        "program": session.program,
        "minutes": round(session.massaged / _MINUTE, 1),
        "planned_minutes": round(session.planned / _MINUTE, 1),
        "started_by": session.started_by,
    }


def _tell(
    listeners: list[EventListener], event: SessionEvent, attributes: dict[str, Any]
) -> None:
    for listener in tuple(listeners):
        listener(event, attributes)
