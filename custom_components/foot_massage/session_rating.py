"""What somebody says of a session afterwards, and which session they mean."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from homeassistant.core import HomeAssistant

from .core.session import Session
from .errors import ForbiddenError, invalid, unknown_value
from .session_log import SESSION_LOG
from .sleep_access import Onlooker

CALMEST: Final = 5
WORST_PAIN: Final = 10


def named_session(onlooker: Onlooker, session_id: str) -> Session:
    """Return a session that has ended.

    Raises ServiceValidationError that names the latest, and ForbiddenError if it is
    not the onlooker's to rate.
    """
    log = onlooker.hass.data[SESSION_LOG]
    if session := log.find(session_id):
        if not onlooker.may_rate(session):
            raise ForbiddenError(onlooker.context, "not_your_session")
        return session
    latest = [one.session_id for one in log.sessions()[-3:]]
    raise unknown_value("session_id", session_id, latest)


def latest_session(onlooker: Onlooker, since: datetime | None = None) -> Session:
    """Return the onlooker's latest session, or else the latest they may rate.

    Raises ServiceValidationError if none has ended ``since`` then.
    """
    log, own = onlooker.hass.data[SESSION_LOG], onlooker.own
    if own and (sessions := log.sessions(sleeper=own.entry_id, start=since)):
        return sessions[-1]
    for session in reversed(log.sessions(start=since)):
        if onlooker.may_rate(session):
            return session
    raise invalid("no_session")


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
