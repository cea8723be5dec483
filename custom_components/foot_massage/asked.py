"""Who asks for something aloud, and which massager or wind-down they mean."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

from homeassistant.auth.models import User
from homeassistant.auth.permissions.const import POLICY_CONTROL
from homeassistant.components.homeassistant import async_should_expose
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)

from .aimed import MASSAGER, WIND_DOWN, Kind
from .coordinator import FootMassageCoordinator
from .core.massager import Activity
from .core.speech import Speech
from .runtime import FootMassageConfigEntry
from .targets import ours
from .wind_down import WindDown
from .wind_down_run import WindDownState


class SorryError(Exception):
    """What was asked for was not done; the message says why, in the asker's words."""


class UnknownNameError(SorryError):
    """Nothing has the name that was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Somebody who says something, or has an assistant do it for them.

    ``assistant`` reaches only what is exposed to it; ``area_id`` is where the asker
    is, if that is known.
    """

    hass: HomeAssistant
    context: Context
    speech: Speech
    assistant: str | None
    area_id: str | None

    @classmethod
    def of(
        cls,
        hass: HomeAssistant,
        *,
        context: Context,
        speech: Speech,
        assistant: str | None,
        device_id: str | None,
        satellite_id: str | None,
    ) -> Self:
        """Return who asks, heard by a satellite or a device."""
        satellite = er.async_get(hass).async_get(satellite_id) if satellite_id else None
        return cls(
            hass=hass,
            context=context,
            speech=speech,
            assistant=assistant,
            area_id=_area_id(
                hass,
                satellite.area_id if satellite else None,
                satellite.device_id if satellite else device_id,
            ),
        )

    def sorry(self, key: str, **parts: object) -> SorryError:
        """Return the error to raise when something cannot be done."""
        return SorryError(self.speech.error(key, **parts))

    @contextmanager
    def told(self) -> Iterator[None]:
        """Say what goes wrong as people say it."""
        try:
            yield
        except HomeAssistantError as err:
            try:
                parts = err.translation_placeholders or {}
                raise self.sorry(err.translation_key or "unexpected", **parts) from err
            except KeyError:
                raise SorryError(str(err)) from err


@dataclass(frozen=True, slots=True, kw_only=True)
class Massager:
    """A massager that can be asked for something."""

    name: str
    coordinator: FootMassageCoordinator


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Something that may be meant; ``busy`` if it is doing something."""

    entry: FootMassageConfigEntry
    subentry_id: str | None
    name: str
    called: frozenset[str]
    area_id: str | None
    busy: bool

    def is_called(self, said: set[str]) -> bool:
        """Return whether the words that were said are part of one of its names."""
        return any(said <= set(name.split()) for name in self.called)


async def async_find_massager(
    asker: Asker, place: str | None, *, running: bool = False
) -> Massager:
    """Return the massager that is meant; ``running`` if that is said of it.

    Raises SorryError if there is none, or more than one that could be.
    """
    one = _choose(
        asker, await _async_candidates(asker, MASSAGER), place, "massager", running
    )
    return Massager(name=one.name, coordinator=one.entry.runtime_data.coordinator)


async def async_find_wind_down(
    asker: Asker, place: str | None, *, running: bool = False
) -> tuple[WindDown, FootMassageCoordinator]:
    """Return the wind-down that is meant, and its massager.

    Raises SorryError if there is none, or more than one that could be.
    """
    one = _choose(
        asker, await _async_candidates(asker, WIND_DOWN), place, "wind_down", running
    )
    runtime = one.entry.runtime_data
    return runtime.wind_downs[str(one.subentry_id)], runtime.coordinator


def _choose(
    asker: Asker,
    candidates: list[_Candidate],
    place: str | None,
    kind: str,
    running: bool,
) -> _Candidate:
    """Return the only candidate that fits what is known."""
    if not candidates:
        raise asker.sorry(f"no_{kind}")
    speech = asker.speech
    found = candidates
    said = set(speech.essence(place or "").split())
    if said:
        found = [one for one in candidates if one.is_called(said)]
        if not found:
            names = speech.names((one.name for one in candidates), "and")
            raise UnknownNameError(
                speech.error(f"unknown_{kind}", name=place, names=names)
            )
    if running:
        found = [one for one in found if one.busy] or found
    if asker.area_id and not said:
        found = [one for one in found if one.area_id == asker.area_id] or found
    if len(found) > 1:
        raise asker.sorry(
            f"which_{kind}",
            names=speech.names(one.name for one in found),
            example=found[0].name,
        )
    return found[0]


async def _async_candidates(asker: Asker, kind: Kind) -> list[_Candidate]:
    """Return what the asker may use; raises SorryError if it is only forbidden."""
    hass = asker.hass
    user: User | None = None
    if asker.context.user_id:
        user = await hass.auth.async_get_user(asker.context.user_id)
    found: list[_Candidate] = []
    forbidden: str | None = None
    for entity, entry in ours(hass, kind):
        name = _name(hass, entity)
        if asker.assistant and not async_should_expose(
            hass, asker.assistant, entity.entity_id
        ):
            continue
        if user and not user.permissions.check_entity(entity.entity_id, POLICY_CONTROL):
            forbidden = name
            continue
        found.append(_candidate(asker, entity, entry, name))
    if forbidden and not found:
        raise asker.sorry("not_allowed", name=forbidden)
    return found


def _candidate(
    asker: Asker,
    entity: er.RegistryEntry,
    entry: FootMassageConfigEntry,
    name: str,
) -> _Candidate:
    hass, runtime = asker.hass, entry.runtime_data
    area_id = _area_id(hass, entity.area_id, entity.device_id)
    area = ar.async_get(hass).async_get_area(area_id) if area_id else None
    names = {name, *er.async_get_entity_aliases(hass, entity)}
    if area:
        names |= {area.name, *area.aliases}
    if entity.config_subentry_id:
        state = runtime.wind_downs[entity.config_subentry_id].state
        busy = state is not WindDownState.IDLE
        names.add(entry.title)
    else:
        busy = runtime.coordinator.data.activity is not Activity.IDLE
    return _Candidate(
        entry=entry,
        subentry_id=entity.config_subentry_id,
        name=name,
        called=frozenset(map(asker.speech.essence, names)),
        area_id=area_id,
        busy=busy,
    )


def _name(hass: HomeAssistant, entity: er.RegistryEntry) -> str:
    state = hass.states.get(entity.entity_id)
    return state.name if state else entity.entity_id


def _area_id(
    hass: HomeAssistant, area_id: str | None, device_id: str | None
) -> str | None:
    """Return an area, or else the one that a device is in."""
    if area_id or not device_id:
        return area_id
    device = dr.async_get(hass).async_get(device_id)
    return dr.async_get_effective_area_id(hass, device) if device else None
