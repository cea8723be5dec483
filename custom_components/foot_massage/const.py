"""Names that more than one room uses."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

DOMAIN: Final = "foot_massage"

# What a config entry is of: a massager's has a driver, a sleeper's says so.
CONF_KIND: Final = "kind"
KIND_SLEEPER: Final = "sleeper"

CONF_DRIVER: Final = "driver"
CONF_IDENTITY: Final = "identity"
CONF_CAPABILITIES: Final = "capabilities"
CONF_CERTIFICATE: Final = "certificate"
CONF_SOURCE: Final = "source"
CONF_INFRARED: Final = "infrared"

# Options of a massager.
CONF_DEFAULT_PROGRAM: Final = "default_program"
CONF_LONGEST_SESSION: Final = "longest_session"
CONF_HOLD_REASONS: Final = "hold_reasons"
CONF_DEFAULT_SLEEPER: Final = "default_sleeper"

# A sleeper: the person's registry id, and by metric what measures it.
CONF_PERSON: Final = "person"
CONF_SENSORS: Final = "sensors"
CONF_ATTRIBUTE: Final = "attribute"

# Options of a sleeper.
CONF_BOUNDARY: Final = "boundary"
CONF_SHORTEST_SLEEP: Final = "shortest_sleep"
CONF_PRIMARY: Final = "primary"
CONF_MORE_IS_BETTER: Final = "more_is_better"
CONF_LESS_IS_BETTER: Final = "less_is_better"
CONF_TRIAL: Final = "trial"
CONF_LIVE_SENSORS: Final = "live_sensors"

SHORTEST_SESSION: Final = timedelta(minutes=1)
LONGEST_SESSION: Final = timedelta(minutes=60)
DEFAULT_SESSION: Final = timedelta(minutes=10)

SUBENTRY_WIND_DOWN: Final = "wind_down"

# Fields of a wind-down; its name is the subentry's title.
CONF_LIGHTS: Final = "lights"
CONF_BRIGHTNESS: Final = "brightness"
CONF_COLOR_TEMP: Final = "color_temp"
CONF_FADE_MINUTES: Final = "fade_minutes"
CONF_ONLY_LIGHTS_ON: Final = "only_lights_on"
CONF_MASSAGE: Final = "massage"
CONF_PROGRAM: Final = "program"
CONF_DURATION: Final = "duration"
CONF_AT_END: Final = "at_end"
CONF_EXTRAS: Final = "extras"
CONF_SLEEPER: Final = "sleeper"


class DriverKind(StrEnum):
    """The ways to reach a massager."""

    SIMULATED = "simulated"
    HTTP = "http"
    ENTITIES = "entities"
    INFRARED = "infrared"


class MassageStart(StrEnum):
    """When the massage of a wind-down begins."""

    WITH_FADE = "with_fade"
    AFTER_FADE = "after_fade"


class LightsAtEnd(StrEnum):
    """What the lights do once the massage has ended."""

    STAY = "stay"
    OFF = "off"
    RESTORE = "restore"
