"""A massager with all controls that another integration brings, on the bench."""

from math import ceil

from custom_components.foot_massage.core.massager import (
    Heat,
    MassageSettings,
    Technique,
    Zone,
)
from tests.drivers.appliance import (
    BALL,
    FULL,
    HEAT,
    HEEL,
    INTENSITY,
    LEFT,
    PAUSE,
    POWER,
    TECHNIQUE,
    TIMER,
    Appliance,
)

from .rig_plug import PlugRig

STEP_S = 5


class ApplianceRig(PlugRig):
    """It has a pause and a timer of its own, which counts in minutes."""

    source = FULL
    entity_ids = (POWER, PAUSE, TECHNIQUE, INTENSITY, HEAT, BALL, HEEL, TIMER)
    wanted = MassageSettings(
        technique=Technique.ROLLING,
        intensity=3,
        zones=frozenset({Zone.BALL}),
        heat=Heat.MEDIUM,
    )
    other = MassageSettings(
        technique=Technique.KNEADING,
        intensity=2,
        zones=frozenset({Zone.ARCH_AND_HEEL}),
        heat=Heat.OFF,
    )

    def __init__(self, appliance: Appliance) -> None:
        super().__init__(appliance)
        self._ran_s = 0.0

    async def set_up(self) -> None:
        await self._appliance.hand(BALL, "turn_on")
        self._appliance.motor_follows()
        await self.connect()

    async def passes(self, seconds: float = 0, *, minutes: float = 0) -> None:
        left = minutes * 60 + seconds
        while left > 0:
            step = min(left, STEP_S)
            left -= step
            await super().passes(step)
            await self._go_on(step)
        await super().passes(0)

    async def runs(self) -> bool:
        return self._appliance.is_on(POWER) and not self._appliance.is_on(PAUSE)

    async def shows(self) -> MassageSettings:
        techniques = {word: ours for ours, word in FULL.techniques.items()}
        heats = {word: ours for ours, word in FULL.heats.items()}
        zones = {BALL: Zone.BALL, HEEL: Zone.ARCH_AND_HEEL}
        device = self._appliance
        return MassageSettings(
            technique=techniques[device.entity(TECHNIQUE).current_option],
            intensity=int(device.entity(INTENSITY).state),
            zones=frozenset(zones[one] for one in zones if device.is_on(one)),
            heat=heats[device.entity(HEAT).current_option],
        )

    async def hand_turns(self, settings: MassageSettings) -> None:
        device = self._appliance
        assert settings.technique
        assert settings.heat
        word = FULL.techniques[settings.technique]
        await device.hand(TECHNIQUE, "select_option", option=word)
        await device.hand(HEAT, "select_option", option=FULL.heats[settings.heat])
        await device.hand(INTENSITY, "set_value", value=settings.intensity)
        for zone, entity_id in ((Zone.BALL, BALL), (Zone.ARCH_AND_HEEL, HEEL)):
            on = zone in settings.zones
            await device.hand(entity_id, "turn_on" if on else "turn_off")

    async def _go_on(self, seconds: float) -> None:
        """Count the time that it has run, and come to rest when that is all."""
        device = self._appliance
        if not device.is_on(POWER):
            self._ran_s = 0.0
            return
        if await self.runs():
            self._ran_s += seconds
        left_s = device.entity(TIMER).state * 60 - self._ran_s
        device.sense(LEFT, ceil(left_s / 60), unit_of_measurement="min")
        if left_s <= 0:
            await device.press(POWER, on=False)
