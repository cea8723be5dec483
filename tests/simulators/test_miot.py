"""Xiaomi massagers: python-miio's simulator, its client, and what we make of both."""

from collections.abc import AsyncIterator
from pathlib import Path
import socket
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.foot_massage.core.roles import Role
from tests.entities import get_sessions

from .client import DeviceError
from .home import HomeDevice
from .miot import PORT, Simulator, client_of
from .steps import add_massager, asked_about, played_by

pytestmark = [
    pytest.mark.simulator,
    pytest.mark.usefixtures("integration", "quick_try_out"),
]

ROLES = {
    "leg_massager": {
        Role.POWER: "massager:on",
        Role.RUNNING: "massager:status",
        Role.TECHNIQUE: "massager:mode",
        Role.INTENSITY: "massager:level",
        Role.HEAT: "massager:heat-level",
        Role.TIME_LEFT: "massager:left-time",
    },
    "foot_bath": {
        Role.HEAT: "foot-bath:heat-level",
        Role.DURATION: "foot-bath:target-time",
        Role.TIME_LEFT: "foot-bath:left-time",
    },
    "massage_chair": {
        Role.POWER: "massager:on",
        Role.TECHNIQUE: "massager:massage-manipulation",
        Role.INTENSITY: "massager:massage-strength",
        Role.HEAT: "massager:heating",
        Role.DURATION: "massage-control:time-control",
        Role.ARCH_AND_HEEL: "massager:foot-roller-switch",
        Role.CALVES_AND_ACHILLES: "massager:leg-airbag-switch",
    },
}
# A foot bath can be on without a massage, so it is asked which of the two is meant.
QUESTIONS = {"foot_bath": {Role.POWER: {"foot-bath:on", "foot-bath:foot-massage"}}}
POWER = {
    "leg_massager": "massager:on",
    "foot_bath": "foot-bath:foot-massage",
    "massage_chair": "massager:on",
}
# What a session is asked to be, and what the device shows of it then.
SESSIONS = [
    (
        "leg_massager",
        {"technique": "rolling", "intensity": 4, "heat": "low"},
        {
            "massager:mode": "Rolling",
            "massager:level": 4,
            "massager:heat-level": "Low",
        },
    ),
    (
        "foot_bath",
        {"heat": "high", "duration": 15},
        {"foot-bath:heat-level": "Level3", "foot-bath:target-time": 15},
    ),
    (
        "massage_chair",
        {
            "technique": "tapping",
            "intensity": 2,
            "heat": "medium",
            "zones": ["arch_and_heel"],
            "duration": 20,
        },
        {
            "massager:massage-manipulation": "Tapping",
            "massager:massage-strength": 2,
            "massager:heating": True,
            "massager:foot-roller-switch": True,
            "massager:leg-airbag-switch": False,
            "massage-control:time-control": 20,
        },
    ),
]


@pytest.fixture
async def device(
    request: pytest.FixtureRequest,
    hass: HomeAssistant,
    socket_enabled: None,
    tmp_path: Path,
) -> AsyncIterator[HomeDevice]:
    """The device of miot.yaml that the test is parametrized with."""
    simulator = Simulator(request.param, tmp_path)
    async with client_of(simulator) as client, simulator:
        await client.meet()
        yield await HomeDevice.at_home(hass, client)


@pytest.mark.parametrize(
    ("device", "wanted", "shown"), SESSIONS, indirect=["device"], ids=ROLES
)
async def test_a_session(
    device: HomeDevice, wanted: dict[str, Any], shown: dict[str, Any]
) -> None:
    assert played_by(device) == ROLES[device.name]
    assert asked_about(device) == QUESTIONS.get(device.name, {})
    power = POWER[device.name]
    massager = await add_massager(device, power)
    before = await device.client.read()
    assert before[power] is False

    await massager.start(**wanted)
    assert massager.shows("sensor", "session_state") == "running"
    # All else is left as it was: the lock, the sound, the other parts of the body.
    assert await device.client.read() == {**before, **shown, power: True}

    await massager.act("stop_session")
    assert massager.shows("sensor", "session_state") == "idle"
    assert await device.client.read() == {**before, **shown, power: False}
    (session,) = await get_sessions(device.hass)
    assert session["outcome"] == "stopped"


@pytest.mark.parametrize("device", ["massage_chair"], indirect=True)
async def test_a_hand_at_the_massager(device: HomeDevice) -> None:
    massager = await add_massager(device, POWER[device.name])
    await device.by_hand("massager:on", True)
    assert massager.shows("sensor", "session_state") == "running"
    await device.by_hand("massager:massage-strength", 2)
    assert massager.shows("number", "intensity") == "2"
    await massager.use("number.set_value", "intensity", value=3)
    assert (await device.client.read())["massager:massage-strength"] == 3
    await device.by_hand("massager:on", False)
    assert massager.shows("sensor", "session_state") == "idle"
    (session,) = await get_sessions(device.hass)
    assert session["started_by"] == "device"


@pytest.mark.parametrize("device", ["leg_massager"], indirect=True)
async def test_the_simulator_has_a_say(device: HomeDevice) -> None:
    """It takes what it knows, and refuses what is out of its range."""
    before = await device.client.read()
    button = {"entity_id": device.entity_id("massager:toggle")}
    await device.hass.services.async_call("button", "press", button, blocking=True)
    for part, value in (("massager:level", 6), ("massager:mode", 4)):
        with pytest.raises(DeviceError, match=f"{value} not"):
            await device.client.write(part, value)
    assert await device.client.read() == before


async def test_one_simulator_at_a_time(socket_enabled: None, tmp_path: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("0.0.0.0", PORT))
        with pytest.raises(RuntimeError, match=f"UDP port {PORT} is taken"):
            await Simulator("foot_bath", tmp_path).__aenter__()
