"""What people ask for aloud: each order is carried out, and answered in a sentence.

Sentences, intents and tools all come here. An order that cannot be carried out raises
SorryError.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from homeassistant.util import dt as dt_util

from .asked import Asker, Massager, async_find_massager, async_find_wind_down
from .coordinator import FootMassageCoordinator
from .core.massager import Activity
from .core.panel import SessionRequest
from .core.programs import ProgramKey, scale_intensity
from .session_rating import CALMEST, WORST_PAIN, async_rate, latest_session
from .sleep_access import Onlooker
from .sleep_words import async_spoken_report
from .wind_down_run import WindDownState

_MINUTE: Final = timedelta(minutes=1)
# Longer than any session is all the same, and would not fit a timedelta.
_MOST_MINUTES: Final = 1440
# What is said later is not about the latest massage.
_RATED_WITHIN: Final = timedelta(hours=12)
# What is answered, by whether nothing was said of calm, and of pain.
_RATED: Final = {
    (False, False): "rated_both",
    (False, True): "rated_calm",
    (True, False): "rated_pain",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked for; ``None`` where nothing is said of it.

    ``minutes`` is a whole number, ``strength`` counts from 1 to 5, ``place`` is the
    name of a massager, of a wind-down or of an area. ``calm`` and ``pain`` are how a
    massage was.
    """

    minutes: int | None = None
    program: ProgramKey | None = None
    strength: int | None = None
    place: str | None = None
    calm: int | None = None
    pain: int | None = None

    @property
    def duration(self) -> timedelta | None:
        """Return the minutes as a length, a day at most."""
        if self.minutes is None:
            return None
        return min(self.minutes, _MOST_MINUTES) * _MINUTE


type Order = Callable[[Asker, Wish], Awaitable[str]]


async def async_start(asker: Asker, wish: Wish) -> str:
    """Start a massage; one that runs is brought to what is asked for."""
    massager = await async_find_massager(asker, wish.place)
    coordinator = massager.coordinator
    before = coordinator.data.activity
    if before is not Activity.IDLE and wish == Wish(place=wish.place):
        return _going_on_already(asker, massager)
    levels = coordinator.driver.capabilities.intensity_levels
    if wish.strength and not levels:
        raise asker.sorry("no_strength", name=massager.name)
    request = SessionRequest(
        program=wish.program,
        duration=wish.duration,
        intensity=scale_intensity(wish.strength, levels) if wish.strength else None,
    )
    with asker.told():
        session = await coordinator.async_start_session(request, context=asker.context)
    minutes = asker.speech.count("minutes", round(session.planned / _MINUTE))
    time = _time(asker, _end(coordinator))
    if time is None:
        return asker.speech.answer("starting", minutes=minutes)
    if before is not Activity.IDLE:
        return asker.speech.answer("changed", minutes=minutes, time=time)
    level = coordinator.data.settings.intensity
    if level is None:
        return asker.speech.answer("started", minutes=minutes, time=time)
    return asker.speech.answer(
        "started_with_strength",
        minutes=minutes,
        strength=asker.speech.strength(level, levels),
        time=time,
    )


def _going_on_already(asker: Asker, massager: Massager) -> str:
    remaining = massager.coordinator.data.remaining
    if remaining is not None:
        return asker.speech.answer("already_paused", minutes=_left(asker, remaining))
    if time := _time(asker, _end(massager.coordinator)):
        return asker.speech.answer("already_running", time=time)
    return asker.speech.answer("time_left_unknown")


async def async_stop(asker: Asker, wish: Wish) -> str:
    """Stop the massage."""
    massager = await _async_find_running(asker, wish)
    with asker.told():
        await massager.coordinator.async_stop_session()
    return asker.speech.answer("stopped")


async def async_pause(asker: Asker, wish: Wish) -> str:
    """Pause the massage."""
    coordinator = (await _async_find_running(asker, wish)).coordinator
    with asker.told():
        await coordinator.async_pause_session()
    left = coordinator.data.remaining
    if left is None:
        return asker.speech.answer("pausing")
    return asker.speech.answer("paused", minutes=_left(asker, left))


async def async_resume(asker: Asker, wish: Wish) -> str:
    """Go on with the paused massage."""
    coordinator = (await _async_find_running(asker, wish)).coordinator
    with asker.told():
        await coordinator.async_resume_session()
    if time := _time(asker, _end(coordinator)):
        return asker.speech.answer("resumed", time=time)
    return asker.speech.answer("resuming")


async def async_time_left(asker: Asker, wish: Wish) -> str:
    """Tell how long the massage goes on."""
    massager = await _async_find_running(asker, wish)
    view, end = massager.coordinator.data, _end(massager.coordinator)
    if view.remaining is not None:
        return asker.speech.answer(
            "time_left_paused", minutes=_left(asker, view.remaining)
        )
    now = dt_util.utcnow()
    if not view.connected and (end is None or end < now):
        raise asker.sorry("cannot_connect", name=massager.name)
    if end is None:
        return asker.speech.answer("time_left_unknown")
    return asker.speech.answer(
        "time_left", minutes=_left(asker, end - now), time=_time(asker, end)
    )


