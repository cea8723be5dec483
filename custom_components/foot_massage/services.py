"""The actions: sessions, wind-downs and the record of sessions."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .const import CONF_DURATION, CONF_INFRARED, CONF_MASSAGE, DOMAIN
from .coordinator import FootMassageCoordinator
from .core.record import readings_row
from .core.session import Session
from .errors import invalid, translated, unknown_value
from .request import REQUEST_FIELDS, minutes, request_from, seconds
from .session_log import SESSION_LOG
from .sleep_access import Onlooker
from .sleep_people import ATTR_SLEEPER, find_sleeper, massagers
from .targets import async_massagers, async_wind_downs

ATTR_START: Final = "start"
ATTR_END: Final = "end"
ATTR_MASSAGER: Final = "massager"
ATTR_TRANSITION: Final = "transition"
ATTR_RUNNING: Final = "running"

# How a date and time is written, as error messages show it.
_TIME: Final = "2026-11-23 21:30:00"

_START = cv.make_entity_service_schema(
    {vol.Optional(field): object for field in (*REQUEST_FIELDS, ATTR_SLEEPER)}
)
_EXTEND = cv.make_entity_service_schema({vol.Required(CONF_DURATION): object})
_TARGET = cv.make_entity_service_schema({})
_SET_RIGHT = cv.make_entity_service_schema({vol.Required(ATTR_RUNNING): cv.boolean})
_START_WIND_DOWN = cv.make_entity_service_schema(
    {
        vol.Optional(CONF_DURATION): object,
        vol.Optional(ATTR_TRANSITION): object,
        vol.Optional(CONF_MASSAGE, default=True): cv.boolean,
    }
)
_GET_SESSIONS = vol.Schema(
    {
        vol.Optional(ATTR_START): object,
        vol.Optional(ATTR_END): object,
        vol.Optional(ATTR_SLEEPER): str,
        vol.Optional(ATTR_MASSAGER): str,
    }
)


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    register = partial(hass.services.async_register, DOMAIN)
    register(
        "start_session",
        _async_start_session,
        _START,
        SupportsResponse.OPTIONAL,
    )
    for name, command in (
        ("stop_session", FootMassageCoordinator.async_stop_session),
        ("pause_session", FootMassageCoordinator.async_pause_session),
        ("resume_session", FootMassageCoordinator.async_resume_session),
    ):
        register(name, partial(_async_command, command), _TARGET)
    register("extend_session", _async_extend_session, _EXTEND)
    register("set_right", _async_set_right, _SET_RIGHT)
    register("export_remote", _async_export_remote, _TARGET, SupportsResponse.ONLY)
    register("start_wind_down", _async_start_wind_down, _START_WIND_DOWN)
    register("cancel_wind_down", _async_cancel_wind_down, _TARGET)
    register(
        "get_sessions",
        _async_get_sessions,
        _GET_SESSIONS,
        SupportsResponse.ONLY,
    )


async def _async_start_session(call: ServiceCall) -> ServiceResponse:
    """Start a session on each massager aimed at."""
    request = request_from(call.data)
    called = call.data.get(ATTR_SLEEPER)
    sleeper = find_sleeper(call.hass, str(called)).entry_id if called else None
    aimed_at = await async_massagers(call)
    sessions = await _async_all(
        massager.async_start_session(request, context=call.context, sleeper=sleeper)
        for massager in aimed_at.values()
    )
    response: dict[str, Any] = {}
    for (entity_id, massager), session in zip(aimed_at.items(), sessions, strict=True):
        # Until it has begun, what is shown is when the one before it ended.
        end = massager.data.session_end if session.started_at else None
        response[entity_id] = {
            "session_id": session.session_id,
            "ends_at": end.isoformat() if end else None,
        }
    return response if call.return_response else None


async def _async_command(
    command: Callable[[FootMassageCoordinator], Awaitable[None]], call: ServiceCall
) -> None:
    """Have each massager aimed at do one thing, all at the same time."""
    aimed_at = await async_massagers(call)
    await _async_all(command(massager) for massager in aimed_at.values())


async def _async_extend_session(call: ServiceCall) -> None:
    """Lengthen the session of each massager aimed at."""
    duration = minutes(call.data[CONF_DURATION])
    await _async_command(lambda massager: massager.async_extend_session(duration), call)


async def _async_set_right(call: ServiceCall) -> None:
    """Take somebody's word for what each massager aimed at does."""
    aimed_at = await async_massagers(call)
    for massager in aimed_at.values():
        if not massager.driver.assumes:
            raise invalid("not_assumed", name=massager.name)
    for massager in aimed_at.values():
        with translated(massager.name):
            massager.driver.set_right(running=call.data[ATTR_RUNNING])


