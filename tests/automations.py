"""A massager and a wind-down in a bedroom, and automations that note their runs."""

from collections.abc import Iterable
from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall, callback
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    label_registry as lr,
)
from homeassistant.setup import async_setup_component

from .entities import Massager

# What a target can name. "all" names everything, and most of it more than once.
MASSAGER_TARGETS = ("switch", "event", "device", "area", "label", "all")
WIND_DOWN_TARGETS = ("scene", "sensor", "device", "area", "label", "all")


class Night:
    """The massager, whatever targets can name, and what has run."""

    def __init__(self, hass: HomeAssistant, massager: Massager) -> None:
        """Put the massager and its wind-down into an area, under a label."""
        self.hass = hass
        self.massager = massager
        self.runs: list[dict[str, Any]] = []
        self._area = ar.async_get(hass).async_create("Bedroom").id
        self._label = lr.async_get(hass).async_create("Night").label_id
        self.device = self._device_of("switch", "session")
        self.wind_down = self._device_of("scene", "wind_down")
        devices = dr.async_get(hass)
        for device in dr.async_entries_for_config_entry(
            devices, massager.entry.entry_id
        ):
            devices.async_update_device(
                device.id, area_id=self._area, labels={self._label}
            )
        hass.services.async_register("test", "note", self._note)

    def _device_of(self, domain: str, key: str) -> str:
        entity_id = self.massager.entity_id(domain, key)
        entity = er.async_get(self.hass).async_get(entity_id)
        assert entity
        assert entity.device_id
        return entity.device_id

    def target(self, name: str) -> dict[str, Any]:
        """Return a target; a domain stands for the entity that can be aimed at."""
        entities = {
            "switch": self.massager.entity_id("switch", "session"),
            "event": self.massager.entity_id("event", "session"),
            "scene": self.massager.entity_id("scene", "wind_down"),
            "sensor": self.massager.entity_id("sensor", "wind_down"),
        }
        devices = [self.device, self.wind_down]
        targets: dict[str, dict[str, Any]] = {
            "device": {"device_id": devices},
            "area": {"area_id": self._area},
            "label": {"label_id": self._label},
        }
        targets["all"] = {
            "entity_id": [*entities.values(), *entities.values()],
            "device_id": [*devices, *devices],
            "area_id": self._area,
            "label_id": self._label,
        }
        return targets.get(name) or {"entity_id": entities[name]}

    async def automate(
        self,
        *triggers: dict[str, Any],
        told: Iterable[str] = (),
        conditions: Iterable[dict[str, Any]] = (),
    ) -> None:
        """Have an automation note, each time it runs, what its trigger tells."""
        data = {name: f"{{{{ trigger.{name} }}}}" for name in told}
        automation = {
            "alias": "Note",
            "mode": "parallel",
            "triggers": list(triggers),
            "conditions": list(conditions),
            "actions": [{"action": "test.note", "data": data}],
        }
        config = {"automation": automation}
        assert await async_setup_component(self.hass, "automation", config)
        await self.hass.async_block_till_done()
        state = self.hass.states.get("automation.note")
        assert state
        assert state.state == "on"

    @callback
    def _note(self, call: ServiceCall) -> None:
        self.runs.append(dict(call.data))


def trigger(name: str, target: dict[str, Any], **options: Any) -> dict[str, Any]:
    """Return one of our triggers."""
    return {"trigger": f"foot_massage.{name}", "target": target, "options": options}


def condition(name: str, target: dict[str, Any], **options: Any) -> dict[str, Any]:
    """Return one of our conditions."""
    return {"condition": f"foot_massage.{name}", "target": target, "options": options}
