"""Every action, called with anything: it does it, or says what is wrong with it."""

from pathlib import Path
from random import Random
from typing import Any, cast

from freezegun import freeze_time
from homeassistant.core import HomeAssistant, SupportsResponse
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.yaml import load_yaml_dict
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from custom_components.foot_massage.const import DOMAIN
from tests.entities import Massager
from tests.massagers import demo_entry, set_up, wind_down_subentry
from tests.sleepers.bedroom import Bedroom, bedroom_of_ada

from .spoil import nonsense, spoilt
from .tally import Tally

pytestmark = pytest.mark.usefixtures("integration", "prompt", "nothing_loud")
MANY = (pytest.mark.slow, pytest.mark.timeout(600))


class Caller:
    """Somebody who calls the actions as services.yaml describes them, or nearly so."""

    def __init__(self, massager: Massager, sleeper: MockConfigEntry) -> None:
        self._hass = massager.hass
        self._random = Random(11)
        self._known = {
            "massager": [massager.entry.entry_id, sleeper.entry_id],
            "sleeper": [sleeper.entry_id, massager.entry.entry_id],
        }
        self._entities = self._hass.states.async_entity_ids()
        path = "custom_components/foot_massage/services.yaml"
        self.actions: dict[str, Any] = load_yaml_dict(Path(path))

    async def calls(self) -> str:
        """Call an action; returns what came of it."""
        name = self._random.choice(list(self.actions))
        data = self._data(self.actions[name] or {})
        answers = self._hass.services.supports_response(DOMAIN, name)
        try:
            await self._hass.services.async_call(
                DOMAIN,
                name,
                data,
                blocking=True,
                return_response=answers is not SupportsResponse.NONE,
            )
        except vol.Invalid:
            return "refused by the schema"
        except HomeAssistantError as err:
            return _said(err)
        return "done"

    def _data(self, action: dict[str, Any]) -> Any:
        data: dict[str, Any] = {
            name: self._value(name, field["selector"])
            for name, field in action.get("fields", {}).items()
            if field.get("required") or self._random.random() < 0.4
        }
        if "target" in action:
            data["entity_id"] = self._target(action["target"]["entity"]["domain"])
        wrong = spoilt(self._random, data) if self._random.random() < 0.5 else data
        if not isinstance(wrong, dict):
            return data
        if not isinstance(wrong.get("entity_id", ""), str | list):
            # Home Assistant's own check of what is aimed at breaks on these.
            del wrong["entity_id"]
        return wrong

    def _target(self, domain: str) -> Any:
        fitting = [one for one in self._entities if one.startswith(f"{domain}.")]
        return self._random.choice(
            (
                "all",
                fitting,
                fitting[:1],
                fitting[0],
                self._random.choice(self._entities),
            )
        )

    def _value(self, name: str, selector: dict[str, Any]) -> Any:
        random = self._random
        ((kind, config),) = selector.items()
        if random.random() < 0.2:
            return nonsense(random)
        match kind:
            case "number":
                return random.choice(
                    (config["min"], config["max"], config["max"] + 1, "5")
                )
            case "boolean":
                return random.choice((True, False, "yes", "off"))
            case "select":
                options = random.choice((config["options"], ["hot_stones"]))
                if config.get("multiple"):
                    return random.sample(options, random.randint(0, len(options)))
                return random.choice(options)
            case "config_entry":
                return random.choice(self._known[name])
            case "datetime":
                return random.choice(
                    ("2026-11-01 00:00:00", "2026-11-01", "9999-12-31 23:59:59", "soon")
                )
        return random.choice(("Ada", "ada", "", "0" * 32))


@pytest.mark.parametrize("times", [500, pytest.param(10_000, marks=MANY)])
async def test_actions(hass: HomeAssistant, tally: Tally, times: int) -> None:
    with freeze_time(tick=True) as clock:
        bedroom = await bedroom_of_ada(hass, cast(Any, clock))
        await _call(bedroom, tally, times)


async def _call(bedroom: Bedroom, tally: Tally, times: int) -> None:
    hass = bedroom.hass
    await bedroom.has_slept(40)
    another = demo_entry(subentries_data=[wind_down_subentry(fade_minutes=0.0)])
    await set_up(hass, MockConfigEntry(domain=DOMAIN, **_again(another)))
    caller = Caller(bedroom.massager, bedroom.entry)
    for number in range(times):
        tally.count(await caller.calls())
        if number % 20 == 0:
            await hass.async_block_till_done()
    for action in ("cancel_wind_down", "stop_session"):
        await hass.services.async_call(
            DOMAIN, action, {"entity_id": "all"}, blocking=True
        )
    await hass.async_block_till_done()


def _said(err: HomeAssistantError) -> str:
    """Return which of our errors this is; it has to be one, with its words."""
    assert err.translation_domain == DOMAIN, repr(err)
    words, key = str(err), str(err.translation_key)
    assert words != key
    return key


def _again(entry: MockConfigEntry) -> dict[str, Any]:
    """Return what makes another entry like this one."""
    return {
        "title": "Second massager",
        "unique_id": "second",
        "data": {
            **entry.data,
            "identity": {**entry.data["identity"], "serial": "second"},
        },
        "subentries_data": [one.as_dict() for one in entry.subentries.values()],
    }
