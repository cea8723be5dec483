"""Runs a massager for two seconds, to see that it is understood."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT
from homeassistant.core import HomeAssistant

from .core.massager import Activity, MassagerIdentity, MassageSettings
from .core.roles import Role
from .core.source_map import SourceMap
from .drivers.base import CannotConnectError, DriverError, RefusedError
from .drivers.entities import EntitiesDriver
from .drivers.source import SourceEntities

RUNS_S = 2.0
# Plugs report what is drawn some seconds late.
METER_PATIENCE_S = 12.0
REST_PATIENCE_S = 12.0
# What is drawn must rise by this much to tell running from standing by.
_SMALLEST_RISE = {"W": 1.0, "kW": 0.001, "A": 0.01, "mA": 10.0}
# Gentle phases draw less than others: running is what is nearer to standing by.
_SHARE = 0.3
_LONGEST = timedelta(minutes=1)


async def async_try_out(hass: HomeAssistant, source: SourceMap) -> SourceMap:
    """Run the massager briefly and as gently as it can; returns what was learned.

    With a meter that is the least that it draws while it massages. Raises
    DriverError if it does not run, or does not stop again.
    """
    meter = _Meter(hass, source)
    before = meter.reads()
    trial = replace(source, threshold=None)
    driver = EntitiesDriver(hass, MassagerIdentity(serial="try", name="try"), trial)
    await driver.connect()
    try:
        if driver.state is None:
            raise driver.problem or CannotConnectError
        if driver.state.activity is not Activity.IDLE:
            raise RefusedError("It runs already")
        await driver.start(uuid4().hex, _gentlest(source), _LONGEST)
        await asyncio.sleep(RUNS_S)
        during = await meter.async_reads_more_than(before)
    finally:
        try:
            await _async_stop(driver)
        finally:
            await driver.disconnect()
    if before is None or during is None:
        return trial
    return replace(source, threshold=before + (during - before) * _SHARE)


def _gentlest(source: SourceMap) -> MassageSettings:
    has = source.capabilities()
    return MassageSettings(
        intensity=1 if has.intensity_levels else None, zones=has.zones
    )


async def _async_stop(driver: EntitiesDriver) -> None:
    """Stop the massager, and see that it has."""
    if driver.state is None:
        return
    async with asyncio.timeout(REST_PATIENCE_S):
        while True:
            await driver.stop()
            if driver.state is None or driver.state.activity is Activity.IDLE:
                return
            await asyncio.sleep(1)


class _Meter:
    """The meter of a massager, if it has one."""

    def __init__(self, hass: HomeAssistant, source: SourceMap) -> None:
        self._entities = SourceEntities(hass, source.entities)

    def reads(self) -> float | None:
        """Return what is drawn, or None if nothing tells."""
        state = self._entities.state(Role.POWER_METER)
        try:
            return float(state.state) if state else None
        except ValueError:
            return None

    async def async_reads_more_than(self, before: float | None) -> float | None:
        """Wait until clearly more is drawn; returns how much, None if it is not."""
        if before is None:
            return None
        state = self._entities.state(Role.POWER_METER)
        unit = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT) if state else None
        rise = _SMALLEST_RISE.get(str(unit), 1.0)
        for _ in range(round(METER_PATIENCE_S / 0.5)):
            drawn = self.reads()
            if drawn is not None and drawn - before >= rise:
                return drawn
            await asyncio.sleep(0.5)
        raise NoDrawError


class NoDrawError(DriverError):
    """The massager was switched on and draws no more than before."""
