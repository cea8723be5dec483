"""Tuya massage chairs: tuyamock, tinytuya, and what we make of both."""

from collections.abc import AsyncIterator
from pathlib import Path

from homeassistant.core import HomeAssistant
import pytest

from custom_components.foot_massage.core.roles import Role
from tests.entities import get_sessions

from .home import HomeDevice
from .steps import add_massager, asked_about, played_by
from .tuya import Mock, client_of

pytestmark = [
    pytest.mark.simulator,
    pytest.mark.usefixtures("integration", "quick_try_out"),
]

ROLES = {
    Role.POWER: "switch",
    Role.TECHNIQUE: "manual_mode",
    Role.INTENSITY: "massage_speed",
    Role.HEAT: "heat",
    Role.DURATION: "time_set",
    Role.ARCH_AND_HEEL: "foot_control",
}


@pytest.fixture(params=["3.3", "3.5"])
async def device(
    request: pytest.FixtureRequest, hass: HomeAssistant, tmp_path: Path
) -> AsyncIterator[HomeDevice]:
    """The massage chair of tuya.yaml, by two versions of Tuya's protocol."""
    mock = Mock(request.param, tmp_path)
    async with mock, client_of(mock) as client:
        await client.meet()
        yield await HomeDevice.at_home(hass, client)


async def test_a_session(device: HomeDevice) -> None:
    assert played_by(device) == ROLES
    assert asked_about(device) == {}
    massager = await add_massager(device, "switch")
    await device.by_hand("switch", True)
    assert massager.shows("sensor", "session_state") == "running"
    await device.by_hand("switch", False)
    assert massager.shows("sensor", "session_state") == "idle"

    before = await device.client.read()
    await massager.start(technique="tapping", intensity=3, heat="medium", duration=20)
    assert massager.shows("sensor", "session_state") == "running"
    shown = {
        "manual_mode": "knock",
        "massage_speed": "level_3",
        "heat": True,
        "foot_control": True,
        "time_set": 20,
    }
    # All else is left as it was: the back, the legs, the programs of the chair.
    during = await device.client.read()
    assert during == {**before, **shown, "switch": True}

    await massager.act("stop_session")
    assert massager.shows("sensor", "session_state") == "idle"
    assert await device.client.read() == {**during, "switch": False}
    by_hand, ours = await get_sessions(device.hass)
    assert (by_hand["started_by"], ours["outcome"]) == ("device", "stopped")
