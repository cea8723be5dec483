"""What the automation editor is given to offer, for whatever it is aimed at."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.icon import async_get_icons
from homeassistant.helpers.translation import async_get_translations
import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.foot_massage.condition import CONDITIONS
from custom_components.foot_massage.core.session import Outcome
from custom_components.foot_massage.trigger import TRIGGERS

from .automations import Night
from .entities import Massager
from .massagers import demo_entry, wind_down_subentry

OFFERED = {
    "triggers": {
        "massager": {"session_started", "session_ended"},
        "wind_down": {"wind_down_started", "wind_down_finished"},
    },
    "conditions": {"massager": {"is_running"}, "wind_down": {"is_winding_down"}},
}
# Nothing tells a sleeper's sensors from others of ours, so it is offered for any.
FOR_SENSORS = {"triggers": set[str](), "conditions": {"massage_due_tonight"}}


@pytest.fixture
async def night(hass: HomeAssistant, integration: None, prompt: None) -> Night:
    """The demo massager with a wind-down."""
    entry = demo_entry(subentries_data=[wind_down_subentry()])
    return Night(hass, await Massager.at_home(hass, entry))


def ours(names: Any) -> set[str]:
    """Return which of these are ours."""
    return {one.partition(".")[2] for one in names if one.startswith("foot_massage.")}


@pytest.mark.parametrize("kind", OFFERED)
async def test_described(
    night: Night, hass_ws_client: WebSocketGenerator, kind: str
) -> None:
    client = await hass_ws_client(night.hass)
    await client.send_json_auto_id({"type": f"{kind[:-1]}_platforms/subscribe"})
    assert (await client.receive_json())["success"]
    described = (await client.receive_json())["event"]

    offered = OFFERED[kind]
    every = {**offered, "sleeper": FOR_SENSORS[kind]}
    assert ours(described) == set().union(*every.values())
    for aim, domain in (
        ("massager", "switch"),
        ("wind_down", "scene"),
        ("sleeper", "sensor"),
    ):
        for name in every[aim]:
            (entity,) = described[f"foot_massage.{name}"]["target"]["entity"]
            assert entity == {"integration": "foot_massage", "domain": [domain]}


async def test_fields(night: Night, hass_ws_client: WebSocketGenerator) -> None:
    client = await hass_ws_client(night.hass)
    await client.send_json_auto_id({"type": "trigger_platforms/subscribe"})
    assert (await client.receive_json())["success"]
    triggers = (await client.receive_json())["event"]
    outcomes = triggers["foot_massage.session_ended"]["fields"]["outcomes"]
    assert outcomes["default"] == outcomes["selector"]["select"]["options"]
    assert outcomes["default"] == list(Outcome)
    assert ours(triggers) == TRIGGERS.keys()
    for name in TRIGGERS.keys() - {"session_ended"}:
        assert triggers[f"foot_massage.{name}"]["fields"] == {}

    await client.send_json_auto_id({"type": "condition_platforms/subscribe"})
    assert (await client.receive_json())["success"]
    conditions = (await client.receive_json())["event"]
    assert ours(conditions) == CONDITIONS.keys()
    for name in CONDITIONS:
        assert set(conditions[f"foot_massage.{name}"]["fields"]) == {"behavior", "for"}


@pytest.mark.parametrize("kind", OFFERED)
@pytest.mark.parametrize("target", ["area", "label", "device", "all"])
async def test_offered(
    night: Night, hass_ws_client: WebSocketGenerator, kind: str, target: str
) -> None:
    client = await hass_ws_client(night.hass)

    async def offered_for(**aim: Any) -> set[str]:
        request = {"type": f"get_{kind}_for_target", "target": aim}
        await client.send_json_auto_id(request)
        return ours((await client.receive_json())["result"])

    offered, sensors = OFFERED[kind], FOR_SENSORS[kind]
    both = offered["massager"] | offered["wind_down"] | sensors
    assert await offered_for(**night.target(target)) == both
    massager, wind_down = night.device, night.wind_down
    assert await offered_for(device_id=massager) == offered["massager"] | sensors
    assert await offered_for(device_id=wind_down) == offered["wind_down"] | sensors
    assert await offered_for(**night.target("switch")) == offered["massager"]
    assert await offered_for(**night.target("scene")) == offered["wind_down"]
    assert await offered_for(entity_id="light.bedroom") == set()


@pytest.mark.parametrize(
    ("kind", "every"), [("triggers", TRIGGERS), ("conditions", CONDITIONS)]
)
async def test_texts_and_icons(night: Night, kind: str, every: dict[str, Any]) -> None:
    texts = await async_get_translations(night.hass, "en", kind, {"foot_massage"})
    icons = await async_get_icons(night.hass, kind, {"foot_massage"})
    assert icons["foot_massage"].keys() == every.keys()
    for name in every:
        for part in ("name", "description"):
            assert texts[f"component.foot_massage.{kind}.{name}.{part}"]
