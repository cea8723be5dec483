"""Which languages are understood: the home's, and those of its voice assistants."""

from homeassistant.components.assist_pipeline import async_get_pipelines
from homeassistant.components.assist_pipeline.pipeline import (
    KEY_ASSIST_PIPELINE,
    PIPELINE_FIELDS,
)
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from tests.massagers import demo_entry

from .bedroom import Bedroom

GERMAN = "starte eine Fußmassage"
DUTCH = "start een voetmassage"


async def test_a_home_with_two_assistants(
    hass: HomeAssistant, integration: None, prompt: None
) -> None:
    for domain in ("homeassistant", "assist_pipeline"):
        assert await async_setup_component(hass, domain, {})
    (english,) = async_get_pipelines(hass)
    store = hass.data[KEY_ASSIST_PIPELINE].pipeline_store
    about = {
        str(field): getattr(english, str(field))
        for field in PIPELINE_FIELDS
        if hasattr(english, str(field))
    }
    await store.async_create_item(about | {"name": "Oma", "language": "de"})
    home = await Bedroom.at_home(hass, demo_entry())

    assert await home.taken_by(DUTCH) == 0
    answer = await home.say(GERMAN, language="de")

    assert answer.startswith("Zehn Minuten")
    assert home.massager.shows("switch", "session") == "on"
    assert (await home.say("stop the foot massage")).startswith("The foot massage")
