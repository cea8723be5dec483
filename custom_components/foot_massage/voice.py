"""Has Assist understand sentences about massagers, whatever its language.

The sentences are registered as those of sentence triggers are: it is the only way for
an integration to bring its own. They go before the built-in ones, so each is written
to match nothing else.
"""

from collections.abc import Mapping
from functools import partial
from typing import Final

from hassil.recognize import RecognizeResult
from homeassistant.components.conversation.agent_manager import get_agent_manager
from homeassistant.components.conversation.const import DOMAIN as CONVERSATION_DOMAIN
from homeassistant.components.conversation.models import ConversationInput
from homeassistant.core import HomeAssistant, callback

from .asked import Asker, SorryError, UnknownNameError
from .core.programs import PROGRAMS
from .core.speech import Speech
from .orders import ORDERS, Wish
from .speeches import speech_for

# The wildcard for a program or a massager.
_WHAT: Final = "what"


@callback
def async_setup_voice(hass: HomeAssistant) -> None:
    """Register the sentences of every command, in the languages spoken here at once.

    A sentence that is registered twice runs twice, so each command is registered once.
    """
    manager = get_agent_manager(hass)
    speeches = [speech_for(hass, language) for language in sorted(_languages(hass))]
    for command in ORDERS:
        speech_of = {
            sentence: speech
            for speech in speeches
            for sentence in speech.sentences(command)
        }
        manager.register_trigger(
            list(speech_of), partial(_async_answer, hass, command, speech_of)
        )


def _languages(hass: HomeAssistant) -> set[str]:
    """Return Home Assistant's language and those of its voice assistants.

    No more than these: all sentences are read in one go before the first answer.
    """
    languages = {hass.config.language}
    if "assist_pipeline" in hass.config.components:
        # What it needs is there only if it is set up.
        from homeassistant.components.assist_pipeline import (  # noqa: PLC0415
            async_get_pipelines,
        )

        languages.update(one.language for one in async_get_pipelines(hass))
    return languages


async def _async_answer(
    hass: HomeAssistant,
    command: str,
    speech_of: Mapping[str, Speech],
    said: ConversationInput,
    result: RecognizeResult,
) -> str:
    """Carry out what somebody says and return what to answer.

    The answer is in the language of the sentence, whatever Home Assistant's is.
    """
    template = result.intent_sentence
    sentence = (template.text if template else None) or ""
    asker = Asker.of(
        hass,
        context=said.context,
        speech=speech_of.get(sentence, speech_for(hass, said.language)),
        assistant=CONVERSATION_DOMAIN,
        device_id=said.device_id,
        satellite_id=said.satellite_id,
    )
    heard = {name: str(one.value).strip() for name, one in result.entities.items()}
    try:
        return await ORDERS[command](asker, _wish(asker, said.text, heard))
    except UnknownNameError as sorry:
        if what := heard.get(_WHAT):
            return _unknown_program(asker, what)
        return str(sorry)
    except SorryError as sorry:
        return str(sorry)


def _wish(asker: Asker, said: str, heard: Mapping[str, str]) -> Wish:
    """Return what is wished for, from the sentence and what its wildcards hold.

    Raises SorryError for a length that is none.
    """
    speech = asker.speech
    rest = said.casefold()
    for words in heard.values():
        rest = rest.replace(words.casefold(), " | ")
    program, strength = speech.hear_wishes(rest)
    what = heard.get(_WHAT)
    named = speech.hear_program(what) if what else None
    if (length := heard.get("length")) is None:
        minutes = speech.hear_number(rest)
    elif (minutes := speech.hear_length(length)) is None:
        raise asker.sorry("no_length")
    ratings = speech.hear_ratings(said)
    return Wish(
        minutes=minutes,
        program=named or program,
        strength=strength,
        place=heard.get("place") or (None if named else what),
        calm=ratings.get("calm"),
        pain=ratings.get("pain"),
    )


def _unknown_program(asker: Asker, name: str) -> str:
    speech = asker.speech
    names = speech.names(map(speech.program, PROGRAMS), "and")
    return speech.error("unknown_program", name=name, names=names)
