"""What the options of our selectors are called in Home Assistant's language."""

from collections.abc import Callable

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations

from .const import DOMAIN

# Takes a selector's translation key and an option.
type OptionWord = Callable[[str, str], str]


async def async_option_words(hass: HomeAssistant) -> OptionWord:
    """Return what gives the word for an option; the option itself if there is none."""
    texts = await async_get_translations(
        hass, hass.config.language, "selector", [DOMAIN]
    )

    def word(selector: str, option: str) -> str:
        key = f"component.{DOMAIN}.selector.{selector}.options.{option}"
        return texts.get(key, option)

    return word
