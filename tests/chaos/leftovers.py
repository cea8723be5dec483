"""What the integration still does, means to do or listens to."""

from homeassistant.helpers.event import _TRACK_STATE_CHANGE_DATA

from .life import Life

PACKAGE = "custom_components.foot_massage"
FOLDER = "/custom_components/foot_massage/"


def leftovers(life: Life) -> list[str]:
    """Return all that is found, in words, in no particular order."""
    hass = life.hass
    listeners = [str(one) for every in hass.bus._listeners.values() for one in every]
    tracked = hass.data.get(_TRACK_STATE_CHANGE_DATA)
    if tracked:
        listeners += [str(job) for jobs in tracked.callbacks.values() for job in jobs]
    timers = [repr(timer) for timer in life.timers()]
    tasks = [repr(task) for task in life.tasks() if FOLDER in repr(task.get_stack())]
    return [one for one in (*listeners, *timers) if PACKAGE in one] + tasks
