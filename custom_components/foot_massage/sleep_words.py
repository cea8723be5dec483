"""What a person's nights have shown, in words: written, or to be said aloud."""

from collections.abc import Iterator

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import Context, HomeAssistant
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.yaml import load_yaml_dict

from .const import DOMAIN
from .core.phrases import Phrase, Phrases
from .core.report import others, spoken, written
from .core.trial_report import spoken_trial, written_trial
from .errors import invalid
from .sleep_access import Onlooker
from .sleep_findings import Findings
from .sleeper import Sleeper
from .speeches import FALLBACK, LANGUAGES, kind_of

_PHRASES: HassKey[dict[str, Phrases]] = HassKey(f"{DOMAIN}.phrases")


async def async_spoken_report(
    hass: HomeAssistant, context: Context, language: str | None
) -> str:
    """Return how somebody slept after their massages, as one sentence to be said.

    It is about the user's own nights, or about those of the only sleeper there is.
    Raises ServiceValidationError if there is none, or nobody can know who is meant,
    and ForbiddenError if the user may not know.
    """
    sleeper = await async_sleeper_meant(hass, None, context)
    phrases = await async_phrases(hass, language)
    findings = await sleeper.async_findings()
    return phrases.say(spoken_phrase(findings))


async def async_sleeper_meant(
    hass: HomeAssistant, called: str | None, context: Context
) -> Sleeper:
    """Return the person who is meant; see ``Onlooker.sleeper_meant``.

    Raises ServiceValidationError also if that person is not set up.
    """
    entry = (await Onlooker.of(hass, context)).sleeper_meant(called)
    if entry.state is not ConfigEntryState.LOADED:
        raise invalid("sleeper_not_loaded", name=entry.title)
    sleeper: Sleeper = entry.runtime_data
    return sleeper


async def async_phrases(hass: HomeAssistant, language: str | None) -> Phrases:
    """Return the texts of a language, or else of the one it is a kind of, or English.

    They are read when they are first needed.
    """
    known = hass.data.setdefault(_PHRASES, {})
    kind = kind_of(hass, language)
    if kind not in known:
        known[kind] = await hass.async_add_executor_job(_load, kind)
    return known[kind]


def summary(findings: Findings) -> Iterator[Phrase]:
    """Yield all that can be told of the findings, to be read."""
    if findings.main is not None:
        yield from written(findings.main)
    if more := others(findings.comparisons.values(), findings.primary):
        yield more
    if findings.trial is not None:
        yield from written_trial(findings.trial)


def spoken_phrase(findings: Findings) -> Phrase:
    """Return the one sentence to say: of the trial, once it is over.

    Raises ServiceValidationError before anything has been compared.
    """
    if findings.trial is not None and findings.trial.over:
        return spoken_trial(findings.trial)
    if findings.main is None:
        raise invalid("nothing_compared")
    return spoken(findings.main)


def _load(kind: str) -> Phrases:
    file = LANGUAGES / kind / "report.yaml"
    if not file.is_file():
        file = LANGUAGES / FALLBACK / "report.yaml"
    return Phrases(load_yaml_dict(file))