async def _async_export_remote(call: ServiceCall) -> ServiceResponse:
    """Return the remote of each massager aimed at, as its file has it."""
    response: dict[str, Any] = {}
    for entity_id, massager in (await async_massagers(call)).items():
        source = massager.config_entry.data.get(CONF_INFRARED)
        if source is None:
            raise invalid("no_remote", name=massager.name)
        response[entity_id] = {"remote": source["remote"]}
    return response


async def _async_start_wind_down(call: ServiceCall) -> None:
    """Start each wind-down aimed at."""
    data = call.data
    length, transition = data.get(CONF_DURATION), data.get(ATTR_TRANSITION)
    duration = None if length is None else minutes(length)
    fade = None if transition is None else seconds(ATTR_TRANSITION, transition)
    wind_downs = await async_wind_downs(call)
    await _async_all(
        wind_down.async_activate(
            duration=duration,
            fade=fade,
            massage=data[CONF_MASSAGE],
            context=call.context,
        )
        for wind_down in wind_downs
    )


async def _async_cancel_wind_down(call: ServiceCall) -> None:
    """Cancel each wind-down aimed at."""
    wind_downs = await async_wind_downs(call)
    await _async_all(wind_down.async_cancel() for wind_down in wind_downs)


async def _async_get_sessions(call: ServiceCall) -> ServiceResponse:
    """Return the recorded sessions, oldest first."""
    hass, data = call.hass, call.data
    massager_id = data.get(ATTR_MASSAGER)
    names = {entry.entry_id: entry.title for entry in massagers(hass)}
    if massager_id is not None and massager_id not in names:
        known = [f"{entry_id} ({name})" for entry_id, name in names.items()]
        raise unknown_value(ATTR_MASSAGER, massager_id, known)
    called = data.get(ATTR_SLEEPER)
    onlooker = await Onlooker.of(hass, call.context)
    sleeper = None if called is None else onlooker.sleeper_meant(called).entry_id
    found = hass.data[SESSION_LOG].sessions(
        massager_id=massager_id,
        sleeper=sleeper,
        start=_moment(ATTR_START, data.get(ATTR_START)),
        end=_moment(ATTR_END, data.get(ATTR_END)),
    )
    titles = {
        one.entry_id: one.title for one in hass.config_entries.async_entries(DOMAIN)
    }
    sessions = onlooker.shown(found)

    def rows() -> dict[str, Any]:
        return {"sessions": [_as_response(titles, session) for session in sessions]}

    return await hass.async_add_executor_job(rows)


def _as_response(titles: Mapping[str, str], session: Session) -> dict[str, Any]:
    """Return a session as an automation or a person reads it."""
    minute = timedelta(minutes=1)
    settings = session.settings
    return {
        "session_id": session.session_id,
        "massager": titles.get(session.massager_id),
        "massager_id": session.massager_id,
        "sleeper": titles.get(session.sleeper or ""),
        "sleeper_id": session.sleeper,
        "started_at": _local(session.started_at),
        "ended_at": _local(session.ended_at),
        "minutes": round(session.massaged / minute, 1),
        "planned_minutes": round(session.planned / minute, 1),
        "outcome": session.outcome,
        "program": session.program,
        "technique": settings.technique,
        "intensity": settings.intensity,
        "zones": sorted(settings.zones),
        "heat": settings.heat,
        "started_by": session.started_by,
        "calm": session.calm,
        "pain": session.pain,
        **readings_row(session),
    }


def _local(moment: datetime | None) -> str | None:
    return dt_util.as_local(moment).isoformat() if moment else None


def _moment(field: str, value: object) -> datetime | None:
    """Return a date and time; one without a time zone is local."""
    if value is None:
        return None
    with suppress(ValueError, OverflowError):
        moment = (
            value if isinstance(value, datetime) else dt_util.parse_datetime(str(value))
        )
        if moment is not None:
            return dt_util.as_utc(moment)
    raise invalid("no_time", field=field, value=str(value), example=_TIME)


async def _async_all[ResultT](work: Iterable[Awaitable[ResultT]]) -> list[ResultT]:
    """Do all of it at once; the first failure is raised when all has been tried."""
    results: list[ResultT] = []
    for result in await asyncio.gather(*work, return_exceptions=True):
        if isinstance(result, BaseException):
            raise result
        results.append(result)
    return results
