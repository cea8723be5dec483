"""A massager's config entry: what it holds, and the driver it stands for."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_HOST, CONF_PORT, CONF_TOKEN
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from .const import (
    CONF_CAPABILITIES,
    CONF_CERTIFICATE,
    CONF_DRIVER,
    CONF_IDENTITY,
    CONF_INFRARED,
    CONF_SOURCE,
    DriverKind,
)
from .core.massager import Capabilities, Heat, MassagerIdentity, Technique, Zone
from .core.remote_controls import InfraredSource
from .core.source_map import SourceMap
from .drivers.base import DriverError, MassagerDriver
from .drivers.entities import EntitiesDriver
from .drivers.http import HttpDriver
from .drivers.http_link import HttpLink
from .drivers.http_pairing import unpair
from .drivers.infrared import InfraredDriver
from .drivers.simulated import SimulatedDriver


def described(
    identity: MassagerIdentity, capabilities: Capabilities
) -> dict[str, dict[str, Any]]:
    """Return a massager's description as a config entry keeps it."""
    return {
        CONF_IDENTITY: {
            "serial": identity.serial,
            "name": identity.name,
            "manufacturer": identity.manufacturer,
            "model": identity.model,
            "firmware": identity.firmware,
        },
        CONF_CAPABILITIES: {
            "techniques": [one for one in Technique if one in capabilities.techniques],
            "zones": [zone for zone in Zone if zone in capabilities.zones],
            "heat": [heat for heat in Heat if heat in capabilities.heat],
            "intensity_levels": capabilities.intensity_levels,
            "pause": capabilities.pause,
            "longest": capabilities.longest.total_seconds(),
        },
    }


def entry_data(
    kind: DriverKind,
    identity: MassagerIdentity,
    capabilities: Capabilities,
    **connection: Any,
) -> dict[str, Any]:
    """Return what a config entry keeps of a massager.

    Its description is kept so that its entities exist, unavailable, while the
    massager is switched off.
    """
    return {CONF_DRIVER: kind, **described(identity, capabilities), **connection}


def capabilities_from(data: Mapping[str, Any]) -> Capabilities:
    """Return the capabilities that a config entry keeps."""
    kept = data[CONF_CAPABILITIES]
    return Capabilities(
        techniques=frozenset(map(Technique, kept["techniques"])),
        zones=frozenset(map(Zone, kept["zones"])),
        heat=frozenset(map(Heat, kept["heat"])),
        intensity_levels=kept["intensity_levels"],
        pause=kept["pause"],
        longest=timedelta(seconds=kept["longest"]),
    )


def link_to(hass: HomeAssistant, entry: ConfigEntry[Any]) -> HttpLink:
    """Return the way to the massager of a config entry, which is on the network."""
    data = entry.data
    return HttpLink(
        async_get_clientsession(hass),
        data[CONF_HOST],
        data[CONF_PORT],
        data[CONF_TOKEN],
        certificate=data.get(CONF_CERTIFICATE),
    )


async def async_unpair(hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
    """Have the massager of a removed config entry forget us, if it is there."""
    if entry.data[CONF_DRIVER] == DriverKind.HTTP:
        with suppress(DriverError):
            await unpair(link_to(hass, entry))


def create_driver(hass: HomeAssistant, entry: ConfigEntry[Any]) -> MassagerDriver:
    """Return the driver for a massager's config entry, not yet connected."""
    identity = MassagerIdentity(**entry.data[CONF_IDENTITY])
    match entry.data[CONF_DRIVER]:
        case DriverKind.SIMULATED:
            return SimulatedDriver(identity)
        case DriverKind.ENTITIES:
            source = SourceMap.from_dict(entry.data[CONF_SOURCE])
            return EntitiesDriver(hass, identity, source)
        case DriverKind.INFRARED:
            remote = InfraredSource.from_dict(entry.data[CONF_INFRARED])
            return InfraredDriver(hass, identity, remote)
    return HttpDriver(link_to(hass, entry), identity, capabilities_from(entry.data))
