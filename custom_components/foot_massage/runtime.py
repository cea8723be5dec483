"""What a massager's config entry holds while it is loaded."""

from dataclasses import dataclass

from homeassistant.config_entries import ConfigEntry

from .coordinator import FootMassageCoordinator
from .wind_down import WindDown

type FootMassageConfigEntry = ConfigEntry[FootMassageRuntime]


@dataclass(frozen=True, slots=True)
class FootMassageRuntime:
    """A massager, and its wind-downs by subentry id."""

    coordinator: FootMassageCoordinator
    wind_downs: dict[str, WindDown]
