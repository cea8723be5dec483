"""Intents: the same orders, for sentences of one's own and for language models."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, override

from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv, intent
import voluptuous as vol

from .asked import Asker, SorryError
from .const import CONF_PROGRAM
from .core.programs import PROGRAMS, ProgramKey
from .core.speech import STRENGTHS
from .orders import ORDERS, Wish
from .session_rating import CALMEST, WORST_PAIN
from .speeches import speech_for

_MINUTES: Final = "minutes"
_STRENGTH: Final = "strength"
_PLACE: Final = "place"
_CALM: Final = "calm"
_PAIN: Final = "pain"

type Slots = dict[vol.Marker, Any]


def _place(what: str) -> Slots:
    about = f"Name or room of the {what}; only needed if there are several."
    return {vol.Optional(_PLACE, description=about): cv.string}


def _minutes(kind: type[vol.Marker], about: str) -> Slots:
    return {kind(_MINUTES, description=about): vol.All(vol.Coerce(int), vol.Range(1))}


def _score(name: str, about: str, lowest: int, highest: int) -> Slots:
    score = vol.All(vol.Coerce(int), vol.Range(lowest, highest))
    return {vol.Optional(name, description=about): score}


_OF_MASSAGER: Final = _place("foot massager")
_OF_WIND_DOWN: Final = _place("wind-down")
_WISHES: Final[Slots] = {
    vol.Optional(
        CONF_PROGRAM, description="Massage program; leave out for the usual one."
    ): vol.In([str(program) for program in PROGRAMS]),
    vol.Optional(_STRENGTH, description="How firm."): vol.In(list(STRENGTHS)),
}


@dataclass(frozen=True, slots=True)
class OrderIntent:
    """An order as an intent: its name, what it does, and what may be said of it."""

    name: str
    description: str
    slots: Slots


INTENTS: Final[Mapping[str, OrderIntent]] = {
    "start": OrderIntent(
        "FootMassageStart",
        "Starts a foot massage. If one is running, changes that one instead.",
        _minutes(vol.Optional, "How many minutes, 1 to 60; leave out for the usual.")
        | _WISHES
        | _OF_MASSAGER,
    ),
    "stop": OrderIntent(
        "FootMassageStop", "Stops the running foot massage.", _OF_MASSAGER
    ),
    "pause": OrderIntent(
        "FootMassagePause", "Pauses the running foot massage.", _OF_MASSAGER
    ),
    "resume": OrderIntent(
        "FootMassageResume", "Goes on with a paused foot massage.", _OF_MASSAGER
    ),
    "time_left": OrderIntent(
        "FootMassageTimeLeft",
        "Tells how long the running foot massage goes on.",
        _OF_MASSAGER,
    ),
    "extend": OrderIntent(
        "FootMassageExtend",
        "Makes the running foot massage longer.",
        _minutes(vol.Required, "How many minutes to add.") | _OF_MASSAGER,
    ),
    "stronger": OrderIntent(
        "FootMassageStronger",
        "Makes the running foot massage one level stronger.",
        _OF_MASSAGER,
    ),
    "gentler": OrderIntent(
        "FootMassageGentler",
        "Makes the running foot massage one level gentler.",
        _OF_MASSAGER,
    ),
    "start_wind_down": OrderIntent(
        "FootMassageStartWindDown",
        "Starts the wind-down for the night: dims the lights and starts a massage.",
        _minutes(vol.Optional, "How many minutes to massage; leave out for the usual.")
        | _OF_WIND_DOWN,
    ),
    "cancel_wind_down": OrderIntent(
        "FootMassageCancelWindDown",
        "Cancels the wind-down: stops the massage and puts the lights back.",
        _OF_WIND_DOWN,
    ),
    "sleep_report": OrderIntent(
        "FootMassageSleepReport",
        "Tells how the nights after a foot massage compare with the person's other"
        " nights. Tell it as it is: associated is not caused.",
        {},
    ),
    "rate": OrderIntent(
        "FootMassageRate",
        "Notes how the person says they are after their latest foot massage. Only what"
        " they said, never a guess.",
        _score(_CALM, "Calm, from 1 (not at all) to 5 (very).", 1, CALMEST)
        | _score(_PAIN, "Pain, from 0 (none) to 10 (the worst).", 0, WORST_PAIN),
    ),
}


async def async_setup_intents(hass: HomeAssistant) -> None:
    """Register the intents."""
    for command in INTENTS:
        intent.async_register(hass, OrderHandler(command))


class OrderHandler(intent.IntentHandler):
    """Carries out one order, and answers as a sentence would be answered."""

    def __init__(self, command: str) -> None:
        """Take the order's name from what it is."""
        self.command = command
        self.intent_type = INTENTS[command].name
        self.description = INTENTS[command].description

    @property
    @override
    def slot_schema(self) -> dict[Any, Any]:
        """Return what may be said of the order."""
        return INTENTS[self.command].slots

    @override
    async def async_handle(self, intent_obj: intent.Intent) -> intent.IntentResponse:
        """Carry out the order."""
        slots = self.async_validate_slots(intent_obj.slots)
        asker = Asker.of(
            intent_obj.hass,
            context=intent_obj.context,
            speech=speech_for(intent_obj.hass, intent_obj.language),
            assistant=intent_obj.assistant,
            device_id=intent_obj.device_id,
            satellite_id=intent_obj.satellite_id,
        )
        response = intent_obj.create_response()
        try:
            answer = await ORDERS[self.command](asker, _wish(slots))
        except SorryError as sorry:
            code = intent.IntentResponseErrorCode.FAILED_TO_HANDLE
            response.async_set_error(code, str(sorry))
        else:
            response.async_set_speech(answer)
        return response


def _wish(slots: Mapping[str, Any]) -> Wish:
    """Return what the slots of an intent ask for."""
    said = {name: slot["value"] for name, slot in slots.items()}
    program, strength = said.get(CONF_PROGRAM), said.get(_STRENGTH)
    return Wish(
        minutes=said.get(_MINUTES),
        program=ProgramKey(program) if program else None,
        strength=STRENGTHS[strength] if strength else None,
        place=said.get(_PLACE),
        calm=said.get(_CALM),
        pain=said.get(_PAIN),
    )
