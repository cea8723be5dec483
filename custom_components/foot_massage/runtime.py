"""What a config entry holds while it is loaded, be it a massager's or a sleeper's."""

from dataclasses import dataclass

from homeassistant.config_entries import ConfigEntry

from .coordinator import FootMassageCoordinator
from .sleeper import Sleeper
from .wind_down import WindDown

type FootMassageConfigEntry = ConfigEntry[FootMassageRuntime]
type SleeperConfigEntry = ConfigEntry[Sleeper]


@dataclass(frozen=True, slots=True)
class FootMassageRuntime:
    """A massager, and its wind-downs by subentry id."""

    coordinator: FootMassageCoordinator
    wind_downs: dict[str, WindDown]
