"""Buttons: start, stop, pause and resume a session; cancel a wind-down."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import FootMassageCoordinator
from .core.massager import Activity
from .entity import FootMassageEntity
from .runtime import FootMassageConfigEntry
from .view import MassagerView
from .wind_down_entity import WindDownEntity, add_to_each

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class FootMassageButtonDescription(ButtonEntityDescription):
    """What a button does, and when it can be pressed."""

    press_fn: Callable[[FootMassageCoordinator, Context | None], Awaitable[object]]
    available_fn: Callable[[MassagerView], bool] = lambda view: view.connected


BUTTONS = (
    FootMassageButtonDescription(
        key="start",
        translation_key="start",
        press_fn=lambda massager, context: massager.async_start_session(
            context=context
        ),
    ),
    FootMassageButtonDescription(
        key="stop",
        translation_key="stop",
        press_fn=lambda massager, _: massager.async_stop_session(),
        # Whoever wants it to stop must be able to say so, even out of reach.
        available_fn=lambda view: view.connected or view.activity is not Activity.IDLE,
    ),
)
PAUSE_BUTTONS = (
    FootMassageButtonDescription(
        key="pause",
        translation_key="pause",
        press_fn=lambda massager, _: massager.async_pause_session(),
    ),
    FootMassageButtonDescription(
        key="resume",
        translation_key="resume",
        press_fn=lambda massager, _: massager.async_resume_session(),
    ),
)
CANCEL_WIND_DOWN = ButtonEntityDescription(
    key="cancel_wind_down", translation_key="cancel_wind_down"
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: FootMassageConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the buttons of a massager and of its wind-downs."""
    coordinator = entry.runtime_data.coordinator
    pausing = PAUSE_BUTTONS if coordinator.driver.capabilities.pause else ()
    async_add_entities(
        FootMassageButton(coordinator, description)
        for description in (*BUTTONS, *pausing)
    )
    add_to_each(entry, async_add_entities, CancelWindDownButton, CANCEL_WIND_DOWN)


class FootMassageButton(FootMassageEntity, ButtonEntity):
    """A button of the massager."""

    entity_description: FootMassageButtonDescription

    @property
    @override
    def available(self) -> bool:
        """Return whether pressing can do anything."""
        view = self.coordinator.data
        return super().available and self.entity_description.available_fn(view)

    @override
    async def async_press(self) -> None:
        """Do what the button is for."""
        await self.entity_description.press_fn(self.coordinator, self._context)


class CancelWindDownButton(WindDownEntity, ButtonEntity):
    """Stops the session and puts the lights back."""

    @override
    async def async_press(self) -> None:
        """Cancel the wind-down."""
        await self.wind_down.async_cancel()
