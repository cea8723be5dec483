"""Runs a massager for two seconds, to see that it is understood."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er

from .core.massager import Activity, MassagerIdentity, MassageSettings
from .core.remote_controls import InfraredSource
from .core.roles import Role
from .core.source_map import SourceMap
from .drivers.base import (
    CannotConnectError,
    DriverError,
    MassagerDriver,
    RefusedError,
)
from .drivers.entities import EntitiesDriver
from .drivers.infrared import InfraredDriver
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
_IDENTITY = MassagerIdentity(serial="try", name="try")


@asynccontextmanager
async def set_aside(hass: HomeAssistant, entry_id: str | None) -> AsyncIterator[None]:
    """Unload a massager that is set up already, so that no try-out is a session."""
    entry = hass.config_entries.async_get_entry(entry_id or "")
    if entry is None or entry.state is not ConfigEntryState.LOADED:
        yield
        return
    await hass.config_entries.async_unload(entry.entry_id)
    try:
        yield
    finally:
        await hass.config_entries.async_setup(entry.entry_id)


async def async_try_out(hass: HomeAssistant, source: SourceMap) -> SourceMap:
    """Run the massager briefly and as gently as it can; returns what was learned.

    With a meter that is the least that it draws while it massages. Raises
    DriverError if it does not run, or does not stop again.
    """
    entities = SourceEntities(hass, source.entities)
    meter = _Meter(hass, entities.entity_id(Role.POWER_METER))
    trial = replace(source, threshold=None)
    driver = EntitiesDriver(hass, _IDENTITY, trial)
    return replace(trial, threshold=await _async_run_briefly(driver, meter))


async def async_try_remote(
    hass: HomeAssistant, source: InfraredSource
) -> InfraredSource:
    """Run the massager briefly by the keys of its remote; returns what was learned.

    With a number as its proof that is the least that it shows while it massages.
    Raises DriverError like ``async_try_out``.
    """
    entity_id = source.proof and er.async_resolve_entity_id(
        er.async_get(hass), source.proof
    )
    is_number = entity_id is not None and entity_id.startswith("sensor.")
    meter = _Meter(hass, entity_id if is_number else None)
    trial = replace(source, proof=None, threshold=None)
    driver = InfraredDriver(hass, _IDENTITY, trial)
    return replace(source, threshold=await _async_run_briefly(driver, meter))


async def _async_run_briefly(driver: MassagerDriver, meter: _Meter) -> float | None:
    """Run a massager; returns what its meter shows at least while it runs, if any."""
    before = meter.reads()
    await driver.connect()
    try:
        if driver.state is None:
            raise driver.problem or CannotConnectError
        if driver.state.activity is not Activity.IDLE:
            raise RefusedError("It runs already")
        try:
            await driver.start(uuid4().hex, _gentlest(driver), _LONGEST)
            await asyncio.sleep(RUNS_S)
            during = await meter.async_reads_more_than(before)
        finally:
            await _async_stop(driver)
    finally:
        await driver.disconnect()
    if before is None or during is None:
        return None
    return before + (during - before) * _SHARE


def _gentlest(driver: MassagerDriver) -> MassageSettings:
    has = driver.capabilities
    return MassageSettings(
        intensity=1 if has.intensity_levels else None, zones=has.zones
    )


async def _async_stop(driver: MassagerDriver) -> None:
    """Stop the massager, and see that it has."""
    try:
        async with asyncio.timeout(REST_PATIENCE_S):
            while True:
                await driver.stop()
                if driver.state and driver.state.activity is Activity.IDLE:
                    return
                await asyncio.sleep(1)
    except TimeoutError as err:
        raise StillRunsError from err


class _Meter:
    """The meter of a massager, if it has one."""

    def __init__(self, hass: HomeAssistant, entity_id: str | None) -> None:
        self._hass = hass
        self._entity_id = entity_id

    def reads(self) -> float | None:
        """Return what is drawn, or None if nothing tells."""
        state = self._state()
        try:
            return float(state.state) if state else None
        except ValueError:
            return None

    async def async_reads_more_than(self, before: float | None) -> float | None:
        """Wait until clearly more is drawn; returns how much, None if it is not."""
        if before is None:
            return None
        state = self._state()
        unit = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT) if state else None
        rise = _SMALLEST_RISE.get(str(unit), 1.0)
        for _ in range(round(METER_PATIENCE_S / 0.5)):
            drawn = self.reads()
            if drawn is not None and drawn - before >= rise:
                return drawn
            await asyncio.sleep(0.5)
        raise NoDrawError

    def _state(self) -> State | None:
        return self._hass.states.get(self._entity_id) if self._entity_id else None


class NoDrawError(DriverError):
    """The massager was switched on and draws no more than before."""


class StillRunsError(DriverError):
    """The massager was told to stop and does not say that it has."""
