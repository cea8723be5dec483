"""The bedroom's lights, as an integration for real bulbs would show them."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from math import ceil
from typing import Any, override

from homeassistant.components.light import LightEntity
from homeassistant.components.light.const import (
    ATTR_BRIGHTNESS,
    ATTR_COLOR_TEMP_KELVIN,
    ATTR_HS_COLOR,
    ATTR_TRANSITION,
    ColorMode,
    LightEntityFeature,
)
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.helpers import config_validation as cv, entity_platform
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.event import async_call_later
from homeassistant.helpers.storage import Store
import voluptuous as vol

from . import DOMAIN
from .bulb import Bulb, BulbModel, Glow

RADIO_DELAY = 0.1
REPORT_INTERVAL = 1.0

WHITE = Glow(brightness=204, kelvin=4000)
BEDROOM = (
    (BulbModel(name="Ceiling lamp", color_temp=True, longest_transition=60), WHITE),
    (BulbModel(name="Bedside lamp left", color_temp=True), WHITE),
    (
        BulbModel(
            name="Bedside lamp right",
            color_temp=True,
            color=True,
            longest_transition=300,
        ),
        replace(WHITE, brightness=153),
    ),
    (BulbModel(name="Reading light", dims=False), Glow(brightness=255)),
    (BulbModel(name="Wardrobe light"), Glow(brightness=0)),
    (BulbModel(name="Window lamp", reachable=False), Glow(brightness=204)),
)

type Memory = Store[dict[str, dict[str, Any]]]


async def async_setup_entry(
    hass: HomeAssistant,
    entry: ConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Put up the lights as they were left, or else as a bedroom is in the evening."""
    memory: Memory = Store(hass, 1, DOMAIN)
    remembered = await memory.async_load() or {}
    bulbs = [
        Bulb(model, Glow(**remembered[model.name]))
        if model.name in remembered
        else Bulb(model, glow)
        for model, glow in BEDROOM
    ]

    @callback
    def remember() -> None:
        """Save where each bulb is going: it gets there without Home Assistant too."""
        memory.async_delay_save(
            lambda: {bulb.model.name: asdict(bulb.target) for bulb in bulbs}
        )

    async_add_entities(EmulatedLight(bulb, remember) for bulb in bulbs)
    entity_platform.async_get_current_platform().async_register_entity_service(
        "press_wall_switch",
        cv.make_entity_service_schema(
            {vol.Required(ATTR_BRIGHTNESS): vol.All(vol.Coerce(int), vol.Range(0, 255))}
        ),
        "async_press_wall_switch",
    )


class EmulatedLight(LightEntity):
    """One light: commands take a moment, reports come while the bulb changes."""

    _attr_has_entity_name = True
    _attr_name = None
    _attr_should_poll = False

    def __init__(self, bulb: Bulb, remember: Callable[[], None]) -> None:
        """Describe the bulb."""
        model = bulb.model
        self._bulb = bulb
        self._remember = remember
        self._cancel_report: Callable[[], None] | None = None
        key = model.name.lower().replace(" ", "_")
        self._attr_unique_id = key
        self._attr_available = model.reachable
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, key)}, name=model.name, suggested_area="Bedroom"
        )
        modes = {ColorMode.COLOR_TEMP} if model.color_temp else set()
        if model.color:
            modes.add(ColorMode.HS)
        if not modes:
            modes = {ColorMode.BRIGHTNESS if model.dims else ColorMode.ONOFF}
        self._attr_supported_color_modes = modes
        if model.longest_transition:
            self._attr_supported_features = LightEntityFeature.TRANSITION

    @override
    async def async_added_to_hass(self) -> None:
        """Make the first report part of the first state."""
        self._read()

    @override
    async def async_will_remove_from_hass(self) -> None:
        """Report no more."""
        self._forget_report()

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Send the bulb to the glow asked for."""
        target = self._bulb.target
        brightness = kwargs.get(ATTR_BRIGHTNESS) or (
            target.brightness or self._bulb.before_off
        )
        target = replace(target, brightness=brightness)
        if kelvin := kwargs.get(ATTR_COLOR_TEMP_KELVIN):
            target = replace(target, kelvin=kelvin, hs=None)
        elif color := kwargs.get(ATTR_HS_COLOR):
            target = replace(target, kelvin=None, hs=color)
        await self._send(target, kwargs.get(ATTR_TRANSITION, 0))

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Send the bulb to darkness."""
        await self._send(
            replace(self._bulb.target, brightness=0), kwargs.get(ATTR_TRANSITION, 0)
        )

    async def async_press_wall_switch(self, brightness: int) -> None:
        """Change the bulb by hand; Home Assistant does not learn who did it."""
        self.async_set_context(Context())
        await self._send(replace(self._bulb.target, brightness=brightness), 0)

    async def _send(self, target: Glow, transition: float) -> None:
        """Let the command reach the bulb, and report what comes of it."""
        await asyncio.sleep(RADIO_DELAY)
        self._bulb.change(target, transition)
        self._remember()
        self._report()

    @callback
    def _report(self, _now: datetime | None = None) -> None:
        """Tell Home Assistant the glow, now and for as long as it changes."""
        self._forget_report()
        self._read()
        self.async_write_ha_state()
        if left := self._bulb.seconds_left:
            self._cancel_report = async_call_later(
                self.hass, min(left, REPORT_INTERVAL), self._report
            )

    def _forget_report(self) -> None:
        """Cancel the report that is due next."""
        if self._cancel_report:
            self._cancel_report()
            self._cancel_report = None

    def _read(self) -> None:
        """Take over the glow of the bulb."""
        glow = self._bulb.glow
        modes = self._attr_supported_color_modes or set()
        self._attr_is_on = glow.brightness > 0
        self._attr_brightness = ceil(glow.brightness)
        self._attr_color_temp_kelvin = glow.kelvin
        self._attr_hs_color = glow.hs
        if len(modes) == 1:
            self._attr_color_mode = next(iter(modes))
        else:
            self._attr_color_mode = ColorMode.HS if glow.hs else ColorMode.COLOR_TEMP
