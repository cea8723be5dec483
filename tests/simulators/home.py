"""A simulated device in Home Assistant, brought in by an integration of the tests."""

from dataclasses import dataclass
import logging

from homeassistant.config_entries import ConfigEntry, ConfigFlow
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockModule,
    MockPlatform,
    mock_config_flow,
    mock_integration,
    mock_platform,
)

from .client import Client
from .entities import DOMAIN, KINDS, Coordinator, platform_of


class Flow(ConfigFlow, domain=DOMAIN):
    """Home Assistant sets nothing up that has none."""


@dataclass(kw_only=True)
class HomeDevice:
    """One device: what its client says of it, and where it is in Home Assistant.

    Its parts are named as its client names them, such as ``massager:on``.
    """

    hass: HomeAssistant
    client: Client
    device_id: str
    entry: ConfigEntry[Coordinator]

    @classmethod
    async def at_home(cls, hass: HomeAssistant, client: Client) -> HomeDevice:
        """Bring the device of a client into Home Assistant."""
        entry = MockConfigEntry(domain=DOMAIN)
        entry.add_to_hass(hass)
        _integrate(hass, client)
        with mock_config_flow(DOMAIN, Flow):
            assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        registry = dr.async_get(hass)
        (device,) = dr.async_entries_for_config_entry(registry, entry.entry_id)
        return cls(hass=hass, client=client, device_id=device.id, entry=entry)

    @property
    def name(self) -> str:
        """Its name in the table it is from."""
        return self.client.name

    async def by_hand(self, part: str, value: object) -> None:
        """Set something at the device itself, and have Home Assistant look."""
        await self.client.write(part, value)
        await self.entry.runtime_data.async_refresh()
        await self.hass.async_block_till_done()

    def part(self, entity_id: str) -> str:
        """Return which part of the device an entity is."""
        entry = er.async_get(self.hass).async_get(entity_id)
        assert entry
        return entry.unique_id

    def entity_id(self, part: str) -> str:
        """Return the entity of a part."""
        registry = er.async_get(self.hass)
        (found,) = (
            one.entity_id
            for one in er.async_entries_for_device(registry, self.device_id)
            if one.unique_id == part
        )
        return found


def _integrate(hass: HomeAssistant, client: Client) -> None:
    """Have Home Assistant know an integration for the device of a client."""

    async def set_up(hass: HomeAssistant, entry: ConfigEntry[Coordinator]) -> bool:
        coordinator: Coordinator = DataUpdateCoordinator(
            hass,
            logging.getLogger(__name__),
            config_entry=entry,
            name=client.name,
            update_method=client.read,
        )
        await coordinator.async_config_entry_first_refresh()
        entry.runtime_data = coordinator
        await hass.config_entries.async_forward_entry_setups(entry, KINDS)
        return True

    # What is built in may no longer return True, and what is not has to for now.
    module = MockModule(DOMAIN, async_setup_entry=set_up)
    mock_integration(hass, module, built_in=False)
    mock_platform(hass, f"{DOMAIN}.config_flow")
    for platform in KINDS:
        mock_platform(hass, f"{DOMAIN}.{platform}", _platform(client, platform))


def _platform(client: Client, platform: Platform) -> MockPlatform:
    async def set_up(
        hass: HomeAssistant,
        entry: ConfigEntry[Coordinator],
        add: AddConfigEntryEntitiesCallback,
    ) -> None:
        add(
            KINDS[platform](entry.runtime_data, client, offer)
            for offer in client.offers
            if platform_of(offer) is platform
        )

    return MockPlatform(async_setup_entry=set_up)
