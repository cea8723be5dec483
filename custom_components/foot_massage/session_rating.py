"""What somebody says of a session afterwards, and which session they mean."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from homeassistant.core import HomeAssistant

from .core.session import Session
from .errors import invalid, unknown_value
from .session_log import SESSION_LOG
from .sleep_people import sleeper_of_user

CALMEST: Final = 5
WORST_PAIN: Final = 10


def named_session(hass: HomeAssistant, session_id: str) -> Session:
    """Return a session that has ended.

    Raises ServiceValidationError that names the latest.
    """
    log = hass.data[SESSION_LOG]
    if session := log.find(session_id):
        return session
    latest = [one.session_id for one in log.sessions()[-3:]]
    raise unknown_value("session_id", session_id, latest)


def latest_session(
    hass: HomeAssistant, user_id: str | None, since: datetime | None = None
) -> Session:
    """Return the latest session of a user, or else of anybody.

    Raises ServiceValidationError if none has ended ``since`` then.
    """
    log = hass.data[SESSION_LOG]
    asking = sleeper_of_user(hass, user_id)
    own = log.sessions(sleeper=asking.entry_id, start=since) if asking else []
    if not (sessions := own or log.sessions(start=since)):
        raise invalid("no_session")
    return sessions[-1]


async def async_rate(
    hass: HomeAssistant, session: Session, *, calm: int | None, pain: int | None
) -> None:
    """Write down how a session was; ``None`` leaves what was said before."""
    rated = replace(
        session,
        calm=session.calm if calm is None else calm,
        pain=session.pain if pain is None else pain,
    )
    await hass.data[SESSION_LOG].async_amend(rated)
