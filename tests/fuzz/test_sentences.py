"""Whatever is said to Assist, there is an answer."""

from random import Random
from typing import Any

from homeassistant.components import conversation
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import intent
from homeassistant.setup import async_setup_component
import pytest

from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.intent import INTENTS
from tests.entities import Massager
from tests.massagers import demo_entry, wind_down_subentry
from tests.voice.bedroom import table

from .spoil import nonsense
from .tally import Tally

pytestmark = pytest.mark.usefixtures("integration", "prompt", "nothing_loud")
MANY = (pytest.mark.slow, pytest.mark.timeout(600))
WORDS = (
    "minus",
    "-1",
    "0",
    "1e9",
    "999999999999999999999999",
    "3.7",
    "½",
    "zero",
    "hundred",
    "hundert",
    "mille",
    "{minutes}",
    "<script>",
    "[",
    "|",
    "\\",
    "\0",
    "💆",
    "ÅÄÖ",
    "\u202e",
    "x" * 300,
    "",
)


def garbled(random: Random, text: str, words: list[str]) -> str:
    """Return a sentence with up to three words that do not belong there."""
    said = text.split()
    for _ in range(random.choice((0, 1, 1, 2, 3))):
        at = random.randrange(len(said) + 1)
        other = random.choice((*WORDS, random.choice(words)))
        said[at : at + random.choice((0, 1))] = [other]
    return " ".join(said)


async def bedroom(hass: HomeAssistant, language: str) -> Massager:
    hass.config.language = language
    for domain in ("homeassistant", "conversation", "intent"):
        assert await async_setup_component(hass, domain, {})
    subentries = [wind_down_subentry(fade_minutes=0.0)]
    return await Massager.at_home(hass, demo_entry(subentries_data=subentries))


async def at_rest(massager: Massager) -> None:
    wind_down = massager.entity_id("scene", "wind_down")
    await massager.act("cancel_wind_down", entity_id=wind_down)
    await massager.act("stop_session")


@pytest.mark.parametrize("times", [20, pytest.param(200, marks=MANY)])
@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "nl"])
async def test_sentences(
    hass: HomeAssistant, tally: Tally, language: str, times: int
) -> None:
    massager = await bedroom(hass, language)
    random = Random(12)
    said = [row["say"] for row in table(language)["said"]]
    words = " ".join(said).split()
    for _ in range(times):
        text = garbled(random, random.choice(said), words)
        result: Any = await conversation.async_converse(
            hass, text, None, Context(), language=language
        )
        response = result.response
        assert response.speech["plain"]["speech"], text
        tally.count(str(response.error_code or response.response_type.value))
    await at_rest(massager)


@pytest.mark.parametrize("times", [100, pytest.param(2000, marks=MANY)])
async def test_intents(hass: HomeAssistant, tally: Tally, times: int) -> None:
    """What a language model makes up is answered, or refused as no such slot."""
    massager = await bedroom(hass, "en")
    random = Random(13)
    likely: dict[str, tuple[Any, ...]] = {
        "minutes": (1, 10, 60),
        "calm": (1, 5),
        "pain": (0, 10),
        "program": ("deep_relax", "custom"),
        "strength": ("gentle", "strong"),
        "place": ("Bedroom", "Demo foot massager"),
    }
    for _ in range(times):
        order = random.choice(list(INTENTS.values()))
        asked = [str(slot) for slot in order.slots]
        slots = {
            name: {
                "value": random.choice(likely.get(name, ("x",)))
                if random.random() < 0.6
                else nonsense(random)
            }
            for name in asked
            if random.random() < 0.6
        }
        try:
            response = await intent.async_handle(hass, DOMAIN, order.name, slots)
        except intent.IntentError as err:
            tally.count(type(err).__name__)
        else:
            assert response.speech["plain"]["speech"]
            tally.count(str(response.error_code or response.response_type.value))
    await at_rest(massager)
