"""What somebody's sensors had shown before they were looked at, as nights."""

from collections.abc import Iterable
import logging

from homeassistant.core import HomeAssistant
from homeassistant.helpers.importlib import async_import_module

from .core.metrics import Metric
from .core.nights import Night, NightRules
from .wearables import Group

_LOGGER = logging.getLogger(__name__)


async def async_past_nights(
    hass: HomeAssistant,
    groups: Iterable[Group],
    metrics: set[Metric],
    rules: NightRules,
) -> list[Night] | None:
    """Return what Home Assistant's recorder tells of these metrics, the surest first.

    ``None`` if there is nothing to do, or no recorder that could be asked; nothing is
    lost by asking another time.
    """
    if not metrics or "recorder" not in hass.config.components:
        return None
    # Only where there is a recorder is there what it imports.
    history = await async_import_module(hass, f"{__package__}.sleep_history")
    try:
        nights: list[Night] = await history.async_read_nights(
            hass, groups, metrics, rules
        )
    except history.UNREADABLE as err:
        _LOGGER.warning("Past nights cannot be read from the recorder: %r", err)
        return None
    return nights
