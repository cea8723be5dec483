"""Calendar: every recorded session of a massager."""

from datetime import datetime, timedelta
from typing import override

from homeassistant.components.calendar import (
    CalendarEntity,
    CalendarEntityDescription,
    CalendarEvent,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .core.session import Session
from .entity import FootMassageEntity
from .option_words import OptionWord, async_option_words
from .runtime import FootMassageConfigEntry

PARALLEL_UPDATES = 0

SESSIONS = CalendarEntityDescription(key="sessions", translation_key="sessions")


async def async_setup_entry(
    hass: HomeAssistant,
    entry: FootMassageConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the calendar."""
    async_add_entities([SessionCalendar(entry.runtime_data.coordinator, SESSIONS)])


class SessionCalendar(FootMassageEntity, CalendarEntity):
    """The sessions that have ended.

    The one that runs is shown by the other entities; here it would only add state
    changes to every session.
    """

    @property
    @override
    def event(self) -> CalendarEvent | None:
        """Return nothing: recorded sessions are all in the past."""
        return None

    @override
    async def async_get_events(
        self, hass: HomeAssistant, start_date: datetime, end_date: datetime
    ) -> list[CalendarEvent]:
        """Return the sessions that overlap [start_date, end_date).

        In Home Assistant's language: nothing says who is asking.
        """
        coordinator = self.coordinator
        sessions = coordinator.log.sessions(
            massager_id=coordinator.config_entry.entry_id,
            start=start_date,
            end=end_date,
        )
        word = await async_option_words(hass)
        return [_as_event(session, word) for session in sessions]


def _as_event(session: Session, word: OptionWord) -> CalendarEvent:
    """Return a session as people read it."""
    minutes = round(session.massaged / timedelta(minutes=1))
    return CalendarEvent(
        start=dt_util.as_local(session.begun_at),
        end=dt_util.as_local(session.over_at),
        summary=f"{word('program', session.program)}, {minutes} min",
        description=session.outcome and word("outcomes", session.outcome),
        uid=session.session_id,
    )
