"""A massager at a smart plug, on the bench: all it can do is be on."""

from custom_components.foot_massage.core.massager import MassageSettings
from custom_components.foot_massage.core.source_map import SourceMap
from custom_components.foot_massage.drivers.base import MassagerDriver
from custom_components.foot_massage.drivers.entities import EntitiesDriver
from tests.drivers.appliance import IDENTITY, PLUG, POWER, Appliance

from .rig import Rig


class PlugRig(Rig):
    """Whatever is plugged in runs while the plug is on, and knows no time."""

    settles_in = 5.0
    source: SourceMap = PLUG
    entity_ids: tuple[str, ...] = (POWER,)

    def __init__(self, appliance: Appliance) -> None:
        super().__init__()
        self._appliance = appliance

    def make_driver(self) -> MassagerDriver:
        return EntitiesDriver(self._appliance.hass, IDENTITY, self.source)

    async def passes(self, seconds: float = 0, *, minutes: float = 0) -> None:
        await self._appliance.passes(seconds, minutes=minutes)
        await self._appliance.hass.async_block_till_done()

    async def runs(self) -> bool:
        return self._appliance.is_on(POWER)

    async def shows(self) -> MassageSettings:
        return MassageSettings()

    async def hand_starts(self) -> None:
        await self._appliance.press(POWER, on=True)

    async def hand_stops(self) -> None:
        await self._appliance.press(POWER, on=False)

    async def hand_turns(self, settings: MassageSettings) -> None:
        assert settings == MassageSettings()

    async def lose(self) -> None:
        self._appliance.lose(*self.entity_ids)
        await self._appliance.hass.async_block_till_done()

    async def find(self) -> None:
        self._appliance.find(*self.entity_ids)
        await self._appliance.hass.async_block_till_done()
