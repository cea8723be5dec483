"""Switches: the session itself, the zones and the safety hold."""

from typing import Any, override

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import FootMassageCoordinator
from .core.massager import Activity, Zone
from .core.panel import SessionRequest
from .entity import ConnectedEntity, FootMassageEntity
from .runtime import FootMassageConfigEntry

PARALLEL_UPDATES = 0

SESSION = SwitchEntityDescription(key="session", translation_key="session")
SAFETY_HOLD = SwitchEntityDescription(
    key="safety_hold",
    translation_key="safety_hold",
    entity_category=EntityCategory.CONFIG,
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: FootMassageConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the switches of a massager."""
    coordinator = entry.runtime_data.coordinator
    has = coordinator.driver.capabilities
    async_add_entities(
        [
            SessionSwitch(coordinator, SESSION),
            SafetyHoldSwitch(coordinator, SAFETY_HOLD),
            *(ZoneSwitch(coordinator, zone) for zone in Zone if zone in has.zones),
        ]
    )


class SessionSwitch(ConnectedEntity, SwitchEntity):
    """On while a session is starting, running or paused."""

    _attr_name = None

    @property
    @override
    def assumed_state(self) -> bool:
        """Return whether nothing shows what the massager really does."""
        return self.coordinator.driver.assumes

    @property
    @override
    def is_on(self) -> bool:
        """Return whether a session is going on."""
        return self.coordinator.data.activity in (
            Activity.STARTING,
            Activity.RUNNING,
            Activity.PAUSED,
        )

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Start a session with what is set."""
        await self.coordinator.async_start_session(context=self._context)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Stop the session."""
        await self.coordinator.async_stop_session()


class SafetyHoldSwitch(FootMassageEntity, SwitchEntity):
    """While on, no session starts."""

    @property
    @override
    def is_on(self) -> bool:
        """Return whether sessions are held back."""
        return self.coordinator.data.hold

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Hold back every session, and stop the one that runs."""
        await self.coordinator.async_set_hold(True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Allow sessions again."""
        await self.coordinator.async_set_hold(False)


class ZoneSwitch(ConnectedEntity, SwitchEntity):
    """Whether a part of the foot is massaged."""

    def __init__(self, coordinator: FootMassageCoordinator, zone: Zone) -> None:
        """Name the switch after its zone."""
        key = f"zone_{zone}"
        super().__init__(
            coordinator, SwitchEntityDescription(key=key, translation_key=key)
        )
        self._zone = zone

    @property
    @override
    def is_on(self) -> bool:
        """Return whether the zone is massaged."""
        return self._zone in self.coordinator.data.settings.zones

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Massage the zone, too."""
        await self.coordinator.async_set(SessionRequest(add_zone=self._zone))

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Leave the zone out."""
        await self.coordinator.async_set(SessionRequest(remove_zone=self._zone))
