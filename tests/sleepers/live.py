"""What measures somebody at any moment, and massages while it does."""

import asyncio
from datetime import timedelta
from typing import Any

from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from ..patience import looks
from .bedroom import Bedroom

UNITS = {
    "heart_rate": "bpm",
    "hrv": "ms",
    "spo2": "%",
    "systolic": "mmHg",
    "diastolic": "mmHg",
}


class Strap:
    """What Ada wears that measures her at any moment."""

    def __init__(self, bedroom: Bedroom) -> None:
        self.bedroom = bedroom
        registry = er.async_get(bedroom.hass)
        self.entities = {
            key: registry.async_get_or_create(
                "sensor",
                "strap",
                f"strap_{key}",
                suggested_object_id=f"strap_{key}",
                unit_of_measurement=unit,
            )
            for key, unit in UNITS.items()
        }

    async def choose(self, *keys: str) -> None:
        """Have these listened to."""
        bedroom = self.bedroom
        live = {key: self.entities[key].id for key in keys}
        bedroom.hass.config_entries.async_update_entry(
            bedroom.entry, options={**bedroom.entry.options, "live_sensors": live}
        )
        await bedroom.hass.async_block_till_done()

    async def show(self, key: str, value: object) -> None:
        entity_id = self.entity_id(key)
        self.bedroom.hass.states.async_set(
            entity_id, str(value), {"unit_of_measurement": UNITS[key]}
        )
        await self.bedroom.hass.async_block_till_done()

    def entity_id(self, key: str) -> str:
        entry = er.async_get(self.bedroom.hass).async_get(self.entities[key].entity_id)
        return entry.entity_id if entry else self.entities[key].entity_id

    async def beats(self, *rates: object) -> None:
        """Show a heart rate, and let a minute pass; and so on."""
        for rate in rates:
            await self.show("heart_rate", rate)
            await pass_time(self.bedroom, minutes=1)


async def pass_time(bedroom: Bedroom, **length: float) -> None:
    bedroom.clock.tick(timedelta(**length))
    async_fire_time_changed(bedroom.hass)
    await bedroom.hass.async_block_till_done()


async def use(bedroom: Bedroom, action: str, **data: Any) -> None:
    """Use an action on the massager, which takes it an instant."""
    call = bedroom.hass.services.async_call(
        "foot_massage", action, {"entity_id": switch(bedroom), **data}, blocking=True
    )
    task = asyncio.create_task(call)
    for _ in looks():
        bedroom.clock.tick(timedelta(milliseconds=1))
        await asyncio.sleep(0)
        if task.done():
            break
    await task
    await bedroom.hass.async_block_till_done()


async def start(bedroom: Bedroom, **data: Any) -> None:
    await use(bedroom, "start_session", sleeper="Ada", **data)


async def stop(bedroom: Bedroom) -> None:
    await use(bedroom, "stop_session")


def switch(bedroom: Bedroom) -> str:
    return bedroom.massager.entity_id("switch", "session")


async def sessions(bedroom: Bedroom) -> list[dict[str, Any]]:
    return list((await bedroom.act("get_sessions"))["sessions"])


async def heart(bedroom: Bedroom) -> tuple[float | None, float | None]:
    """Return the heart rate before and after the latest massage."""
    last = (await sessions(bedroom))[-1]
    return last["heart_rate_before"], last["heart_rate_after"]


async def massage(strap: Strap) -> None:
    """A massage of ten minutes, with the heart slowing down."""
    await strap.beats(90, 70, 72, 74, 76, 78)
    await start(strap.bedroom, duration=10)
    await strap.beats(*[80] * 7, 60, 62, 64)
    await stop(strap.bedroom)
