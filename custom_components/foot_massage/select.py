"""Selects: the program, the technique and the heat."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import override

from homeassistant.components.select import SelectEntity, SelectEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .core.massager import Capabilities, Heat, Technique
from .core.panel import SessionRequest
from .core.programs import ProgramKey
from .entity import ConnectedEntity
from .runtime import FootMassageConfigEntry
from .view import MassagerView

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class FootMassageSelectDescription(SelectEntityDescription):
    """What a select offers, shows and asks for."""

    options_fn: Callable[[Capabilities], list[str]]
    value_fn: Callable[[MassagerView], StrEnum | None]
    request_fn: Callable[[str], SessionRequest]


SELECTS = (
    FootMassageSelectDescription(
        key="program",
        translation_key="program",
        options_fn=lambda has: list(ProgramKey),
        value_fn=lambda view: view.program,
        request_fn=lambda option: SessionRequest(program=ProgramKey(option)),
    ),
    FootMassageSelectDescription(
        key="technique",
        translation_key="technique",
        options_fn=lambda has: [one for one in Technique if one in has.techniques],
        value_fn=lambda view: view.settings.technique,
        request_fn=lambda option: SessionRequest(technique=Technique(option)),
    ),
    FootMassageSelectDescription(
        key="heat",
        translation_key="heat",
        options_fn=lambda has: [heat for heat in Heat if heat in has.heat],
        value_fn=lambda view: view.settings.heat,
        request_fn=lambda option: SessionRequest(heat=Heat(option)),
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: FootMassageConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the selects for what the massager has."""
    coordinator = entry.runtime_data.coordinator
    has = coordinator.driver.capabilities
    async_add_entities(
        FootMassageSelect(coordinator, description)
        for description in SELECTS
        if description.options_fn(has)
    )


class FootMassageSelect(ConnectedEntity, SelectEntity):
    """A choice of the massager."""

    entity_description: FootMassageSelectDescription

    @property
    @override
    def options(self) -> list[str]:
        """Return what there is to choose from."""
        return self.entity_description.options_fn(self.coordinator.driver.capabilities)

    @property
    @override
    def current_option(self) -> str | None:
        """Return what is chosen."""
        return self.entity_description.value_fn(self.coordinator.data)

    @override
    async def async_select_option(self, option: str) -> None:
        """Choose; a running session follows at once."""
        await self.coordinator.async_set(self.entity_description.request_fn(option))
