"""Reads from a light's state what it can do, where it stands and where it goes."""

from homeassistant.components.light import (
    ATTR_BRIGHTNESS,
    ATTR_COLOR_TEMP_KELVIN,
    ATTR_MAX_COLOR_TEMP_KELVIN,
    ATTR_MIN_COLOR_TEMP_KELVIN,
    ATTR_SUPPORTED_COLOR_MODES,
    LightEntityFeature,
    brightness_supported,
    color_supported,
    color_temp_supported,
)
from homeassistant.const import ATTR_SUPPORTED_FEATURES, STATE_OFF, STATE_ON
from homeassistant.core import State

from .core.fade import LightLevel

_FULL = 255


def is_on(state: State) -> bool:
    """Return whether a light is on."""
    return state.state == STATE_ON


def in_reach(state: State) -> bool:
    """Return whether a light can be told anything."""
    return state.state in (STATE_ON, STATE_OFF)


def can_dim(state: State) -> bool:
    """Return whether a light can be anything between on and off."""
    return brightness_supported(state.attributes.get(ATTR_SUPPORTED_COLOR_MODES))


def has_transitions(state: State) -> bool:
    """Return whether a light can glide from one level to another by itself."""
    features = state.attributes.get(ATTR_SUPPORTED_FEATURES, 0)
    return bool(features & LightEntityFeature.TRANSITION)


def level_of(state: State) -> LightLevel:
    """Return where a light stands; off is no brightness at all."""
    if not is_on(state):
        return LightLevel(0)
    brightness = state.attributes.get(ATTR_BRIGHTNESS)
    return LightLevel(
        _FULL if brightness is None else brightness,
        state.attributes.get(ATTR_COLOR_TEMP_KELVIN),
    )


def goal_of(state: State, target: LightLevel) -> LightLevel:
    """Return where a fade to ``target`` takes a light.

    One that is dimmer already keeps its brightness, and one that cannot be dimmed
    goes off.
    """
    if not can_dim(state):
        return LightLevel(0)
    brightness = target.brightness
    if is_on(state):
        brightness = min(level_of(state).brightness, brightness)
    return LightLevel(brightness, _within_reach(state, target.kelvin))


def _within_reach(state: State, kelvin: int | None) -> int | None:
    """Return the nearest colour temperature that a light has; None for no colour."""
    modes = state.attributes.get(ATTR_SUPPORTED_COLOR_MODES)
    if kelvin is None or not (color_temp_supported(modes) or color_supported(modes)):
        return None
    warmest = state.attributes.get(ATTR_MIN_COLOR_TEMP_KELVIN) or kelvin
    coldest = state.attributes.get(ATTR_MAX_COLOR_TEMP_KELVIN) or kelvin
    return int(min(max(kelvin, warmest), coldest))
