"""What a diagnostics file holds: nothing that tells who someone is, or how they are."""

from typing import Any

from homeassistant.components.diagnostics import async_redact_data
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_HOST, CONF_NAME, CONF_TOKEN, CONF_UNIQUE_ID
from homeassistant.core import HomeAssistant

from .const import (
    CONF_CERTIFICATE,
    CONF_DEFAULT_SLEEPER,
    CONF_HOLD_REASONS,
    CONF_PERSON,
)
from .core.massager import MassagerState
from .core.metrics import Reading
from .core.nights import Exposure
from .core.record import session_to_dict, settings_to_dict
from .runtime import FootMassageConfigEntry, SleeperConfigEntry
from .session_log import SESSION_LOG
from .sleep_people import is_sleeper

RECENT_SESSIONS = 10

# Who is massaged, and what may ail them, is nobody's business.
TO_REDACT = {
    CONF_CERTIFICATE,
    CONF_DEFAULT_SLEEPER,
    CONF_HOLD_REASONS,
    CONF_HOST,
    CONF_NAME,
    CONF_PERSON,
    CONF_TOKEN,
    CONF_UNIQUE_ID,
    "after",
    "before",
    "calm",
    "discovery_keys",
    "pain",
    "serial",
    "sleeper",
    "title",
    "user_id",
}


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant, entry: ConfigEntry[Any]
) -> dict[str, Any]:
    """Return the diagnostics of a massager or a sleeper."""
    return _of_sleeper(hass, entry) if is_sleeper(entry) else _of_massager(entry)


def _of_sleeper(hass: HomeAssistant, entry: SleeperConfigEntry) -> dict[str, Any]:
    """Return what there is of a person's nights: counts, no values."""
    sleeper = entry.runtime_data
    nights = sleeper.nights_over()
    main = sleeper.findings.main
    own = hass.data[SESSION_LOG].sessions(sleeper=entry.entry_id)
    return async_redact_data(
        {
            "entry": entry.as_dict(),
            "nights": len(nights),
            "nights_by_exposure": {
                exposure.value: sum(night.exposure is exposure for night in nights)
                for exposure in Exposure
            },
            "nights_by_metric": {
                metric.value: sum(metric in night.values for night in nights)
                for metric in sleeper.metrics
            },
            "stage": main and main.stage,
            "sessions_by_reading": {
                reading.value: sum(
                    reading in one.before or reading in one.after for one in own
                )
                for reading in Reading
            },
            **sleeper.sources(),
        },
        TO_REDACT,
    )


def _of_massager(entry: FootMassageConfigEntry) -> dict[str, Any]:
    coordinator = entry.runtime_data.coordinator
    driver = coordinator.driver
    session = coordinator.runner.session
    recent = coordinator.log.recent(entry.entry_id, RECENT_SESSIONS)
    return async_redact_data(
        {
            "entry": entry.as_dict(),
            "problem": driver.problem and type(driver.problem).__name__,
            "report": driver.state and _report(driver.state),
            "session": session and session_to_dict(session),
            "recent_sessions": [session_to_dict(one) for one in recent],
            "wind_downs": {
                subentry_id: wind_down.state
                for subentry_id, wind_down in entry.runtime_data.wind_downs.items()
            },
        },
        TO_REDACT,
    )


def _report(state: MassagerState) -> dict[str, Any]:
    """Return the massager's latest report as plain data, durations in s."""
    running, ended = state.session, state.last_session
    return {
        "activity": state.activity,
        "settings": settings_to_dict(state.settings),
        "session": running
        and {
            "session_id": running.session_id,
            "elapsed": running.elapsed.total_seconds(),
            "duration": running.duration.total_seconds(),
            "started_by_device": running.started_by_device,
        },
        "last_session": ended
        and {
            "session_id": ended.session_id,
            "reason": ended.reason,
            "elapsed": ended.elapsed.total_seconds(),
            "started_by_device": ended.started_by_device,
        },
    }
