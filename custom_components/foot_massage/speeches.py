"""Every language that is understood, read from its file once."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.yaml import load_yaml_dict

from .core.speech import Speech

# By language tag, as the folders are named.
type Speeches = Mapping[str, Speech]

SPEECHES: HassKey[Speeches] = HassKey("foot_massage_speeches")

FALLBACK: Final = "en"
# A folder for each language, by its tag.
LANGUAGES: Final = Path(__file__).parent / "languages"


async def async_load_speeches(hass: HomeAssistant) -> None:
    """Read the files of all languages; ``speech_for`` gives them."""
    hass.data[SPEECHES] = await hass.async_add_executor_job(_load)


def speech_for(hass: HomeAssistant, language: str | None) -> Speech:
    """Return the language itself, or the one it is a kind of, or English."""
    speeches = hass.data[SPEECHES]
    return speeches.get(kind_of(hass, language), speeches[FALLBACK])


def kind_of(hass: HomeAssistant, language: str | None) -> str:
    """Return the language without its region; Home Assistant's if there is none."""
    return (language or hass.config.language).split("-")[0].casefold()


def _load() -> Speeches:
    return {
        file.parent.name: Speech(load_yaml_dict(file))
        for file in sorted(LANGUAGES.glob("*/voice.yaml"))
    }
