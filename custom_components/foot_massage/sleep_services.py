"""The actions about nights: what was measured, what it shows, and how a session was."""

from dataclasses import asdict
from functools import partial
from typing import Any, Final

from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .const import DOMAIN
from .core.comparison import Comparison
from .core.metrics import Better, Reading
from .core.readings import Change, changes
from .core.readings_report import measured
from .core.trial import TrialResult
from .errors import invalid
from .request import whole_number
from .session_log import SESSION_LOG
from .session_rating import (
    CALMEST,
    WORST_PAIN,
    async_rate,
    latest_session,
    named_session,
)
from .sleep_access import Onlooker
from .sleep_people import ATTR_SLEEPER, massagers
from .sleep_tables import night_row, nights_csv, sessions_csv
from .sleep_words import async_phrases, async_sleeper_meant, spoken_phrase, summary
from .sleeper import Sleeper
from .sleeper_rules import better_of

ATTR_NIGHTS: Final = "nights"
ATTR_SESSION_ID: Final = "session_id"
ATTR_CALM: Final = "calm"
ATTR_PAIN: Final = "pain"

_MOST_NIGHTS: Final = 4000

_SLEEPER = {vol.Optional(ATTR_SLEEPER): str}
_RATE = vol.Schema(
    {
        vol.Optional(ATTR_SESSION_ID): str,
        vol.Optional(ATTR_CALM): object,
        vol.Optional(ATTR_PAIN): object,
    }
)


@callback
def async_setup_sleep_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    register = partial(hass.services.async_register, DOMAIN)
    only = SupportsResponse.ONLY
    register(
        "get_nights",
        _async_get_nights,
        vol.Schema({**_SLEEPER, vol.Optional(ATTR_NIGHTS): object}),
        only,
    )
    register("get_report", _async_get_report, vol.Schema(_SLEEPER), only)
    register("export_history", _async_export_history, vol.Schema(_SLEEPER), only)
    register("rate_session", _async_rate_session, _RATE)


async def _async_sleeper(call: ServiceCall) -> Sleeper:
    called = call.data.get(ATTR_SLEEPER)
    return await async_sleeper_meant(call.hass, called, call.context)


async def _async_get_nights(call: ServiceCall) -> ServiceResponse:
    """Return somebody's latest nights, oldest first; ``nights`` is how many.

    The one that is not over is among them once something was measured of it.
    """
    sleeper = await _async_sleeper(call)
    count = call.data.get(ATTR_NIGHTS)
    now = dt_util.utcnow()
    nights = sleeper.book.nights.known(now)
    if count is not None:
        nights = nights[-whole_number(ATTR_NIGHTS, count, 1, _MOST_NIGHTS) :]

    def rows() -> dict[str, Any]:
        return {
            ATTR_NIGHTS: [
                night_row(one, sleeper.metrics) | {"settled": one.end <= now}
                for one in nights
            ]
        }

    return await call.hass.async_add_executor_job(rows)


async def _async_get_report(call: ServiceCall) -> ServiceResponse:
    """Return what somebody's nights have shown, in figures and in words."""
    hass = call.hass
    sleeper = await _async_sleeper(call)
    options = sleeper.entry.options
    findings = await sleeper.async_findings()
    phrases = await async_phrases(hass, hass.config.language)
    own = hass.data[SESSION_LOG].sessions(sleeper=sleeper.entry.entry_id)
    found = await hass.async_add_executor_job(changes, own)
    return {
        "sleeper": sleeper.entry.title,
        "primary": findings.primary.value,
        "stage": findings.main.stage if findings.main else None,
        "comparisons": {
            metric.value: _figures(one, better_of(metric, options))
            for metric, one in findings.comparisons.items()
        },
        "trial": _trial_figures(findings.trial) if findings.trial else None,
        "readings": {
            reading.value: _means(reading, change) for reading, change in found.items()
        },
        "summary": phrases.say(*summary(findings), *measured(found)),
        "spoken": phrases.say(spoken_phrase(findings)),
    }


def _figures(comparison: Comparison, better: Better) -> dict[str, Any]:
    """Return a comparison as plain data, in the metric's unit."""
    massage = comparison.massage_was_better(better)
    return {
        **asdict(comparison.estimate),
        "adjusted_for": list(comparison.estimate.adjusted_for),
        "unit": comparison.metric.scale.unit,
        "stage": comparison.stage,
        "massage_nights": comparison.massage_nights,
        "other_nights": comparison.other_nights,
        "massage_mean": comparison.massage_mean,
        "other_mean": comparison.other_mean,
        "p_corrected": comparison.p_corrected,
        "clear": comparison.clear,
        "better_nights": None if massage is None else "massage" if massage else "other",
    }


def _means(reading: Reading, change: Change) -> dict[str, Any]:
    """Return what was measured around sessions as plain data."""
    return {
        "before_mean": round(change.before, 1),
        "after_mean": round(change.after, 1),
        "mean_change": round(change.mean, 1),
        "unit": reading.scale.unit,
        "sessions": change.sessions,
    }


def _trial_figures(trial: TrialResult) -> dict[str, Any]:
    """Return a trial as plain data; its result only once it is over."""
    return {
        **asdict(trial.estimate),
        "adjusted_for": list(trial.estimate.adjusted_for),
        "metric": trial.metric.value,
        "unit": trial.metric.scale.unit,
        "planned_nights": trial.planned_nights,
        "nights": trial.nights,
        "nights_so_far": trial.nights_so_far,
        "over": trial.over,
        "massage_nights": trial.massage_nights,
        "rest_nights": trial.rest_nights,
        "massage_mean": trial.massage_mean,
        "rest_mean": trial.rest_mean,
        "adherence": trial.adherence,
    }


async def _async_export_history(call: ServiceCall) -> ServiceResponse:
    """Return somebody's sessions and nights as tables."""
    hass = call.hass
    sleeper = await _async_sleeper(call)
    sessions = hass.data[SESSION_LOG].sessions(sleeper=sleeper.entry.entry_id)
    nights = sleeper.nights_over()
    names = {entry.entry_id: entry.title for entry in massagers(hass)}

    def tables() -> dict[str, Any]:
        return {
            "sessions_csv": sessions_csv(sessions, names),
            "nights_csv": nights_csv(nights, sleeper.metrics),
        }

    return await hass.async_add_executor_job(tables)


async def _async_rate_session(call: ServiceCall) -> None:
    """Write down how a session was: the named one, the user's latest, or anybody's."""
    hass, data = call.hass, call.data
    session_id = data.get(ATTR_SESSION_ID)
    onlooker = await Onlooker.of(hass, call.context)
    if session_id is not None:
        session = named_session(onlooker, session_id)
    else:
        session = latest_session(onlooker)
    calm, pain = data.get(ATTR_CALM), data.get(ATTR_PAIN)
    if calm is None and pain is None:
        raise invalid("nothing_rated")
    await async_rate(
        hass,
        session,
        calm=None if calm is None else whole_number(ATTR_CALM, calm, 1, CALMEST),
        pain=None if pain is None else whole_number(ATTR_PAIN, pain, 0, WORST_PAIN),
    )