async def async_extend(asker: Asker, wish: Wish) -> str:
    """Make the massage longer."""
    if (duration := wish.duration) is None:
        raise asker.sorry("no_length")
    coordinator = (await _async_find_running(asker, wish)).coordinator
    with asker.told():
        await coordinator.async_extend_session(duration)
    more = asker.speech.count("more_minutes", duration // _MINUTE)
    if coordinator.data.remaining is not None:
        return asker.speech.answer("extended_while_paused", more_minutes=more)
    if time := _time(asker, _end(coordinator)):
        return asker.speech.answer("extended", more_minutes=more, time=time)
    return asker.speech.answer("starting", minutes=more)


async def async_make_stronger(asker: Asker, wish: Wish) -> str:
    """Make the massage one level stronger."""
    return await _async_change_level(asker, wish, 1, "strongest")


async def async_make_gentler(asker: Asker, wish: Wish) -> str:
    """Make the massage one level gentler."""
    return await _async_change_level(asker, wish, -1, "gentlest")


async def _async_change_level(asker: Asker, wish: Wish, by: int, at_limit: str) -> str:
    massager = await _async_find_running(asker, wish)
    coordinator = massager.coordinator
    levels = coordinator.driver.capabilities.intensity_levels
    level = coordinator.data.settings.intensity
    if level is None:
        raise asker.sorry("no_strength", name=massager.name)
    if not 1 <= level + by <= levels:
        raise asker.sorry(at_limit)
    with asker.told():
        await coordinator.async_set(SessionRequest(intensity=level + by))
    return asker.speech.answer("set_to_level", level=level + by, levels=levels)


async def async_start_wind_down(asker: Asker, wish: Wish) -> str:
    """Dim the lights and start the massage."""
    wind_down, coordinator = await async_find_wind_down(asker, wish.place)
    with asker.told():
        await wind_down.async_activate(duration=wish.duration, context=asker.context)
    session = coordinator.runner.session
    time = _time(asker, _end(coordinator))
    if session is None or session.state is not Activity.RUNNING or time is None:
        return asker.speech.answer("winding_down")
    minutes = asker.speech.count("minutes", round(session.planned / _MINUTE))
    return asker.speech.answer("winding_down_with_massage", minutes=minutes, time=time)


async def async_cancel_wind_down(asker: Asker, wish: Wish) -> str:
    """Stop the massage and put the lights back."""
    wind_down, _ = await async_find_wind_down(asker, wish.place, running=True)
    if wind_down.state is WindDownState.IDLE:
        raise asker.sorry("no_wind_down_running")
    with asker.told():
        await wind_down.async_cancel()
    return asker.speech.answer("wind_down_cancelled")


async def async_sleep_report(asker: Asker, _wish: Wish) -> str:
    """Tell how nights after a massage compare with other nights."""
    with asker.told():
        return await async_spoken_report(
            asker.hass, asker.context, asker.speech.language
        )


async def async_note_rating(asker: Asker, wish: Wish) -> str:
    """Write down how the latest massage was, if that is not long ago."""
    calm, pain = wish.calm, wish.pain
    if calm is not None and not 1 <= calm <= CALMEST:
        raise asker.sorry("calm_out_of_range")
    if pain is not None and not 0 <= pain <= WORST_PAIN:
        raise asker.sorry("pain_out_of_range")
    if calm is None and pain is None:
        raise asker.sorry("nothing_rated")
    with asker.told():
        since = dt_util.utcnow() - _RATED_WITHIN
        onlooker = await Onlooker.of(asker.hass, asker.context)
        session = latest_session(onlooker, since)
        await async_rate(asker.hass, session, calm=calm, pain=pain)
    return asker.speech.answer(_RATED[calm is None, pain is None], calm=calm, pain=pain)


# By the name that sentences, intents and tools have for it.
ORDERS: Final[Mapping[str, Order]] = {
    "start": async_start,
    "stop": async_stop,
    "pause": async_pause,
    "resume": async_resume,
    "time_left": async_time_left,
    "extend": async_extend,
    "stronger": async_make_stronger,
    "gentler": async_make_gentler,
    "start_wind_down": async_start_wind_down,
    "cancel_wind_down": async_cancel_wind_down,
    "sleep_report": async_sleep_report,
    "rate": async_note_rating,
}


async def _async_find_running(asker: Asker, wish: Wish) -> Massager:
    """Return the massager that is in a session.

    One that cannot be reached may be, whatever was last heard of it.
    """
    massager = await async_find_massager(asker, wish.place, running=True)
    view = massager.coordinator.data
    if view.activity is Activity.IDLE and view.connected:
        raise asker.sorry("nothing_running")
    return massager


def _end(massager: FootMassageCoordinator) -> datetime | None:
    """Return when the massage ends; until it has begun, nobody knows."""
    session = massager.runner.session
    return massager.data.session_end if session and session.started_at else None


def _left(asker: Asker, left: timedelta) -> str:
    return asker.speech.count("minutes", max(1, ceil(left / _MINUTE)))


def _time(asker: Asker, moment: datetime | None) -> str | None:
    """Return a time of day, to the nearest minute."""
    if moment is None:
        return None
    return asker.speech.time(dt_util.as_local(moment + _MINUTE / 2))
